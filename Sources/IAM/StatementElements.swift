import JSON

/// The elements of a statement, of which there are few, as they stand in the document.
///
/// Of several with the same name the last counts.
struct StatementElements {
  static let names = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
  ]

  private(set) var sid: JSONNode?
  private(set) var effect: JSONNode?
  private(set) var principal: JSONNode?
  private(set) var notPrincipal: JSONNode?
  private(set) var action: JSONNode?
  private(set) var notAction: JSONNode?
  private(set) var resource: JSONNode?
  private(set) var notResource: JSONNode?
  private(set) var condition: JSONNode?
  /// The first name that no element has.
  private(set) var stranger: String?

  init(_ statement: JSONNode) {
    for (key, value) in statement.members where !set(key, value) && stranger == nil {
      stranger = key
    }
  }

  /// Takes a member; whether it is an element.
  private mutating func set(_ key: String, _ value: JSONNode) -> Bool {
    // Few names are of the same length, so that most are told by one comparison.
    switch key.utf8.count {
    case 3 where key == "Sid": sid = value
    case 6 where key == "Action": action = value
    case 6 where key == "Effect": effect = value
    case 8 where key == "Resource": resource = value
    case 9 where key == "Condition": condition = value
    case 9 where key == "Principal": principal = value
    case 9 where key == "NotAction": notAction = value
    case 11 where key == "NotResource": notResource = value
    case 12 where key == "NotPrincipal": notPrincipal = value
    default: return false
    }
    return true
  }
}

import JSON

/// The elements of a statement, of which there are few, by their places in the document.
///
/// Of several with the same name the last counts.
struct StatementElements {
  static let names = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
  ]

  private(set) var sid: Int?
  private(set) var effect: Int?
  private(set) var principal: Int?
  private(set) var notPrincipal: Int?
  private(set) var action: Int?
  private(set) var notAction: Int?
  private(set) var resource: Int?
  private(set) var notResource: Int?
  private(set) var condition: Int?
  /// The first name that no element has.
  private(set) var stranger: Int?

  /// Principal or NotPrincipal.
  var whom: Int? { principal ?? notPrincipal }
  /// Resource or NotResource.
  var onWhat: Int? { resource ?? notResource }

  /// Looks at the members of an object.
  init(_ tape: JSONTape, at statement: Int) {
    tape.forEachMember(of: statement) { name, value in
      if !set(name, value, tape), stranger == nil { stranger = name }
    }
  }

  /// Takes a member; whether it is an element.
  private mutating func set(_ name: Int, _ value: Int, _ tape: JSONTape) -> Bool {
    // Few names are of the same length, so that most are told by one comparison.
    switch tape.length(at: name) {
    case 3 where tape.string(at: name, is: "Sid"): sid = value
    case 6 where tape.string(at: name, is: "Action"): action = value
    case 6 where tape.string(at: name, is: "Effect"): effect = value
    case 8 where tape.string(at: name, is: "Resource"): resource = value
    case 9 where tape.string(at: name, is: "Condition"): condition = value
    case 9 where tape.string(at: name, is: "Principal"): principal = value
    case 9 where tape.string(at: name, is: "NotAction"): notAction = value
    case 11 where tape.string(at: name, is: "NotResource"): notResource = value
    case 12 where tape.string(at: name, is: "NotPrincipal"): notPrincipal = value
    default: return false
    }
    return true
  }
}

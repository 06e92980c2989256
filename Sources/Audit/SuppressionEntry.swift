public import Findings
import JSON

/// One entry of a file of suppressions.
enum SuppressionEntry {
  /// Why an entry is none.
  struct Invalid: Error { var reason: String }

  private static let names = [
    "account", "code", "fingerprint", "owner", "reason", "subject", "ticket", "until",
  ]

  static func read(_ node: JSONNode) -> Result<Suppression, Invalid> {
    func fail(_ reason: String) -> Result<Suppression, Invalid> {
      .failure(Invalid(reason: reason))
    }
    guard node.isObject else { return fail("it is no object") }
    for (name, value) in node.members {
      guard names.contains(name) else { return fail("the member \(name) is not known") }
      guard let text = value.string, text.contains(where: { !$0.isWhitespace }) else {
        return fail("\(name) is to be a text")
      }
    }
    func text(_ name: String) -> String? { node[name]?.string }
    guard let owner = text("owner") else { return fail("it has no owner") }
    guard let reason = text("reason") else { return fail("it has no reason") }
    guard let date = text("until") else { return fail("it has no day on which it ends (until)") }
    guard date.utf8.count == 10, let until = Day(date) else {
      return fail("until is to be a day, as 2027-01-31, and \(date) is none")
    }
    let target: Suppression.Target
    switch (text("fingerprint"), text("code")) {
    case (let fingerprint?, nil):
      guard text("subject") == nil, text("account") == nil else {
        return fail("subject and account go with a code, not with a fingerprint")
      }
      guard fingerprint.hasPrefix("v1 "), fingerprint.split(separator: " ").count == 5 else {
        return fail("\(fingerprint) is no fingerprint")
      }
      target = .fingerprint(fingerprint)
    case (nil, let code?):
      guard !code.contains("*"), !code.contains("?") else {
        return fail("code is to be one code, without wildcards")
      }
      target = .code(code, subject: text("subject"), account: text("account"))
    case (nil, nil): return fail("it names neither a fingerprint nor a code")
    case (_?, _?): return fail("it names a fingerprint and a code: one of them is to go")
    }
    return .success(
      Suppression(
        target: target, owner: owner, reason: reason, until: until, ticket: text("ticket")))
  }
}

extension Suppression {
  /// The entry of a file that says the same; what is not there is left out.
  public var entry: [(name: String, text: String)] {
    var members: [(String, String?)] = []
    switch target {
    case .fingerprint(let text): members.append(("fingerprint", text))
    case .code(let code, let subject, let account):
      members += [("code", code), ("subject", subject), ("account", account)]
    }
    members += [
      ("owner", owner), ("reason", reason), ("until", until.description), ("ticket", ticket),
    ]
    return members.compactMap { name, text in text.map { (name, $0) } }
  }

  /// The entry as a value.
  var value: JSONValue {
    .object(Dictionary(uniqueKeysWithValues: entry.map { ($0.name, .string($0.text)) }))
  }
}

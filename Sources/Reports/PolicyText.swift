import JSON

/// Writes a policy as people write one: Version first, Sid before Effect, Condition last.
enum PolicyText {
  /// The policy with two spaces a level, without a newline at its end.
  static func pretty(_ policy: JSONValue) -> String {
    var writer = JSONWriter()
    write(policy, to: &writer)
    return writer.text
  }

  private static func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value {
    case .array(let elements): writer.list(elements) { write($1, to: &$0) }
    case .object(let members):
      let sorted = members.sorted { (rank($0.key), $0.key) < (rank($1.key), $1.key) }
      writer.object { writer in
        for (name, value) in sorted { writer.member(name) { write(value, to: &$0) } }
      }
    default: writer.value(value)
    }
  }

  /// The elements of the policy language in their usual order.
  private static let order = [
    "Version", "Id", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction",
    "Resource", "NotResource", "Condition", "Statement",
  ]

  private static func rank(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }
}

import JSON
import World

/// Reads `expected` of config.json: `[{"taskDefinition": pattern, "actions": [...], "resources": [...]}]`.
struct ExpectationSetting {
  private let path: String
  private static let keys = ["actions", "resources", "taskDefinition"]

  /// - Parameter path: the configuration's, for the errors.
  init(_ path: String) { self.path = path }

  /// - Throws: `CommandFailure` with the line of what is not as it is to be.
  func expectations(_ node: JSONNode) throws -> [Expectation] {
    guard node.isArray else { throw failure(node, "expected is to be a list") }
    return try node.elements.map(expectation)
  }

  private func expectation(_ node: JSONNode) throws -> Expectation {
    guard node.isObject else { throw failure(node, "an entry of expected is to be an object") }
    for (key, value) in node.members where !Self.keys.contains(key) {
      let nearest = ConfigurationFile.nearest(to: key, of: Self.keys)
      throw failure(
        value, "the key \(key) of expected is not known", hint: "did you mean \(nearest)?")
    }
    guard let family = node["taskDefinition"]?.string, !family.isEmpty else {
      throw failure(
        node["taskDefinition"] ?? node,
        "taskDefinition of expected is to be a pattern of the names of families")
    }
    return Expectation(
      taskDefinition: family,
      actions: try texts("actions", of: node, "actions, as s3:GetObject") {
        $0 == "*" || $0.split(separator: ":", omittingEmptySubsequences: false).count == 2
      },
      resources: try texts("resources", of: node, "ARNs, or *") {
        $0 == "*" || $0.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 5 && $0.hasPrefix("arn:")
      })
  }

  private func texts(
    _ key: String, of node: JSONNode, _ what: String, _ isRight: (String) -> Bool
  ) throws -> [String] {
    guard let list = node[key], list.isArray, list.count > 0 else {
      throw failure(node[key] ?? node, "\(key) of expected is to be a list of \(what)")
    }
    return try list.elements.map { element in
      guard let text = element.string, isRight(text) else {
        throw failure(element, "\(key) of expected is to be a list of \(what)")
      }
      return text
    }
  }

  private func failure(_ node: JSONNode, _ message: String, hint: String? = nil) -> CommandFailure {
    CommandFailure(
      code: .configuration, message: "\(path):\(node.line): \(message)",
      hint: hint
        ?? "write {\"taskDefinition\": \"mailer\", \"actions\": [\"ses:SendEmail\"], \"resources\": [\"*\"]}"
    )
  }
}

import JSON
import World

/// Reads `expected` of config.json: `[{"taskDefinition": pattern, "actions": [...], "resources": [...]}]`.
struct ExpectationSetting {
  private let list: ListSetting

  /// - Parameter path: the configuration's, for the errors.
  init(_ path: String) {
    list = ListSetting(
      path: path, name: "expected", keys: ["actions", "resources", "taskDefinition"],
      example: #"{"taskDefinition": "mailer", "actions": ["ses:SendEmail"], "resources": ["*"]}"#)
  }

  /// - Throws: `CommandFailure` with the line of what is not as it is to be.
  func expectations(_ node: JSONNode) throws -> [Expectation] {
    try list.entries(of: node, expectation)
  }

  private func expectation(_ node: JSONNode) throws -> Expectation {
    guard let family = node["taskDefinition"]?.string, !family.isEmpty else {
      throw list.failure(
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
    guard let values = node[key], values.isArray, values.count > 0 else {
      throw list.failure(node[key] ?? node, "\(key) of expected is to be a list of \(what)")
    }
    return try values.elements.map { element in
      guard let text = element.string, isRight(text) else {
        throw list.failure(element, "\(key) of expected is to be a list of \(what)")
      }
      return text
    }
  }
}

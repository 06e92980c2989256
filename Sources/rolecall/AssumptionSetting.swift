import JSON
import World

/// Reads `assume` of config.json: `[{"accounts": pattern, "context": {key: value or values}}]`.
struct AssumptionSetting {
  private let path: String
  private static let keys = ["accounts", "context"]

  /// - Parameter path: the configuration's, for the errors.
  init(_ path: String) { self.path = path }

  /// - Throws: `CommandFailure` with the line of what is not as it is to be.
  func assumptions(_ node: JSONNode) throws -> [Assumption] {
    guard node.isArray else { throw failure(node, "assume is to be a list") }
    return try node.elements.map(assumption)
  }

  private func assumption(_ node: JSONNode) throws -> Assumption {
    guard node.isObject else { throw failure(node, "an entry of assume is to be an object") }
    for (key, value) in node.members where !Self.keys.contains(key) {
      let nearest = ConfigurationFile.nearest(to: key, of: Self.keys)
      throw failure(
        value, "the key \(key) of assume is not known", hint: "did you mean \(nearest)?")
    }
    guard let accounts = node["accounts"]?.string else {
      throw failure(
        node["accounts"] ?? node, "accounts of assume is to be a pattern of account ids")
    }
    guard let context = node["context"], context.isObject else {
      throw failure(node["context"] ?? node, "context of assume is to be an object of keys")
    }
    var values: [String: [String]] = [:]
    for (key, value) in context.members {
      let texts = value.isArray ? value.elements.map(\.string) : [value.string]
      guard texts.allSatisfy({ $0 != nil }), !texts.isEmpty, key.contains(":") else {
        throw failure(value, "\(key) of assume is to be a condition key with a text or texts")
      }
      values[key] = texts.compactMap(\.self)
    }
    return Assumption(accounts: accounts, context: values)
  }

  private func failure(_ node: JSONNode, _ message: String, hint: String? = nil) -> CommandFailure {
    CommandFailure(
      code: .configuration, message: "\(path):\(node.line): \(message)",
      hint: hint ?? "write {\"accounts\": \"*\", \"context\": {\"aws:PrincipalOrgID\": \"o-1\"}}")
  }
}

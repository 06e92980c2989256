import JSON
import World

/// Reads `assume` of config.json: `[{"accounts": pattern, "context": {key: value or values}}]`.
struct AssumptionSetting {
  private let list: ListSetting

  /// - Parameter path: the configuration's, for the errors.
  init(_ path: String) {
    list = ListSetting(
      path: path, name: "assume", keys: ["accounts", "context"],
      example: #"{"accounts": "*", "context": {"aws:PrincipalOrgID": "o-1"}}"#)
  }

  /// - Throws: `CommandFailure` with the line of what is not as it is to be.
  func assumptions(_ node: JSONNode) throws -> [Assumption] {
    try list.entries(of: node, assumption)
  }

  private func assumption(_ node: JSONNode) throws -> Assumption {
    guard let accounts = node["accounts"]?.string else {
      throw list.failure(
        node["accounts"] ?? node, "accounts of assume is to be a pattern of account ids")
    }
    guard let context = node["context"], context.isObject else {
      throw list.failure(node["context"] ?? node, "context of assume is to be an object of keys")
    }
    var values: [String: [String]] = [:]
    for (key, value) in context.members {
      let texts = value.isArray ? value.elements.map(\.string) : [value.string]
      guard texts.allSatisfy({ $0 != nil }), !texts.isEmpty, key.contains(":") else {
        throw list.failure(value, "\(key) of assume is to be a condition key with a text or texts")
      }
      values[key] = texts.compactMap(\.self)
    }
    return Assumption(accounts: accounts, context: values)
  }
}

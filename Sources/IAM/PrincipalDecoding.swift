import JSON

extension PolicyDecoder {
  private static let principalTypes = ["AWS", "Service", "Federated", "CanonicalUser"]

  /// Reads the value of Principal or NotPrincipal.
  mutating func principals(
    _ node: JSONNode
  ) throws(PolicyError) -> [Statement.PrincipalText] {
    if let text = node.string {
      guard text == "*" else {
        throw error("a principal is \"*\" or an object", "write {\"AWS\": …} or {\"Service\": …}")
      }
      return [Statement.PrincipalText(type: "*", value: "*")]
    }
    guard node.isObject, node.count > 0 else {
      throw error("a principal is \"*\" or an object", "write {\"AWS\": …} or {\"Service\": …}")
    }
    var entries: [Statement.PrincipalText] = []
    for (type, value) in members(of: node) {
      guard Self.principalTypes.contains(type) else {
        throw error(
          "\(type) is no type of principal", "use one of AWS, Service, Federated, CanonicalUser",
          [type])
      }
      let items = value.isArray ? Array(value.elements) : [value]
      guard !items.isEmpty else { throw error("\(type) names nobody", "name one", [type]) }
      for item in items {
        guard let text = item.string else {
          throw error("a principal is a string, not \(item.kind)", "quote it", [type])
        }
        entries.append(Statement.PrincipalText(type: type, value: text))
      }
    }
    return entries
  }

  /// What an entry of Principal means.
  func entry(_ text: Statement.PrincipalText) -> PrincipalElement.Entry {
    switch text.type {
    case "*": return .everyone
    case "Service": return .service(text.value)
    case "Federated": return .federated(text.value)
    case "CanonicalUser": return .canonicalUser(text.value)
    default: break
    }
    if text.value == "*" { return .everyone }
    if text.value.utf8.allSatisfy({ (48...57).contains($0) }) { return .account(text.value) }
    if text.value.contains(where: { "*?".contains($0) }) { return .nobody }
    if text.value.hasSuffix(":root"), let account = ArnPattern.account(of: text.value) {
      return .account(account)
    }
    return .arn(text.value)
  }
}

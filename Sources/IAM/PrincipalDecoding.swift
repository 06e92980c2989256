import JSON

extension PolicyDecoder {
  private static let principalTypes = ["Service", "AWS", "Federated", "CanonicalUser"]

  /// Reads the value of Principal or NotPrincipal.
  func entries(
    _ node: JSONNode, _ element: String
  ) throws(PolicyError) -> [PrincipalElement.Entry] {
    if let text = node.string {
      guard text == "*" else { throw shapeless(element) }
      return [.everyone]
    }
    let members = node.membersByName
    guard !members.isEmpty else {
      if node.isObject {
        throw error("\(element) names nobody", "write {\"AWS\": …} or {\"Service\": …}", [element])
      }
      throw shapeless(element)
    }
    var entries: [PrincipalElement.Entry] = []
    for (type, value) in members {
      guard Self.principalTypes.contains(type) else {
        throw error(
          "\(type) is no type of principal", "use one of AWS, Service, Federated, CanonicalUser",
          [element, type])
      }
      if let text = value.string {
        entries.append(PrincipalElement.Entry(type, text))
        continue
      }
      let before = entries.count
      for item in value.isArray ? Array(value.elements) : [value] {
        guard let text = item.string else {
          throw error(
            "a principal is a string, not \(item.kind)", "quote it", [element, type])
        }
        entries.append(PrincipalElement.Entry(type, text))
      }
      guard entries.count > before else {
        throw error("\(type) names nobody", "name one", [element, type])
      }
    }
    return entries
  }

  private func shapeless(_ element: String) -> PolicyError {
    error(
      "a principal is \"*\" or an object", "write {\"AWS\": …} or {\"Service\": …}", [element])
  }
}

extension PrincipalElement.Entry {
  /// What an entry means.
  fileprivate init(_ type: String, _ value: String) {
    switch type {
    case "Service": self = .service(value)
    case "Federated": self = .federated(value)
    case "CanonicalUser": self = .canonicalUser(value)
    default:
      if value == "*" {
        self = .everyone
      } else if value.utf8.allSatisfy({ (48...57).contains($0) }) {
        self = .account(value)
      } else if value.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) {
        self = .nobody
      } else if value.hasSuffix(":root"), let account = ArnPattern.account(of: value) {
        self = .account(account)
      } else {
        self = .arn(value)
      }
    }
  }
}

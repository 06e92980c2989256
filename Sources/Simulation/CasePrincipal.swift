import IAM
import JSON

extension Principal {
  /// Reads who asks: an ARN, the id of an account, the name of a service or of an identity provider, or an object.
  ///
  /// An object is `{"type", "value"}`, or has one member that is named as in a policy: `{"Service": "x.amazonaws.com"}`.
  ///
  /// - Parameters:
  ///   - node: the member `principal` of a request.
  ///   - action: what is asked for; of the names that are a service's and a provider's too, it tells them apart.
  /// - Throws: why it names nobody who could ask.
  init(in node: JSONNode, action: String) throws(CaseError) {
    if let text = node.string {
      try self.init(text, at: node, action: action)
      return
    }
    guard node.isObject, let (key, member) = node.members.first(where: { _ in true }) else {
      throw CaseError(
        at: node.pointer, "a principal is a text or an object, not \(node.kind)",
        "name an ARN, or write {\"type\": …, \"value\": …}")
    }
    let type = node["type"]?.string ?? key
    let value =
      node["type"] == nil ? member : node["value"] ?? node.members.first { $0.key != "type" }?.value
    if type.lowercased() == "anonymous" {
      self = .anonymous
      return
    }
    guard let value, let text = value.string else {
      throw CaseError(
        at: node.pointer, "the principal of type \(type) has no name", "add its \"value\" as a text"
      )
    }
    switch type.lowercased() {
    case "service": self = .service(text)
    case "federated": self = .federated(text)
    case "aws", "user", "role", "session", "assumedrole", "account", "root":
      try self.init(text, at: value, action: action)
    default:
      throw CaseError(
        at: node.pointer, "\(type) is no type of principal",
        "use one of AWS, Service, Federated, Anonymous")
    }
  }

  private init(_ text: String, at node: JSONNode, action: String) throws(CaseError) {
    guard let principal = Principal(named: text, action: action) else {
      throw CaseError(
        at: node.pointer, "\(text.isEmpty ? "an empty text" : text) names nobody",
        "name an ARN of six parts, an account's id, or a service as x.amazonaws.com")
    }
    self = principal
  }
}

import IAM
import JSON

/// One case: a request and all policies that decide about it.
struct SimulationCase {
  let request: Request
  let policies: PolicySet

  /// Reads a case; members that are not named in `docs/simulate.md` are passed over.
  init(_ node: JSONNode) throws(CaseError) {
    guard node.isObject else {
      throw CaseError(at: "", "a case is an object, not \(node.kind)", "write {\"request\": …}")
    }
    request = try Self.request(of: node)
    policies = try PolicySet(of: node)
  }

  var decision: Decision { policies.decide(request, as: .simulation) }

  private static func request(of node: JSONNode) throws(CaseError) -> Request {
    let asked = node["request"] ?? node
    guard asked.isObject else {
      throw CaseError(
        at: asked.pointer, "the request is \(asked.kind)",
        "give it principal, action, resource, context")
    }
    guard let action = asked["action"]?.string else {
      throw CaseError(
        at: asked.pointer + "/action", "the action is no text", "name one, as \"s3:GetObject\"")
    }
    guard let principal = asked["principal"] else {
      throw CaseError(
        at: asked.pointer + "/principal", "there is no principal",
        "name who asks, by an ARN or by type and value")
    }
    let (resource, account) = try resource(asked["resource"])
    return Request(
      principal: try Principal(in: principal, action: action), action: action, resource: resource,
      resourceAccount: account, context: try context(of: asked, unknown: node["unknownKeys"]))
  }

  /// A resource as its ARN, or as `{"arn", "accountId"}`; without one, `*` is asked for.
  private static func resource(
    _ node: JSONNode?
  ) throws(CaseError) -> (arn: String, account: String?) {
    guard let node, !node.isNull else { return ("*", nil) }
    if let arn = node.string { return (arn, nil) }
    guard node.isObject, let arn = node["arn"], arn.isString || arn.isNull else {
      throw CaseError(
        at: node.pointer, "the resource has no ARN",
        "write it as a text, or {\"arn\": …, \"accountId\": …}")
    }
    let account = node["accountId"]
    guard account?.isNull != false || account?.string != nil else {
      throw CaseError(
        at: node.pointer + "/accountId", "an account is a text of 12 digits", "quote it")
    }
    // What AWS itself keeps in every account is of nobody else's.
    let owner = account?.string == "aws" ? nil : account?.string
    return (arn.string ?? "*", owner)
  }

  /// The context of a request: what is neither given nor named unknown is absent.
  private static func context(
    of asked: JSONNode, unknown: JSONNode?
  ) throws(CaseError) -> RequestContext {
    var context = RequestContext(unlisted: .absent)
    if let keys = asked["unknownKeys"] ?? unknown, !keys.isNull {
      guard keys.isArray else {
        throw CaseError(at: keys.pointer, "unknownKeys is \(keys.kind)", "give a list of keys")
      }
      for element in keys.elements {
        guard let key = element.string else {
          throw CaseError(at: element.pointer, "a key is a text, not \(element.kind)", "quote it")
        }
        if key.hasSuffix("*") {
          context.setFamily(String(key.dropLast()), .unknown)
        } else {
          context[key] = .unknown
        }
      }
    }
    guard let given = asked["context"], !given.isNull else { return context }
    guard given.isObject else {
      throw CaseError(at: given.pointer, "the context is \(given.kind)", "write {key: value}")
    }
    for (key, value) in given.members { context[key] = try Self.value(value) }
    return context
  }

  /// A value of the context, or a list of values; null says that the key is absent.
  private static func value(_ node: JSONNode) throws(CaseError) -> ContextValue {
    if node.isNull { return .absent }
    var values: [String] = []
    for element in node.isArray ? Array(node.elements) : [node] {
      guard let text = element.string ?? element.numberText ?? element.bool.map(String.init) else {
        throw CaseError(
          at: element.pointer, "a value of the context is \(element.kind)",
          "use a text, a number, a boolean, or a list of these")
      }
      values.append(text)
    }
    return .values(values)
  }
}

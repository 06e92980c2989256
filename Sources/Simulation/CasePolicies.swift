import IAM
import JSON

extension PolicySet {
  /// Reads the policies of a case: what is not there, or is null, is no policy.
  init(of node: JSONNode) throws(CaseError) {
    self.init(
      identity: try Self.list(node["identityPolicies"], .identity) ?? [],
      boundary: try Self.list(node["permissionBoundaryPolicies"], .boundary),
      serviceControl: try Self.levels(node["serviceControlPolicies"], .serviceControl),
      resourceControl: try Self.levels(node["resourceControlPolicies"], .resourceControl),
      session: try Self.list(node["sessionPolicy"], .session),
      resourcePolicy: try Self.single(node["resourcePolicy"], .resource),
      endpoint: try Self.list(node["endpointPolicies"], .resource))
  }

  private static func single(
    _ node: JSONNode?, _ kind: PolicyKind
  ) throws(CaseError) -> Policy? {
    guard let node, !node.isNull else { return nil }
    return try policy(node, kind)
  }

  /// A list of policies or a single one; nil for none.
  private static func list(
    _ node: JSONNode?, _ kind: PolicyKind
  ) throws(CaseError) -> [Policy]? {
    guard let node, !node.isNull else { return nil }
    guard node.isArray else { return [try policy(node, kind)] }
    var policies: [Policy] = []
    for element in node.elements { policies.append(try policy(element, kind)) }
    return policies.isEmpty ? nil : policies
  }

  /// Levels of an organization, each a list of policies or `{"orgIdentifier", "policies"}`.
  private static func levels(
    _ node: JSONNode?, _ kind: PolicyKind
  ) throws(CaseError) -> [[Policy]]? {
    guard let node, !node.isNull else { return nil }
    guard node.isArray else {
      throw CaseError(
        at: node.pointer, "the levels of an organization are a list, not \(node.kind)",
        "write [{\"orgIdentifier\": …, \"policies\": […]}]")
    }
    var levels: [[Policy]] = []
    for element in node.elements {
      let attached = element.isArray ? element : element["policies"]
      guard let attached, attached.isArray || attached.isNull else {
        throw CaseError(
          at: element.pointer, "a level of an organization has a list of policies",
          "write {\"orgIdentifier\": …, \"policies\": […]}")
      }
      levels.append(try list(attached, kind) ?? [])
    }
    return levels
  }

  /// A policy: `{"name", "document"}`, the document itself, or its text; without a name it is called by its place.
  ///
  /// A policy with a name and no document is one of which nobody knows what it says.
  private static func policy(
    _ node: JSONNode, _ kind: PolicyKind
  ) throws(CaseError) -> Policy {
    let wrapped = documentMembers.lazy.compactMap { node[$0] }.first
    let name = node["name"]?.string
    if wrapped == nil, node["Statement"] == nil, let name {
      return Policy(name: name, document: nil)
    }
    let place = wrapped ?? node
    if wrapped != nil, place.isNull {
      return Policy(name: name ?? String(node.pointer.dropFirst()), document: nil)
    }
    do throws(PolicyError) {
      let document = try PolicyDocument(PolicyDocument.parse(place), as: kind)
      return Policy(name: name ?? String(node.pointer.dropFirst()), document: document)
    } catch {
      throw CaseError(error, in: place)
    }
  }

  private static let documentMembers = ["document", "policy", "PolicyDocument", "Document"]
}

import JSON

/// `aws iam get-account-authorization-details`: all roles, users, groups and managed policies, with their policies.
///
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
struct IAMAccountAuthorizationDetails: Importer {
  let command = "iam get-account-authorization-details"
  let kinds: [ResourceKind] = [.role, .policy, .user, .group]

  /// The part of a kind's coverage that this command's list is.
  static let part = "details"

  func recognises(_ page: ExportPage) -> Bool {
    page.has("RoleDetailList") || page.has("UserDetailList") || page.has("GroupDetailList")
      || page.first(of: "Policies")?[caseBlind: "PolicyVersionList"] != nil
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (list, kind) in [
      ("UserDetailList", ResourceKind.user), ("GroupDetailList", .group), ("RoleDetailList", .role),
      ("Policies", .policy),
    ] where page.has(list) {
      var sample: ARN?
      for (node, line) in reading.elements(of: page, list) {
        guard
          let arn = reading.arn(
            of: node, "Arn", service: "iam", resource: kind.rawValue + "/")
        else { continue }
        if arn.account != "aws" { sample = sample ?? arn }
        switch kind {
        case .role: reading.add(kind, arn, line: line, role(node, &reading))
        case .policy: reading.add(kind, arn, line: line, policy(node, &reading))
        default: reading.add(kind, arn, line: line, identity(node, kind, &reading))
        }
      }
      reading.list(kind, of: Self.part, [], sample: sample)
    }
  }

  private func role(_ node: JSONNode, _ reading: inout PageReading) -> [Aspect] {
    var aspects = IAMRole.listedAspects(node, &reading)
    aspects.append(Tags.aspect(node[caseBlind: "Tags"]))
    if let boundary = IAMRole.boundary(node) { aspects.append(boundary) }
    aspects += inline(node, "RolePolicyList", &reading)
    aspects += attached(node)
    return aspects
  }

  private func identity(
    _ node: JSONNode, _ kind: ResourceKind, _ reading: inout PageReading
  ) -> [Aspect] {
    var aspects = inline(
      node, kind == .user ? "UserPolicyList" : "GroupPolicyList", &reading)
    aspects += attached(node)
    if kind == .user {
      if let boundary = IAMRole.boundary(node) { aspects.append(boundary) }
      let groups = node[caseBlind: "GroupList"]?.elements.compactMap(\.string) ?? []
      aspects.append(Aspect(name: "groups", body: CanonicalList(set: groups).text))
    }
    return aspects
  }

  private func inline(
    _ node: JSONNode, _ list: String, _ reading: inout PageReading
  ) -> [Aspect] {
    guard let list = node[caseBlind: list] else { return [] }
    return list.elements.compactMap { policy in
      guard let name = policy[caseBlind: "PolicyName"]?.string else {
        reading.error(policy, "PolicyName is missing", hint: "export this again without --query")
        return nil
      }
      return reading.policy("inline:" + name, policy[caseBlind: "PolicyDocument"], of: policy)
    }
  }

  private func attached(_ node: JSONNode) -> [Aspect] {
    guard let list = node[caseBlind: "AttachedManagedPolicies"] else { return [] }
    let arns = list.elements.compactMap { $0[caseBlind: "PolicyArn"]?.string }
    return [Aspect(name: "attached", body: CanonicalList(set: arns).text)]
  }

  private func policy(_ node: JSONNode, _ reading: inout PageReading) -> [Aspect] {
    let versions = node[caseBlind: "PolicyVersionList"]
    let byName = node[caseBlind: "DefaultVersionId"]?.string
    let version = versions?.elements.first { version in
      byName == nil
        ? version[caseBlind: "IsDefaultVersion"]?.bool == true
        : version[caseBlind: "VersionId"]?.string == byName
    }
    guard let version else {
      reading.note(
        node, "the default version \(byName.map { "\($0) " } ?? "")is not among those printed",
        hint: "what this policy grants is unknown; export the account again")
      return []
    }
    return [reading.policy("document", version[caseBlind: "Document"], of: version)]
  }
}

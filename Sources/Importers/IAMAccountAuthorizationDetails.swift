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
    if let tags = Tags.aspect(of: node, "Tags", decide: true, into: &reading) {
      aspects.append(tags)
    }
    let profiles = reading.texts(of: node, "InstanceProfileList", "Arn") ?? []
    if !profiles.isEmpty {
      // A profile has one role, so those of a role are all there are.
      aspects.append(Aspect(name: "instance-profiles", body: CanonicalList(set: profiles).text))
    }
    return aspects + permissions(node, "RolePolicyList", &reading)
  }

  private func identity(
    _ node: JSONNode, _ kind: ResourceKind, _ reading: inout PageReading
  ) -> [Aspect] {
    var aspects = permissions(
      node, kind == .user ? "UserPolicyList" : "GroupPolicyList", &reading)
    if let groups = reading.texts(of: node, "GroupList") {
      aspects.append(Aspect(name: "groups", body: CanonicalList(set: groups).text))
    }
    return aspects
  }

  /// The boundary and the policies of a role, user or group.
  ///
  /// The aspect `attached` says that all of them are known, so it is left out where a part could not be read.
  private func permissions(
    _ node: JSONNode, _ list: String, _ reading: inout PageReading
  ) -> [Aspect] {
    let faults = reading.notes.count
    // A user without inline policies has no list of them; of roles and groups an empty one is printed.
    for name in ["AttachedManagedPolicies", list]
    where name != "UserPolicyList" && node[caseBlind: name] == nil {
      reading.error(node, "\(name) is missing")
    }
    let boundary = IAMRole.boundary(node, &reading)
    let attached = reading.texts(of: node, "AttachedManagedPolicies", "PolicyArn")
    var inline: [(name: String, policy: JSONNode)] = []
    for policy in reading.list(of: node, list).map({ Array($0.elements) }) ?? [] {
      guard let name = policy[caseBlind: "PolicyName"]?.string else {
        reading.error(policy, "PolicyName is missing")
        continue
      }
      if inline.contains(where: { $0.name == name }) {
        reading.error(policy, "a policy of that name stands before it")
        continue
      }
      inline.append((name, policy))
    }
    let isWhole = reading.notes.count == faults
    var aspects = boundary.map { [$0] } ?? []
    aspects += inline.map { name, policy in
      reading.policy("inline:" + name, policy[caseBlind: "PolicyDocument"], of: policy)
    }
    if isWhole, let attached {
      aspects.append(Aspect(name: "attached", body: CanonicalList(set: attached).text))
    }
    return aspects
  }

  private func policy(_ node: JSONNode, _ reading: inout PageReading) -> [Aspect] {
    let versions = reading.list(of: node, "PolicyVersionList")
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

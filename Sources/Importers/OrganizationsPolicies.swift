import JSON

/// `aws organizations list-policies`: the policies of one type.
struct OrganizationsPolicies: Importer {
  let command = "organizations list-policies"
  let kinds: [ResourceKind] = [.organizationPolicy]

  func recognises(_ page: ExportPage) -> Bool {
    guard let list = page.root[caseBlind: "Policies"], list.isArray else { return false }
    guard let first = page.first(of: "Policies") else {
      return page.file.path.contains("organizations")
    }
    return first[caseBlind: "Arn"]?.string?.contains(":organizations:") == true
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var ids: [String] = []
    var type = Self.types.first { page.file.lastName.contains($0) }
    for (node, line) in reading.elements(of: page, "Policies") {
      guard let policy = Self.policy(node, &reading) else { continue }
      type = type ?? policy.type
      guard Self.types.contains(policy.type) else { continue }
      ids.append(policy.id)
      reading.add(.organizationPolicy, .known, id: policy.arn, line: line, [policy.aspect])
    }
    reading.list(.organizationPolicy, of: type ?? "", ids)
  }

  /// The types that decide about permissions.
  static let types: Set<String> = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]

  /// What both `list-policies` and `describe-policy` print of a policy.
  static func policy(
    _ node: JSONNode, _ reading: inout PageReading
  ) -> (id: String, arn: String, type: String, aspect: Aspect)? {
    guard
      let arn = reading.arn(of: node, "Arn", service: "organizations", resource: "policy/")
    else { return nil }
    guard let id = node[caseBlind: "Id"]?.string else {
      reading.error(node, "Id is missing")
      return nil
    }
    var body = CanonicalObject()
    body.set("id", text: id)
    body.set("name", scalar: node[caseBlind: "Name"])
    body.set("type", scalar: node[caseBlind: "Type"])
    return (
      id, arn.text, node[caseBlind: "Type"]?.string ?? "", Aspect(name: "policy", body: body.text)
    )
  }
}

/// `aws organizations describe-policy`: one policy with its document.
///
/// https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html
struct OrganizationsPolicy: Importer {
  let command = "organizations describe-policy"
  let kinds: [ResourceKind] = [.organizationPolicy]

  func recognises(_ page: ExportPage) -> Bool {
    page.root[caseBlind: "Policy"]?[caseBlind: "PolicySummary"] != nil
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard let node = page.root[caseBlind: "Policy"],
      let summary = node[caseBlind: "PolicySummary"],
      let policy = OrganizationsPolicies.policy(summary, &reading),
      OrganizationsPolicies.types.contains(policy.type)
    else { return }
    let content = reading.policy("content", node[caseBlind: "Content"], of: node)
    reading.add(
      .organizationPolicy, .known, id: policy.arn, line: node.line, [content, policy.aspect])
  }
}

/// `aws organizations list-targets-for-policy`: what one policy is attached to.
///
/// The output does not name the policy: the path does, `list-targets-for-policy/ID.json`, or a wrapper with
/// `PolicyId`. https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html
struct OrganizationsPolicyTargets: Importer {
  let command = "organizations list-targets-for-policy"
  let kinds: [ResourceKind] = [.organizationAttachment]

  func recognises(_ page: ExportPage) -> Bool {
    guard page.has("Targets") else { return false }
    if let first = page.first(of: "Targets") { return first[caseBlind: "TargetId"] != nil }
    return page.has("PolicyId") || !page.file.names(below: "list-targets-for-policy").isEmpty
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var ids: [String] = []
    var organization: String?
    for (node, _) in reading.elements(of: page, "Targets") {
      guard let id = node[caseBlind: "TargetId"]?.string else {
        reading.error(node, "TargetId is missing")
        continue
      }
      ids.append(id)
      organization =
        organization
        ?? node[caseBlind: "Arn"]?.string.flatMap { ARN($0) }
        .flatMap { $0.name.split(separator: "/").first.map(String.init) }
    }
    guard
      let policy = page.text("PolicyId")
        ?? page.file.names(below: "list-targets-for-policy").first
    else {
      return reading.error(
        page.root, "the output does not say which policy's targets these are",
        hint: "name the file list-targets-for-policy/POLICY-ID.json")
    }
    let aspect = Aspect(name: "targets", body: CanonicalList(set: ids).text)
    let line = page.root[caseBlind: "Targets"]?.line ?? 1
    if let organization {
      reading.add(
        .organizationAttachment, .known, id: "\(organization)/\(policy)", line: line, [aspect])
    } else {
      reading.add(
        .organizationAttachment, .attachment(policy: policy), line: line, [aspect])
    }
    reading.list(.organizationAttachment, of: policy, [])
  }
}

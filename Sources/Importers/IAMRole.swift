import JSON

/// `aws iam get-role`: one role, without its policies.
///
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
struct IAMRole: Importer {
  let command = "iam get-role"
  let kinds: [ResourceKind] = [.role]

  func recognises(_ page: ExportPage) -> Bool { page.has("Role") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard let role = page.root[caseBlind: "Role"],
      let arn = reading.arn(of: role, "Arn", service: "iam", resource: "role/")
    else { return }
    var aspects = Self.listedAspects(role, &reading)
    let faults = reading.notes.count
    if let boundary = Self.boundary(role, &reading) {
      aspects.append(boundary)
    } else if reading.notes.count == faults {
      aspects.append(Aspect(name: "boundary", body: "null"))
    }
    if let tags = Tags.aspect(of: role, "Tags", decide: true, into: &reading) {
      aspects.append(tags)
    }
    reading.add(.role, arn, line: role.line, aspects)
  }

  /// What `get-role`, `get-account-authorization-details` and `list-roles` print of a role.
  static func listedAspects(_ role: JSONNode, _ reading: inout PageReading) -> [Aspect] {
    [reading.policy("trust", role[caseBlind: "AssumeRolePolicyDocument"], of: role)]
  }

  /// The permissions boundary, which `get-role` and `get-account-authorization-details` print wherever there is one.
  static func boundary(_ node: JSONNode, _ reading: inout PageReading) -> Aspect? {
    guard let boundary = node[caseBlind: "PermissionsBoundary"], !boundary.isNull else {
      return nil
    }
    guard let arn = boundary[caseBlind: "PermissionsBoundaryArn"]?.string else {
      reading.error(boundary, "PermissionsBoundaryArn is missing")
      return nil
    }
    return Aspect(name: "boundary", body: CanonicalList.quoted(arn))
  }
}

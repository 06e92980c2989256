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
    if let tags = Tags.aspect(of: role, &reading) { aspects.append(tags) }
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

/// Tags as one object.
///
/// Those of a role, `[{"Key", "Value"}]`, conditions of policies ask for.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
enum Tags {
  /// The aspect of a role's tags; nil, with a note, if they cannot be read.
  static func aspect(of role: JSONNode, _ reading: inout PageReading) -> Aspect? {
    let faults = reading.notes.count
    var body = CanonicalObject()
    for tag in reading.list(of: role, "Tags").map({ Array($0.elements) }) ?? [] {
      guard let key = tag[caseBlind: "Key"]?.string, let value = tag[caseBlind: "Value"]?.string
      else {
        reading.error(tag, "a tag has a Key and a Value")
        continue
      }
      body.set(key, text: Redaction.tag(value, named: key))
    }
    return reading.notes.count == faults ? Aspect(name: "tags", body: body.text) : nil
  }

  /// The aspect of the tags of something in ECS, `[{"key", "value"}]`, of which people's teams are read; nil where they were
  /// not printed, as without `--include TAGS`.
  ///
  /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html
  static func aspect(_ tags: JSONNode?) -> Aspect? {
    guard let tags, tags.isArray else { return nil }
    var body = CanonicalObject()
    for tag in tags.elements {
      guard let key = tag[caseBlind: "key"]?.string, let value = tag[caseBlind: "value"]?.string
      else { continue }
      body.set(key, text: Redaction.tag(value, named: key))
    }
    return Aspect(name: "tags", body: body.text)
  }
}

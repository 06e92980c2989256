import JSON

/// `aws iam list-roles`: all roles with their trust, without boundary, tags and policies.
///
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
struct IAMRoles: Importer {
  let command = "iam list-roles"
  let kinds: [ResourceKind] = [.role]

  func recognises(_ page: ExportPage) -> Bool {
    page.has("Roles") && !page.has("InstanceProfileName")
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var arns: [String] = []
    for (node, line) in reading.elements(of: page, "Roles") {
      guard let arn = reading.arn(of: node, "Arn", service: "iam", resource: "role/") else {
        continue
      }
      arns.append(arn.text)
      reading.add(.role, arn, line: line, IAMRole.listedAspects(node, &reading))
    }
    reading.list(.role, arns)
  }
}

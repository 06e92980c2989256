import JSON

/// `aws organizations describe-organization`.
///
/// https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
struct OrganizationsOrganization: Importer {
  let command = "organizations describe-organization"
  let kinds: [ResourceKind] = [.organization]

  func recognises(_ page: ExportPage) -> Bool { page.has("Organization") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard let node = page.root[caseBlind: "Organization"],
      let arn = reading.arn(
        of: node, "Arn", service: "organizations", resource: "organization/")
    else { return }
    var body = CanonicalObject()
    body.set("id", scalar: node[caseBlind: "Id"])
    // The member is called MasterAccountId for compatibility; its ARN's account is the same.
    body.set(
      "managementAccount", text: node[caseBlind: "MasterAccountId"]?.string ?? arn.account)
    reading.add(
      .organization, .known, id: arn.text, line: node.line,
      [Aspect(name: "organization", body: body.text)])
  }
}

/// `aws organizations list-roots`.
struct OrganizationsRoots: Importer {
  let command = "organizations list-roots"
  let kinds: [ResourceKind] = [.organizationRoot]

  func recognises(_ page: ExportPage) -> Bool { page.has("Roots") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var enabled: Set<String> = []
    for (node, line) in reading.elements(of: page, "Roots") {
      guard let arn = reading.arn(of: node, "Arn", service: "organizations", resource: "root/")
      else { continue }
      var body = CanonicalObject()
      body.set("id", scalar: node[caseBlind: "Id"])
      reading.add(
        .organizationRoot, .known, id: arn.text, line: line,
        [Aspect(name: "root", body: body.text)])
      for type in node[caseBlind: "PolicyTypes"].map({ Array($0.elements) }) ?? []
      where type[caseBlind: "Status"]?.string == "ENABLED" {
        if let name = type[caseBlind: "Type"]?.string { enabled.insert(name) }
      }
    }
    // Each type of policy that is in force is listed by a call of its own.
    reading.list(
      .organizationRoot, enabled.intersection(OrganizationsPolicies.types).sorted())
  }
}

/// `aws organizations list-parents`: the parent of one account or unit.
///
/// The output does not name the child: the path does, `list-parents/CHILD.json`, or a wrapper with `ChildId`.
struct OrganizationsParents: Importer {
  let command = "organizations list-parents"
  let kinds: [ResourceKind] = [.organizationParent]

  func recognises(_ page: ExportPage) -> Bool { page.has("Parents") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    let parents = reading.elements(of: page, "Parents")
    guard let child = page.text("ChildId") ?? page.file.names(below: "list-parents").first else {
      return reading.error(
        page.root, "the output does not say whose parent this is",
        hint: "name the file list-parents/CHILD-ID.json")
    }
    // An account and a unit have exactly one parent.
    guard let (node, line) = parents.first else { return }
    guard let id = node[caseBlind: "Id"]?.string else {
      return reading.error(node, "Id is missing")
    }
    var body = CanonicalObject()
    body.set("id", text: id)
    body.set("type", scalar: node[caseBlind: "Type"])
    reading.add(
      .organizationParent, .known, id: child, line: line,
      [Aspect(name: "parent", body: body.text)])
    reading.list(.organizationParent, of: child, [id])
  }
}

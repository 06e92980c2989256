import JSON

/// `aws ecs describe-task-definition`: one revision.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
struct ECSTaskDefinition: Importer {
  let command = "ecs describe-task-definition"
  let kinds: [ResourceKind] = [.taskDefinition]

  func recognises(_ page: ExportPage) -> Bool { page.has("taskDefinition") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard let node = page.root[caseBlind: "taskDefinition"] else { return }
    guard node.isObject else { return reading.error(node, "taskDefinition is not an object") }
    guard
      let arn = reading.arn(
        of: node, "taskDefinitionArn", service: "ecs", resource: "task-definition/")
    else { return }
    guard isWhole(node, &reading) else { return }
    var aspects = [
      Aspect(name: "definition", body: definition(node, tags: page.root[caseBlind: "tags"]))
    ]
    if let status = node[caseBlind: "status"]?.string {
      var body = CanonicalObject()
      body.set("status", text: status)
      aspects.append(Aspect(name: "status", body: body.text))
    }
    if let tags = Tags.aspect(of: page.root, into: &reading) { aspects.append(tags) }
    reading.add(.taskDefinition, arn, line: node.line, aspects)
  }

  /// Whether what decides is of its type: without it the revision would look like one that does not have it.
  private func isWhole(_ node: JSONNode, _ reading: inout PageReading) -> Bool {
    let faults = reading.notes.count
    reading.expectTexts(
      ["executionRoleArn", "family", "networkMode", "status", "taskRoleArn"], of: node)
    if let status = node[caseBlind: "status"], let text = status.string,
      !["ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"].contains(text)
    {
      reading.error(status, "“\(Redaction.excerpt(text))” is no status of a task definition")
    }
    for list in ["compatibilities", "requiresCompatibilities"] {
      _ = reading.texts(of: node, list)
    }
    for list in ["containerDefinitions", "requiresAttributes", "volumes"] {
      _ = reading.list(of: node, list)
    }
    return reading.notes.count == faults
  }

  /// What is kept, in the order of the names.
  private func definition(_ node: JSONNode, tags: JSONNode?) -> String {
    var body = CanonicalObject()
    func set(_ names: String...) {
      for name in names { body.set(name, scalar: node[caseBlind: name]) }
    }
    func setWords(_ name: String) {
      guard let list = node[caseBlind: name], list.isArray else { return }
      body.set(name, CanonicalList(set: list.elements.compactMap(\.string)))
    }
    setWords("compatibilities")
    if let list = node[caseBlind: "containerDefinitions"], list.isArray {
      body.set("containers", CanonicalList(list.elements.lazy.map(ContainerDefinition.kept)))
    }
    set("cpu")
    body.set("ephemeralStorage", of: node[caseBlind: "ephemeralStorage"], ["sizeInGiB"])
    set("executionRoleArn", "family")
    body.set(
      "fargateRefuses", FargateParameters.refused(in: node).map { CanonicalList(set: $0) })
    set("ipcMode", "memory", "networkMode", "pidMode")
    if node[caseBlind: "placementConstraints"]?.elements.first(where: { _ in true }) != nil {
      body.set("placementConstraints", canonical: "true")
    }
    if let list = node[caseBlind: "requiresAttributes"], list.isArray {
      body.set(
        "requiresAttributes",
        CanonicalList(set: list.elements.compactMap { $0[caseBlind: "name"]?.string }))
    }
    setWords("requiresCompatibilities")
    set("revision")
    body.set(
      "runtimePlatform",
      of: node[caseBlind: "runtimePlatform"], ["cpuArchitecture", "operatingSystemFamily"])
    if let tags, tags.isArray { body.set("tagged", canonical: tags.count > 0 ? "true" : "false") }
    set("taskRoleArn")
    if let list = node[caseBlind: "volumes"], list.isArray {
      body.set("volumes", CanonicalList(list.elements.lazy.map(volume)))
    }
    return body.text
  }

  private func volume(_ node: JSONNode) -> CanonicalObject {
    var body = CanonicalObject()
    body.set("configuredAtLaunch", scalar: node[caseBlind: "configuredAtLaunch"])
    if node[caseBlind: "dockerVolumeConfiguration"]?.isObject == true {
      body.set("docker", canonical: "true")
    }
    if let efs = node[caseBlind: "efsVolumeConfiguration"], efs.isObject {
      var inner = CanonicalObject()
      inner.set("fileSystemId", scalar: efs[caseBlind: "fileSystemId"])
      inner.set("iam", scalar: efs[caseBlind: "authorizationConfig"]?[caseBlind: "iam"])
      inner.set("transitEncryption", scalar: efs[caseBlind: "transitEncryption"])
      body.set("efs", inner)
    }
    if let host = node[caseBlind: "host"], host.elements.first(where: { _ in true }) == nil,
      host[caseBlind: "sourcePath"]?.isString == true
    {
      body.set("host", canonical: "true")
    }
    body.set("name", scalar: node[caseBlind: "name"])
    return body
  }
}

extension CanonicalObject {
  /// Sets a member to an object of those scalars of a node that were printed.
  mutating func set(_ name: String, of node: JSONNode?, _ members: [String]) {
    guard let node, node.isObject else { return }
    var inner = CanonicalObject()
    for member in members { inner.set(member, scalar: node[caseBlind: member]) }
    set(name, inner)
  }
}

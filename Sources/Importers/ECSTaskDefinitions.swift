import JSON

/// `aws ecs list-task-definitions`: the ARNs of the revisions of one status.
///
/// The output does not say which status: the file's name does (`….INACTIVE.json`), else it is the command's default,
/// ACTIVE. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html
struct ECSTaskDefinitions: Importer {
  let command = "ecs list-task-definitions"
  let kinds: [ResourceKind] = [.taskDefinition]

  func recognises(_ page: ExportPage) -> Bool { page.has("taskDefinitionArns") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    let words = page.file.path.split { "./_-".contains($0) }
    let status =
      ["INACTIVE", "DELETE_IN_PROGRESS"].first { words.contains(Substring($0)) }
      ?? (page.file.lastName.contains("DELETE_IN_PROGRESS") ? "DELETE_IN_PROGRESS" : "ACTIVE")
    var body = CanonicalObject()
    body.set("status", text: status)
    let aspect = Aspect(name: "status", body: body.text)
    var arns: [String] = []
    for (node, line) in reading.elements(of: page, "taskDefinitionArns") {
      guard let arn = reading.arn(node, service: "ecs", resource: "task-definition/") else {
        continue
      }
      arns.append(arn.text)
      reading.add(.taskDefinition, arn, line: line, [aspect])
    }
    reading.list(.taskDefinition, of: status, arns)
  }
}

import JSON

/// `aws pipes list-pipes`: the ARNs of all pipes; what they call is only in `describe-pipe`.
struct PipesPipes: Importer {
  let command = "pipes list-pipes"
  let kinds: [ResourceKind] = [.pipe]

  func recognises(_ page: ExportPage) -> Bool { page.has("Pipes") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.list(
      .pipe,
      reading.elements(of: page, "Pipes").compactMap {
        reading.arn(of: $0.node, "Arn", service: "pipes", resource: "pipe/")?.text
      })
  }
}

/// `aws pipes describe-pipe`: one pipe with its target.
///
/// https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html
struct PipesPipe: Importer {
  let command = "pipes describe-pipe"
  let kinds: [ResourceKind] = [.pipe]

  func recognises(_ page: ExportPage) -> Bool {
    page.has("Target") && (page.has("DesiredState") || page.has("TargetParameters"))
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    let node = page.root
    guard let arn = reading.arn(of: node, "Arn", service: "pipes", resource: "pipe/") else {
      return
    }
    var body = CanonicalObject()
    body.set("desiredState", scalar: node[caseBlind: "DesiredState"])
    body.set("name", scalar: node[caseBlind: "Name"])
    guard let target = target(of: node, &reading) else { return }
    reading.add(
      .pipe, arn, line: node.line,
      [Aspect(name: "pipe", body: body.text), Aspect(name: "target", body: target.text)])
  }

  /// What is kept of the target; nil, with a note, if it cannot be told what it is.
  private func target(of node: JSONNode, _ reading: inout PageReading) -> CanonicalObject? {
    let faults = reading.notes.count
    reading.expectTexts(["RoleArn", "Target"], of: node)
    if node[caseBlind: "Target"]?.string == nil { reading.error(node, "Target is missing") }
    let given = node[caseBlind: "TargetParameters"].flatMap { $0.isNull ? nil : $0 }
    if let given, !given.isObject { reading.error(given, "TargetParameters is not an object") }
    let ecs = given?[caseBlind: "EcsTaskParameters"].flatMap { $0.isNull ? nil : $0 }
    if let ecs, !ecs.isObject { reading.error(ecs, "EcsTaskParameters is not an object") }
    guard reading.notes.count == faults else { return nil }
    var body = CanonicalObject()
    body.set("arn", scalar: node[caseBlind: "Target"])
    body.set("ecs", ecs, RunTaskFilter(), .request)
    let machine = given?[caseBlind: "StepFunctionStateMachineParameters"]
    body.set("invocation", scalar: machine?[caseBlind: "InvocationType"])
    body.set(
      "overridesLength", canonical: OverridesLength.excess(of: ecs?[caseBlind: "Overrides"]))
    body.set("roleArn", scalar: node[caseBlind: "RoleArn"])
    if ecs != nil, let template = given?[caseBlind: "InputTemplate"]?.string?.lowercased() {
      let named = ["executionRoleArn", "taskRoleArn"].filter { template.contains($0.lowercased()) }
      if !named.isEmpty { body.set("templateRoles", CanonicalList(set: named)) }
    }
    return body
  }
}

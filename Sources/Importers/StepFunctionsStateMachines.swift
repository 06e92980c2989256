import JSON

/// `aws stepfunctions list-state-machines`: the ARNs of all state machines.
struct StepFunctionsStateMachines: Importer {
  let command = "stepfunctions list-state-machines"
  let kinds: [ResourceKind] = [.stateMachine]

  func recognises(_ page: ExportPage) -> Bool { page.has("stateMachines") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var arns: [String] = []
    for (node, _) in reading.elements(of: page, "stateMachines") {
      if let arn = reading.arn(
        of: node, "stateMachineArn", service: "states", resource: "stateMachine:")
      {
        arns.append(arn.text)
      }
    }
    reading.list(.stateMachine, arns)
  }
}

/// `aws stepfunctions describe-state-machine`: one state machine with its definition.
///
/// https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
struct StepFunctionsStateMachine: Importer {
  let command = "stepfunctions describe-state-machine"
  let kinds: [ResourceKind] = [.stateMachine]

  /// `describe-state-machine-for-execution` prints nearly the same, of the definition that an execution began with.
  func recognises(_ page: ExportPage) -> Bool {
    page.has("stateMachineArn") && (page.has("definition") || page.has("roleArn"))
      && !page.has("updateDate") && !page.has("mapRunArn")
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    let node = page.root
    guard
      let arn = reading.arn(
        of: node, "stateMachineArn", service: "states", resource: "stateMachine:")
    else { return }
    let faults = reading.notes.count
    reading.expectTexts(["roleArn", "status", "type"], of: node)
    guard reading.notes.count == faults else { return }
    var machine = CanonicalObject()
    for name in ["name", "type", "status", "roleArn"] {
      machine.set(name, scalar: node[caseBlind: name])
    }
    machine.set("logging", of: node[caseBlind: "loggingConfiguration"], ["level"])
    machine.set(
      "tracing", scalar: node[caseBlind: "tracingConfiguration"]?[caseBlind: "enabled"])
    machine.set(
      "encryption", scalar: node[caseBlind: "encryptionConfiguration"]?[caseBlind: "type"])
    reading.add(
      .stateMachine, arn, line: node.line,
      [
        Aspect(name: "definition", body: definition(node, &reading, &machine)),
        Aspect(name: "machine", body: machine.text),
      ])
  }

  private func definition(
    _ node: JSONNode, _ reading: inout PageReading, _ machine: inout CanonicalObject
  ) -> String {
    guard let definition = node[caseBlind: "definition"],
      definition.withPlainBytes({ $0.isEmpty }) != true
    else {
      reading.error(
        node[caseBlind: "definition"] ?? node, "the definition is not in the output",
        hint: "where a key of KMS encrypts it, export with --included-data ALL_DATA and kms:Decrypt"
      )
      return "null"
    }
    if definition.isObject { return kept(definition, &machine) }
    guard let text = definition.utf8 else {
      reading.error(definition, "the definition is not a text")
      return "null"
    }
    do {
      let document = try JSONDocument(text)
      guard document.root.isObject else {
        reading.error(definition, "the definition is not a JSON object")
        return "null"
      }
      return kept(document.root, &machine)
    } catch {
      reading.error(
        definition, "the definition is not JSON: \(error)",
        hint: PageDecoder.depthHint(error.reason)
          ?? "Step Functions accepts no such definition; was this file edited?")
      return "null"
    }
  }

  private func kept(_ definition: JSONNode, _ machine: inout CanonicalObject) -> String {
    machine.set("longOverrides", OverridesLength.excesses(inDefinition: definition))
    return definition.canonical(StateMachineFilter(), .machine)
  }
}

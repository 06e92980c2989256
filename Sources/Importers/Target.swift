import JSON

/// The target of a rule or a schedule, as it is kept.
///
/// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html,
/// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
enum Target {
  /// What is kept of a target; nil, with a note, if it cannot be told what it is.
  static func kept(_ node: JSONNode, _ reading: inout PageReading) -> CanonicalObject? {
    let faults = reading.notes.count
    let arn = node[caseBlind: "Arn"]
    if arn?.string == nil { reading.error(node, "Arn is missing") }
    reading.expectTexts(["RoleArn"], of: node)
    let ecs = node[caseBlind: "EcsParameters"].flatMap { $0.isNull ? nil : $0 }
    if let ecs, !ecs.isObject { reading.error(ecs, "EcsParameters is not an object") }
    guard reading.notes.count == faults else { return nil }
    let input = node[caseBlind: "Input"]
    let template = node[caseBlind: "InputTransformer"]?[caseBlind: "InputTemplate"]
    let context = inputContext(arn?.string ?? "", hasECS: ecs != nil)
    var body = CanonicalObject()
    body.set("arn", scalar: arn)
    body.set("deadLetter", scalar: node[caseBlind: "DeadLetterConfig"]?[caseBlind: "Arn"])
    body.set("ecs", ecs, RunTaskFilter(), .request)
    body.set("id", scalar: node[caseBlind: "Id"])
    if let context {
      body.set("input", canonical: input.map { Self.input($0, context, &reading) })
      let isRequest = if case .request = context { true } else { false }
      body.set(
        "overridesLength", canonical: OverridesLength.excess(ofInput: input, isRequest: isRequest))
    } else if startsMachine(arn?.string ?? "") {
      body.set("input", canonical: input.map(Self.startInput))
    } else if input?.isNull == false {
      body.set("input", canonical: "true")
    }
    body.set("inputPath", text: node[caseBlind: "InputPath"]?.string.map(Redaction.path))
    if context != nil {
      body.set("inputTemplate", text: template?.string.map(InputTemplate.redacted))
    } else if template?.isNull == false {
      body.set("inputTemplate", canonical: "true")
    }
    body.set("roleArn", scalar: node[caseBlind: "RoleArn"])
    return body
  }

  /// What the input of a target is: overrides for a cluster, a request for the universal target of RunTask; nil for
  /// targets that start no task.
  private static func inputContext(_ arn: String, hasECS: Bool) -> RunTaskFilter.Context? {
    let name = arn.lowercased()
    if name.hasSuffix(":aws-sdk:ecs:runtask") || name.hasSuffix(":aws-sdk:ecs:starttask") {
      return .request
    }
    return hasECS || ARN(arn).map { $0.service == "ecs" } == true ? .overrides : nil
  }

  /// Whether a target is the universal one of StartExecution, whose input names the state machine.
  private static func startsMachine(_ arn: String) -> Bool {
    arn.lowercased().hasSuffix(":aws-sdk:sfn:startexecution")
  }

  /// What is kept of the input of that target: which state machine it starts.
  private static func startInput(_ node: JSONNode) -> String {
    var request = node
    if let text = node.utf8 {
      guard let document = try? JSONDocument(text) else { return "true" }
      request = document.root
    }
    guard request.isObject else { return "true" }
    var body = CanonicalObject()
    let machine = request[caseBlind: "StateMachineArn"]?.string
    body.set("stateMachineArn", text: machine.map { Redaction.isARN($0) ? $0 : Redaction.mark })
    return body.text
  }

  private static func input(
    _ node: JSONNode, _ context: RunTaskFilter.Context, _ reading: inout PageReading
  ) -> String {
    if node.isObject { return node.canonical(RunTaskFilter(), context) }
    guard let text = node.utf8, let document = try? JSONDocument(text) else {
      reading.note(
        node, "the input of the target is not JSON",
        hint: "ECS expects overrides in it; the task starts without them or not at all")
      return CanonicalList.quoted(Redaction.mark)
    }
    guard document.root.isObject else { return CanonicalList.quoted(Redaction.mark) }
    return document.root.canonical(RunTaskFilter(), context)
  }
}

extension Redaction {
  /// What is kept of a JSONPath that stands alone.
  static func path(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "$") ? Expression.redacted(text) : mark
  }
}

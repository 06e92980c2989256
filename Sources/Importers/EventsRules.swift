import JSON

/// `aws events list-event-buses`.
struct EventsEventBuses: Importer {
  let command = "events list-event-buses"
  let kinds: [ResourceKind] = [.eventBus]

  func recognises(_ page: ExportPage) -> Bool { page.has("EventBuses") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var arns: [String] = []
    for (node, line) in reading.elements(of: page, "EventBuses") {
      guard let arn = reading.arn(of: node, "Arn", service: "events", resource: "event-bus/")
      else { continue }
      arns.append(arn.text)
      var body = CanonicalObject()
      body.set("name", text: String(arn.name))
      reading.add(.eventBus, arn, line: line, [Aspect(name: "bus", body: body.text)])
    }
    reading.list(.eventBus, arns)
  }
}

/// `aws events list-rules`: the rules of one bus, without targets.
///
/// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
struct EventsRules: Importer {
  let command = "events list-rules"
  let kinds: [ResourceKind] = [.rule]

  func recognises(_ page: ExportPage) -> Bool {
    guard page.has("Rules") else { return false }
    guard let first = page.first(of: "Rules") else { return true }
    return first[caseBlind: "RuleArn"] == nil
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var withTargets: [String] = []
    var sample: ARN?
    var bus: String?
    for (node, line) in reading.elements(of: page, "Rules") {
      guard let arn = reading.arn(of: node, "Arn", service: "events", resource: "rule/") else {
        continue
      }
      sample = sample ?? arn
      bus = bus ?? EventBusName.text(node[caseBlind: "EventBusName"])
      // Rules that a service manages start nothing of the user's, and their targets are not exported.
      if node[caseBlind: "ManagedBy"]?.string == nil { withTargets.append(arn.text) }
      reading.add(.rule, arn, line: line, [Self.aspect(node, arn)])
    }
    let name = bus ?? page.file.names(below: "list-rules").first ?? "default"
    reading.list(.rule, of: name, withTargets, sample: sample)
  }

  /// What `list-rules` and `describe-rule` print of a rule.
  static func aspect(_ node: JSONNode, _ arn: ARN) -> Aspect {
    var body = CanonicalObject()
    body.set("name", scalar: node[caseBlind: "Name"])
    body.set("bus", text: EventBusName.text(node[caseBlind: "EventBusName"]) ?? arn.ruleBus)
    body.set("state", scalar: node[caseBlind: "State"])
    body.set("roleArn", scalar: node[caseBlind: "RoleArn"])
    body.set("managedBy", scalar: node[caseBlind: "ManagedBy"])
    if let schedule = node[caseBlind: "ScheduleExpression"]?.string, !schedule.isEmpty {
      body.set("schedule", text: schedule)
    }
    if let pattern = node[caseBlind: "EventPattern"], !pattern.isNull, pattern.string != "" {
      body.set("pattern", canonical: "true")
    }
    return Aspect(name: "rule", body: body.text)
  }
}

/// `aws events describe-rule`: one rule, without targets.
struct EventsRule: Importer {
  let command = "events describe-rule"
  let kinds: [ResourceKind] = [.rule]

  func recognises(_ page: ExportPage) -> Bool {
    page.text("Arn").flatMap { ARN($0) }.map {
      $0.service == "events" && $0.resource.hasPrefix("rule/")
    } ?? false
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard let arn = reading.arn(of: page.root, "Arn", service: "events", resource: "rule/") else {
      return
    }
    reading.add(.rule, arn, line: page.root.line, [EventsRules.aspect(page.root, arn)])
  }
}

/// The name of a bus, which some commands take and print as an ARN.
enum EventBusName {
  static func text(_ node: JSONNode?) -> String? {
    guard let text = node?.string, !text.isEmpty else { return nil }
    return ARN(text).map { String($0.name) } ?? text
  }
}

extension ARN {
  /// The bus of a rule's ARN, `rule/NAME` or `rule/BUS/NAME`, where names of partner buses hold slashes themselves.
  var ruleBus: String {
    let name = name
    return name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "default"
  }
}

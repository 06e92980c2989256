import JSON

/// `aws scheduler list-schedules`: the ARNs of all schedules; what they call is only in `get-schedule`.
struct SchedulerSchedules: Importer {
  let command = "scheduler list-schedules"
  let kinds: [ResourceKind] = [.schedule]

  func recognises(_ page: ExportPage) -> Bool { page.has("Schedules") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var arns: [String] = []
    for (node, _) in reading.elements(of: page, "Schedules") {
      if let arn = reading.arn(of: node, "Arn", service: "scheduler", resource: "schedule/") {
        arns.append(arn.text)
      }
    }
    reading.list(.schedule, arns)
  }
}

/// `aws scheduler get-schedule`: one schedule with its target.
///
/// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
struct SchedulerSchedule: Importer {
  let command = "scheduler get-schedule"
  let kinds: [ResourceKind] = [.schedule]

  func recognises(_ page: ExportPage) -> Bool {
    page.has("ScheduleExpression") && (page.has("Target") || page.has("GroupName"))
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    let node = page.root
    guard let arn = reading.arn(of: node, "Arn", service: "scheduler", resource: "schedule/")
    else { return }
    var body = CanonicalObject()
    body.set("actionAfterCompletion", scalar: node[caseBlind: "ActionAfterCompletion"])
    body.set("endDate", text: Timestamp.text(node[caseBlind: "EndDate"]))
    body.set("expression", scalar: node[caseBlind: "ScheduleExpression"])
    body.set("group", scalar: node[caseBlind: "GroupName"])
    body.set("name", scalar: node[caseBlind: "Name"])
    body.set("startDate", text: Timestamp.text(node[caseBlind: "StartDate"]))
    body.set("state", scalar: node[caseBlind: "State"])
    body.set("timezone", scalar: node[caseBlind: "ScheduleExpressionTimezone"])
    var aspects = [Aspect(name: "schedule", body: body.text)]
    if let target = node[caseBlind: "Target"], target.isObject {
      guard let kept = Target.kept(target, &reading) else { return }
      aspects.append(Aspect(name: "target", body: kept.text))
    } else {
      reading.error(node, "Target is missing")
    }
    reading.add(.schedule, arn, line: node.line, aspects)
  }
}

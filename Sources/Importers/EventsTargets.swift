import JSON

/// `aws events list-targets-by-rule`: the targets of one rule.
///
/// The output does not name the rule: the path does, `list-targets-by-rule/BUS/RULE.json`, or a wrapper,
/// `{"Rule": …, "EventBusName": …, "Targets": […]}`.
/// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html
struct EventsTargets: Importer {
  let command = "events list-targets-by-rule"
  let kinds: [ResourceKind] = [.rule]

  func recognises(_ page: ExportPage) -> Bool {
    guard page.has("Targets") else { return false }
    if let first = page.first(of: "Targets") { return first[caseBlind: "TargetId"] == nil }
    return !page.has("PolicyId") && page.file.names(below: "list-targets-for-policy").isEmpty
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var targets: [(id: String, kept: CanonicalObject)] = []
    for (node, _) in reading.elements(of: page, "Targets") {
      guard let kept = Target.kept(node, &reading) else { continue }
      targets.append((node[caseBlind: "Id"]?.string ?? "", kept))
    }
    if targets.count > 1 { targets.sort { precedes($0.id, $1.id) } }
    let aspect = Aspect(name: "targets", body: CanonicalList(targets.lazy.map(\.kept)).text)
    let line = page.root[caseBlind: "Targets"]?.line ?? 1
    let names = page.file.names(below: "list-targets-by-rule")
    let rule = page.text("Rule") ?? (names.count > 1 ? names[1] : names.first)
    let bus =
      EventBusName.text(page.root[caseBlind: "EventBusName"])
      ?? (names.count > 1 && !page.has("Rule") ? names[0] : "default")
    guard let rule, !rule.isEmpty else {
      return reading.error(
        page.root, "the output does not say whose targets these are",
        hint: "name the file list-targets-by-rule/BUS/RULE.json, or wrap the output: "
          + #"{"Rule": "NAME", "EventBusName": "BUS", "Targets": […]}"#)
    }
    if let cut = reading.cut {
      reading.gaps.append(cut)
      reading.problem(.rule, "the targets of \(rule) were cut off (NextToken)")
    }
    if let arn = ARN(rule) { return reading.add(.rule, arn, line: line, [aspect]) }
    reading.add(.rule, .rule(bus: bus, name: rule), line: line, [aspect])
  }
}

import Findings
import JSON

/// Puts a finding's chain and causes in words, as Markdown that stands on one line.
struct FindingWords {
  var phrases: Phrases
  /// Whether several accounts or regions are in the report, so that each place names its own.
  var namesAccount: Bool
  var namesRegion: Bool

  /// The chain from the trigger to the task: `state machine nightly, state Run → caller role … → task role … →
  /// task definition app:7`.
  func chain(_ finding: Finding) -> String {
    let subject = SubjectName(finding.subject)
    var links = [trigger(finding)]
    if let caller = finding.callerRole, caller != finding.subject {
      links.append(phrases.role("caller", roleName(caller, in: finding)))
    }
    if let role = finding.role, role != finding.callerRole, role != finding.subject {
      let named = phrases.role(finding.slot, roleName(role, in: finding))
      let isOverride = finding.origin?.lowercased().contains("override") ?? false
      links.append(isOverride ? phrases.overriding(named) : named)
    }
    if let task = finding.taskDefinition, subject.kind != "task-definition" {
      let name = SubjectName(task)
      links.append(
        phrases.named(
          phrases.kind("task-definition"),
          MarkdownText.code(name.kind == "resource" ? task : name.name)))
    }
    var chain = links.joined(separator: " → ")
    let place = (namesAccount ? [finding.account] : []) + (namesRegion ? [finding.region] : [])
    let known = place.filter { !$0.isEmpty }
    if !known.isEmpty {
      chain += " (\(phrases.place(in: known.map { MarkdownText.code($0) }.joined(separator: " "))))"
    }
    return chain
  }

  /// The first link of the chain: `state machine nightly, state Run`.
  func trigger(_ finding: Finding) -> String {
    let subject = SubjectName(finding.subject)
    let trigger = phrases.named(phrases.kind(subject.kind), MarkdownText.code(subject.name))
    guard !finding.identity.locator.isEmpty else { return trigger }
    let place = phrases.locator(subject.kind, MarkdownText.code(finding.identity.locator))
    return phrases.list([trigger, place])
  }

  /// What decided, a sentence for each statement.
  func reasons(_ finding: Finding) -> [String] { reasonWords.reasons(finding) }

  private func roleName(_ arn: String, in finding: Finding) -> String {
    MarkdownText.code(reasonWords.roleName(arn, in: finding))
  }

  private var reasonWords: ReasonWords { ReasonWords(phrases: phrases) }

  /// Why the finding is new, changed or resolved, a sentence for each cause; of many the first.
  func causes(_ finding: Finding, limit: Int = 4) -> [String] {
    let shown = finding.cause.prefix(limit).map(words)
    let left = finding.cause.count - shown.count
    return shown + (left > 0 ? [phrases.more(left)] : [])
  }

  private func words(_ cause: Cause) -> String {
    let changeWords = ChangeWords(phrases: phrases, statements: cause.statements)
    if let other = phrases.otherChange(cause.kind) {
      let changes = few(cause.changes.map(changeWords.words))
      return changes.isEmpty ? other : phrases.changed(other, in: changes)
    }
    let resource = SubjectName(cause.resource ?? "")
    var what = phrases.named(phrases.kind(resource.kind), MarkdownText.code(resource.name))
    if let aspect = cause.aspect, !aspect.isEmpty {
      what = phrases.aspect(aspectName(aspect), of: what)
    }
    if let isGone = cause.isGone { return isGone ? phrases.isGone(what) : phrases.isNew(what) }
    let changes = few(cause.changes.map(changeWords.words))
    return changes.isEmpty ? phrases.changed(what) : phrases.changed(what, in: changes)
  }

  /// The first three, and how many others there are.
  private func few(_ changes: [String]) -> [String] {
    let left = changes.count - 3
    return left > 0 ? changes.prefix(3) + [phrases.more(left)] : changes
  }

  private func aspectName(_ aspect: String) -> String {
    if aspect.hasPrefix("inline:") {
      return phrases.named(
        phrases.inlinePolicy, MarkdownText.code(String(aspect.dropFirst(7))))
    }
    return phrases.aspectName(aspect) ?? MarkdownText.code(aspect)
  }

  /// What several findings have to say, each line once; of many lines, or long ones, the first.
  func distinct(
    _ findings: some Sequence<Finding>, atMost limit: Int, _ lines: (Finding) -> [String]
  ) -> [String] {
    var seen: Set<String> = []
    var distinct: [String] = []
    for finding in findings {
      for line in lines(finding) where seen.insert(line).inserted { distinct.append(line) }
    }
    return firstFew(distinct, atMost: limit)
  }

  /// The first lines, until there are `limit` or they are long together, and how many others of the `count` there are.
  func firstFew(
    _ lines: [String], of count: Int? = nil, atMost limit: Int, orCharacters room: Int = 3_000,
    bullet: String = ""
  ) -> [String] {
    guard limit != .max else { return lines.map { bullet + $0 } }
    var shown: [String] = []
    var size = 0
    for line in lines {
      size += line.utf16.count
      if shown.count == limit || size > room { break }
      shown.append(bullet + line)
    }
    let left = (count ?? lines.count) - shown.count
    return left > 0 ? shown + [bullet + phrases.more(left)] : shown
  }
}

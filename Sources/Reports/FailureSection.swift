import Findings

/// What fails, grouped by what one fix would mend: where, with which error, why, and the fix.
struct FailureSection {
  var groups: [FixGroup]
  var phrases: Phrases
  var words: FindingWords
  var isFirstRun: Bool
  /// How many places a group shows.
  var placeLimit: Int

  private var isWhole: Bool { placeLimit == .max }
  private var lineLimit: Int { isWhole ? .max : 6 }
  private var fixLimit: Int { isWhole ? .max : 3 }

  /// nil if nothing fails.
  var section: MarkdownSection? {
    guard !groups.isEmpty else { return nil }
    return MarkdownSection(
      opening: "## " + phrases.failing, count: groups.count, separator: "\n\n", weight: 12,
      item: { block(groups[$0], number: $0 + 1) },
      cutLine: { range in
        let cut = groups[range].flatMap(\.findings)
        return phrases.cut(
          range.count, places: cut.count, named: Tally(cut.map(\.code)).words(phrases))
      })
  }

  private func block(_ group: FixGroup, number: Int) -> String {
    let first = group.first
    var marks = ["**\(phrases.name(first.severity))**", phrases.places(group.findings.count)]
    marks += group.distinct(\.code).map { MarkdownText.code($0, limit: 100) }
    if group.findings.allSatisfy(\.isLatent) { marks.append(phrases.latent) }
    let heading = FixWords(phrases).heading(group)
    var parts = ["### \(number). \(heading.title)"]
    if !isFirstRun, let oldest = group.findings.map(\.firstSeen).min() {
      marks.append(phrases.firstSeen(MarkdownReport.time(oldest)))
    }
    parts.append(marks.joined(separator: " · "))
    if let rest = heading.rest { parts.append(rest) }
    parts.append(places(group))
    let errors = group.distinct { $0.awsError.flatMap { $0.isEmpty ? nil : $0 } }
    if let error = errors.first {
      parts.append(
        (errors.count == 1 ? phrases.awsError : phrases.awsErrorForOne) + phrases.colonAtEnd)
      let text = error.visible(limit: 2_000) { " …(\($0))… " }
      parts.append(MarkdownText.block(text, language: "text"))
    }
    let reasons = words.distinct(group.findings, atMost: lineLimit, words.reasons)
    if !reasons.isEmpty { parts.append(list(phrases.why, reasons)) }
    let causes = words.distinct(
      group.findings.filter { $0.status != .open }, atMost: lineLimit
    ) { words.causes($0) }
    if !causes.isEmpty { parts.append(list(phrases.whatChanged, causes)) }
    return (parts + fixes(group)).joined(separator: "\n\n")
  }

  private func places(_ group: FixGroup) -> String {
    let allLatent = group.findings.allSatisfy(\.isLatent)
    // What is new must not be what is cut.
    let ordered =
      isFirstRun
      ? group.findings
      : group.findings.filter { $0.status != .open } + group.findings.filter { $0.status == .open }
    let lines = ordered.prefix(placeLimit).map { finding in
      var line = words.chain(finding)
      if !isFirstRun, finding.status != .open {
        line += " · **\(phrases.name(finding.status))**"
      }
      if finding.isLatent, !allLatent { line += " · " + phrases.latent }
      return line + " · \(MarkdownText.code(finding.identity.id))"
    }
    return words.firstFew(
      lines, of: group.findings.count, atMost: placeLimit, orCharacters: 5_000, bullet: "- "
    ).joined(separator: "\n")
  }

  /// The remedies of a group.
  ///
  /// Most often there is one; places that need another have theirs behind it.
  private func fixes(_ group: FixGroup) -> [String] {
    let remedies = FixWords(phrases).remedies(group)
    var parts: [String] = []
    var room = 6_000
    for remedy in remedies.prefix(fixLimit) {
      if remedy.text.isEmpty, remedy.policy == nil { continue }
      let scope = remedies.count > 1 ? " (\(phrases.forPlaces(remedy.places)))" : ""
      parts.append("**\(phrases.fix)**\(scope)\(phrases.colon)\(remedy.text)")
      guard let policy = remedy.policy else { continue }
      let block = MarkdownText.block(PolicyText.pretty(policy), language: "json")
      room -= block.utf16.count
      parts.append(
        isWhole || room >= 0 ? block : phrases.policyTooLong(block.utf16.count))
    }
    let left = remedies.count - fixLimit
    if left > 0 { parts.append("- " + phrases.more(left)) }
    return parts
  }

  private func list(_ heading: String, _ lines: [String]) -> String {
    if lines.count == 1 { return "**\(heading)**\(phrases.colon)\(lines[0])\(phrases.end)" }
    return "**\(heading)**\(phrases.colonAtEnd)\n\n"
      + lines.map { "- " + $0 }.joined(separator: "\n")
  }
}

import Findings

/// The findings of the page, section by section, grouped by what one fix would mend.
struct HTMLSections {
  private let report: Report
  private let failures: [FixGroup]
  private let phrases: Phrases
  private let words: FindingWords
  private let finding: HTMLFinding
  private var isFirstRun: Bool { report.against == nil }

  init(report: Report, failures: [FixGroup], phrases: Phrases) {
    self.report = report
    self.failures = failures
    self.phrases = phrases
    let accounts = Set(report.findings.map(\.account))
    let regions = Set(report.findings.lazy.map(\.region).filter { !$0.isEmpty })
    words = FindingWords(
      phrases: phrases, namesAccount: accounts.count > 1 || report.run.accounts.count > 1,
      namesRegion: regions.count > 1)
    finding = HTMLFinding(phrases: phrases, words: words, isFirstRun: report.against == nil)
  }

  func write(to out: inout String) {
    section(phrases.failing, failures.reduce(0) { $0 + $1.findings.count }, to: &out) { out in
      for (i, group) in failures.enumerated() { failure(group, number: i + 1, to: &out) }
    }
    for (verdict, heading) in [
      (Verdict.conditional, phrases.conditional), (.unknown, phrases.unknown),
    ] {
      let groups = FixGroup.groups(
        of: report.findings.lazy.filter { $0.isCurrent && $0.verdict == verdict })
      section(heading, groups.reduce(0) { $0 + $1.findings.count }, to: &out) { out in
        for group in groups { undecided(group, to: &out) }
      }
    }
    plain(phrases.noLongerInDoubt) { $0.status == .resolved && $0.verdict != .fail }(&out)
    resolved(to: &out)
    notEvaluated(to: &out)
    plain(phrases.suppressed) { $0.status == .suppressed }(&out)
  }

  private func section(
    _ heading: String, _ count: Int, to out: inout String, _ content: (inout String) -> Void
  ) {
    guard count > 0 else { return }
    out += "<section class=\"part\">\n<h2>\(heading) (\(phrases.number(count)))</h2>\n"
    content(&out)
    out += "</section>\n"
  }

  private func failure(_ group: FixGroup, number: Int, to out: inout String) {
    let heading = FixWords(phrases).heading(group)
    out += "<section class=\"group\" id=\"fix-\(number)\">\n"
    out += "<h3>\(phrases.number(number)). \(HTMLText.inline(heading.title))</h3>\n"
    marks(group, to: &out)
    if let rest = heading.rest { out += "<p>\(HTMLText.inline(rest))</p>\n" }
    let remedies = FixWords(phrases).remedies(group)
    // Where places have fixes of their own, each says its own.
    if remedies.count == 1 {
      HTMLFinding.fix(remedies[0].text, remedies[0].policy, phrases, to: &out)
    }
    let isAlone = group.findings.count == 1
    for (i, each) in group.findings.enumerated() {
      finding.write(
        each, isOpen: i == 0 && number <= 5, said: .init(message: isAlone, fix: isAlone), to: &out)
    }
    out += "</section>\n"
  }

  private func marks(_ group: FixGroup, to out: inout String) {
    var marks = [phrases.places(group.findings.count)]
    marks += group.distinct(\.code).map { MarkdownText.code($0, limit: 100) }
    if !isFirstRun, let oldest = group.findings.map(\.firstSeen).min() {
      marks.append(phrases.firstSeen(MarkdownReport.time(oldest)))
    }
    out += "<p class=\"marks\">\(HTMLFinding.badge(group.first, phrases)) "
    out += "\(HTMLText.inline(marks.joined(separator: " · ")))</p>\n"
  }

  private func undecided(_ group: FixGroup, to out: inout String) {
    out += "<section class=\"group\">\n<h3>"
    out += HTMLText.inline(MarkdownText.prose(group.first.message, limit: 400)) + "</h3>\n"
    marks(group, to: &out)
    for each in group.findings {
      finding.write(each, isOpen: false, said: .init(message: true), to: &out)
    }
    out += "</section>\n"
  }

  private func plain(
    _ heading: String, _ isMeant: (Finding) -> Bool
  ) -> (inout String) -> Void {
    let findings = report.findings.filter(isMeant)
    return { out in
      section(heading, findings.count, to: &out) { out in
        out += "<div class=\"group\">\n"
        for each in findings { finding.write(each, isOpen: false, said: .init(), to: &out) }
        out += "</div>\n"
      }
    }
  }

  /// What was mended, by the change that mended it.
  private func resolved(to out: inout String) {
    let findings = report.findings.filter { $0.status == .resolved && $0.verdict == .fail }
    var groups: [(causes: [Cause], findings: [Finding])] = []
    var places: [[Cause]: Int] = [:]
    for finding in findings {
      if let place = places[finding.cause] {
        groups[place].findings.append(finding)
      } else {
        places[finding.cause] = groups.count
        groups.append((finding.cause, [finding]))
      }
    }
    section(phrases.resolved, findings.count, to: &out) { out in
      for group in groups {
        let causes = words.causes(group.findings[0])
        let why = causes.isEmpty ? [phrases.noCause] : causes
        out += "<section class=\"group\">\n<h3>\(phrases.whatChanged)\(phrases.colon)"
        out += HTMLText.inline(why.joined(separator: phrases.semicolon)) + "</h3>\n"
        for each in group.findings {
          finding.write(each, isOpen: false, said: .init(causes: causes.count < 5), to: &out)
        }
        out += "</section>\n"
      }
    }
  }

  private func notEvaluated(to out: inout String) {
    let findings = report.findings.filter { $0.status == .notEvaluated }
    let checks = report.run.evaluated.filter { $0.value.status != .completed }
      .sorted { $0.key < $1.key }
    guard !findings.isEmpty || !checks.isEmpty else { return }
    let count = findings.isEmpty ? "" : " (\(phrases.number(findings.count)))"
    out += "<section class=\"part\(findings.isEmpty ? " always" : "")\">\n"
    out += "<h2>\(phrases.notEvaluated)\(count)</h2>\n"
    if !checks.isEmpty {
      out += HTMLText.items(
        checks.map { id, check in
          let note = check.note.map { phrases.colon + MarkdownText.prose($0, limit: 400) } ?? ""
          return "- **\(MarkdownText.code(id)) \(phrases.checkDid(check.status))**\(note)"
        })
    }
    if !findings.isEmpty {
      out += "<p>\(phrases.keptFindings)</p>\n<div class=\"group\">\n"
      for each in findings { finding.write(each, isOpen: false, said: .init(), to: &out) }
      out += "</div>\n"
    }
    out += "</section>\n"
  }
}

import Findings
import JSON

/// What follows the first lines of the Markdown report.
struct MarkdownSections {
  private let report: Report
  private let failures: [FixGroup]
  private let phrases: Phrases
  private let words: FindingWords
  /// How many places a fix shows, and how many a shorter item.
  private let placeLimit: Int
  private let shortPlaceLimit: Int

  init(report: Report, failures: [FixGroup], phrases: Phrases, all: Bool) {
    self.report = report
    self.failures = failures
    self.phrases = phrases
    var accounts: Set<String> = []
    var regions: Set<String> = []
    for finding in report.findings {
      accounts.insert(finding.account)
      if !finding.region.isEmpty { regions.insert(finding.region) }
    }
    words = FindingWords(
      phrases: phrases, namesAccount: accounts.count > 1 || report.run.accounts.count > 1,
      namesRegion: regions.count > 1)
    placeLimit = all ? .max : 15
    shortPlaceLimit = all ? .max : 3
  }

  /// The sections in order, without those that have nothing to say.
  var all: [MarkdownSection] {
    [
      FailureSection(
        groups: failures, phrases: phrases, words: words, isFirstRun: report.against == nil,
        placeLimit: placeLimit
      ).section, undecided(.conditional, phrases.conditional), undecided(.unknown, phrases.unknown),
      resolved, notEvaluated, suppressed,
      SuppressionSection(suppressions: report.suppressions, phrases: phrases).section,
    ].compactMap { $0 } + ReadingSections(report: report, phrases: phrases).all
  }

  // What is neither failing nor sound.

  private func undecided(_ verdict: Verdict, _ heading: String) -> MarkdownSection? {
    let groups = FixGroup.groups(
      of: report.findings.lazy.filter { $0.isCurrent && $0.verdict == verdict })
    // What is in doubt no longer is no failure that was mended, so it is not among the resolved.
    let ended =
      verdict == .unknown
      ? report.findings.filter { $0.status == .resolved && $0.verdict != .fail } : []
    guard !groups.isEmpty || !ended.isEmpty else { return nil }
    let count = groups.reduce(0) { $0 + $1.findings.count }
    return MarkdownSection(
      opening: "## \(heading) (\(phrases.number(count)))", count: groups.count + ended.count,
      weight: 3,
      item: { index in
        index < groups.count
          ? short(groups[index])
          : "- \(phrases.noLongerInDoubt)\(phrases.colon)\(line(ended[index - groups.count]))"
      },
      cutLine: { range in
        let current = groups[range.clamped(to: groups.indices)].flatMap(\.findings)
        let cut = current + ended.dropFirst(max(0, range.lowerBound - groups.count))
        return phrases.cut(range.count, places: cut.count, named: codes(cut))
      })
  }

  private func short(_ group: FixGroup) -> String {
    let first = group.first
    var head = "- **\(phrases.name(first.severity))**"
    if group.findings.allSatisfy(\.isLatent) { head += ", " + phrases.latent }
    head +=
      "\(phrases.colon)\(MarkdownText.prose(first.message, limit: 400)) (\(MarkdownText.code(first.code, limit: 100)))"
    let reasons = words.distinct(
      group.findings.prefix(20), atMost: placeLimit == .max ? .max : 3, words.reasons)
    var lines = [head] + reasons.map { "  - " + $0 } + shortPlaces(group.findings)
    let fix = MarkdownText.prose(first.remediation.text, limit: 400)
    if !fix.isEmpty { lines.append("  - **\(phrases.fix)**\(phrases.colon)\(fix)") }
    return lines.joined(separator: "\n")
  }

  private func shortPlaces(_ findings: [Finding]) -> [String] {
    let lines = findings.prefix(shortPlaceLimit).map {
      let isNews = report.against != nil && $0.status != .open
      let news = isNews ? " · **\(phrases.name($0.status))**" : ""
      return "\(words.chain($0))\(news) · \(MarkdownText.code($0.identity.id))"
    }
    return words.firstFew(
      lines, of: findings.count, atMost: shortPlaceLimit, bullet: "  - ")
  }

  // What is not open any more, or is not counted.

  private var resolved: MarkdownSection? {
    let findings = report.findings.filter { $0.status == .resolved && $0.verdict == .fail }
    guard !findings.isEmpty else { return nil }
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
    return MarkdownSection(
      opening: "## \(phrases.resolved) (\(phrases.number(findings.count)))", count: groups.count,
      weight: 4,
      item: { index in
        let group = groups[index]
        let causes = words.causes(group.findings[0])
        let why = causes.isEmpty ? [phrases.noCause] : causes
        var lines = ["- **\(phrases.whatChanged)**\(phrases.colon)\(why.joined(separator: "; "))"]
        lines += words.firstFew(
          group.findings.prefix(placeLimit).map(line), of: group.findings.count,
          atMost: placeLimit, bullet: "  - ")
        return lines.joined(separator: "\n")
      },
      cutLine: { range in
        let cut = groups[range].flatMap(\.findings)
        return phrases.cut(cut.count, places: nil, named: codes(cut))
      })
  }

  private func line(_ finding: Finding) -> String {
    "\(MarkdownText.code(finding.code, limit: 100))\(phrases.colon)\(words.chain(finding)) · \(MarkdownText.code(finding.identity.id))"
  }

  private var notEvaluated: MarkdownSection? {
    let findings = report.findings.filter { $0.status == .notEvaluated }
    let checks = report.run.evaluated.filter { $0.value.status != .completed }
      .sorted { $0.key < $1.key }
    guard !findings.isEmpty || !checks.isEmpty else { return nil }
    let opening =
      findings.isEmpty
      ? "## " + phrases.notEvaluated
      : "## \(phrases.notEvaluated) (\(phrases.number(findings.count)))\n\n\(phrases.keptFindings)"
    return MarkdownSection(
      opening: opening, count: checks.count + findings.count, weight: 2,
      item: { index in
        guard index < checks.count else { return "- " + line(findings[index - checks.count]) }
        let (id, check) = checks[index]
        var text = "- **\(MarkdownText.code(id)) \(phrases.checkDid(check.status))**"
        if let note = check.note { text += phrases.colon + MarkdownText.prose(note, limit: 400) }
        return text
      },
      cutLine: { range in
        phrases.cut(
          range.count, places: nil,
          named: codes(findings.dropFirst(max(0, range.lowerBound - checks.count))))
      })
  }

  private var suppressed: MarkdownSection? {
    let findings = report.findings.filter { $0.status == .suppressed }
    guard !findings.isEmpty else { return nil }
    return MarkdownSection(
      opening: "## \(phrases.suppressed) (\(phrases.number(findings.count)))",
      count: findings.count,
      weight: 1,
      item: { index in
        let suppression = findings[index].suppression
        return "- \(line(findings[index]))"
          + (suppression.map { "\n  - \(SuppressionSection.terms($0, phrases))" } ?? "")
      },
      cutLine: { phrases.cut($0.count, places: nil, named: codes(findings[$0])) })
  }

  private func codes(_ findings: some Sequence<Finding>) -> String {
    Tally(findings.map(\.code)).words(phrases)
  }
}

public import Findings

/// The report for people: in a terminal, in a pull request, in a log.
///
/// Its first 25 lines say what changed since the run before, what is open, and which five fixes mend most. Then come
/// the findings, grouped by what one fix would mend, and behind them what could not be judged, what was resolved and
/// why, and what was read. It never has more than 60,000 characters, which is what code hosts take as a comment,
/// unless all is asked for; what is cut is counted and named.
public struct MarkdownReport: Renderer {
  public static let name = "markdown"
  public static let fileEndings = ["md", "markdown"]

  /// The most characters (UTF-16 code units, the larger way to count) of a report that is cut.
  public static let characterLimit = 60_000

  private let phrases: Phrases
  private let all: Bool

  public init(language: Language = .english, all: Bool = false) {
    phrases = Phrases(language: language)
    self.all = all
  }

  public func render(_ report: Report) -> String {
    let failures = FixGroup.groups(of: report.findings.lazy.filter { $0.isOpenFailure })
    let head = head(report, failures)
    let foot = foot(report)
    let sections = MarkdownSections(report: report, failures: failures, phrases: phrases, all: all)
    let room = Self.characterLimit - head.utf16.count - foot.utf16.count
    return head + MarkdownSection.render(sections.all, room: all ? nil : room) + foot
  }

  // The first lines.

  private func head(_ report: Report, _ failures: [FixGroup]) -> String {
    let summary = report.summary
    let accounts = phrases.names(report.run.accounts, limit: 3)
    let isEmpty = report.findings.isEmpty && passed(report) == 0
    let result = isEmpty ? phrases.nothingWasEvaluated : phrases.failures(summary.openCount)
    var parts = ["# " + phrases.title(result, accounts: accounts)]
    parts.append(difference(report, summary))
    parts.append(counts(summary))
    if let incomplete = incomplete(report) { parts.append(incomplete) }
    if failures.isEmpty {
      parts.append("**\(goodNews(report, summary))**")
    } else {
      parts.append("## " + phrases.fixFirst)
      parts.append(fixFirst(failures, isFirstRun: report.against == nil))
    }
    return parts.joined(separator: "\n\n") + "\n\n"
  }

  func difference(_ report: Report, _ summary: ReportSummary) -> String {
    guard let against = report.against else {
      return report.asOf.map { phrases.asOf(Self.time($0)) } ?? phrases.firstRun
    }
    let time = Self.time(against.started)
    let since =
      report.isAgainstRunBefore
      ? "**\(phrases.sinceRun(against.number, time))**"
      : "**\(phrases.againstRun(against.number, time))**"
    let counts: [(FindingStatus, Int)] = [
      (.new, summary.new), (.reopened, summary.reopened), (.changed, summary.changed),
      (.resolved, summary.resolved),
    ]
    let words = counts.map {
      $0.1 > 0 ? "**\(phrases.count($0.1, of: $0.0))**" : phrases.count($0.1, of: $0.0)
    }
    let isQuiet = counts.allSatisfy { $0.1 == 0 }
    let failures = isQuiet ? phrases.nothingChanged : phrases.list(words)
    let also = phrases.undecided(
      new: summary.undecidedNew, changed: summary.undecidedChanged, ended: summary.undecidedEnded)
    return since + phrases.colon + failures + phrases.end + (also.map { phrases.gap + $0 } ?? "")
  }

  private func counts(_ summary: ReportSummary) -> String {
    let open = Severity.worstFirst.map { severity in
      let count = summary.open[severity] ?? 0
      let words = phrases.count(count, of: severity)
      return count > 0 ? "**\(words)**" : words
    }
    var apart: [String] = []
    if summary.conditional > 0 {
      apart.append(phrases.count(summary.conditional, of: .conditional))
    }
    if summary.unknown > 0 { apart.append(phrases.count(summary.unknown, of: .unknown)) }
    if summary.notEvaluated > 0 {
      apart.append(phrases.count(summary.notEvaluated, of: .notEvaluated))
    }
    if summary.suppressed > 0 { apart.append(phrases.count(summary.suppressed, of: .suppressed)) }
    var line = "**\(phrases.open)**\(phrases.colon)\(phrases.list(open))\(phrases.end)"
    if !apart.isEmpty {
      line += phrases.gap + phrases.countedApart + phrases.colon + phrases.list(apart) + phrases.end
    }
    return line
  }

  func incomplete(_ report: Report) -> String? {
    let errors = report.notes.count { $0.isError }
    let checks = report.run.evaluated.values.count {
      $0.status == .failed || $0.status == .timedOut
    }
    let coverage = report.coverage.count { !$0.complete }
    guard errors + checks + coverage > 0 else { return nil }
    return phrases.incomplete(errors: errors, checks: checks, coverage: coverage)
  }

  /// What to say when nothing fails.
  ///
  /// Only what was asked and answered is good news.
  func goodNews(_ report: Report, _ summary: ReportSummary) -> String {
    let passed = passed(report)
    let undecided = summary.conditional + summary.unknown + summary.notEvaluated
    if passed + undecided == 0 { return phrases.nothingEvaluated }
    let checks = report.run.evaluated.values.count { $0.status == .completed && $0.pass > 0 }
    let isOld = report.run.usesEarlierImports
    return undecided == 0 && incomplete(report) == nil && !isOld && !report.isPartial
      ? phrases.allWell(questions: passed, checks: checks, suppressed: summary.suppressed)
      : phrases.noFailure(passed: passed, undecided: undecided, usesEarlierImports: isOld)
  }

  func passed(_ report: Report) -> Int {
    report.run.evaluated.values.reduce(0) { $0 + ($1.status == .completed ? $1.pass : 0) }
  }

  private func fixFirst(_ groups: [FixGroup], isFirstRun: Bool) -> String {
    var lines: [String] = []
    for (i, group) in groups.prefix(5).enumerated() {
      var marks = [phrases.name(group.first.severity), phrases.places(group.findings.count)]
      for status in [FindingStatus.new, .reopened] where !isFirstRun {
        let count = group.findings.count { $0.status == status }
        if count > 0 { marks.append(phrases.count(count, of: status)) }
      }
      let words = FixWords(phrases)
      lines.append(
        "\(i + 1). **\(phrases.list(marks))**\(phrases.colon)\(words.shortHeading(group))")
      let fixes = words.remedies(group).map(\.short).filter { !$0.isEmpty }
      if let fix = fixes.first {
        lines.append("   → \(fix)" + (fixes.count > 1 ? " (\(phrases.more(fixes.count - 1)))" : ""))
      }
    }
    let rest = groups.dropFirst(5)
    if !rest.isEmpty {
      let findings = rest.reduce(0) { $0 + $1.findings.count }
      lines += ["", phrases.moreFixes(rest.count, findings: findings)]
    }
    return lines.joined(separator: "\n")
  }

  // The last line.

  private func foot(_ report: Report) -> String {
    let run = report.run
    var parts = [MarkdownText.prose(run.tool, limit: 100)]
    if report.asOf == nil { parts.append(phrases.run(run.number)) }
    parts.append(Self.time(run.started))
    if !run.accounts.isEmpty {
      parts.append(phrases.accounts(phrases.names(run.accounts, limit: 12)))
    }
    return "---\n\n\(phrases.madeBy) \(parts.joined(separator: " · "))\n"
  }

  /// `2026-11-21 02:00 UTC` for a time of RFC 3339 in UTC; any other text as a name.
  static func time(_ time: String) -> String {
    let bytes = Array(time.utf8)
    let pattern = Array("0000-00-00T00:00".utf8)
    let fits =
      bytes.count > 16 && bytes.last == UInt8(ascii: "Z")
      && zip(pattern, bytes).allSatisfy { $0 == UInt8(ascii: "0") ? (0x30...0x39) ~= $1 : $0 == $1 }
      && bytes[16..<(bytes.count - 1)].allSatisfy { (0x30...0x3A) ~= $0 || $0 == UInt8(ascii: ".") }
    guard fits else { return MarkdownText.code(time, limit: 40) }
    return "\(time.prefix(10)) \(time.dropFirst(11).prefix(5)) UTC"
  }
}

extension Finding {
  /// Whether it counts as open.
  var isOpenFailure: Bool { isCurrent && verdict == .fail }
}

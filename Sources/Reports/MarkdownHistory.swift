public import Findings

/// The life of a finding for people: what it is, what it says now, and every step with its cause.
public struct MarkdownHistory {
  private let phrases: Phrases
  private let words: FindingWords
  private let causeLimit: Int

  /// - Parameters:
  ///   - language: of what the format itself says.
  ///   - all: whether all causes of a step are shown, however many.
  public init(language: Language = .english, all: Bool = false) {
    phrases = Phrases(language: language)
    words = FindingWords(phrases: phrases, namesAccount: true, namesRegion: true)
    causeLimit = all ? .max : 4
  }

  /// The whole text, ending in a newline.
  public func render(_ history: FindingHistory) -> String {
    let finding = history.finding
    let identity = finding.identity
    let title = phrases.list([
      MarkdownText.code(identity.id), phrases.name(finding.status),
      phrases.name(finding.severity),
    ])
    var parts = [
      "# " + title, words.chain(finding),
      [
        "- \(phrases.check)\(phrases.colon)\(MarkdownText.code(identity.check))",
        "- \(phrases.fingerprint)\(phrases.colon)\(MarkdownText.code(identity.fingerprint, limit: 2_000))",
      ].joined(separator: "\n"),
      isOver(finding)
        ? "## \(phrases.last) (\(MarkdownReport.time(finding.lastSeen)))"
        : "## \(phrases.now) (\(run(history.run)))",
      says(finding),
    ]
    if let error = finding.awsError, !error.isEmpty {
      parts.append("\(phrases.awsError)\(phrases.colonAtEnd)")
      let text = error.visible(limit: 2_000) { " …(\($0))… " }
      parts.append(MarkdownText.block(text, language: "text"))
    }
    if !isOver(finding), !finding.remediation.text.isEmpty {
      parts.append(
        "**\(phrases.fix)**\(phrases.colon)\(MarkdownText.prose(finding.remediation.text))")
    }
    parts.append("## " + phrases.life)
    parts.append(history.steps.map(step).joined(separator: "\n"))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func isOver(_ finding: Finding) -> Bool { finding.status == .resolved }

  private func run(_ run: FindingHistory.RunTime) -> String {
    phrases.list([phrases.run(run.number), MarkdownReport.time(run.started)])
  }

  private func says(_ finding: Finding) -> String {
    let marks = [
      phrases.name(finding.verdict), phrases.name(finding.severity),
      MarkdownText.code(finding.code, limit: 100),
    ]
    return "\(phrases.list(marks))\(phrases.colon)\(MarkdownText.prose(finding.message))"
  }

  private func step(_ step: FindingHistory.Step) -> String {
    let finding = step.finding
    var head = "- \(run(step.run))\(phrases.colon)**\(phrases.name(finding.status))**"
    // What is resolved says nothing more; what is not evaluated says what it said.
    if !isOver(finding) { head += " · " + says(finding) }
    let causes = words.causes(finding, limit: causeLimit)
    return
      ([head] + causes.map { "  - **\(phrases.whatChanged)**\(phrases.colon)\($0)" })
      .joined(separator: "\n")
  }
}

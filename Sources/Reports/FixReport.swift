public import Findings

/// What a change comes to, in words.
public struct FixReport {
  private let finding: Finding
  private let phrases: Phrases

  public init(_ finding: Finding, language: Language = .english) {
    self.finding = finding
    phrases = Phrases(language: language)
  }

  /// What to say where no policy mends the finding.
  public var noPolicy: String {
    phrases.noPolicyMends(visible(finding.remediation.text))
  }

  /// For which policy the change is, and what becomes of the findings.
  public func lines(
    _ change: PolicyChange, verdict: Verdict, worse: [Finding], mended: Int, questions: Int
  ) -> [String] {
    let name = SubjectName(change.target.arn)
    let account = name.account
    let place =
      switch change.target {
      case .inlinePolicy:
        phrases.inlinePolicy(change.name ?? "", of: visible(name.lastName), account)
      case .trustPolicy: phrases.trustPolicy(of: visible(name.lastName), account)
      case .managedPolicy: phrases.managedPolicy(visible(change.target.arn))
      }
    var lines = [place]
    if verdict == .pass, worse.isEmpty {
      lines.append(phrases.isProven(questions: questions, mended: mended))
    } else {
      if verdict != .pass { lines.append(phrases.isNotMended(phrases.name(verdict))) }
      if !worse.isEmpty {
        lines.append(phrases.makesWorse(worse.count))
        for finding in worse.prefix(5) {
          lines.append("  \(finding.identity.id) \(finding.code): \(visible(finding.message))")
        }
      }
    }
    return lines
  }

  private func visible(_ text: String) -> String {
    text.visible(limit: 600, atWords: true) { " …(\($0))… " }
  }
}

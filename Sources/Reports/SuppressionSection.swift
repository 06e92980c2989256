import Findings

/// What there is to say about suppressions themselves: that they are over, end soon, are about nothing or about too much.
struct SuppressionSection {
  var suppressions: [ReportedSuppression]
  var phrases: Phrases

  /// nil where all is well.
  var section: MarkdownSection? {
    let told = suppressions.filter { !$0.remarks.isEmpty }.enumerated().sorted {
      (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
    }.map(\.element)
    guard !told.isEmpty else { return nil }
    return MarkdownSection(
      opening: "## \(phrases.suppressionsToLookAt) (\(phrases.number(told.count)))",
      count: told.count, weight: 1, item: { line(told[$0]) },
      cutLine: { phrases.cut($0.count, places: nil, named: "") })
  }

  /// What is over comes first.
  private static func rank(_ reported: ReportedSuppression) -> Int {
    ReportedSuppression.Remark.allCases.firstIndex { reported.remarks.contains($0) } ?? 0
  }

  private func line(_ reported: ReportedSuppression) -> String {
    let remarks = reported.remarks.map { "**\(phrases.name($0, reported.findings))**" }
    return "- \(target(reported.suppression.target))\(phrases.colon)\(phrases.list(remarks))\n"
      + "  - \(Self.terms(reported.suppression, phrases))"
  }

  private func target(_ target: Suppression.Target) -> String {
    switch target {
    case .fingerprint(let text): MarkdownText.code(text, limit: .max)
    case .code(let code, let subject, let account):
      ([code] + [subject, account].compactMap(\.self)).map { MarkdownText.code($0) }
        .joined(separator: " · ")
    }
  }

  /// Until when, who and why.
  static func terms(_ suppression: Suppression, _ phrases: Phrases) -> String {
    var parts = [
      phrases.suppressed(
        until: suppression.until.description, by: MarkdownText.prose(suppression.owner, limit: 100)),
      MarkdownText.prose(suppression.reason, limit: 300),
    ]
    if let ticket = suppression.ticket { parts.append(MarkdownText.prose(ticket, limit: 200)) }
    return parts.joined(separator: " · ")
  }
}

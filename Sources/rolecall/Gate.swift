import Findings

/// What `--fail-on` lets pass: `high`, or `new:high` for what came with the run only.
struct Gate {
  private let severity: Severity
  private let countsNewOnly: Bool
  private let countsUndecided: Bool

  /// - Throws: `CommandFailure` for what is neither.
  init(_ text: String, countsUndecided: Bool) throws {
    let isNew = text.hasPrefix("new:")
    guard let severity = Severity(rawValue: String(isNew ? text.dropFirst(4) : text[...])) else {
      let words = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        code: .usage, message: "--fail-on: \(text) is not a severity",
        hint: "it is one of \(words), perhaps with new: before it, as new:high")
    }
    self.severity = severity
    self.countsUndecided = countsUndecided
    countsNewOnly = isNew
  }

  /// Whether a report has what it is not to have.
  ///
  /// What came back counts as new, and so does what has become a failure or become worse in this run: it was none that anybody let pass.
  func trips(_ report: Report) -> Bool {
    report.findings.contains {
      $0.isCurrent && $0.severity >= severity && ($0.verdict == .fail || countsUndecided)
        && (!countsNewOnly || $0.status != .open)
    }
  }
}

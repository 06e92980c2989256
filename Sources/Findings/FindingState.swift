/// All about a finding at one time that can change: when nothing of it differs, nothing is written.
public struct FindingState: Hashable, Sendable {
  public var verdict: Verdict
  public var code: String
  public var severity: Severity
  /// Canonical JSON.
  public var evidence: String

  public init(verdict: Verdict, code: String, severity: Severity, evidence: String) {
    self.verdict = verdict
    self.code = code
    self.severity = severity
    self.evidence = evidence
  }
}

/// What one run can say of a finding that it or an earlier run knows.
public enum Evaluation: Hashable, Sendable {
  case found(FindingState)
  /// Its subject was evaluated and nothing was found, or the subject is gone from a complete export.
  case absent
  /// Its check failed or was switched off, or what it needs was not read completely.
  case notEvaluated
}

/// A step in the life of a finding.
public enum LifeStep: Hashable, Sendable {
  /// Nothing is to be written: the stretch goes on, or there is none and none begins.
  case goOn
  /// A new stretch begins, after the old one, if there is one, has ended.
  case begin(FindingState, evaluated: Bool)
  /// The old stretch ends and none follows: the finding is resolved.
  case end

  /// The step from what is last known to what a run says.
  ///
  /// - Parameters:
  ///   - last: the stretch that is open now, and whether it is one of findings evaluated; nil if there is none.
  ///   - now: what the run says.
  /// - Returns: what is to be written.
  public static func from(
    _ last: (state: FindingState, evaluated: Bool)?, to now: Evaluation
  ) -> LifeStep {
    switch (last, now) {
    case (nil, .found(let state)): .begin(state, evaluated: true)
    case (nil, _): .goOn
    case (let last?, .found(let state)):
      last.evaluated && last.state == state ? .goOn : .begin(state, evaluated: true)
    case (_?, .absent): .end
    case (let last?, .notEvaluated):
      last.evaluated ? .begin(last.state, evaluated: false) : .goOn
    }
  }
}

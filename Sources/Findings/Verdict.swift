/// The Findings module is the vocabulary of results: verdicts, severities, the identity of a finding, what becomes of
/// it from run to run, and the report that every format renders. It knows no database and no AWS.

/// What a check says of one subject.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// Allowed, or sound, under everything that was read.
  case pass
  /// Provably refused, or invalid.
  case fail
  /// Depends on keys or values that are named, and that no export tells.
  case conditional
  /// An input is missing.
  case unknown

  /// Of several rows about one finding the worst wins: fail, conditional, unknown, pass.
  public var rank: Int {
    switch self {
    case .fail: 3
    case .conditional: 2
    case .unknown: 1
    case .pass: 0
    }
  }
}

/// How much a finding matters; `critical` is a certain failure at run time or at creation.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  case critical
  case high
  case medium
  case low
  case info

  /// 4 for critical to 0 for info.
  public var rank: Int {
    switch self {
    case .critical: 4
    case .high: 3
    case .medium: 2
    case .low: 1
    case .info: 0
    }
  }

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  /// One step down: what a conditional finding gets.
  public var demoted: Severity {
    switch self {
    case .critical: .high
    case .high: .medium
    case .medium: .low
    case .low, .info: .info
    }
  }
}

/// What became of a finding at a run, read off the edges of its intervals.
public enum FindingStatus: String, Sendable, Hashable, CaseIterable {
  case new
  case open
  /// Its verdict, code, severity or evidence is another than in the run before.
  case changed
  /// Evaluated and passed, or its subject is gone from a complete export.
  case resolved
  case reopened
  /// Its check failed, or its inputs were incomplete: what was last known is kept.
  case notEvaluated = "not-evaluated"
  case suppressed
}

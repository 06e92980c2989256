/// One run, or the difference of two, as every format renders it: the text of schema `rolecall.report/1`.
public struct Report: Sendable {
  public var run: ReportedRun
  /// The run that this one is compared with; nil for the first of its accounts.
  public var against: ReportedRun?
  /// Whether that is the one before, and not another that somebody named.
  public var isAgainstRunBefore: Bool
  /// Whether the run left out kinds of its accounts that were read before.
  public var isPartial: Bool
  /// RFC 3339: when the inventory was read, where an older one was looked at again and nothing was recorded.
  public var asOf: String?
  public var coverage: [ReportedCoverage]
  public var notes: [ReportedNote]
  /// Open, changed, resolved … findings, worst first, in an order that depends on nothing but them.
  public var findings: [Finding]
  /// Those that are about what the run was about, in the order of their file.
  public var suppressions: [ReportedSuppression]

  public init(
    run: ReportedRun, against: ReportedRun?, coverage: [ReportedCoverage], notes: [ReportedNote],
    findings: [Finding], suppressions: [ReportedSuppression] = [], isPartial: Bool = false,
    isAgainstRunBefore: Bool = true, asOf: String? = nil
  ) {
    self.run = run
    self.against = against
    self.isAgainstRunBefore = isAgainstRunBefore
    self.isPartial = isPartial
    self.asOf = asOf
    self.coverage = coverage
    self.notes = notes
    self.findings = findings
    self.suppressions = suppressions
  }

  public var summary: ReportSummary { ReportSummary(findings) }
}

/// A run as a report names it.
public struct ReportedRun: Sendable {
  public var number: Int
  /// RFC 3339, UTC.
  public var started: String
  /// `rolecall 0.1.0`.
  public var tool: String
  public var accounts: [String]
  /// Values assumed for condition keys; empty unless the configuration assumes some.
  public var assumed: [String: String]
  /// What was taken for granted because no export says otherwise, in words: "no service control policy was exported".
  public var assumptions: [String]
  /// Whether some of what was judged was read by an earlier import, as it was then; `assumptions` says what.
  public var usesEarlierImports: Bool
  /// What each check did, by its id.
  public var evaluated: [String: ReportedCheck]

  public init(
    number: Int, started: String, tool: String, accounts: [String], assumed: [String: String] = [:],
    assumptions: [String] = [], usesEarlierImports: Bool = false,
    evaluated: [String: ReportedCheck] = [:]
  ) {
    self.number = number
    self.started = started
    self.tool = tool
    self.accounts = accounts
    self.assumed = assumed
    self.assumptions = assumptions
    self.usesEarlierImports = usesEarlierImports
    self.evaluated = evaluated
  }
}

/// What one check did in a run: how many subjects got which verdict.
public struct ReportedCheck: Sendable, Hashable {
  public enum Status: String, Sendable {
    case completed
    case failed
    case timedOut = "timed-out"
    case disabled
  }

  public var status: Status
  public var pass: Int
  public var fail: Int
  public var conditional: Int
  public var unknown: Int
  /// Why it failed.
  public var note: String?

  public init(
    status: Status, pass: Int = 0, fail: Int = 0, conditional: Int = 0, unknown: Int = 0,
    note: String? = nil
  ) {
    self.status = status
    self.pass = pass
    self.fail = fail
    self.conditional = conditional
    self.unknown = unknown
    self.note = note
  }
}

/// How much of one kind was read in one account and region.
public struct ReportedCoverage: Sendable, Hashable {
  public var account: String
  /// Empty for what has no region.
  public var region: String
  public var kind: String
  public var complete: Bool
  public var count: Int
  public var exportedAt: String?
  /// Why it is incomplete.
  public var why: String?

  public init(
    account: String, region: String, kind: String, complete: Bool, count: Int,
    exportedAt: String? = nil, why: String? = nil
  ) {
    self.account = account
    self.region = region
    self.kind = kind
    self.complete = complete
    self.count = count
    self.exportedAt = exportedAt
    self.why = why
  }
}

/// Something in an export that was not understood, or only half.
public struct ReportedNote: Sendable, Hashable {
  /// Whether the run is incomplete because of it.
  public var isError: Bool
  public var file: String
  public var line: Int?
  public var pointer: String?
  public var text: String
  public var hint: String?

  public init(
    isError: Bool, file: String, line: Int? = nil, pointer: String? = nil, text: String,
    hint: String? = nil
  ) {
    self.isError = isError
    self.file = file
    self.line = line
    self.pointer = pointer
    self.text = text
    self.hint = hint
  }
}

/// The counts on a report's first lines.
///
/// Only `fail` counts as open, and only failures count as new, resolved, reopened or changed: a question that could not
/// be answered and is not asked any more is no failure that was mended.
public struct ReportSummary: Sendable, Hashable {
  public var open: [Severity: Int] = [:]
  public var conditional = 0
  public var unknown = 0
  public var new = 0
  public var resolved = 0
  public var reopened = 0
  public var changed = 0
  /// Findings of every verdict that somebody suppressed.
  public var suppressed = 0
  /// Findings of every verdict that the run could not confirm or resolve.
  public var notEvaluated = 0
  /// Conditional and unknown findings that came with this run, those that changed or became so, and those that ended.
  public var undecidedNew = 0
  public var undecidedChanged = 0
  public var undecidedEnded = 0

  public init(_ findings: [Finding]) {
    for finding in findings {
      count(finding.status, finding.verdict)
      guard finding.isCurrent else { continue }
      switch finding.verdict {
      case .fail: open[finding.severity, default: 0] += 1
      case .conditional: conditional += 1
      case .unknown: unknown += 1
      case .pass: break
      }
    }
  }

  private mutating func count(_ status: FindingStatus, _ verdict: Verdict) {
    switch (status, verdict) {
    case (.suppressed, _): suppressed += 1
    case (.notEvaluated, _): notEvaluated += 1
    case (.open, _), (_, .pass): break
    case (.new, .fail): new += 1
    case (.resolved, .fail): resolved += 1
    case (.reopened, .fail): reopened += 1
    case (.changed, .fail): changed += 1
    case (.new, _), (.reopened, _): undecidedNew += 1
    case (.changed, _): undecidedChanged += 1
    case (.resolved, _): undecidedEnded += 1
    }
  }

  /// All open failures, whatever their severity.
  public var openCount: Int { open.values.reduce(0, +) }
}

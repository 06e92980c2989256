/// The life of a finding, as every format renders it: the text of schema `rolecall.history/1`.
public struct FindingHistory: Sendable {
  /// The newest run that was about it.
  public var run: RunTime
  /// What it says now or, where it is resolved, what it said last.
  public var finding: Finding
  /// What became of it, the oldest first.
  public var steps: [Step]

  /// A run and when it began.
  public struct RunTime: Sendable, Hashable {
    public var number: Int
    /// RFC 3339, UTC.
    public var started: String

    public init(number: Int, started: String) {
      self.number = number
      self.started = started
    }
  }

  /// A change, and what the finding said from then on.
  public struct Step: Sendable {
    /// The run that noticed it.
    public var run: RunTime
    /// The run that noticed the next one; nil for what is so still.
    public var until: RunTime?
    /// The finding with what it said then and why; of one that is resolved what it had said last.
    public var finding: Finding

    public init(run: RunTime, until: RunTime?, finding: Finding) {
      self.run = run
      self.until = until
      self.finding = finding
    }
  }

  public init(run: RunTime, finding: Finding, steps: [Step]) {
    self.run = run
    self.finding = finding
    self.steps = steps
  }
}

/// A run in a list of runs, with the counts of its report.
public struct ListedRun: Sendable {
  public var run: ReportedRun
  public var summary: ReportSummary

  public init(run: ReportedRun, summary: ReportSummary) {
    self.run = run
    self.summary = summary
  }
}

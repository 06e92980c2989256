public import Findings
public import Store
import World

/// Makes the report of a recorded run: its findings with the messages that their checks had then.
public struct ReportBuilder {
  private let store: Store
  private let language: String

  /// Makes reports of the runs of a store in a language, `en` or `ja`.
  public init(_ store: Store, language: String = "en") {
    self.store = store
    self.language = language
  }

  /// The report of a run and of how it differs from another.
  ///
  /// - Parameters:
  ///   - run: the run.
  ///   - other: a run that was about the same; nil for the one before.
  /// - Returns: the report.
  /// - Throws: `StoreError`.
  public func report(of run: RunRecord, against other: RunRecord? = nil) throws -> Report {
    for run in [run, other].compactMap({ $0 }) where run.isPruned {
      throw try store.absence(ofRun: run.number)
    }
    let remarks = Remarks(run.remarks)
    let coverage = try store.coverage(of: run)
    var findings = try FindingWording.all(
      store.findings(at: run, against: other), of: store, language: language)
    let accounts = Set(coverage.map(\.scope.account)).sorted()
    if remarks.asOf != nil {
      // Nothing is compared, so nothing is new.
      for index in findings.indices where findings[index].status == .new {
        findings[index].status = .open
      }
    }
    let baseline = try NewBaseline(of: run, against: other, in: store)
    let partial = try PartialRun(run, in: store)
    let notes = baseline.settle(&findings, language) + (partial.map { [$0.note(language)] } ?? [])
    let suppressions = SuppressionList(remarks.suppressions).apply(
      to: &findings, on: Day(run.started) ?? Day(number: 0), accounts: accounts,
      former: baseline.former)
    findings = findings.inReportOrder()
    var reported = self.reported(run, coverage)
    reported.evaluated = try store.results(of: run)
    reported.assumptions =
      remarks.assumptions(language)
      + [Assumption](configuration: run.configuration)
      .filter { reported.accounts.contains(where: $0.isAbout) }
      .flatMap { $0.texts(language) }
      .map { language == "ja" ? "前提：\($0)" : "assumed: \($0)" }
    reported.usesEarlierImports = !remarks.earlier.isEmpty
    let before = try store.run(before: run)
    let against = other ?? before
    return Report(
      run: reported, against: try against.map { self.reported($0, try store.coverage(of: $0)) },
      coverage: coverage.map {
        ReportedCoverage(
          account: $0.scope.account, region: $0.scope.region, kind: $0.scope.kind,
          complete: $0.complete, count: $0.count, exportedAt: $0.exportedAt, why: $0.why)
      }, notes: remarks.notes + notes, findings: findings, suppressions: suppressions,
      isPartial: partial != nil,
      isAgainstRunBefore: against == before,
      asOf: remarks.asOf?.at)
  }

  /// The newest runs, the newest first, at most that many, with the counts of their reports.
  ///
  /// - Throws: `StoreError`.
  public func runs(limit: Int) throws -> [ListedRun] {
    try store.runs(limit: limit).map { run in
      let suppressions = SuppressionList(Remarks(run.remarks).suppressions)
      let reported = self.reported(run, try store.coverage(of: run))
      let baseline = try NewBaseline(of: run, against: nil, in: store)
      var findings = try store.findings(at: run, withCauses: baseline.mayExplain).map {
        try Finding(unworded: $0, withSubject: !suppressions.suppressions.isEmpty)
      }
      _ = baseline.settle(&findings, language)
      _ = suppressions.apply(
        to: &findings, on: Day(run.started) ?? Day(number: 0), accounts: reported.accounts,
        former: baseline.former)
      return ListedRun(run: reported, summary: ReportSummary(findings))
    }
  }

  /// The life of a finding, each step in the words of its day; nil if there never was one.
  ///
  /// - Throws: `StoreError`.
  public func history(of identity: FindingIdentity) throws -> FindingHistory? {
    guard let history = try store.history(of: identity) else { return nil }
    let times = try store.runTimes()
    func time(_ run: Int64) -> FindingHistory.RunTime {
      FindingHistory.RunTime(number: Int(run), started: times[run] ?? "")
    }
    let wording = try FindingWording(store, language: language)
    var now = [try wording.finding(history.finding)]
    _ = SuppressionList(Remarks(history.latest.remarks).suppressions).apply(
      to: &now, on: Day(history.latest.started) ?? Day(number: 0), accounts: [],
      former: try NewBaseline(of: history.latest, against: nil, in: store).former)
    return FindingHistory(
      run: time(history.latest.number), finding: now[0],
      steps: try history.steps.map {
        FindingHistory.Step(
          run: time($0.run), until: $0.until.map(time), finding: try wording.finding($0.finding))
      })
  }

  private func reported(_ run: RunRecord, _ coverage: [ScopeCoverage]) -> ReportedRun {
    ReportedRun(
      number: Int(run.number), started: run.started, tool: run.tool,
      accounts: Set(coverage.map(\.scope.account)).sorted())
  }
}

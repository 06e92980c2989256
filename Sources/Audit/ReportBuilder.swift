import Checks
public import Findings
import JSON
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

  /// - Throws: `StoreError`.
  public func report(of run: RunRecord) throws -> Report {
    if run.isPruned { throw try store.absence(ofRun: run.number) }
    let remarks = Remarks(run.remarks)
    let coverage = try store.coverage(of: run)
    let manifests = try store.manifests()
    var texts: [Int64: FindingText] = [:]
    var findings: [Finding] = []
    for recorded in try store.findings(at: run) {
      do {
        let text =
          try texts[recorded.manifest]
          ?? FindingText(manifest: manifests[recorded.manifest] ?? "{}", language: language)
        texts[recorded.manifest] = text
        findings.append(try finding(recorded, text))
      } catch {
        throw StoreError.damaged(
          store.location.name, reason: "a recorded finding cannot be worded: \(error)")
      }
    }
    let accounts = Set(coverage.map(\.scope.account)).sorted()
    let suppressions = SuppressionList(remarks.suppressions).apply(
      to: &findings, on: Day(run.started) ?? Day(number: 0), accounts: accounts)
    findings.sort(by: Finding.inReportOrder)
    var reported = self.reported(run, coverage)
    reported.evaluated = try store.results(of: run)
    reported.assumptions =
      remarks.assumptions(language)
      + [Assumption](configuration: run.configuration)
      .filter { reported.accounts.contains(where: $0.isAbout) }
      .flatMap { $0.texts(language) }
      .map { language == "ja" ? "前提：\($0)" : "assumed: \($0)" }
    reported.usesEarlierImports = !remarks.earlier.isEmpty
    let against = try store.run(before: run)
    return Report(
      run: reported, against: try against.map { self.reported($0, try store.coverage(of: $0)) },
      coverage: coverage.map {
        ReportedCoverage(
          account: $0.scope.account, region: $0.scope.region, kind: $0.scope.kind,
          complete: $0.complete, count: $0.count, exportedAt: $0.exportedAt, why: $0.why)
      }, notes: remarks.notes, findings: findings, suppressions: suppressions)
  }

  private func reported(_ run: RunRecord, _ coverage: [ScopeCoverage]) -> ReportedRun {
    ReportedRun(
      number: Int(run.number), started: run.started, tool: run.tool,
      accounts: Set(coverage.map(\.scope.account)).sorted())
  }

  private func finding(_ recorded: RecordedFinding, _ text: FindingText) throws -> Finding {
    var evidence = JSONValue(try JSONDocument(text: recorded.state.evidence).root).object ?? [:]
    let subject = evidence["subject"]?.string ?? recorded.identity.subject
    let words = try text.text(
      code: recorded.state.code, evidence: evidence, locator: recorded.identity.locator)
    evidence["subject"] = nil
    let name = SubjectName(subject)
    return Finding(
      identity: recorded.identity, code: recorded.state.code, severity: recorded.state.severity,
      verdict: recorded.state.verdict, status: recorded.status, subject: subject,
      account: name.account, region: name.region, message: words.message,
      awsError: words.awsError, evidence: evidence, remediation: words.remediation,
      firstSeen: recorded.firstSeen, lastSeen: recorded.lastSeen,
      cause: try recorded.causes.map(cause))
  }

  private func cause(_ recorded: RecordedCause) throws -> Cause {
    func value(_ text: String?) throws -> JSONValue? {
      try text.map { JSONValue(try JSONDocument(text: $0, depthLimit: 1024).root) }
    }
    let before = try value(recorded.before)
    let after = try value(recorded.after)
    let isOneSided = before == nil || after == nil
    return Cause(
      kind: recorded.kind, resource: recorded.resource, aspect: recorded.aspect,
      changes: isOneSided ? [] : JSONChange.between(before, after),
      isGone: isOneSided && recorded.kind == .resource ? after == nil : nil)
  }
}

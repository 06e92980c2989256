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
    let baseline = try NewBaseline(of: run, in: store)
    let notes = baseline.settle(&findings, language)
    let suppressions = SuppressionList(remarks.suppressions).apply(
      to: &findings, on: Day(run.started) ?? Day(number: 0), accounts: accounts,
      former: baseline.former)
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
      }, notes: remarks.notes + notes, findings: findings, suppressions: suppressions)
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
    let changes = isOneSided ? [] : JSONChange.between(before, after)
    return Cause(
      kind: recorded.kind, resource: recorded.resource, aspect: recorded.aspect,
      changes: changes, statements: Self.statements(of: changes, before, after),
      isGone: isOneSided && recorded.kind == .resource ? after == nil : nil)
  }

  /// The Sids of the statements in which something changed, by their pointers.
  private static func statements(
    of changes: [JSONChange], _ before: JSONValue?, _ after: JSONValue?
  ) -> [String: String] {
    var sids: [String: String] = [:]
    for change in changes {
      let path = change.pointer.split(separator: "/")
      guard path.count > 1, path[0] == "Statement", let index = Int(path[1]) else { continue }
      // What was not there before has its place in what is there now.
      let document = path.count == 2 && change.before == nil ? after : before
      guard let statements = document?["Statement"]?.array, statements.indices.contains(index)
      else { continue }
      sids["/Statement/\(index)"] = statements[index]["Sid"]?.string
    }
    return sids
  }
}

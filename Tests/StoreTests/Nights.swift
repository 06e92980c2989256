import Findings

@testable import Store

/// Nights of one store: each imports an inventory and records what a check is said to have found in it.
final class Nights {
  let store: Store
  private(set) var runs: [RunRecord] = []

  init(_ location: Store.Location = .memory) throws {
    store = try Store(location, .write(wait: 0), now: Self.day(0))
  }

  /// When the run of that number begins.
  static func day(_ number: Int) -> String {
    "2026-01-\(number < 10 ? "0" : "")\(number)T00:00:00Z"
  }

  /// One night, whose export shows these resources and not all of the `incomplete` kinds.
  ///
  /// The run is about the scopes of the resources and, `also`, about scopes of which nothing is shown.
  @discardableResult
  func night(
    _ states: [ResourceState], incomplete: Set<String> = [], also: [StoreScope] = [],
    tool: String = "test", configuration: String = "{}", _ outcomes: CheckOutcome...
  ) throws -> RunRecord {
    let day = Self.day(runs.count + 1)
    let number = try store.importing(states, at: day, incomplete: incomplete, also: also)
    let scopes = Set(states.map(\.scope) + also)
    return try audit(
      number,
      scopes.map { ScopeCoverage(scope: $0, complete: !incomplete.contains($0.kind), count: 1) },
      tool: tool, configuration: configuration, outcomes)
  }

  /// A run without an import of its own.
  @discardableResult
  func audit(
    _ importNumber: Int64, _ scopes: [ScopeCoverage], tool: String = "test",
    configuration: String = "{}", _ outcomes: [CheckOutcome], unreadable: Set<String> = []
  ) throws -> RunRecord {
    let run = try store.recordRun(
      importNumber: importNumber, started: Self.day(runs.count + 1), tool: tool,
      configuration: configuration, remarks: "{}", scopes: scopes, outcomes: outcomes,
      unreadable: unreadable)
    guard let record = try store.run(run) else { throw StoreError.noRun("run \(run) is lost") }
    runs.append(record)
    return record
  }

  /// The findings of a run as lines: `new a fail`, sorted.
  func lines(_ run: RunRecord) throws -> [String] {
    try store.findings(at: run).map { finding in
      let name = finding.identity.subject.split(separator: ":").last ?? ""
      return "\(finding.status.rawValue) \(name) \(finding.state.verdict.rawValue)"
    }.sorted()
  }
}

extension CheckOutcome {
  static let id = "passrole/caller-may-pass-role"

  /// What the check did: it found this, saw that pass.
  static func check(
    id: String = id, revision: String = "1", manifest: String = "{}",
    status: ReportedCheck.Status = .completed, _ findings: FoundFinding...,
    passed: [FindingIdentity] = []
  ) -> CheckOutcome {
    CheckOutcome(
      checkID: id, revision: revision, manifest: manifest, source: "bundled",
      result: ReportedCheck(status: status, fail: findings.count), findings: findings,
      passed: Set(passed))
  }
}

extension FoundFinding {
  /// A finding about a resource; `evidence` names more members.
  static func found(
    _ state: ResourceState, check: String = CheckOutcome.id, verdict: Verdict = .fail,
    code: String = "passrole.no-allow", severity: Severity = .critical,
    evidence: [String: String] = [:]
  ) -> FoundFinding {
    let members = evidence.merging(["subject": state.arn]) { a, _ in a }.sorted { $0.key < $1.key }
    return FoundFinding(
      identity: .of(state, check: check), shownSubject: state.arn,
      state: FindingState(
        verdict: verdict, code: code, severity: severity,
        evidence: "{" + members.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
      ))
  }
}

extension FindingIdentity {
  static func of(_ state: ResourceState, check: String = CheckOutcome.id) -> FindingIdentity {
    FindingIdentity(check: check, subject: state.arn, locator: "", key: "task")
  }
}

import Findings
import Testing

@testable import Store

/// One night in the life of a finding, and what the report of that night says of it.
struct LifeNight: Sendable {
  enum Event: Sendable {
    case found(String)
    case passed
    case failed
    case vanished
  }

  var event: Event
  /// Status, evidence and the night on which it was last seen; nil if the finding is not listed.
  var expected: (status: FindingStatus, evidence: String, lastSeen: Int)?

  init(_ event: Event, _ status: FindingStatus? = nil, _ evidence: String = "", last: Int = 0) {
    self.event = event
    expected = status.map { ($0, evidence, last) }
  }

  static let life = [
    LifeNight(.passed),
    LifeNight(.found("a"), .new, "a", last: 2),
    LifeNight(.found("a"), .open, "a", last: 3),
    LifeNight(.found("b"), .changed, "b", last: 4),
    LifeNight(.found("b"), .open, "b", last: 5),
    LifeNight(.passed, .resolved, "b", last: 5),
    LifeNight(.passed),
    LifeNight(.failed),
    LifeNight(.found("b"), .reopened, "b", last: 9),
    LifeNight(.failed, .notEvaluated, "b", last: 9),
    LifeNight(.vanished, .notEvaluated, "b", last: 9),
    LifeNight(.found("b"), .open, "b", last: 12),
    LifeNight(.vanished, .notEvaluated, "b", last: 12),
    LifeNight(.found("a"), .changed, "a", last: 14),
    LifeNight(.failed, .notEvaluated, "a", last: 14),
    LifeNight(.passed, .resolved, "a", last: 14),
    LifeNight(.vanished),
    LifeNight(.found("a"), .reopened, "a", last: 18),
  ]
}

@Suite("The life of a finding")
struct FindingLifeTests {
  private let machine = ResourceState.machine("m")

  private func outcomes(_ event: LifeNight.Event) -> [CheckOutcome] {
    switch event {
    case .found(let role): [.check(.found(machine, evidence: ["role": role]))]
    case .passed: [.check(passed: [.of(machine)])]
    case .failed: [.check(status: .failed)]
    case .vanished: []
    }
  }

  private func line(_ finding: RecordedFinding) -> String {
    "\(finding.status) \(finding.state.evidence) \(finding.firstSeen) \(finding.lastSeen)"
  }

  @Test("is told right each night, and for each night ever after")
  func everyTransition() throws {
    let nights = try Nights()
    var expected: [[String]] = []
    var told: [[String]] = []
    for night in LifeNight.life {
      let number = try nights.store.importing(machine)
      let run = try nights.audit(
        number, [ScopeCoverage(scope: machine.scope, complete: true, count: 1)],
        outcomes(night.event))
      told.append(try nights.store.findings(at: run).map(line))
      expected.append(
        night.expected.map { status, role, last in
          let evidence = #"{"role":"\#(role)","subject":"\#(machine.arn)"}"#
          return ["\(status) \(evidence) \(Nights.day(2)) \(Nights.day(last))"]
        } ?? [])
    }
    let later = try nights.runs.map { try nights.store.findings(at: $0).map(line) }
    #expect(told == expected)
    #expect(later == expected)
  }

  @Test("is written down only where something happens")
  func economy() throws {
    let nights = try Nights()
    try nights.night([machine], .check(.found(machine)))
    let before = try ["finding", "finding_interval", "cause", "document", "check_revision"]
      .map(nights.store.count)
    for _ in 1...5 { try nights.night([machine], .check(.found(machine))) }
    let after = try ["finding", "finding_interval", "cause", "document", "check_revision"]
      .map(nights.store.count)
    #expect(after == before)
  }

  @Test("goes on when the check is worded anew, and is then told in the new words")
  func newWording() throws {
    let nights = try Nights()
    let first = try nights.night(
      [machine], .check(revision: "1", manifest: #"{"words":"old"}"#, .found(machine)))
    let second = try nights.night(
      [machine], .check(revision: "2", manifest: #"{"words":"new"}"#, .found(machine)))
    let manifests = try nights.store.manifests()
    let words = try [first, second].map { run in
      try nights.store.findings(at: run).map { manifests[$0.manifest] }
    }
    #expect(words == [[#"{"words":"old"}"#], [#"{"words":"new"}"#]])
    #expect(try nights.lines(second) == ["open m fail"])
  }

  @Test("does not begin anew with a revision of the task definition")
  func revisions() throws {
    let nights = try Nights()
    let first = ResourceState.task("app:1")
    let second = ResourceState.task("app:2")
    try nights.night([first], .check(.found(first)))
    let run = try nights.night([first, second], .check(.found(second)))
    #expect(try nights.lines(run) == ["changed task-definition/app fail"])
    #expect(try nights.store.count("finding") == 1)
    let third = try nights.night([first, second], .check(passed: [.of(second)]))
    #expect(try nights.lines(third) == ["resolved task-definition/app fail"])
  }

  @Test("does not end where its place could not be judged any more")
  func unjudgedPlace() throws {
    let nights = try Nights()
    try nights.night([machine], .check(.found(machine)))
    var open = FoundFinding.found(machine, verdict: .unknown, code: "passrole.undecided")
    open.identity.key = "roles"
    let second = try nights.night([machine], .check(open))
    #expect(
      try nights.lines(second).sorted() == ["new m unknown", "not-evaluated m fail"])
    let third = try nights.night([machine], .check(passed: [.of(machine)]))
    #expect(try nights.lines(third).sorted() == ["resolved m fail", "resolved m unknown"])
  }

  @Test("changes with verdict, code, severity and evidence")
  func whatChangesIt() throws {
    let states: [FoundFinding] = [
      .found(machine), .found(machine, verdict: .conditional),
      .found(machine, verdict: .conditional, code: "passrole.condition"),
      .found(machine, verdict: .conditional, code: "passrole.condition", severity: .high),
      .found(
        machine, verdict: .conditional, code: "passrole.condition", severity: .high,
        evidence: ["role": "r"]),
    ]
    let nights = try Nights()
    let statuses = try states.map { state in
      try nights.store.findings(at: nights.night([machine], .check(state))).map(\.status)
    }
    #expect(statuses == [[.new]] + Array(repeating: [.changed], count: 4))
  }
}

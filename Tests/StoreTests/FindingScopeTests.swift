import Findings
import Testing

@testable import Store

@Suite("A run")
struct FindingScopeTests {
  private let nights: Nights
  private let machine = ResourceState.machine("m")
  private let elsewhere = ResourceState.machine("m", account: "444455556666")

  init() throws { nights = try Nights() }

  @Test("of another account neither resolves nor renews anything")
  func interleaved() throws {
    try nights.night([machine], .check(.found(machine)))
    let tables = ["finding", "finding_interval"]
    let before = try tables.map(nights.store.count)
    let other = try nights.night([elsewhere], .check())
    let broken = try nights.night([elsewhere], .check(status: .failed))
    #expect(try tables.map(nights.store.count) == before)
    #expect(try nights.lines(other).isEmpty)
    #expect(try nights.lines(broken).isEmpty)
    let again = try nights.night([machine], .check(.found(machine)))
    #expect(try nights.lines(again) == ["open m fail"])
    #expect(try nights.store.findings(at: again).map(\.firstSeen) == [Nights.day(1)])
  }

  @Test("is compared with the newest one that was about the same")
  func before() throws {
    let first = try nights.night([machine], .check())
    let other = try nights.night([elsewhere], .check())
    let role = try nights.night([.role("a")], .check())
    let second = try nights.night([machine], .check())
    let both = try nights.night([machine, elsewhere], .check())
    let befores = try [first, other, role, second, both].map {
      try nights.store.run(before: $0)?.number
    }
    #expect(befores == [nil, nil, nil, first.number, second.number])
  }

  @Test("about less says when a finding was last seen by one that was about it")
  func lastSeen() throws {
    let task = ResourceState.task("app:1")
    try nights.night([machine, task], .check(.found(task)))
    try nights.night([machine], .check())
    let run = try nights.night([machine, task], .check(passed: [.of(task)]))
    let findings = try nights.store.findings(at: run)
    #expect(findings.map(\.status) == [.resolved])
    #expect(findings.map(\.lastSeen) == [Nights.day(1)])
  }

  @Test("tells what each check did")
  func results() throws {
    let run = try nights.night(
      [machine], .check(.found(machine)), .check(id: "trust/other", status: .timedOut))
    let results = try nights.store.results(of: run)
    #expect(results.mapValues(\.status) == [CheckOutcome.id: .completed, "trust/other": .timedOut])
    #expect(results[CheckOutcome.id]?.fail == 1)
  }

  @Test("tells the findings that stand, for the checks that come next")
  func openFindings() throws {
    let other = ResourceState.machine("n")
    try nights.night([machine, other], .check(.found(machine), .found(other)))
    try nights.night([machine, other], .check(.found(machine), passed: [.of(other)]))
    #expect(try nights.store.openFindings() == [CheckOutcome.id: [.of(machine)]])
    try nights.night([machine, other], .check(status: .failed))
    #expect(try nights.store.openFindings() == [CheckOutcome.id: [.of(machine)]])
  }

  @Test("knows its own coverage, whatever comes later")
  func coverage() throws {
    let run = try nights.night([machine, .role("a")], incomplete: ["role"], .check())
    try nights.night([machine, .role("a")], .check())
    let coverage = try nights.store.coverage(of: run)
    #expect(coverage.map(\.scope.kind) == ["role", "state-machine"])
    #expect(coverage.map(\.complete) == [false, true])
  }

  @Test("that ends in an error leaves nothing behind")
  func failing() throws {
    let run = try nights.night([machine], .check(.found(machine)))
    let tables = ["run", "run_scope", "finding", "finding_interval", "check_result", "document"]
    let before = try tables.map(nights.store.count)
    // The same check twice is more than a run may have.
    #expect(throws: StoreError.self) {
      try nights.audit(
        run.importNumber, [ScopeCoverage(scope: machine.scope, complete: true, count: 1)],
        [.check(passed: [.of(machine)]), .check()])
    }
    #expect(try tables.map(nights.store.count) == before)
    #expect(try nights.lines(run) == ["new m fail"])
  }
}

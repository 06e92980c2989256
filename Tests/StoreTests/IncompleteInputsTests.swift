import Findings
import Testing

@testable import Store

@Suite("A run whose inputs were not read completely")
struct IncompleteInputsTests {
  private let machine = ResourceState.machine("m")
  private let role = ResourceState.role("caller")
  private let nights: Nights

  init() throws {
    nights = try Nights()
    try nights.night([machine, role], .check(.found(machine)))
  }

  @Test("does not believe that a refusal has become unknown")
  func unknownAfterFail() throws {
    let run = try nights.night(
      [machine, role], incomplete: ["role"], .check(.found(machine, verdict: .unknown)))
    #expect(try nights.lines(run) == ["not-evaluated m fail"])
    let next = try nights.night([machine, role], .check(.found(machine)))
    #expect(try nights.lines(next) == ["open m fail"])
  }

  @Test("records what is unknown for the first time, and goes on with it")
  func newUnknown() throws {
    let other = ResourceState.machine("n")
    let outcome = CheckOutcome.check(.found(machine), .found(other, verdict: .unknown))
    let run = try nights.night([machine, other, role], incomplete: ["role"], outcome)
    let next = try nights.night([machine, other, role], incomplete: ["role"], outcome)
    #expect(try nights.lines(run) == ["new n unknown", "open m fail"])
    #expect(try nights.lines(next) == ["open m fail", "open n unknown"])
  }

  @Test(
    "does not resolve what has no row any more",
    arguments: ["role", "state-machine", "task-definition", "policy", "cluster"])
  func noRow(_ kind: String) throws {
    let others = ["policy": "", "task-definition": "eu-west-1", "cluster": "eu-west-1"].map {
      StoreScope(account: ResourceState.ownAccount, region: $0.value, kind: $0.key)
    }
    let run = try nights.night([machine, role], incomplete: [kind], also: others, .check())
    #expect(try nights.lines(run) == ["not-evaluated m fail"])
    let next = try nights.night([machine, role], also: others, .check())
    #expect(try nights.lines(next) == ["resolved m fail"])
  }

  @Test("resolves what was evaluated and passed")
  func explicitPass() throws {
    let run = try nights.night(
      [machine, role], incomplete: ["role"], .check(passed: [.of(machine)]))
    #expect(try nights.lines(run) == ["resolved m fail"])
  }

  @Test("does not resolve, renew or change a subject that it did not show")
  func unreadSubject() throws {
    let other = ResourceState.machine("n")
    let outcomes: [CheckOutcome] = [
      .check(passed: [.of(machine)]), .check(.found(machine, evidence: ["role": "x"])),
      .check(.found(machine)), .check(),
    ]
    for outcome in outcomes {
      let run = try nights.night([other, role], incomplete: ["state-machine"], outcome)
      #expect(try nights.lines(run) == ["not-evaluated m fail"])
    }
  }

  @Test("does not resolve anything in a subject that it understood only in part")
  func unreadable() throws {
    let scope = ScopeCoverage(scope: machine.scope, complete: true, count: 1)
    for (outcome, line) in [
      (CheckOutcome.check(), "not-evaluated m fail"),
      (.check(.found(machine)), "open m fail"),
      (.check(passed: [.of(machine)]), "not-evaluated m fail"),
    ] {
      let number = try nights.store.importing(machine, role)
      let run = try nights.audit(number, [scope], [outcome], unreadable: [machine.arn])
      #expect(try nights.lines(run) == [line])
    }
  }

  @Test(
    "does not resolve or change what may rest on a role or policy that it did not understand",
    arguments: [
      ("arn:aws:iam::111122223333:role/caller", "not-evaluated m fail"),
      ("arn:aws:iam::111122223333:policy/p", "not-evaluated m fail"),
      ("arn:aws:iam::aws:policy/p", "not-evaluated m fail"),
      ("arn:aws:iam::444455556666:role/caller", "resolved m fail"),
    ])
  func unreadableRole(_ arn: String, _ line: String) throws {
    let scope = ScopeCoverage(scope: machine.scope, complete: true, count: 1)
    let number = try nights.store.importing(machine, role)
    let run = try nights.audit(number, [scope], [.check()], unreadable: [arn])
    #expect(try nights.lines(run) == [line])
  }

  @Test("is remembered by a later run that read less")
  func laterRunReadsLess() throws {
    try nights.night(
      [machine, role], incomplete: ["role"], .check(.found(machine, verdict: .unknown)))
    let run = try nights.night([machine], .check(.found(machine, verdict: .unknown)))
    #expect(try nights.lines(run) == ["not-evaluated m fail"])
    let next = try nights.night([machine], .check())
    #expect(try nights.lines(next) == ["not-evaluated m fail"])
  }

  @Test("is remembered by a run without an import of its own")
  func laterRunOfTheRecord() throws {
    let other = ResourceState.machine("n")
    try nights.store.importing(other, incomplete: ["state-machine"])
    let number = try nights.store.importing(.role("x", account: "444455556666"))
    let run = try nights.audit(
      number, try nights.store.currentCoverage(), [.check(passed: [.of(machine)])])
    #expect(try nights.lines(run) == ["not-evaluated m fail"])
  }
}

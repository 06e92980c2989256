import Findings
import Testing

@testable import Store

@Suite("A check that was renamed")
struct RenamedCheckTests {
  private let machine = ResourceState.machine("m")
  private let former = "passrole/former"

  /// What the check did under its new name.
  private func renamed(_ findings: FoundFinding...) -> CheckOutcome {
    var outcome = CheckOutcome.check(revision: "2")
    outcome.findings = findings
    outcome.was = [former]
    return outcome
  }

  @Test("goes on with the lives of its findings")
  func goesOn() throws {
    let nights = try Nights()
    try nights.night([machine], .check(id: former, .found(machine, check: former)))
    let second = try nights.night([machine], renamed(.found(machine)))
    let finding = try #require(try nights.store.findings(at: second).first)
    #expect(finding.status == .open)
    #expect(finding.identity.check == CheckOutcome.id)
    #expect(finding.firstSeen == Nights.day(1))
    let third = try nights.night([machine], renamed())
    #expect(try nights.lines(third) == ["resolved m fail"])
    #expect(try nights.store.problems().isEmpty)
  }

  @Test("and whose old name was used again in between ends with the old name")
  func backAndForth() throws {
    let nights = try Nights()
    try nights.night([machine], .check(id: former, .found(machine, check: former)))
    try nights.night([machine], renamed(.found(machine)))
    try nights.night([machine], .check(id: former, .found(machine, check: former)))
    let last = try nights.night([machine], renamed(.found(machine)))
    let standing = try nights.store.findings(at: last).filter { $0.status != .resolved }
    #expect(standing.map(\.identity.check) == [CheckOutcome.id])
    #expect(try nights.store.problems().isEmpty)
  }
}

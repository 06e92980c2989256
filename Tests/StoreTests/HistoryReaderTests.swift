import Findings
import Testing

@testable import Store

@Suite("The history of a finding")
struct HistoryReaderTests {
  private let machine = ResourceState.machine("m")
  private let elsewhere = ResourceState.machine("n", account: "444455556666")

  @Test("has a step for each edge of its life, whatever else was audited")
  func steps() throws {
    let nights = try Nights()
    for event in "-aab?b-.-a.?" {
      switch event {
      case "-": try nights.night([machine], .check(passed: [.of(machine)]))
      case "?": try nights.night([machine], .check(status: .failed))
      case ".": try nights.night([elsewhere], .check(.found(elsewhere)))
      default: try nights.night([machine], .check(.found(machine, evidence: ["x": "\(event)"])))
      }
    }
    let history = try #require(try nights.store.history(of: .of(machine)))
    let steps = history.steps.map {
      let x = $0.finding.state.evidence.firstMatch(of: #/"x":"(.)"/#)?.1 ?? ""
      return "\($0.run)-\($0.until.map(String.init) ?? "") \($0.finding.status.rawValue) \(x)"
    }
    #expect(
      steps == [
        "2-4 new a", "4-5 changed b", "5-6 not-evaluated b", "6-7 open b", "7-10 resolved b",
        "10-12 reopened a", "12- not-evaluated a",
      ])
    #expect(history.finding.status == .notEvaluated)
    #expect(history.finding.firstSeen == Nights.day(2))
    #expect(history.finding.lastSeen == Nights.day(10))
    #expect(history.latest.number == 12)
  }

  @Test("says of each run what the run says, and why")
  func sameAsRuns() throws {
    let nights = try Nights()
    for (night, policy) in [1, 2, 2, 3].enumerated() {
      let role = ResourceState.role("caller", inline: ["run": "{\"p\":\(policy)}"])
      let found = FoundFinding.found(machine, evidence: ["callerRole": role.arn, "p": "\(policy)"])
      try nights.night(
        [machine, role], .check(revision: "\(night)", manifest: "{\"m\":\(night)}", found))
    }
    let history = try #require(try nights.store.history(of: .of(machine)))
    #expect(history.steps.map(\.run) == [1, 2, 4])
    for step in history.steps {
      let told = try nights.store.findings(at: nights.store.run(.number(step.run)))[0]
      #expect(told.status == step.finding.status)
      #expect(told.state == step.finding.state)
      #expect(told.manifest == step.finding.manifest)
      #expect(told.causes.map(\.before) == step.finding.causes.map(\.before))
      #expect(told.causes.map(\.after) == step.finding.causes.map(\.after))
    }
    #expect(history.steps.map(\.finding.causes.count) == [0, 1, 1])
  }

  @Test("is of no finding that there never was")
  func none() throws {
    let nights = try Nights()
    try nights.night([machine], .check(.found(machine)))
    #expect(try nights.store.history(of: .of(elsewhere)) == nil)
    #expect(try nights.store.allFindings() == [.of(machine)])
  }
}

import Findings
import TestSupport
import Testing

@testable import Store

@Suite("The difference of two runs")
struct RunDifferenceTests {
  private let nights: Nights
  private let machine = ResourceState.machine("m")

  init() throws { nights = try Nights() }

  /// Nights in whose first column the finding is as it says: a state, `-` for passed, `?` for a check that failed.
  @discardableResult
  private func live(_ life: String) throws -> [RunRecord] {
    try life.map { event in
      switch event {
      case "-": try nights.night([machine], .check(passed: [.of(machine)]))
      case "?": try nights.night([machine], .check(status: .failed))
      default: try nights.night([machine], .check(.found(machine, evidence: ["x": "\(event)"])))
      }
    }
  }

  /// What a run says against another: `changed b`; empty if the finding is not listed.
  private func told(_ run: RunRecord, against other: RunRecord) throws -> String {
    try nights.store.findings(at: run, against: other).map { finding in
      let x = finding.state.evidence.firstMatch(of: #/"x":"(.)"/#).map { String($0.1) } ?? ""
      return "\(finding.status.rawValue) \(x)"
    }.joined(separator: ", ")
  }

  @Test(
    "is read off what was so at both",
    arguments: [
      ("--", 2, 1, ""), ("-a", 2, 1, "new a"), ("aa", 2, 1, "open a"), ("ab", 2, 1, "changed b"),
      ("a-", 2, 1, "resolved a"), ("a?", 2, 1, "not-evaluated a"), ("?a", 2, 1, "new a"),
      // Of what was in between, nothing shows.
      ("aba", 3, 1, "open a"), ("a-a", 3, 1, "open a"), ("a-b", 3, 1, "changed b"),
      ("-ab", 3, 1, "new b"), ("-a-a", 4, 1, "new a"), ("-a-", 3, 1, ""),
      ("ab-", 3, 1, "resolved a"), ("a-b-", 4, 1, "resolved a"), ("a?a", 3, 1, "open a"),
      // What was before the earlier one does.
      ("a-a", 3, 2, "reopened a"), ("a--b", 4, 2, "reopened b"), ("a--", 3, 2, ""),
      ("a-b?", 4, 2, "not-evaluated b"),
      // What was not evaluated is as it was last known.
      ("a?a", 3, 2, "open a"), ("a?b", 3, 2, "changed b"), ("a?-", 3, 2, "resolved a"),
      ("a??", 3, 2, "not-evaluated a"), ("-a?", 3, 1, "not-evaluated a"),
      // A later run is one from which the difference is read backwards.
      ("a-", 1, 2, "new a"), ("-a", 1, 2, "resolved a"), ("ab", 1, 2, "changed a"),
      ("aa", 1, 2, "open a"), ("a-a", 1, 3, "open a"), ("a-b", 2, 3, "resolved b"),
      ("a-a-", 1, 4, "new a"), ("a-a-", 3, 4, "new a"), ("a?", 1, 2, "open a"),
      ("a?-", 2, 3, "not-evaluated a"),
      // A run and itself.
      ("a", 1, 1, "open a"), ("a-", 2, 2, ""), ("a?", 2, 2, "not-evaluated a"),
    ])
  func statuses(_ life: String, _ run: Int, _ other: Int, _ expected: String) throws {
    let runs = try live(life)
    #expect(try told(runs[run - 1], against: runs[other - 1]) == expected)
  }

  @Test("to the run before is what a run says by itself")
  func runBefore() throws {
    func lines(_ findings: [RecordedFinding]) -> [String] {
      // The numbers of causes are of one reading.
      findings.map { "\($0)".replacing(#/number: \d+/#, with: "") }.sorted()
    }
    let other = ResourceState.machine("n", account: "444455556666")
    var numbers = SeededNumbers(seed: 7)
    for _ in 0..<25 {
      let shown = [[machine], [other], [machine, other]].randomElement(using: &numbers) ?? []
      switch Int.random(in: 0..<6, using: &numbers) {
      case 0: try nights.night(shown, .check(passed: shown.map { .of($0) }))
      case 1: try nights.night(shown, .check(status: .failed))
      default:
        let x = "\(Int.random(in: 0..<3, using: &numbers))"
        var check = CheckOutcome.check()
        check.findings = shown.map { .found($0, evidence: ["x": x]) }
        try nights.night(shown, check)
      }
    }
    for run in nights.runs {
      guard let before = try nights.store.run(before: run) else { continue }
      let against = try nights.store.findings(at: run, against: before)
      #expect(try lines(against) == lines(nights.store.findings(at: run)))
    }
  }

  @Test("is about what the run was about, whatever else was audited in between")
  func twoAccounts() throws {
    let elsewhere = ResourceState.machine("n", account: "444455556666")
    let first = try nights.night([machine], .check(.found(machine)))
    try nights.night([elsewhere], .check(.found(elsewhere)))
    try nights.night([elsewhere], .check(status: .failed))
    let same = try nights.night([machine], .check(.found(machine)))
    try nights.night([elsewhere], .check(passed: [.of(elsewhere)]))
    let both = try nights.night(
      [machine, elsewhere], .check(.found(elsewhere), passed: [.of(machine)]))
    func lines(_ run: RunRecord, _ other: RunRecord) throws -> [String] {
      try nights.store.findings(at: run, against: other).map {
        "\($0.status.rawValue) \($0.identity.subject.suffix(1)) \($0.lastSeen.prefix(10))"
      }.sorted()
    }
    #expect(try lines(same, first) == ["open m \(Nights.day(4).prefix(10))"])
    #expect(
      try lines(both, first) == [
        "new n \(Nights.day(6).prefix(10))", "resolved m \(Nights.day(4).prefix(10))",
      ])
    #expect(try lines(first, both) == ["new m \(Nights.day(1).prefix(10))"])
    // Of a scope that the other was not about, it is known how that was at the time.
    #expect(
      try lines(both, same)
        == [
          "open n \(Nights.day(6).prefix(10))", "resolved m \(Nights.day(4).prefix(10))",
        ])
  }

  @Test("says when what is gone was last seen")
  func lastSeen() throws {
    let runs = try live("aab?-a")
    func seen(_ run: Int, _ other: Int) throws -> [String] {
      try nights.store.findings(at: runs[run - 1], against: runs[other - 1]).map(\.lastSeen)
    }
    #expect(try seen(5, 1) == [Nights.day(3)])
    #expect(try seen(5, 4) == [Nights.day(3)])
    #expect(try seen(4, 1) == [Nights.day(3)])
    #expect(try seen(6, 1) == [Nights.day(6)])
    #expect(try seen(5, 6) == [Nights.day(6)])
    #expect(try seen(2, 3) == [Nights.day(2)])
  }
}

@Suite("The causes between two runs")
struct ComposedCausesTests {
  private let nights: Nights
  private let machine = ResourceState.machine("m")
  private var runs: [RunRecord] = []

  /// Each night the policies are another, and so is the finding.
  init() throws {
    nights = try Nights()
    for (night, (p, q)) in [(1, 1), (2, 1), (3, 2), (1, 2), (1, 1)].enumerated() {
      let role = ResourceState.role("caller", inline: ["p": "{\"v\":\(p)}", "q": "{\"v\":\(q)}"])
      runs.append(
        try nights.night(
          [machine, role],
          .check(.found(machine, evidence: ["callerRole": role.arn, "x": "\(night)"]))))
    }
  }

  private func causes(_ run: Int, _ other: Int) throws -> [String] {
    try nights.store.findings(at: runs[run - 1], against: runs[other - 1]).flatMap(\.causes).map {
      guard $0.kind == .resource else { return $0.kind.rawValue }
      return "\($0.aspect ?? "-") \($0.before ?? "-") > \($0.after ?? "-")"
    }
  }

  @Test("lead from the first text of an aspect to the last")
  func composed() throws {
    #expect(try causes(2, 1) == [#"inline:p {"v":1} > {"v":2}"#])
    #expect(try causes(3, 1) == [#"inline:p {"v":1} > {"v":3}"#, #"inline:q {"v":1} > {"v":2}"#])
    #expect(try causes(3, 2) == [#"inline:p {"v":2} > {"v":3}"#, #"inline:q {"v":1} > {"v":2}"#])
  }

  @Test("leave out what was taken back")
  func takenBack() throws {
    #expect(try causes(4, 1) == [#"inline:q {"v":1} > {"v":2}"#])
    #expect(try causes(5, 1).isEmpty)
    #expect(try causes(5, 2) == [#"inline:p {"v":2} > {"v":1}"#])
  }

  @Test("are read backwards from a later run")
  func backwards() throws {
    #expect(try causes(1, 3) == [#"inline:p {"v":3} > {"v":1}"#, #"inline:q {"v":2} > {"v":1}"#])
    #expect(try causes(1, 1).isEmpty)
  }

  @Test("are what else changed, once each, where no resource did")
  func others() throws {
    let nights = try Nights()
    func found(_ x: String) -> CheckOutcome { .check(.found(machine, evidence: ["x": x])) }
    let first = try nights.night([machine], found("1"))
    try nights.night([machine], tool: "test 2", found("2"))
    try nights.night([machine], tool: "test 3", found("3"))
    let last = try nights.night([machine], tool: "test 3", configuration: "[]", found("4"))
    let kinds = try nights.store.findings(at: last, against: first).flatMap(\.causes).map(\.kind)
    #expect(kinds == [.tool, .configuration])
  }
}

import Audit
import Examples
import Findings
import Importers
import Testing

@Suite("The same input at the same time")
struct RepeatabilityTests {
  private let sources: [ExportSource] = [
    .texts(name: "broken", files: Examples.broken),
    SmallAccount(policy: SmallAccount.passing("other-*")).source,
    .texts(name: "repaired", files: Examples.repaired),
  ]

  @Test("gives the same bytes in every format, in any store")
  func reports() throws {
    var reports: [[String]] = []
    for _ in 1...2 {
      let nights = try Nights()
      reports.append(try sources.flatMap { try nights.audit($0).report.rendered })
    }
    #expect(reports[0] == reports[1])
  }

  @Test("gives the same report of a run, however many come after it")
  func oldRuns() throws {
    let nights = try Nights()
    let outcomes = try sources.map { try nights.audit($0) }
    for outcome in outcomes {
      let later = try ReportBuilder(nights.store).report(of: outcome.run)
      #expect(later.rendered == outcome.report.rendered)
    }
  }

  @Test("makes the same world, and the same as in a store of its own")
  func worlds() throws {
    let nights = try Nights()
    try nights.audit(sources[0])
    let first = try nights.world()
    try nights.audit(sources[0])
    let other = try Nights()
    try other.audit(sources[0])
    #expect(try nights.world() == first)
    #expect(try other.world() == first)
    #expect(first.contains { !$0.isEmpty })
  }
}

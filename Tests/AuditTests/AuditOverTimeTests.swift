import Audit
import Examples
import Findings
import Importers
import Testing

@Suite("An audit after another")
struct AuditOverTimeTests {
  private let sound = SmallAccount()
  private let broken = SmallAccount(policy: SmallAccount.passing("other-*"))
  /// Both roles of both machines.
  private let refused = [
    "passrole.no-allow nightly", "passrole.no-allow nightly", "passrole.no-allow weekly",
    "passrole.no-allow weekly",
  ]

  @Test("of a sound account finds nothing")
  func soundAccount() throws {
    let outcome = try Nights().audit(sound)
    #expect(outcome.report.findings.isEmpty, "\(outcome.report.findings.map(\.message))")
    #expect(outcome.report.notes.isEmpty)
    #expect(outcome.report.coverage.allSatisfy { $0.complete })
    #expect(!outcome.isIncomplete)
    #expect(outcome.report.run.evaluated.values.allSatisfy { $0.status == .completed })
    #expect(outcome.report.run.evaluated["passrole/caller-may-pass-role"]?.pass == 4)
  }

  @Test("of the same export finds nothing new and nothing resolved")
  func sameAgain() throws {
    let nights = try Nights()
    let first = try nights.audit(broken).report
    let second = try nights.audit(broken).report
    #expect(first.lines(.new) == refused)
    #expect(second.lines(.open) == refused)
    #expect(second.findings.count == refused.count)
    #expect(second.against?.number == 1)
    #expect(second.findings.allSatisfy { $0.firstSeen == Nights.day(1) && $0.cause.isEmpty })
  }

  @Test("says what was repaired, and by which change of which policy")
  func repaired() throws {
    let nights = try Nights()
    try nights.audit(broken)
    let report = try nights.audit(sound).report
    #expect(report.lines(.resolved) == refused)
    #expect(report.findings.count == refused.count)
    for finding in report.findings {
      #expect(finding.cause.map(\.resource) == [sound.caller])
      #expect(finding.cause.map(\.aspect) == ["inline:start"])
      let change = try #require(finding.cause.first?.changes.first)
      #expect("\(change)".contains("role/app-*"), "\(change)")
    }
    let again = try nights.audit(broken).report
    #expect(again.lines(.reopened) == refused)
  }

  @Test("of another account in between resolves and renews nothing")
  func interleaved() throws {
    let nights = try Nights()
    var other = sound
    other.account = "444455556666"
    try nights.audit(broken)
    let between = try nights.audit(other).report
    let report = try nights.audit(broken).report
    #expect(between.findings.isEmpty)
    #expect(between.against == nil)
    #expect(report.lines(.open) == refused)
    #expect(report.findings.count == refused.count)
    #expect(report.against?.number == 1)
    #expect(report.run.accounts == [broken.account])
  }

  @Test("in which a machine is gone from a complete export resolves its findings, and says so")
  func machineGone() throws {
    let nights = try Nights()
    try nights.audit(broken)
    var fewer = broken
    fewer.machines = ["weekly"]
    let report = try nights.audit(fewer).report
    #expect(report.lines(.resolved) == Array(refused.prefix(2)))
    #expect(report.lines(.open) == Array(refused.suffix(2)))
    let causes = report.findings.filter { $0.status == .resolved }.flatMap(\.cause)
    #expect(causes.allSatisfy { $0.resource == broken.machine("nightly") && $0.isGone == true })
    #expect(!causes.isEmpty)
  }

  @Test("adds nothing to the record when only the time of last use moved")
  func lastUsed() throws {
    let nights = try Nights()
    try nights.audit(broken)
    let tables = ["resource", "resource_version", "document", "finding", "finding_interval"]
    let before = try tables.map(nights.dump)
    let world = try nights.world()
    var later = broken
    later.lastUsed = "2026-02-02T10:20:30+00:00"
    try nights.audit(later)
    #expect(try tables.map(nights.dump) == before)
    #expect(try nights.world() == world)
  }

  @Test("of the bundled example says what its repair resolved, and why")
  func examples() throws {
    let nights = try Nights()
    let first = try nights.audit(.texts(name: "broken", files: Examples.broken))
    let second = try nights.audit(.texts(name: "repaired", files: Examples.repaired))
    #expect(!first.isIncomplete)
    #expect(first.report.summary.openCount > 0)
    #expect(second.report.summary.openCount == 0)
    let resolved = second.report.findings.filter { $0.status == .resolved }
    #expect(resolved.count == first.report.findings.count)
    for finding in resolved {
      #expect(finding.cause.allSatisfy { $0.kind == .resource }, "\(finding.message)")
      #expect(!finding.cause.isEmpty, "\(finding.message)")
    }
  }
}

import Audit
import Checks
import Findings
import Importers
import Reports
import Store
import Testing

@Suite("An old run")
struct OldRunTests {
  /// A check that finds the same each time and words it as it is told.
  static func checks(_ words: String, code: String = "own.bad") -> [String: String] {
    [
      "own/module.json": """
      {"title": {"en": "Own", "ja": "独自"}, "description": {"en": "Own", "ja": "独自"}}
      """,
      "own/a/check.json": """
      {"title": {"en": "Sound", "ja": "よい"}, "severity": "high", "codes": {"\(code)": {
        "message": {"en": "\(words) message", "ja": "\(words) の文"},
        "remediation": {"en": "\(words) remedy", "ja": "\(words) の直し方"}}}}
      """,
      "own/a/findings.sql":
        "SELECT subject, '' AS locator, '' AS key, 'fail' AS verdict, '\(code)' AS code FROM launch",
    ]
  }

  @Test("is rendered with the messages it had, whatever its checks say later")
  func messages() throws {
    let first = try Nights(checks: Self.checks("old"))
    let run = try first.audit(SmallAccount()).run
    func rendered() throws -> [String] {
      try Language.allCases.flatMap {
        try ReportBuilder(first.store, language: $0.rawValue).report(of: run).rendered
      }
    }
    let before = try rendered()
    #expect(before.allSatisfy { $0.contains("old message") || $0.contains("old の文") })
    let worded = try Nights(first.store, checks: Self.checks("new"), night: 1)
    let second = try worded.audit(SmallAccount())
    #expect(second.report.findings.allSatisfy { $0.message == "new message" && $0.status == .open })
    #expect(try rendered() == before)
    let renamed = try Nights(first.store, checks: Self.checks("other", code: "own.worse"), night: 2)
    let third = try renamed.audit(SmallAccount()).report
    // The check alone changed, which is no news of the account.
    #expect(third.findings.allSatisfy { $0.code == "own.worse" && $0.status == .open })
    #expect(third.notes.contains { $0.text.contains("finds otherwise (2)") })
    #expect(try rendered() == before)
    // The difference of the two says of each what it said.
    let back = try ReportBuilder(first.store).report(of: run, against: second.run)
    #expect(back.findings.allSatisfy { $0.message == "old message" && $0.status == .open })
  }

  @Test("leaves its words to the life of what it found")
  func life() throws {
    let first = try Nights(checks: Self.checks("old"))
    let found = try first.audit(SmallAccount()).report.findings[0].identity
    // The check that fails knows the old code no more.
    var failing = Self.checks("broken", code: "own.worse")
    failing["own/a/findings.sql"]?.append(" WHERE document")
    let checks = [
      failing, Self.checks("new", code: "own.worse"), Self.checks("newer", code: "own.worse"),
    ]
    var messages: [[String]] = []
    for (night, checks) in checks.enumerated() {
      let audit = try Nights(first.store, checks: checks, night: night + 1).audit(SmallAccount())
      messages.append(audit.report.findings.map { "\($0.status) \($0.message)" }.sorted())
    }
    #expect(
      messages.map(\.first) == [
        "notEvaluated old message", "changed new message", "open newer message",
      ])
    let history = try #require(try ReportBuilder(first.store).history(of: found))
    #expect(
      history.steps.map { "\($0.run.number) \($0.until?.number ?? 0) \($0.finding.status)" }
        == ["1 2 new", "2 3 notEvaluated", "3 0 changed"])
    #expect(
      history.steps.map(\.finding.message) == ["old message", "old message", "new message"])
    #expect(history.finding.message == "newer message")
    #expect(history.finding.status == .open && history.run.number == 4)
    #expect(history.finding.lastSeen == Nights.day(4) && history.finding.firstSeen == Nights.day(1))
  }

  @Test("is listed with the counts of its report")
  func listed() throws {
    let nights = try Nights(checks: Self.checks("old"))
    let text = """
      {"suppressions": [{"code": "own.bad", "subject": "*:nightly", "owner": "o", "reason": "r", "until": "2026-02-02"}]}
      """
    var fewer = SmallAccount()
    fewer.machines = ["nightly"]
    for (night, account) in [SmallAccount(), fewer, SmallAccount()].enumerated() {
      let auditor = Auditor(
        nights.store, nights.library, now: Nights.day(night + 1), tool: "rolecall test",
        suppressing: SuppressionList(text: text, file: "suppressions.json"))
      _ = try auditor.audit(auditor.importExports([account.source]))
    }
    let builder = ReportBuilder(nights.store)
    let listed = try builder.runs(limit: 5)
    #expect(listed.map(\.run.number) == [3, 2, 1])
    for run in listed {
      let report = try builder.report(of: nights.store.run(.number(Int64(run.run.number))))
      #expect(run.summary == report.summary)
      #expect(run.run.accounts == report.run.accounts)
    }
    #expect(listed.map(\.summary.suppressed) == [0, 1, 1])
    #expect(listed.map(\.summary.resolved) == [0, 1, 0])
    #expect(try builder.runs(limit: 1).count == 1)
    let kept = try #require(
      try nights.store.allFindings().first { $0.subject.hasSuffix("nightly") })
    #expect(try builder.history(of: kept)?.finding.status == .open)
  }
}

import Audit
import BundledChecks
import Findings
import Testing

@Suite("A check that fails")
struct FailingCheckTests {
  private static func checks(failing: Bool) -> [String: String] {
    let manifest = """
      {"title": {"en": "Sound", "ja": "よい"}, "severity": "high", "codes": {"own.bad": {
        "message": {"en": "bad", "ja": "わるい"}, "remediation": {"en": "mend", "ja": "なおす"}}}}
      """
    let row = "subject, '' AS locator, '' AS key, 'fail' AS verdict, 'own.bad' AS code FROM launch"
    return [
      "own/module.json": """
      {"title": {"en": "Own", "ja": "独自"}, "description": {"en": "Own", "ja": "独自"}}
      """,
      "own/a/check.json": manifest, "own/a/findings.sql": "SELECT \(row)",
      "own/b/check.json": manifest,
      "own/b/findings.sql": failing ? "SELECT body, \(row), document" : "SELECT \(row)",
    ]
  }

  @Test("is told, makes the run incomplete, and takes no other check with it")
  func failing() throws {
    let nights = try Nights(checks: Self.checks(failing: true))
    let outcome = try nights.audit(SmallAccount())
    let evaluated = outcome.report.run.evaluated
    #expect(outcome.isIncomplete)
    #expect(evaluated["own/a"]?.status == .completed)
    #expect(evaluated["own/b"]?.status == .failed)
    #expect(evaluated["own/b"]?.note?.isEmpty == false)
    #expect(outcome.report.lines(.new) == ["own.bad nightly", "own.bad weekly"])
  }

  @Test("leaves its findings not evaluated, and so does one that is no more there")
  func afterwards() throws {
    let nights = try Nights(checks: Self.checks(failing: false))
    try nights.audit(SmallAccount())
    for checks in [
      Self.checks(failing: true), Self.checks(failing: false).filter { !$0.key.hasPrefix("own/b") },
    ] {
      let later = try Nights(nights.store, checks: checks, night: 1)
      let report = try later.audit(SmallAccount()).report
      #expect(report.lines(.open) == ["own.bad nightly", "own.bad weekly"])
      #expect(report.lines(.notEvaluated) == ["own.bad nightly", "own.bad weekly"])
      #expect(
        report.findings.filter { $0.status == .notEvaluated }
          .allSatisfy { $0.identity.check == "own/b" })
    }
  }
}

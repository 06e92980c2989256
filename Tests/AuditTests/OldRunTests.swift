import Audit
import Findings
import Reports
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
    #expect(try renamed.audit(SmallAccount()).report.lines(.changed).count == 2)
    #expect(try rendered() == before)
    // The difference of the two says of each what it said.
    let back = try ReportBuilder(first.store).report(of: run, against: second.run)
    #expect(back.findings.allSatisfy { $0.message == "old message" && $0.status == .open })
  }
}

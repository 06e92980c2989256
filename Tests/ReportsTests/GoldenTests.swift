import Findings
import Foundation
import JSON
import Reports
import Testing

/// The formats, held against files that people have looked at.
///
/// `ROLECALL_RENEW=1` writes them anew.
@Suite("The golden reports")
struct GoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    var file: String
    var render: @Sendable () -> String
    var testDescription: String { file }
  }

  static let all = [
    Golden(file: "every-status.md") { MarkdownReport().render(SampleReport().report) },
    Golden(file: "every-status.ja.md") {
      MarkdownReport(language: .japanese).render(SampleReport().report)
    },
    Golden(file: "every-status.json") { JSONReport().render(SampleReport().report) },
    Golden(file: "hostile-names.md") { MarkdownReport().render(HostileName.mixture.report) },
    Golden(file: "every-status.csv") { CSVReport().render(SampleReport().report) },
    Golden(file: "every-status.sarif") { SARIFReport().render(SampleReport().report) },
    Golden(file: "hostile-names.csv") { CSVReport().render(HostileName.mixture.report) },
    Golden(file: "all-well.md") { MarkdownReport().render(EmptyReports.allWell) },
    Golden(file: "all-well.ja.md") {
      MarkdownReport(language: .japanese).render(EmptyReports.allWell)
    },
    Golden(file: "nothing-evaluated.md") { MarkdownReport().render(EmptyReports.nothing) },
    Golden(file: "nothing-evaluated.json") { JSONReport().render(EmptyReports.nothing) },
    Golden(file: "history.md") { MarkdownHistory().render(SampleHistory().life) },
    Golden(file: "history.ja.md") {
      MarkdownHistory(language: .japanese).render(SampleHistory().life)
    },
    Golden(file: "history.json") { JSONHistory().render(SampleHistory().life) },
    Golden(file: "history-resolved.md") {
      MarkdownHistory().render(SampleHistory().resolvedLife)
    },
    Golden(file: "runs.md") { SampleHistory().runs.markdown() },
    Golden(file: "runs.ja.md") { SampleHistory().runs.markdown(.japanese) },
    Golden(file: "runs.json") { SampleHistory().runs.json() },
    Golden(file: "trend.txt") { TrendFormat.table.render(SampleTrend.quarter) },
    Golden(file: "trend.ja.txt") {
      TrendFormat.table.render(SampleTrend.quarter, language: .japanese, width: 80)
    },
    Golden(file: "trend.csv") { TrendFormat.csv.render(SampleTrend.threeDays) },
    Golden(file: "trend.json") { TrendFormat.json.render(SampleTrend.threeDays) },
    Golden(file: "trend.svg") { TrendFormat.svg.render(SampleTrend.quarter) },
    Golden(file: "trend.ja.svg") {
      TrendFormat.svg.render(SampleTrend.quarter, language: .japanese)
    },
    Golden(file: "trend-hostile.svg") { TrendFormat.svg.render(SampleTrend.hostile) },
    Golden(file: "trend-hostile.txt") { TrendFormat.table.render(SampleTrend.hostile, width: 80) },
    Golden(file: "trend-hostile.csv") { TrendFormat.csv.render(SampleTrend.hostile) },
    Golden(file: "trend-none.svg") { TrendFormat.svg.render(SampleTrend.none) },
  ]

  struct NamedReport: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var report: Report
  }

  static let reports = [
    NamedReport(testDescription: "every status", report: SampleReport().report),
    NamedReport(testDescription: "hostile names", report: HostileName.mixture.report),
    NamedReport(testDescription: "all is well", report: EmptyReports.allWell),
    NamedReport(testDescription: "nothing", report: EmptyReports.nothing),
  ]

  @Test("are what the formats render", arguments: all)
  func golden(_ golden: Golden) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("Golden/" + golden.file)
    let rendered = golden.render()
    if ProcessInfo.processInfo.environment["ROLECALL_RENEW"] == "1" {
      try rendered.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(rendered == expected)
  }

  @Test("are the same each time they are rendered", arguments: all)
  func determinism(_ golden: Golden) {
    #expect(golden.render() == golden.render())
  }
}

/// Reports without findings.
enum EmptyReports {
  static let allWell = Report(
    run: ReportedRun(
      number: 3, started: "2026-11-21T02:00:00Z", tool: "rolecall 0.1.0",
      accounts: ["123456789012"],
      evaluated: [
        "passrole/caller-may-pass-role": ReportedCheck(status: .completed, pass: 1200),
        "trust/task-roles-trust-ecs": ReportedCheck(status: .completed, pass: 31),
        "network/awsvpc-task-has-network": ReportedCheck(status: .completed),
      ]),
    against: ReportedRun(
      number: 2, started: "2026-11-20T02:00:00Z", tool: "rolecall 0.1.0",
      accounts: ["123456789012"]),
    coverage: [
      ReportedCoverage(account: "123456789012", region: "", kind: "role", complete: true, count: 12)
    ], notes: [], findings: [])

  static let nothing = Report(
    run: ReportedRun(
      number: 1, started: "2026-11-21T02:00:00Z", tool: "rolecall 0.1.0", accounts: []),
    against: nil, coverage: [], notes: [], findings: [])
}

import Findings
import Foundation
import GRDB
import JSON
import TestSupport
import Testing

@testable import rolecall

@Suite("rolecall trend")
struct TrendCommandTests {
  /// Four nights of the example account: broken, still so, repaired after three days without an audit, and broken again.
  private func nights(_ folder: TemporaryFolder) throws {
    for (export, day) in [
      (Program.broken, "2026-11-01"), (Program.broken, "2026-11-02"),
      (Program.repaired, "2026-11-05"), (Program.broken, "2026-11-06"),
    ] {
      let audit = try folder.rolecall("audit", export, "--now", day + "T04:00:00Z")
      #expect(audit.status == 0, "\(audit.errors)")
    }
  }

  private func trend(_ folder: TemporaryFolder, _ arguments: String...) throws -> JSONValue {
    try folder.rolecall(["trend", "--format", "json"] + arguments).report()
  }

  /// `2026-11-01 5 +5 -0` for each period.
  private func lines(_ series: JSONValue?) -> [String] {
    (series?["points"]?.array ?? []).map { point in
      func number(_ name: String) -> String { point[name]?.canonical() ?? "" }
      return
        "\(point["from"]?.string ?? "") \(number("open")) +\(number("opened")) -\(number("resolved"))"
    }
  }

  @Test("counts what audits found, day by day")
  func days() throws {
    let folder = try TemporaryFolder()
    try nights(folder)
    let trend = try trend(folder, "--now", "2026-11-07T00:00:00Z")
    #expect(
      lines(trend["total"]) == [
        "2026-11-01 5 +5 -0", "2026-11-02 5 +0 -0", "2026-11-03 5 +0 -0", "2026-11-04 5 +0 -0",
        "2026-11-05 0 +0 -5", "2026-11-06 5 +5 -0", "2026-11-07 5 +0 -0",
      ])
    #expect(trend["total"]?["meanDaysToResolve"]?.canonical() == "4")
    #expect(
      trend["series"]?.array?.map { $0["name"] } == ["critical", "high", "medium", "low", "info"])
    #expect(trend["series"]?.array?.map { $0["open"] } == [4, 1, 0, 0, 0])
    #expect(trend["from"] == "2026-11-01")
    let account = try self.trend(folder, "--by", "account", "--interval", "week")
    #expect(account["series"]?.array?.map { $0["name"] } == ["111122223333"])
    #expect(
      lines(account["total"]) == [
        "2026-10-26 5 +5 -0", "2026-11-02 5 +5 -5", "2026-11-09 5 +0 -0", "2026-11-16 5 +0 -0",
      ])
    #expect(account["total"]?["ages"] == [0, 5, 0, 0])
    let modules = try self.trend(folder, "--by", "module")["series"]?.array ?? []
    #expect(modules.compactMap { $0["open"]?.int }.reduce(0, +) == 5)
    #expect(modules.count > 1)
  }

  @Test("is the same in every format, and the same each time")
  func formats() throws {
    let folder = try TemporaryFolder()
    try nights(folder)
    let table = try folder.rolecall("trend")
    #expect(table.lines.first == "Open failures by severity: 2026-11-01 to 2026-11-21, by day")
    #expect(table.lines.contains { $0.hasPrefix("critical  ██") && $0.contains("█▁█") })
    let ascii = try folder.rolecall("trend", environment: ["LC_ALL": "C"])
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(
      try folder.rolecall("trend", environment: ["LANG": "ja_JP.UTF-8"]).output == table.output)
    #expect(try folder.rolecall("trend", "--lang", "ja").output.contains("重大度"))
    let csv = try folder.rolecall("trend", "--format", "csv").output
    #expect(csv.hasPrefix("from,to,severity,open,opened,resolved,undecided,age_0_6"))
    #expect(csv.components(separatedBy: "\r\n").count == 1 + 21 * 5 + 1)
    for format in ["txt", "csv", "json", "svg"] {
      let answer = try folder.rolecall("trend", "--output", "t.\(format)")
      #expect(answer.status == 0 && answer.output.isEmpty, "\(answer.errors)")
      let name = format == "txt" ? "table" : format
      #expect(try folder.text("t.\(format)") == folder.rolecall("trend", "--format", name).output)
    }
    #expect(try folder.text("t.svg").hasPrefix("<svg xmlns"))
  }

  @Test("is JSON as the published schema says")
  func schema() throws {
    guard let python = try ReportSchemaTests.python() else { return }
    let folder = try TemporaryFolder()
    try nights(folder)
    for arguments in [[], ["--by", "code", "--interval", "month"], ["--now", "2026-10-01"]] {
      _ = try folder.rolecall(["trend", "--output", "t.json"] + arguments)
      try ReportSchemaTests.expectValid(
        folder.path("t.json"), python, "trend")
    }
  }

  @Test("reads a store of the schema before")
  func olderStore() throws {
    let folder = try TemporaryFolder()
    try nights(folder)
    let before = try folder.rolecall("trend").output
    try DatabaseQueue(path: folder.defaultStore).write { db in
      for view in try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'view' AND name IN (\(Self.views))")
      {
        try db.execute(sql: "DROP VIEW \(view)")
      }
      // What came with the third.
      try db.execute(sql: "DROP TABLE export_digest; ALTER TABLE run DROP COLUMN basis")
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    #expect(try folder.rolecall("trend").output == before)
    #expect(try folder.rolecall("store", "check").status == 0)
    let query = try folder.rolecall(
      "query", "SELECT sum(open) AS n FROM open_by_day", "--format", "csv")
    #expect(query.output == "n\r\n25\r\n", "\(query.errors)")
  }

  /// What came with the second schema.
  private static let views = """
    'run_day', 'finding_life', 'finding_now', 'open_by_day', 'age_bucket', 'time_to_resolve', 'churn'
    """

  @Test(
    "tells times as people do",
    arguments: [
      ("90d", "2026-08-24"), ("1d", "2026-11-21"), ("12w", "2026-08-30"), ("6m", "2026-05-22"),
      ("1y", "2025-11-22"), ("2026-02-28", "2026-02-28"), ("99999y", "1026-11-22"),
    ])
  func since(_ text: String, _ first: String) throws {
    let today = try #require(Day("2026-11-21"))
    #expect(Lookback(text)?.first(today)?.description == first)
  }

  @Test(
    "does not take for a time what is none",
    arguments: [
      "d", "0d", "-1d", "+1d", "90", "90 d", "1.5y", "2026-02-30", "2026-11-22", "soon",
      "9999999999999999999d",
    ])
  func noTime(_ text: String) throws {
    let folder = try TemporaryFolder()
    let answer = try folder.rolecall("trend", "--since=" + text)
    #expect(answer.status == 64)
    #expect(answer.hintLines.first?.contains("90d, 12w, 6m, 1y") == true)
  }

  @Test("says what is wrong with the question")
  func refusals() throws {
    let folder = try TemporaryFolder()
    for (arguments, status, hint) in [
      (["--by", "colour"], 64, "severity, module, code, account, team"),
      (["--interval", "year"], 64, "day, week, month"),
      (["--format", "pdf"], 64, "table, csv, json, svg"), (["--output", "t.pdf"], 64, "--format"),
      (["--output", ""], 64, "standard output"), (["--by", "team"], 78, "teamTag"),
      ([], 66, "rolecall audit"),
    ] as [([String], Int32, String)] {
      let answer = try folder.rolecall(["trend"] + arguments)
      #expect(answer.status == status, "\(arguments)")
      #expect(answer.hintLines.first?.contains(hint) == true, "\(answer.errors)")
    }
    let empty = try folder.rolecall("import", Program.broken)
    #expect(empty.status == 0)
    #expect(try folder.rolecall("trend").status == 66)
  }
}

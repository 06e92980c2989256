import Foundation
import JSON
import TestSupport
import Testing

@Suite("rolecall query")
struct QueryTests {
  private func home() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    #expect(try folder.rolecall("audit", Program.broken).status == 0)
    return folder
  }

  @Test("runs what docs/views.md tells to run")
  func documented() throws {
    let folder = try home()
    let text = try String(
      contentsOf: Program.repository.appending(path: "docs/views.md"), encoding: .utf8)
    let queries = text.matches(of: /```sql\n(.+)\n```/).map { String($0.1) }
    #expect(queries.count == 7)
    for query in queries {
      let parameters = query.contains(":account") ? ["--param", "account=111122223333"] : []
      let answer = try folder.rolecall(["query", query] + parameters)
      #expect(answer.status == 0 && !answer.lines.isEmpty, "\(query): \(answer.errors)")
    }
    let line = try #require(text.firstMatch(of: /rolecall query "([^"]+)"/)).1
    #expect(try folder.rolecall("query", String(line)).lines.count > 1)
  }

  @Test("reads the record, the world and the evaluator, and the query from the standard input")
  func sources() throws {
    let folder = try home()
    func first(_ sql: String, _ arguments: String...) throws -> JSONValue? {
      let answer = try folder.rolecall(["query", "-", "--format", "json"] + arguments, input: sql)
      #expect(answer.status == 0, "\(answer.errors)")
      return try answer.report()["rows"]?.array?.first
    }
    #expect(try first("SELECT count(*) FROM finding_now WHERE verdict = 'fail'") == [5])
    #expect(try first("SELECT tool LIKE 'rolecall %' FROM run") == [1])
    #expect(try first("SELECT count(*) > 3 FROM launch") == [1])
    #expect(
      try first("SELECT :account = account FROM launch", "--param", "account=111122223333") == [1])
    #expect(
      try first("SELECT iam_decision('ecs-tasks.amazonaws.com', 'sts:AssumeRole', arn) FROM role")
        != nil)
  }

  @Test("prints in each format, and lets names steer no terminal")
  func formats() throws {
    let folder = try home()
    for format in ["table", "csv", "json", "markdown"] {
      let answer = try folder.rolecall(
        "query", "SELECT 'a' || char(27) || '[31m' || char(8238) AS x", "--format", format)
      #expect(answer.status == 0)
      #expect(
        !answer.output.unicodeScalars.contains("\u{1B}")
          && !answer.output.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test(
    "changes nothing, and does not make a store",
    arguments: [
      "DELETE FROM run", "DROP VIEW churn", "PRAGMA user_version = 1", "ATTACH 'x.db' AS x",
      "VACUUM INTO 'x.db'", "SELECT hash_key FROM store",
    ])
  func harmless(_ sql: String) throws {
    let folder = try home()
    let before = try Data(contentsOf: URL(filePath: folder.defaultStore))
    let answer = try folder.rolecall("query", sql)
    #expect(answer.status == 64)
    #expect(answer.hintLines.count == 1)
    #expect(try Data(contentsOf: URL(filePath: folder.defaultStore)) == before)
    #expect(try !folder.names.contains("x.db"))
    let missing = try folder.rolecall("query", sql, "--db", "none.db")
    #expect(missing.status == 66)
    #expect(try !folder.names.contains("none.db"))
  }

  @Test("says what is wrong, and what may have been meant")
  func refusals() throws {
    let folder = try home()
    for (arguments, status, error, hint) in [
      (["SELECT * FROM finding_nwo"], 64, "no such table", "finding_now"),
      (["SELECT 1", "--param", "x"], 64, "--param x", "account=111122223333"),
      (["SELECT :x", "--param", "x=1", "--param", "x=2"], 64, "given twice", "once"),
      (["SELECT 1", "--format", "svg"], 64, "--format: svg", "table, csv, json, markdown"),
      (["SELECT 1", "--seconds", "0"], 64, "--seconds", "10 seconds"),
      (["SELECT 1 UNION SELECT 2", "--rows", "1"], 65, "more than 1 rows", "--rows"),
      (
        [
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0",
          "--seconds", "0.1",
        ], 65, "longer than 0.1 s", "--seconds"
      ),
    ] as [([String], Int32, String, String)] {
      let answer = try folder.rolecall(["query"] + arguments)
      #expect(answer.status == status, "\(arguments)")
      #expect(answer.errorLines.first?.contains(error) == true, "\(answer.errors)")
      #expect(answer.hintLines.first?.contains(hint) == true, "\(answer.errors)")
    }
  }
}

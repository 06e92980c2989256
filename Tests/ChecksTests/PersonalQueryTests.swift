import Checks
import Findings
import Foundation
import GRDB
import JSON
import Store
import Testing
import World

@Suite("A person's query")
struct PersonalQueryTests {
  /// A store with a role and a run in which nothing was found.
  private func store(_ location: Store.Location = .memory) throws -> Store {
    let store = try Store(location, .write(wait: 0), now: "2026-01-01T00:00:00Z")
    _ = try store.recordImport(at: "2026-01-01T00:00:00Z", tool: "test") { recorder in
      try recorder.record(
        ResourceState(
          kind: "role", arn: "arn:aws:iam::1:role/a", account: "1", region: "",
          aspects: [("attached", "[]")]))
      try recorder.finish(coverage: [], files: 1, notes: "[]")
    }
    _ = try store.recordRun(
      importNumber: try store.latestImport() ?? 0, started: "2026-01-01T00:00:00Z", tool: "test",
      configuration: "{}",
      remarks: "{}", scopes: [], outcomes: [])
    _ = try WorldBuilder.build(in: store)
    return store
  }

  private func error(
    _ sql: String, _ parameters: [String: String] = [:],
    _ budget: CheckRunner.Budget = .init(seconds: 10, rows: 100)
  ) throws -> QueryError? {
    let query = try PersonalQuery(store(), budget: budget)
    do {
      _ = try query.run(sql, parameters)
      return nil
    } catch {
      return try #require(error as? QueryError)
    }
  }

  @Test(
    "reads the views, the record and the world",
    arguments: [
      "SELECT day FROM run_day", "SELECT started FROM run", "SELECT name FROM role",
      "SELECT count(*) FROM finding_now", "SELECT count(*) FROM finding_life",
      "SELECT count(*) FROM open_by_day", "SELECT count(*) FROM age_bucket",
      "SELECT count(*) FROM time_to_resolve", "SELECT count(*) FROM churn",
      "SELECT avg(id) OVER (), lag(id) OVER (ORDER BY id) FROM role",
      "WITH n AS (SELECT 1 AS i) SELECT i FROM n -- and a comment", "SELECT 1;\n",
    ])
  func allowed(_ sql: String) throws {
    #expect(try PersonalQuery(store()).run(sql).rows.count == 1)
  }

  @Test("does nothing else", arguments: SandboxTests.hostile)
  func refused(_ sql: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rolecall-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "rolecall.db")
    let store = try store(.file(file.path))
    let bytes = try Data(contentsOf: file)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let query = try PersonalQuery(store)
    let text = sql.replacing("OUT", with: folder.appending(path: "out").path)
    // People may read the record, and values alone.
    let isAllowed =
      sql == "VALUES (1)"
      || ["document", "DOCUMENT", "resource_version", "FROM finding", "Churn"].contains {
        sql.contains($0)
      }
        && sql.hasPrefix("SELECT")
      || sql.hasPrefix("WITH d AS")
    let answer = Result { try query.run(text) }
    if isAllowed {
      _ = try answer.get()
    } else {
      #expect(throws: QueryError.self) { try answer.get() }
    }
    #expect(try query.run("SELECT 1").rows == [[.number("1")]])
    #expect(try Data(contentsOf: file) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == names)
  }

  @Test(
    "keeps the key of the store's hashes shut, by whatever way it is asked for",
    arguments: [
      "SELECT hash_key FROM store", "SELECT count(*) FROM store", "SELECT 1 FROM main.\"STORE\"",
      "SELECT (SELECT hash_key FROM store)", "WITH s AS (SELECT * FROM store) SELECT * FROM s",
    ])
  func key(_ sql: String) throws {
    let error = try error(sql)
    #expect(error?.hint.contains("one SELECT") == true, "\(String(describing: error))")
  }

  @Test("gets values bound, never spliced")
  func parameters() throws {
    let query = try PersonalQuery(store())
    let hostile = "'; DROP TABLE run; --"
    #expect(
      try query.run(
        "SELECT :a, typeof($b), typeof(@c), typeof(:d)",
        [
          "a": hostile, "b": "12", "c": "0123", "d": "1.5",
        ]
      ).rows == [[.string(hostile), .string("integer"), .string("text"), .string("real")]])
    #expect(
      try query.run(
        "SELECT 3 > :a, typeof(:b), typeof(:c), typeof(:d)",
        ["a": "1.50", "b": "-0.10", "c": ".5", "d": "1.5.0"]
      ).rows == [[.number("1"), .string("real"), .string("text"), .string("text")]])
    #expect(try query.run("SELECT :a = :a, :a", ["a": "1"]).rows == [[.number("1"), .number("1")]])
  }

  @Test("returns each value as what it is")
  func values() throws {
    let result = try PersonalQuery(store()).run(
      "SELECT NULL AS a, 1 AS a, -0.5, 'x', x'00FF', 9e999 AS b")
    #expect(result.columns == ["a", "a", "-0.5", "'x'", "x'00FF'", "b"])
    #expect(
      result.rows == [
        [.null, .number("1"), .number("-0.5"), .string("x"), .string("00FF"), .string("inf")]
      ])
  }

  @Test(
    "that is wrong is answered with what may have been meant",
    arguments: [
      ("SELECT * FROM finding_nwo", [:], "no such table: finding_nwo", "finding_now?"),
      ("SELECT * FROM churns", [:], "no such table", "mean churn?"),
      ("SELECT severty FROM finding_now", [:], "no such column: severty", "mean severity?"),
      ("SELECT r.nam FROM role r", [:], "no such column: r.nam", "mean name?"),
      ("SELECT x", [:], "no such column", "docs/views.md"),
      ("SELEC 1", [:], "syntax error", "docs/views.md"),
      ("SELECT 1; SELECT 2", [:], "more than one statement", "one question"),
      ("", [:], "empty statement", "one SELECT"), ("-- nothing", [:], "empty", "one SELECT"),
      ("DELETE FROM run", [:], "not allowed", "one SELECT"),
      ("SELECT :day", [:], ":day has no value", "--param day="),
      ("SELECT ?", [:], "has no name", ":name"),
      ("SELECT 1", ["day": "x"], "no parameter :day", "write :day"),
      ("SELECT :days", ["days": "1", "day": "x"], "no parameter :day", "it has :days"),
    ] as [(String, [String: String], String, String)])
  func wrong(_ sql: String, _ parameters: [String: String], _ message: String, _ hint: String)
    throws
  {
    let error = try #require(try error(sql, parameters))
    #expect(error.kind == .wrong)
    #expect(error.description.contains(message), "\(error)")
    #expect(error.hint.contains(hint), "\(error.hint)")
  }

  @Test("is stopped where it takes too long or returns too much")
  func budget() throws {
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    let slow = try error(endless + " WHERE i < 0", [:], .init(seconds: 0.05, rows: 10))
    #expect(slow?.kind == .tooMuch)
    #expect(slow?.description == "the query ran longer than 0.05 s")
    let long = try error(endless, [:], .init(seconds: 60, rows: 10))
    #expect(long?.kind == .tooMuch)
    #expect(long?.hint.contains("--rows") == true)
    #expect(try error(endless + " LIMIT 10", [:], .init(seconds: 60, rows: 10)) == nil)
  }
}

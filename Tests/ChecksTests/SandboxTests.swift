import Checks
import Findings
import Foundation
import GRDB
import Store
import Testing
import World

@Suite("A stranger's query")
struct SandboxTests {
  private static let row =
    "'s' AS subject, '' AS locator, '' AS key, 'pass' AS verdict, NULL AS code"

  /// Queries that try to do what a check may not.
  ///
  /// OUT is a path where nothing is to appear.
  static let hostile = [
    "INSERT INTO role (id, arn) VALUES (1, 'a')", "UPDATE role SET name = 'b'", "DELETE FROM role",
    "DELETE FROM resource", "REPLACE INTO document VALUES (1, x'00', '{}')",
    "INSERT INTO role SELECT * FROM role RETURNING arn",
    "WITH gone AS (SELECT 1) DELETE FROM role WHERE id IN gone",
    "CREATE TABLE mine (a)", "CREATE TEMP TABLE mine (a)", "CREATE TEMP VIEW mine AS SELECT 1",
    "CREATE TEMP TRIGGER mine AFTER INSERT ON role BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE mine USING fts5(a)", "CREATE INDEX mine ON role (name)",
    "DROP TABLE role", "DROP VIEW wiring", "ALTER TABLE role RENAME TO mine", "REINDEX", "ANALYZE",
    "ATTACH 'OUT' AS other", "ATTACH ':memory:' AS other", "DETACH main", "VACUUM",
    "VACUUM INTO 'OUT'", "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT a",
    "PRAGMA query_only = 0", "PRAGMA writable_schema = 1", "PRAGMA hard_heap_limit = 1000",
    "PRAGMA soft_heap_limit = 1000", "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 9",
    "PRAGMA table_info(role)", "PRAGMA database_list", "PRAGMA temp_store_directory = '/tmp'",
    "EXPLAIN DELETE FROM role", "SELECT \(row); DELETE FROM role", "SELECT \(row); SELECT \(row)",
    "SELECT load_extension('OUT')", "SELECT readfile('/etc/passwd')",
    "SELECT writefile('OUT', 'a')",
    "SELECT edit('a')", "SELECT fts3_tokenizer('simple')", "SELECT randomblob(100)",
    "SELECT zeroblob(1000000000)", "SELECT sqlite_version()", "SELECT last_insert_rowid()",
    "SELECT \(row) FROM document", "SELECT \(row) FROM resource_version",
    "SELECT \(row) FROM finding", "SELECT \(row) FROM store", "SELECT \(row) FROM main.document",
    "SELECT \(row) FROM DOCUMENT", "SELECT \(row) FROM \"Sqlite_Schema\"",
    "SELECT \(row) FROM finding_now", "SELECT \(row) FROM Churn",
    "SELECT \(row) FROM sqlite_schema", "SELECT \(row) FROM sqlite_master",
    "SELECT \(row) FROM sqlite_temp_schema", "SELECT \(row) FROM (SELECT hash_key FROM store)",
    "SELECT \(row), (SELECT body FROM document) AS body",
    "SELECT \(row) WHERE EXISTS (SELECT body FROM document)",
    "WITH d AS (SELECT body FROM document) SELECT \(row) FROM d",
    "SELECT \(row) FROM pragma_table_info('role')", "SELECT \(row) FROM pragma_database_list",
    "SELECT \(row) FROM pragma_function_list", "SELECT \(row) FROM dbstat",
    "SELECT \(row) FROM bytecode('SELECT 1')", "SELECT \(row) FROM sqlite_stmt",
    "SELECT \(row) FROM generate_series(1, 2)",
    "SELECT \(row), replace(printf('%9999999c', 'a'), ' ', 'a long text') AS long", "VALUES (1)",
  ]

  @Test("can do nothing but read the world, and the next check still runs", arguments: hostile)
  func refused(_ sql: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rolecall-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "rolecall.db")
    let store = try Store(.file(file.path), .write(wait: 0), now: "2026-01-01T00:00:00Z")
    _ = try store.recordImport(at: "2026-01-01T00:00:00Z", tool: "test") { recorder in
      try recorder.record(
        ResourceState(
          kind: "role", arn: "arn:aws:iam::1:role/a", account: "1", region: "",
          aspects: [("attached", "[]")]))
      try recorder.finish(coverage: [], files: 1, notes: "[]")
    }
    _ = try WorldBuilder.build(in: store)
    let bytes = try Data(contentsOf: file)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()

    let runner = try CheckRunner(store)
    let query = sql.replacing("OUT", with: folder.appending(path: "out").path)
    let outcome = try runner.run(try check(query), wanted: []) { _ in true }
    let good = try runner.run(try check("SELECT \(Self.row) FROM role"), wanted: []) { _ in true }

    #expect(outcome.result.status == .failed)
    #expect(outcome.result.note?.isEmpty == false)
    #expect(good.result == ReportedCheck(status: .completed, pass: 1))
    #expect(try Data(contentsOf: file) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == names)
    #expect(try store.writer.read { try Int.fetchOne($0, sql: "PRAGMA hard_heap_limit") } == 0)
    #expect(try store.writer.read { try Int.fetchOne($0, sql: "PRAGMA soft_heap_limit") } == 0)
  }

  private func check(_ sql: String) throws -> Check {
    try #require(try CheckFolder(sql: sql).library().checks.first)
  }

  @Test(
    "may use what checks need",
    arguments: [
      "SELECT \(row) FROM role -- with a comment behind", "SELECT \(row) FROM wiring;\n",
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT \(row) FROM n",
      "SELECT \(row) FROM role, json_each('[1,2]') UNION ALL SELECT \(row) FROM json_tree('[1]')",
      "SELECT \(row), '{\"a\":1}' ->> '$.a' AS a, group_concat(name) AS b FROM role",
      "SELECT \(row), row_number() OVER (ORDER BY name) AS a FROM role",
      "SELECT \(row) FROM scope UNION SELECT \(row) FROM assumption ORDER BY 1",
    ])
  func allowed(_ sql: String) throws {
    let outcome = try SampleWorld().run(CheckFolder(sql: sql))
    #expect(outcome.result.status == .completed, "\(outcome.result.note ?? "")")
  }

  @Test("that never ends is stopped, and said to be too slow")
  func endless() throws {
    let sql = """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT \(Self.row) FROM n WHERE i < 0
      """
    let world = try SampleWorld()
    let outcome = try world.run(CheckFolder(sql: sql), budget: .init(seconds: 0.05))
    #expect(outcome.result.status == .timedOut)
    #expect(outcome.result.note?.contains("longer than") == true)
    #expect(outcome.findings.isEmpty)
    let good = try world.run(CheckFolder(), budget: .init(seconds: 60))
    #expect(good.result.status == .completed)
  }

  @Test("that returns too much is stopped, and what it found is not believed")
  func endlessRows() throws {
    let sql = """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT 's' || i AS subject, '' AS locator, '' AS key, 'fail' AS verdict, 'sample.bad' AS code FROM n
      """
    let outcome = try SampleWorld().run(CheckFolder(sql: sql), budget: .init(rows: 100))
    #expect(outcome.result.status == .failed)
    #expect(outcome.result.note?.contains("more than 100 rows") == true)
    #expect(outcome.findings.isEmpty)
  }
}

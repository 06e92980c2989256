import Findings
import Foundation
import GRDB
import Migrations
import TestSupport
import Testing

@testable import Store

@Suite("The views of the record")
struct ViewTests {
  private static let now = "2026-01-01T00:00:00Z"

  /// What is promised: a column may be added at the end of a view; none is taken away or renamed.
  static let promised = [
    "run_day": "run at day",
    "finding_now":
      "finding fingerprint check_id module subject locator key kind account region verdict code severity state first_seen opened age_days",
    "finding_life":
      "finding life check_id module subject kind account region code severity opened_run opened closed_run closed outcome days",
    "open_by_day": "day account module severity open",
    "age_bucket": "bucket from_days account module severity findings",
    "time_to_resolve":
      "finding check_id module subject account region code severity opened resolved days",
    "churn": "day account module severity opened reopened resolved undecided",
  ]

  private func rows(_ store: Store, _ sql: String) throws -> [String] {
    try store.writer.read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "-" : String.fromDatabaseValue($0) ?? "\($0)" }
          .joined(separator: " ")
      }
    }
  }

  @Test("have the columns that are promised")
  func columns() throws {
    let store = try Store(.memory, .write(wait: 0), now: Self.now)
    let views = try rows(store, "SELECT name FROM sqlite_schema WHERE type = 'view'")
    #expect(Set(views) == Set(Self.promised.keys))
    for (view, columns) in Self.promised {
      #expect(
        try rows(store, "SELECT name FROM pragma_table_info('\(view)')").joined(separator: " ")
          == columns)
    }
  }

  @Test("are described column by column, with queries that run")
  func documented() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/views.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let sections = text.components(separatedBy: "\n## ").dropFirst()
    let store = try nights().store
    var seen: Set<String> = []
    for section in sections {
      let name = String(section.prefix { $0 != "\n" })
      guard let columns = Self.promised[name] else { continue }
      seen.insert(name)
      let told = section.matches(of: /\n\| `([a-z_]+)` \| [^|]+ \|/).map { String($0.1) }
      #expect(told.joined(separator: " ") == columns, "\(name)")
      let query = try #require(section.firstMatch(of: /```sql\n(.+)\n```/)).1
      try store.writer.read { db in
        let statement = try db.makeStatement(sql: String(query))
        let arguments: StatementArguments =
          query.contains(":account") ? ["account": ResourceState.ownAccount] : []
        #expect(try Row.fetchOne(statement, arguments: arguments) != nil, "\(name)")
      }
    }
    #expect(seen == Set(Self.promised.keys))
  }

  /// Six nights: `a` fails, is not evaluated, becomes severe, is resolved and comes back; `b` becomes unknown; `c` stays.
  private func nights() throws -> Nights {
    let nights = try Nights()
    let (a, b, c) = (
      ResourceState.machine("a"), ResourceState.machine("b"), ResourceState.machine("c")
    )
    let all = [a, b, c]
    try nights.night(all, .check(.found(a, severity: .high), .found(b), .found(c)))
    try nights.night(all, .check(status: .failed))
    try nights.night(
      all, .check(.found(a), .found(b, verdict: .unknown, severity: .low), .found(c)))
    try nights.night(all, .check(.found(b, verdict: .unknown, severity: .low), .found(c)))
    try nights.night(all, .check(.found(c)))
    try nights.night(all, .check(.found(a, severity: .high), .found(c)))
    return nights
  }

  @Test("tell what fails now, and since when")
  func now() throws {
    let store = try nights().store
    #expect(
      try rows(
        store,
        "SELECT substr(subject, -1), verdict, severity, state, first_seen, opened, age_days FROM finding_now ORDER BY 1"
      ) == [
        "a fail high open 2026-01-01T00:00:00Z 2026-01-06T00:00:00Z 0.0",
        "c fail critical open 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 5.0",
      ])
  }

  @Test("tell each life of a failure, and how it ended")
  func lives() throws {
    let store = try nights().store
    #expect(
      try rows(
        store,
        "SELECT substr(subject, -1), life, severity, opened_run, closed_run, outcome, days FROM finding_life ORDER BY 1, 2"
      ) == [
        "a 1 critical 1 4 resolved 3.0", "a 2 high 6 - - 0.0", "b 1 critical 1 3 undecided 2.0",
        "c 1 critical 1 - - 5.0",
      ])
    #expect(
      try rows(store, "SELECT substr(subject, -1), module, days FROM time_to_resolve")
        == ["a passrole 3.0"])
    #expect(
      try rows(
        store,
        "SELECT day, severity, opened, reopened, resolved, undecided FROM churn ORDER BY 1, 2"
      ) == [
        "2026-01-01 critical 3 0 0 0", "2026-01-03 critical 0 0 0 1",
        "2026-01-04 critical 0 0 1 0", "2026-01-06 high 1 1 0 0",
      ])
  }

  @Test("count what was open on every day, also where nothing was evaluated")
  func days() throws {
    let store = try nights().store
    #expect(
      try rows(store, "SELECT day, severity, open FROM open_by_day ORDER BY day, severity") == [
        "2026-01-01 critical 2", "2026-01-01 high 1", "2026-01-02 critical 2",
        "2026-01-02 high 1", "2026-01-03 critical 2", "2026-01-04 critical 1",
        "2026-01-05 critical 1", "2026-01-06 critical 1", "2026-01-06 high 1",
      ])
    #expect(
      try rows(store, "SELECT bucket, severity, findings FROM age_bucket ORDER BY severity")
        == ["0-6 critical 1", "0-6 high 1"])
  }

  @Test("take the time of the run before for one whose clock was wrong")
  func clocks() throws {
    let store = try nights().store
    try store.writer.write {
      try $0.execute(sql: "UPDATE run SET started = '1970-01-01T00:00:00Z' WHERE id = 2")
      try $0.execute(sql: "UPDATE run SET started = '2099-01-01T00:00:00Z' WHERE id = 4")
    }
    #expect(
      try rows(store, "SELECT run, day FROM run_day") == [
        "1 2026-01-01", "2 2026-01-01", "3 2026-01-03", "4 2026-01-03", "5 2026-01-05",
        "6 2026-01-06",
      ])
    #expect(try rows(store, "SELECT min(days) FROM finding_life") == ["0.0"])
  }

  @Test("say nothing of a store without a run")
  func empty() throws {
    let store = try Store(.memory, .write(wait: 0), now: Self.now)
    for view in Self.promised.keys { #expect(try rows(store, "SELECT * FROM \(view)") == []) }
  }

  @Test("come to a store of the schema before, of which a copy is kept")
  func migration() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do {
      let old = try DatabaseQueue(path: path)
      try old.write { db in
        try db.execute(sql: Migrations.record[0].sql)
        try db.execute(
          sql:
            "INSERT INTO store (id, created, hash_key) VALUES (1, ?, x'\(String(repeating: "7", count: 32))')",
          arguments: [Self.now])
        try db.execute(sql: "PRAGMA application_id = \(Store.applicationID)")
        try db.execute(sql: "PRAGMA user_version = 1")
      }
      try old.close()
    }
    do {
      let unread = try Store(.file(path), .read, now: Self.now)
      #expect(try unread.problems() == [])
      #expect(try unread.run() == nil)
    }
    do {
      let store = try Store(.file(path), .read, now: Self.now)
      #expect(try rows(store, "SELECT * FROM churn") == [])
      #expect(try !folder.names.contains("rolecall.db.before-2"))
    }
    do { _ = try Store(.file(path), .write(wait: 0), now: Self.now) }
    let store = try Store(.file(path), .read, now: Self.now)
    #expect(try store.problems() == [])
    #expect(try rows(store, "SELECT * FROM churn") == [])
    #expect(try folder.names.contains("rolecall.db.before-2"))
  }
}

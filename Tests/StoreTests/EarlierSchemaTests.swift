import Digest
import Findings
import Foundation
import GRDB
import Migrations
import TestSupport
import Testing

@testable import Store

@Suite("A store of an earlier schema, or of this one")
struct EarlierSchemaTests {
  private let folder: TemporaryFolder
  private let now = "2026-02-01T00:00:00Z"
  private var path: String { folder.path("a.db") }
  private var bytes: Data { get throws { try Data(contentsOf: URL(filePath: path)) } }

  init() throws { folder = try TemporaryFolder() }

  /// Writes a store with one run and one finding, as the first migrations alone make it.
  private func make(_ schema: Int) throws {
    try DatabaseQueue(path: path).writeWithoutTransaction { db in
      for migration in Migrations.record.prefix(schema) { try db.execute(sql: migration.sql) }
      let key = SipHashKey(k0: 1, k1: 2)
      try db.execute(
        sql: "INSERT INTO store (id, created, hash_key) VALUES (1, ?, ?)",
        arguments: ["2026-01-01T00:00:00Z", key.data])
      let documents = try DocumentTable(db, key: key)
      let (list, object) = (try documents.id(of: "[]"), try documents.id(of: "{}"))
      let role = ResourceState.role("a")
      try db.execute(
        sql: """
          INSERT INTO import VALUES (1, '2026-01-01T00:00:00Z', 'old', 1, 1, 1, :list);
          INSERT INTO coverage VALUES (1, :account, '', 'role', 1, 1, NULL, NULL);
          INSERT INTO resource VALUES (1, 'role', :arn, :account, '');
          INSERT INTO resource_version VALUES (1, 'attached', :list, 1, NULL);
          INSERT INTO check_revision VALUES (1, 'trust/x', 'h', :object, 'bundled');
          INSERT INTO run (id, import, started, tool, configuration, remarks)
            VALUES (1, 1, '2026-01-01T00:00:00Z', 'old', :object, :object);
          INSERT INTO run_scope VALUES (1, :account, '', 'role', 1);
          INSERT INTO check_result VALUES (1, 1, 'completed', 0, 1, 0, 0, NULL);
          INSERT INTO finding VALUES (1, :fingerprint, 'trust/x', :arn, '', '', 'role', :account, '');
          INSERT INTO finding_interval VALUES (1, 1, 1, NULL, 'open', 'fail', 'x', 'high', 1, :object);
          """,
        arguments: [
          "list": list, "object": object, "account": role.account, "arn": role.arn,
          "fingerprint": "v1 trust/x \(role.arn) - -",
        ])
      try db.execute(sql: "PRAGMA application_id = \(Store.applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(schema)")
    }
  }

  private func expectRecord(in store: Store) throws {
    let run = try #require(try store.run())
    #expect(run.number == 1)
    let findings = try store.findings(at: run).map { "\($0.identity.check) \($0.status)" }
    #expect(findings == ["trust/x new"])
  }

  @Test("is read as it is, and left as it is", arguments: 1...Migrations.record.count)
  func reading(_ schema: Int) throws {
    try make(schema)
    let before = try bytes
    let store = try Store(.file(path), .read, now: now)
    try expectRecord(in: store)
    #expect(throws: (any Error).self) { try store.importing(.role("b")) }
    #expect(try Store(.file(path), .inspect, now: now).problems() == [])
    #expect(try bytes == before)
    #expect(try folder.names == ["a.db"])
  }

  @Test("is backed up as it is", arguments: 1...Migrations.record.count)
  func backup(_ schema: Int) throws {
    try make(schema)
    try Store(.file(path), .inspect, now: now).backUp(to: folder.path("b.db"))
    let version = try DatabaseQueue(path: folder.path("b.db")).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(version == schema)
    #expect(try folder.names == ["a.db", "b.db"])
  }

  @Test(
    "is migrated by what writes to it, and copied before", arguments: 1...Migrations.record.count)
  func writing(_ schema: Int) throws {
    try make(schema)
    do {
      let store = try Store(.file(path), .write(wait: 0), now: now)
      try expectRecord(in: store)
      #expect(try store.problems() == [])
      #expect(try store.importing(.role("a"), .role("b")) == 2)
    }
    let backup = "a.db.before-\(schema + 1)"
    let isOld = schema < Migrations.record.count
    #expect(try folder.names == ["a.db", backup, "a.db.lock"].filter { isOld || $0 != backup })
    guard isOld else { return }
    let copy = try Store(.file(folder.path(backup)), .inspect, now: now)
    #expect(try copy.problems() == [])
    #expect(try copy.latestImport() == 1)
  }

  @Test(
    "is not migrated if it cannot be copied before", arguments: 1...Migrations.record.count)
  func noCopy(_ schema: Int) throws {
    guard schema < Migrations.record.count else { return }
    try make(schema)
    let before = try bytes
    try folder.write("in the way", to: "a.db.before-\(schema + 1).unfinished/file")
    #expect(throws: StoreError.self) { try Store(.file(path), .write(wait: 0), now: now) }
    #expect(try bytes == before)
  }
}

import Digest
import Foundation
import GRDB
import Migrations
import TestSupport
import Testing

@testable import Store

@Suite("The store's file")
struct StoreFileTests {
  private let now = "2026-01-01T00:00:00Z"

  /// The error that opening ends with.
  private func failure(_ path: String, _ access: Store.Access = .write(wait: 0)) throws
    -> StoreError?
  {
    do {
      _ = try Store(.file(path), access, now: now)
      return nil
    } catch let error as StoreError {
      return error
    }
  }

  private func number(_ pragma: String, of store: Store) throws -> Int? {
    try store.writer.read { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") }
  }

  @Test("is private, and says what it is")
  func newFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("deep/er/rolecall.db")
    let store = try Store(.file(path), .write(wait: 0), now: now)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    let created = try store.writer.read {
      try String.fetchOne($0, sql: "SELECT created FROM store")
    }
    #expect(mode == 0o600)
    #expect(try number("application_id", of: store) == Int(Store.applicationID))
    #expect(try number("user_version", of: store) == Migrations.record.count)
    #expect(try number("foreign_keys", of: store) == 1)
    #expect(created == now)
  }

  @Test("keeps what is in it, and the key of its hashes, from one opening to the next")
  func reopening() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    var first: SipHashKey?
    do {
      let store = try Store(.file(path), .write(wait: 0), now: now)
      first = store.hashKey
      try store.importing(.role("a"))
    }
    let store = try Store(.file(path), .write(wait: 0), now: "2026-02-02T00:00:00Z")
    #expect(store.hashKey.data == first?.data)
    #expect(try store.latestImport() == 1)
  }

  @Test("of which two stores are made has two keys")
  func ownKeys() throws {
    let a = try Store(.memory, .write(wait: 0), now: now)
    let b = try Store(.memory, .write(wait: 0), now: now)
    #expect(a.hashKey.data != b.hashKey.data)
  }

  @Test(
    "is left alone if it is something else",
    arguments: ["this is no database, it is a letter to the editor", "{}\n"])
  func foreignText(_ text: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("letter.db")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let error = try failure(path)
    guard case .notAStore = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test("is left alone if it is another program's database")
  func foreignDatabase() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("other.db")
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE note (text TEXT)") }
    let before = try Data(contentsOf: URL(filePath: path))
    let error = try failure(path)
    guard case .notAStore = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test("is left alone if a newer version wrote it", arguments: [true, false])
  func newer(writing: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do {
      let store = try Store(.file(path), .write(wait: 0), now: now)
      try store.writer.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA user_version = \(Migrations.record.count + 1)")
      }
    }
    let before = try Data(contentsOf: URL(filePath: path))
    let error = try failure(path, writing ? .write(wait: 0) : .read)
    guard case .newer(_, let version, let known) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(version == known + 1)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test("is damaged if its version is below nought")
  func negativeVersion() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do {
      let store = try Store(.file(path), .write(wait: 0), now: now)
      try store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = -7") }
    }
    for access in [Store.Access.write(wait: 0), .read] {
      let error = try failure(path, access)
      guard case .damaged = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test("can be read after a writer was killed in the middle")
  func hotJournal() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    let killed = folder.path("killed.db")
    let store = try Store(.file(path), .write(wait: 0), now: now)
    try store.importing(.role("a"))
    try store.writer.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE")
      try db.execute(
        sql: """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
          INSERT INTO resource (kind, arn, account, region) SELECT 'role', 'r' || i, '1', '' FROM n
          """)
      for ending in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: path + ending, toPath: killed + ending)
      }
      try db.execute(sql: "ROLLBACK")
    }
    let reader = try Store(.file(killed), .read, now: now)
    #expect(try reader.latestImport() == 1)
    #expect(try reader.count("resource") == 1)
  }

  @Test("is waited for while it is locked for a moment")
  func locked() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do { _ = try Store(.file(path), .write(wait: 0), now: now) }
    let other = try DatabaseQueue(path: path)
    let isLocked = DispatchSemaphore(value: 0)
    let isDone = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      try? other.writeWithoutTransaction { db in
        try db.execute(sql: "BEGIN EXCLUSIVE")
        isLocked.signal()
        usleep(200_000)
        try db.execute(sql: "COMMIT")
      }
      isDone.signal()
    }
    isLocked.wait()
    #expect(try Store(.file(path), .read, now: now).latestImport() == nil)
    isDone.wait()
  }

  @Test("is copied before a migration, and is as it was when that fails")
  func migrationBackup() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do {
      let store = try Store(.file(path), .write(wait: 0), now: now)
      try store.importing(.role("a"))
      // The first migration cannot be applied to its own outcome.
      try store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 0") }
    }
    let before = try Data(contentsOf: URL(filePath: path))
    for _ in 1...2 {
      let error = try failure(path)
      guard case .failed = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    let backup = path + ".before-1"
    let mode = try FileManager.default.attributesOfItem(atPath: backup)[.posixPermissions] as? Int
    let roles = try DatabaseQueue(path: backup).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM resource")
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(mode == 0o600)
    #expect(roles == 1)
  }

  @Test("has to be there to be read")
  func missing() throws {
    let folder = try TemporaryFolder()
    let error = try failure(folder.path("none.db"), .read)
    guard case .missing = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try folder.names.isEmpty)
  }

  @Test("cannot be made where there is no folder to make it in")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    try "a file".write(toFile: folder.path("file"), atomically: true, encoding: .utf8)
    for path in [folder.path("file/rolecall.db"), folder.path] {
      let error = try failure(path)
      guard case .cannotCreate = error else {
        Issue.record("\(path): \(String(describing: error))")
        continue
      }
      #expect(error?.hint.contains("--db") == true)
    }
  }

  @Test("is read where nothing may be written, and no file appears beside it")
  func readOnlyFolder() throws {
    guard getuid() != 0 else {
      print("skipped: root may write everywhere")
      return
    }
    let folder = try TemporaryFolder()
    let path = folder.path("a folder #1?/rolecall.db")
    do { try Store(.file(path), .write(wait: 0), now: now).importing(.role("a")) }
    let inner = folder.path("a folder #1?")
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    try files.setAttributes([.posixPermissions: 0o500], ofItemAtPath: inner)
    defer { try? files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: inner) }
    let before = try files.contentsOfDirectory(atPath: inner).sorted()
    let store = try Store(.file(path), .read, now: now)
    #expect(try store.latestImport() == 1)
    #expect(try files.contentsOfDirectory(atPath: inner).sorted() == before)
    let error = try failure(inner + "/other.db")
    guard case .cannotCreate = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is not changed by a store that only reads")
  func readingOnly() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do { try Store(.file(path), .write(wait: 0), now: now).importing(.role("a")) }
    let store = try Store(.file(path), .read, now: now)
    #expect(throws: (any Error).self) { try store.importing(.role("b")) }
    #expect(try store.latestImport() == 1)
  }
}

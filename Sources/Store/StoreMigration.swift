import Digest
import Foundation
import GRDB
import Migrations

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a store gets the schema that this program knows, and how it is copied before.
extension Store {
  /// `role`, in `PRAGMA application_id`.
  static let applicationID: Int32 = 1_919_904_869

  static func migrate(
    _ writer: DatabaseQueue, _ location: Location, now: String, _ key: SipHashKey? = nil
  ) throws {
    let version = try writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    let isEmpty = try writer.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
    if !isEmpty { try verify(writer, location) }
    guard isEmpty || version < Migrations.record.count else { return }
    if !isEmpty, case .file(let file) = location {
      // One that is there already is of a migration that did not come to its end.
      try copy(writer, to: "\(file).before-\(version + 1)")
    }
    try writer.write { db in
      for migration in Migrations.record.dropFirst(isEmpty ? 0 : version) {
        try db.execute(sql: migration.sql)
      }
      if isEmpty {
        try db.execute(
          sql: "INSERT INTO store (id, created, hash_key) VALUES (1, ?, ?)",
          arguments: [now, (key ?? .random()).data])
      }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(Migrations.record.count)")
    }
  }

  static func verify(_ queue: DatabaseQueue, _ location: Location) throws {
    guard case .file(let file) = location else { return }
    let (id, version) = try queue.read { db in
      (
        try Int32.fetchOne(db, sql: "PRAGMA application_id"),
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      )
    }
    guard id == applicationID else { throw StoreError.notAStore(file) }
    guard version >= 0 else {
      throw StoreError.damaged(file, reason: "its schema is \(version)")
    }
    guard version <= Migrations.record.count else {
      throw StoreError.newer(file, version: version, known: Migrations.record.count)
    }
  }

  /// A place in memory that connections share.
  static func newMemory() -> String {
    "file:/rolecall-\(UInt64.random(in: .min ... .max))?vfs=memdb"
  }

  /// A copy in memory with the schema of today, and where that is; nil for a store that has it.
  static func migratedCopy(of queue: DatabaseQueue) throws -> (path: String, copy: DatabaseQueue)? {
    let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    guard version < Migrations.record.count else { return nil }
    let path = newMemory()
    let copy = try DatabaseQueue(path: path, configuration: configuration(readonly: false))
    try queue.backup(to: copy)
    try migrate(copy, .memory, now: "")
    // What is in memory lives as long as it has a connection.
    return (path, try DatabaseQueue(path: path, configuration: configuration(readonly: true)))
  }

  /// Copies a store to a file: all of it or, if that fails or is interrupted, nothing of that name.
  ///
  /// - Throws: `StoreError.cannotCopy`, or what the store itself fails with.
  static func copy(_ queue: DatabaseQueue, to file: String) throws {
    let unfinished = file + ".unfinished"
    func fail() -> StoreError { .cannotCopy(file, reason: String(cString: strerror(errno))) }
    unlink(unfinished)
    let descriptor = open(unfinished, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fail() }
    defer { close(descriptor) }
    do {
      try queue.writeWithoutTransaction {
        try $0.execute(sql: "VACUUM INTO ?", arguments: [unfinished])
      }
    } catch {
      unlink(unfinished)
      // What is full is the place of the copy.
      guard let error = error as? DatabaseError,
        [.SQLITE_FULL, .SQLITE_IOERR].contains(error.resultCode)
      else { throw error }
      throw StoreError.failed(
        file, reason: "the copy cannot be written: \(error.message ?? error.description)")
    }
    guard fsync(descriptor) == 0, rename(unfinished, file) == 0 else { throw fail() }
  }

  /// Makes the file with mode 0600 before SQLite would make it with the mode of the umask.
  static func makePrivateFile(_ file: String) throws {
    let descriptor = open(file, O_CREAT | O_RDWR, 0o600)
    guard descriptor >= 0 else {
      throw StoreError.cannotCreate(file, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
  }
}

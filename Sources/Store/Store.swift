import Foundation
public import GRDB
import Migrations

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The store is one SQLite file that holds the record: what was read from exports and what was found in it, when.
///
/// Beside the record the same file holds the world, which module World derives from it and drops at will. There is one
/// writer, `writer`; checks read through connections of their own (`reader`). Nothing here knows what a role or a state
/// machine is: a resource has a kind, an ARN and aspects, an aspect has a canonical JSON text.
public final class Store: Sendable {
  /// Where a store is kept.
  public enum Location: Sendable, Hashable {
    case file(String)
    /// In memory, for as long as the `Store` lives.
    case memory

    /// `:memory:` or a path.
    public init(_ text: String) { self = text == ":memory:" ? .memory : .file(text) }

    /// What messages call it.
    public var name: String { if case .file(let file) = self { file } else { ":memory:" } }
  }

  /// How a store is to be used.
  public enum Access: Sendable, Hashable {
    /// Made if it is not there, migrated, and locked against other writers; waits that many seconds for the lock.
    case write(wait: Double)
    /// Must be there; not changed.
    case read
  }

  public let location: Location
  public let writer: DatabaseQueue
  /// The key of this store's content hashes.
  let hashKey: SipHashKey
  private let path: String
  private let lock: StoreLock?

  /// `role`, in `PRAGMA application_id`.
  static let applicationID: Int32 = 1_919_904_869

  /// - Throws: `StoreError`.
  public init(_ location: Location, _ access: Access, now: String) throws {
    self.location = location
    switch (location, access) {
    case (.memory, _):
      path = "file:/rolecall-\(UInt64.random(in: .min ... .max))?vfs=memdb"
      lock = nil
    case (.file(let file), .write(let wait)):
      try Self.refuseOther(file)
      try Self.makeFolder(of: file)
      lock = try StoreLock(beside: file, wait: wait)
      try Self.makePrivateFile(file)
      path = file
    case (.file(let file), .read):
      guard isAccessible(file, R_OK) else { throw StoreError.missing(file) }
      try Self.refuseOther(file)
      lock = nil
      let folder = Self.folder(of: file)
      path =
        isAccessible(folder, W_OK) && isAccessible(file, W_OK)
        ? file : "file:\(Self.uriEncoded(file))?immutable=1"
    }
    do {
      let isReader = access == .read && location != .memory
      if isReader { try Self.undoUnfinished(path, location) }
      writer = try DatabaseQueue(
        path: path, configuration: Self.configuration(readonly: isReader, access))
      if !isReader { try Self.migrate(writer, location, now: now) }
      try Self.verify(writer, location)
      hashKey = try writer.read { db in
        SipHashKey(try Data.fetchOne(db, sql: "SELECT hash_key FROM store") ?? Data())
      }
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }

  /// Gives a store that an older rolecall made the schema of this one, as writing to it would; leaves any other alone.
  ///
  /// - Throws: `StoreError`.
  public static func bringUpToDate(_ location: Location, wait: Double, now: String) throws {
    let version = try Store(location, .read, now: now).writer.read {
      try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0
    }
    guard version < Migrations.record.count else { return }
    _ = try Store(location, .write(wait: wait), now: now)
  }

  /// A connection that cannot write, made by the caller's configuration.
  public func reader(_ configuration: Configuration) throws -> DatabaseQueue {
    var configuration = configuration
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Does something in one transaction, all of it or, when `body` throws, nothing, without checking row by row that what
  /// is written refers to what is there: for code that writes many rows and gets their ids as it does.
  public func writeTrusted<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try writer.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
      var value: Value?
      try db.inTransaction {
        value = try body(db)
        return .commit
      }
      guard let value else { throw DatabaseError(message: "the transaction did not run") }
      return value
    }
  }

  /// Undoes what a writer that was killed left in the middle, which a connection that only reads cannot.
  private static func undoUnfinished(_ path: String, _ location: Location) throws {
    guard case .file(let file) = location, isAccessible(file + "-journal", F_OK) else { return }
    guard path == file else {
      throw StoreError.cannotCreate(file, reason: "another run has to be finished or undone first")
    }
    _ = try DatabaseQueue(path: path, configuration: configuration(readonly: false, .read)).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema")
    }
  }

  /// Does something with the store, and throws a `StoreError` where the database finds its file damaged, locked or full.
  public func blamingFile<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(ofFile: error, location) ?? error
    }
  }

  private static func configuration(readonly: Bool, _ access: Access) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    // Of readers, too: they are shut out while a writer commits.
    configuration.busyMode =
      switch access {
      case .write(let wait): .timeout(wait)
      case .read: .timeout(30)
      }
    configuration.label = "store"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 16384; PRAGMA cache_size = -24000")
      if !readonly { try db.execute(sql: "PRAGMA temp_store = MEMORY") }
    }
    return configuration
  }

  private static func migrate(_ writer: DatabaseQueue, _ location: Location, now: String) throws {
    let version = try writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    let isEmpty = try writer.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
    if !isEmpty { try verify(writer, location) }
    guard isEmpty || version < Migrations.record.count else { return }
    if !isEmpty, case .file(let file) = location {
      let backup = "\(file).before-\(version + 1)"
      // One that is there already is of a migration that did not come to its end.
      unlink(backup)
      try makePrivateFile(backup)
      try writer.writeWithoutTransaction {
        try $0.execute(sql: "VACUUM INTO ?", arguments: [backup])
      }
    }
    try writer.write { db in
      for migration in Migrations.record.dropFirst(isEmpty ? 0 : version) {
        try db.execute(sql: migration.sql)
      }
      if isEmpty {
        try db.execute(
          sql: "INSERT INTO store (id, created, hash_key) VALUES (1, ?, ?)",
          arguments: [now, SipHashKey.random().data])
      }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(Migrations.record.count)")
    }
  }

  private static func verify(_ queue: DatabaseQueue, _ location: Location) throws {
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

  private static func folder(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  private static func makeFolder(of file: String) throws {
    var made = folder(of: file).hasPrefix("/") ? "" : "."
    for component in folder(of: file).split(separator: "/") where component != "." {
      made += "/" + component
      if mkdir(made, 0o700) != 0, errno != EEXIST {
        throw StoreError.cannotCreate(file, reason: String(cString: strerror(errno)))
      }
    }
  }

  /// Makes the file with mode 0600 before SQLite would make it with the mode of the umask.
  static func makePrivateFile(_ file: String) throws {
    let descriptor = open(file, O_CREAT | O_RDWR, 0o600)
    guard descriptor >= 0 else {
      throw StoreError.cannotCreate(file, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
  }

  /// Refuses what is no store before anything is made beside it: a folder, or a file that begins otherwise.
  private static func refuseOther(_ file: String) throws {
    if file.isEmpty { throw StoreError.cannotCreate("\"\"", reason: "the name is empty") }
    var status = stat()
    guard stat(file, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError.cannotCreate(file, reason: "it is no file")
    }
    guard status.st_size > 0, let handle = fopen(file, "rb") else { return }
    defer { fclose(handle) }
    var header = [UInt8](repeating: 0, count: 72)
    let count = fread(&header, 1, header.count, handle)
    let id = header[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
    let isStore = header.starts(with: "SQLite format 3\u{0}".utf8) && id == applicationID
    guard count == header.count, isStore else { throw StoreError.notAStore(file) }
  }

  private static func uriEncoded(_ path: String) -> String {
    path.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        "%" + String(byte, radix: 16, uppercase: true)
      default: String(decoding: [byte], as: UTF8.self)
      }
    }.joined()
  }
}

/// Whether a path is accessible in that way.
private func isAccessible(_ path: String, _ mode: Int32) -> Bool { access(path, mode) == 0 }

public import Digest
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

    /// - Throws: `StoreError.missing` where opening would make a store.
    public func mustBeThere() throws {
      guard case .file(let file) = self else { return }
      var status = stat()
      guard stat(file, &status) == 0 else {
        guard errno == ENOENT || errno == ENOTDIR else {
          throw StoreError.forbidden(file, reason: String(cString: strerror(errno)))
        }
        throw StoreError.missing(file)
      }
      // An empty file is what a first run that was killed leaves.
      if status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 {
        throw StoreError.missing(file)
      }
    }
  }

  /// How a store is to be used.
  public enum Access: Sendable, Hashable {
    /// Made if it is not there, migrated, and locked against other writers; waits that many seconds for the lock.
    case write(wait: Double)
    /// Must be there; not changed. One of an earlier schema is read as a migrated copy of it in memory.
    case read
    /// As `read`, but the file itself, whatever its schema is.
    case inspect
  }

  public let location: Location
  public let writer: DatabaseQueue
  /// The key of this store's content hashes.
  public let hashKey: SipHashKey
  private let path: String
  private let lock: StoreLock?

  /// - Parameters:
  ///   - location: where it is kept.
  ///   - access: how it is to be used.
  ///   - now: the time that a new store takes for that of its making, RFC 3339 UTC.
  ///   - key: the key of content hashes that a new store takes; nil: one of its own.
  /// - Throws: `StoreError`.
  public init(
    _ location: Location, _ access: Access, now: String, hashKey key: SipHashKey? = nil
  ) throws {
    self.location = location
    var path: String
    switch (location, access) {
    case (.memory, _):
      path = Self.newMemory()
      lock = nil
    case (.file(let file), .write(let wait)):
      try Self.refuseOther(file)
      try Self.makeFolder(of: file)
      lock = try StoreLock(beside: file, wait: wait)
      try Self.makePrivateFile(file)
      path = file
    case (.file(let file), .read), (.file(let file), .inspect):
      try location.mustBeThere()
      guard isAccessible(file, R_OK) else {
        throw StoreError.forbidden(file, reason: String(cString: strerror(errno)))
      }
      try Self.refuseOther(file)
      lock = nil
      path = file
    }
    do {
      let isReader = lock == nil && location != .memory
      if isReader { try Self.undoUnfinished(path, location) }
      var writer = try DatabaseQueue(
        path: path, configuration: Self.configuration(readonly: isReader))
      if !isReader { try Self.migrate(writer, location, now: now, key) }
      try Self.verify(writer, location)
      if access == .read, let (memory, copy) = try Self.migratedCopy(of: writer) {
        (path, writer) = (memory, copy)
      }
      let hashKey = try writer.read { db in
        SipHashKey(try Data.fetchOne(db, sql: "SELECT hash_key FROM store") ?? Data())
      }
      writer.inDatabase { $0.add(function: Self.recorded(hashKey)) }
      self.hashKey = hashKey
      self.writer = writer
      self.path = path
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }

  /// The store's place as a URI by which any connection only reads it.
  var readOnlyURI: String {
    if path.hasPrefix("file:") { return path + "&mode=ro" }
    // Without a name, SQLite takes the way to files that the other connection has.
    return "file:\(uriEncoded(path))?mode=ro&vfs=unix"
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
    do {
      _ = try DatabaseQueue(path: path, configuration: configuration(readonly: false)).read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema")
      }
    } catch let error as DatabaseError
      where [.SQLITE_READONLY, .SQLITE_CANTOPEN].contains(error.resultCode)
    {
      throw StoreError.unfinished(file)
    }
    // Of a first run nothing may be left.
    try location.mustBeThere()
  }

  /// Does something with the store, and throws a `StoreError` where the database finds its file damaged, locked or full.
  public func blamingFile<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(ofFile: error, location) ?? error
    }
  }

  static func configuration(readonly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    // Not for other writers, whom the lock keeps away: readers are shut out while a writer commits, and a writer that
    // wants to commit while they read.
    configuration.busyMode = .timeout(60)
    configuration.label = "store"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 16384; PRAGMA cache_size = -24000")
      if !readonly { try db.execute(sql: "PRAGMA temp_store = MEMORY") }
    }
    return configuration
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
}

/// Whether a path is accessible in that way.
private func isAccessible(_ path: String, _ mode: Int32) -> Bool { access(path, mode) == 0 }

/// A path as part of a URI.
private func uriEncoded(_ path: String) -> String {
  path.utf8.map { byte in
    switch byte {
    case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
      "%" + String(byte, radix: 16, uppercase: true)
    default: String(decoding: [byte], as: UTF8.self)
    }
  }.joined()
}

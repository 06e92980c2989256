public import GRDB
public import GRDBSQLite

/// A statement that is run many thousand times.
///
/// Values go to SQLite as they are, without a detour through rows of boxed values. For anything that runs seldom, GRDB's own statements are the ones to use.
public final class BulkStatement {
  private let statement: Statement
  @usableFromInline let connection: SQLiteConnection?
  @usableFromInline let handle: SQLiteStatement
  /// Where the texts of the current row stand while the statement runs, so that SQLite need not copy each.
  @usableFromInline var texts = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 1024, alignment: 1)
  @usableFromInline var used = 0

  public init(_ db: Database, sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
    connection = db.sqliteConnection
  }

  deinit {
    sqlite3_clear_bindings(handle)
    texts.deallocate()
  }

  /// Runs the statement, which returns nothing, with these values for its parameters.
  ///
  /// - Returns: the id of the row that was inserted last.
  /// - Throws: `DatabaseError`.
  @inlinable
  @discardableResult
  public func run<each Value: BulkValue>(_ value: repeat each Value) throws -> Int64 {
    bind(repeat each value)
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw error(code) }
    return sqlite3_last_insert_rowid(connection)
  }

  /// The first column of the first row as a number; nil if there is no row.
  func number<each Value: BulkValue>(_ value: repeat each Value) throws -> Int64? {
    bind(repeat each value)
    let code = sqlite3_step(handle)
    defer { sqlite3_reset(handle) }
    switch code {
    case SQLITE_ROW: return sqlite3_column_int64(handle, 0)
    case SQLITE_DONE: return nil
    default: throw error(code)
    }
  }

  /// Calls with each row that the statement returns.
  @inlinable
  public func forEachRow<each Value: BulkValue>(
    _ value: repeat each Value, do body: (BulkRow) throws -> Void
  ) throws {
    bind(repeat each value)
    defer { sqlite3_reset(handle) }
    while true {
      let code = sqlite3_step(handle)
      switch code {
      case SQLITE_ROW: try body(BulkRow(handle: handle))
      case SQLITE_DONE: return
      default: throw error(code)
      }
    }
  }

  @inlinable
  func bind<each Value: BulkValue>(_ value: repeat each Value) {
    var size = 0
    for item in repeat each value { size += item.textSize }
    if size > texts.count {
      texts.deallocate()
      texts = .allocate(byteCount: size * 2, alignment: 1)
    }
    used = 0
    var index: Int32 = 0
    for item in repeat each value {
      index += 1
      item.bind(to: self, at: index)
    }
  }

  @usableFromInline
  func error(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: connection.map { String(cString: sqlite3_errmsg($0)) })
  }
}

/// The row at which a bulk statement stands; not to be kept beyond the call that gave it.
public struct BulkRow {
  @usableFromInline let handle: SQLiteStatement

  @inlinable
  init(handle: SQLiteStatement) { self.handle = handle }

  @inlinable
  public func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The text of a column; empty for NULL.
  public func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    return String(
      decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))),
      as: UTF8.self)
  }

  /// The bytes of a column's text; none for NULL.
  public func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_text(handle, column) else { return [] }
    return Array(
      UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }
}

/// A value that a bulk statement can take.
public protocol BulkValue {
  /// How many bytes it needs beside the statement's own.
  var textSize: Int { get }

  /// Binds it to the parameter of that number, counted from 1.
  func bind(to statement: BulkStatement, at index: Int32)
}

extension BulkValue {
  @inlinable
  public var textSize: Int { 0 }
}

extension Int64: BulkValue {
  @inlinable
  public func bind(to statement: BulkStatement, at index: Int32) {
    sqlite3_bind_int64(statement.handle, index, self)
  }
}

extension Int: BulkValue {
  @inlinable
  public func bind(to statement: BulkStatement, at index: Int32) {
    Int64(self).bind(to: statement, at: index)
  }
}

extension Bool: BulkValue {
  @inlinable
  public func bind(to statement: BulkStatement, at index: Int32) {
    Int64(self ? 1 : 0).bind(to: statement, at: index)
  }
}

extension String: BulkValue {
  @inlinable
  public var textSize: Int { utf8.count }

  @inlinable
  public func bind(to statement: BulkStatement, at index: Int32) {
    let place = UnsafeMutableRawBufferPointer(rebasing: statement.texts[statement.used...])
    let count = utf8.count
    place.copyBytes(from: utf8)
    statement.used += count
    // No destructor: the bytes stay where they are until the next row is bound.
    sqlite3_bind_text(
      statement.handle, index, place.baseAddress?.assumingMemoryBound(to: CChar.self),
      Int32(count), nil)
  }
}

extension ContentHash: BulkValue {
  func bind(to statement: BulkStatement, at index: Int32) {
    withUnsafeBytes(of: (high.littleEndian, low.littleEndian)) {
      _ = sqlite3_bind_blob(statement.handle, index, $0.baseAddress, Int32($0.count), transient)
    }
  }
}

extension Optional: BulkValue where Wrapped: BulkValue {
  @inlinable
  public var textSize: Int { self?.textSize ?? 0 }

  @inlinable
  public func bind(to statement: BulkStatement, at index: Int32) {
    if let self {
      self.bind(to: statement, at: index)
    } else {
      sqlite3_bind_null(statement.handle, index)
    }
  }
}

/// Tells SQLite to make a copy of its own.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

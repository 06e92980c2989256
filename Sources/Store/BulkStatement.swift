public import GRDB
public import GRDBSQLite

/// A statement that is run many thousand times.
///
/// Values go to SQLite as they are, without a detour through rows of boxed values. For anything that runs seldom, GRDB's own statements are the ones to use.
public final class BulkStatement {
  private let statement: Statement
  @usableFromInline let connection: SQLiteConnection?
  @usableFromInline let handle: SQLiteStatement
  @usableFromInline var binder: BulkBinder

  public init(_ db: Database, sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
    connection = db.sqliteConnection
    binder = BulkBinder(handle)
  }

  deinit {
    sqlite3_clear_bindings(handle)
    binder.deallocate()
  }

  /// Runs the statement, which returns nothing, with these values for its parameters.
  ///
  /// - Returns: the id of the row that was inserted last.
  /// - Throws: `DatabaseError`.
  @inlinable
  @discardableResult
  public func run<each Value: BulkValue>(_ value: repeat each Value) throws -> Int64 {
    bind(repeat each value)
    return try run()
  }

  /// Runs the statement, which returns nothing, with what is bound one by one: of many values, that is the cheaper way.
  ///
  /// - Returns: the id of the row that was inserted last.
  /// - Throws: `DatabaseError`.
  @inlinable
  @discardableResult
  public func run(binding bind: (inout BulkBinder) -> Void) throws -> Int64 {
    binder.begin()
    bind(&binder)
    return try run()
  }

  @usableFromInline
  func run() throws -> Int64 {
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
    bind(&binder, repeat each value)
  }

  @inlinable
  func bind<each Value: BulkValue>(_ binder: inout BulkBinder, _ value: repeat each Value) {
    binder.begin()
    for item in repeat each value { item.bind(to: &binder) }
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

public import Findings
public import GRDB
import GRDBSQLite
import JSON
public import Store

/// Puts checks to the world, each for itself: one that fails is reported as failed, and the others run on.
public struct CheckRunner: Sendable {
  /// What a query may use up before it is stopped.
  public struct Budget: Sendable {
    public var seconds: Double
    public var rows: Int

    public init(seconds: Double = 60, rows: Int = 2_000_000) {
      self.seconds = seconds
      self.rows = rows
    }
  }

  private let queue: DatabaseQueue
  private let budget: Budget

  /// - Parameters:
  ///   - store: where the world is.
  ///   - budget: what each query may use up.
  ///   - functions: what queries may call beside SQLite's own functions, as far as `Sandbox` admits it.
  /// - Throws: `DatabaseError`.
  public init(
    _ store: Store, budget: Budget = Budget(), functions: [DatabaseFunction] = []
  ) throws {
    queue = try store.reader(Sandbox.configuration())
    try queue.inDatabase { db in
      functions.forEach(db.add)
      try Sandbox.restrict(db)
    }
    self.budget = budget
  }

  /// Runs one check.
  ///
  /// - Parameters:
  ///   - check: the check.
  ///   - wanted: findings that are open; those of them that pass now are told.
  ///   - isInScope: whether the run is about a subject, by its ARN; rows about others are left out. nil: it is about all.
  /// - Returns: what the check did; one that fails or is cut off says so in its result.
  /// - Throws: `DatabaseError` where it is not the check that fails, but the file of the store.
  public func run(
    _ check: Check, wanted: Set<FindingIdentity>, isInScope: ((String) -> Bool)? = nil
  ) throws -> CheckOutcome {
    var rows = CheckRows(check, wanted: wanted, isInScope: isInScope)
    var result: ReportedCheck
    do {
      try queue.inDatabase { db in
        let clock = QueryClock(seconds: budget.seconds)
        try clock.watch(db) { try read(check, db, &rows) }
      }
      result = rows.result
    } catch let error as DatabaseError
      where [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR].contains(error.resultCode)
    {
      throw error
    } catch {
      let isTimeout = (error as? DatabaseError)?.resultCode == .SQLITE_INTERRUPT
      let reason =
        isTimeout
        ? "it ran longer than \(Int(budget.seconds)) s"
        : (error as? DatabaseError)?.message ?? String(describing: error)
      result = ReportedCheck(status: isTimeout ? .timedOut : .failed, note: reason)
    }
    let isComplete = result.status == .completed
    var outcome = CheckOutcome(
      checkID: check.id, revision: check.revision, manifest: check.manifest.canonical,
      source: check.source, result: result, findings: isComplete ? rows.findings : [],
      passed: isComplete ? rows.passed : [])
    outcome.was = check.manifest.was
    return outcome
  }

  /// Reads what a query returns.
  ///
  /// All of the rows that do not pass are read and, of those that do, which are most, no more than is needed. SQLite works
  /// out only the columns that are asked for, which makes a pass cheap. Where the world has noted what passes, a query of its own
  /// tells that.
  private func read(_ check: Check, _ db: Database, _ rows: inout CheckRows) throws {
    func statement(_ sql: String) throws -> Statement {
      let statement = try db.makeStatement(sql: sql)
      try statement.setArguments(Self.arguments(check, statement))
      return statement
    }
    func others(of query: String) throws -> Statement {
      try statement("SELECT * FROM \(query) WHERE verdict IS NOT 'pass'")
    }
    var query = "(\n\(Self.withoutEnd(check.sql))\n)"
    let rest: Statement
    do {
      rest = try others(of: query)
    } catch {
      // By itself it says better what is wrong with it, or where it ends.
      let whole = try db.makeStatement(sql: check.sql)
      try rows.begin(whole.columnNames)
      query = "(\n\(whole.sql)\n)"
      rest = try others(of: query)
    }
    for name in Self.parameters(of: rest) where check.manifest.parameters[name] == nil {
      throw CheckError(check.id + "/findings.sql", "the parameter :\(name) is not in check.json")
    }
    try rows.begin(rest.columnNames)
    let passes = check.passes.map { "(\n\(Self.withoutEnd($0))\n)" }
    var total = 0
    for part in [query, passes].compactMap(\.self) {
      let limit = "SELECT 1 FROM \(part) LIMIT \(budget.rows + 1)"
      total += try Int.fetchOne(statement("SELECT count(*) FROM (\(limit))")) ?? 0
    }
    guard total <= budget.rows else {
      throw CheckError(check.id + "/findings.sql", "it returns more than \(budget.rows) rows")
    }
    let found = try Row.fetchCursor(rest)
    while let row = try found.next() { try rows.add(row) }
    guard rows.needsPasses else { return rows.passes(total - rows.count) }
    let places = "SELECT subject, locator, key FROM"
    let queries =
      ["\(places) \(query) WHERE verdict = 'pass'"] + (passes.map { ["\(places) \($0)"] } ?? [])
    for sql in queries {
      let passed = try Row.fetchCursor(statement(sql))
      while let row = try passed.next() { try rows.addPass(row[0], row[1], row[2]) }
    }
  }

  /// A query without the semicolon and the blanks behind it.
  private static func withoutEnd(_ sql: String) -> Substring {
    let end = sql.utf8.lastIndex { $0 > 0x20 && $0 != UInt8(ascii: ";") }
    return end.map { sql[...$0] } ?? ""
  }

  private static func arguments(_ check: Check, _ statement: Statement) -> StatementArguments {
    var arguments: [String: (any DatabaseValueConvertible)?] = [:]
    for name in parameters(of: statement) {
      switch check.manifest.parameters[name] {
      case .string(let text): arguments[name] = text
      case .number(let text): arguments[name] = Int(text) ?? Double(text)
      case .bool(let value): arguments[name] = value
      case .null, nil: arguments.updateValue(DatabaseValue.null, forKey: name)
      case .some(let value): arguments[name] = value.canonical()
      }
    }
    return StatementArguments(arguments)
  }

  /// The names of a statement's parameters, without their colons; `?` for one that has none.
  static func parameters(of statement: Statement) -> [String] {
    (0..<sqlite3_bind_parameter_count(statement.sqliteStatement)).map { index in
      sqlite3_bind_parameter_name(statement.sqliteStatement, index + 1).map {
        String(String(cString: $0).dropFirst())
      } ?? "?"
    }
  }
}

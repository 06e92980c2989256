public import Findings
public import GRDB
import GRDBSQLite
import JSON
public import Store

/// Puts a person's own query to the record and the world, on a connection that can read them and do nothing else.
public struct PersonalQuery: Sendable {
  private let queue: DatabaseQueue
  private let budget: CheckRunner.Budget
  /// The columns of each table and view that a query may read.
  private let columns: [String: [String]]

  /// - Parameters:
  ///   - store: what is asked.
  ///   - budget: what a query may use up.
  ///   - functions: what queries may call beside SQLite's own functions, as far as `Sandbox` admits it.
  /// - Throws: `DatabaseError`.
  public init(
    _ store: Store, budget: CheckRunner.Budget = .init(seconds: 10, rows: 100_000),
    functions: [DatabaseFunction] = []
  ) throws {
    queue = try store.reader(Sandbox.configuration())
    self.budget = budget
    columns = try queue.inDatabase { db in
      let columns = try Self.columns(db)
      functions.forEach(db.add)
      try Sandbox.restrict(db, for: .person)
      return columns
    }
  }

  /// Runs one SELECT.
  ///
  /// - Parameters:
  ///   - sql: one statement.
  ///   - parameters: what `:NAME` stands for, by its name. A whole number or a decimal is one where it reads as SQLite would print it.
  /// - Returns: all rows.
  /// - Throws: `QueryError`.
  public func run(_ sql: String, _ parameters: [String: String] = [:]) throws -> QueryResult {
    do {
      return try queue.inDatabase { db in
        try QueryClock(seconds: budget.seconds).watch(db) { try read(db, sql, parameters) }
      }
    } catch let error as DatabaseError {
      throw explained(error, sql)
    }
  }

  private func read(
    _ db: Database, _ sql: String, _ parameters: [String: String]
  ) throws -> QueryResult {
    let statement = try db.makeStatement(sql: sql)
    let names = CheckRunner.parameters(of: statement)
    if names.contains("?") {
      throw QueryError(.wrong, "a parameter has no name", hint: "write :name in place of ?")
    }
    if let missing = names.first(where: { parameters[$0] == nil }) {
      throw QueryError(
        .wrong, "the parameter :\(missing) has no value", hint: "give it with --param \(missing)=…")
    }
    if let other = parameters.keys.sorted().first(where: { !names.contains($0) }) {
      throw QueryError(
        .wrong, "the query has no parameter :\(other)",
        hint: names.isEmpty
          ? "write :\(other) where the value is to stand"
          : "it has " + names.map { ":" + $0 }.joined(separator: ", "))
    }
    try statement.setArguments(StatementArguments(parameters.mapValues(Self.value)))
    let columns = Array(statement.columnNames)
    guard !columns.isEmpty else {
      throw QueryError(.wrong, "the statement returns no columns", hint: "ask with a SELECT")
    }
    var rows: [[JSONValue]] = []
    let cursor = try Row.fetchCursor(statement)
    while let row = try cursor.next() {
      guard rows.count < budget.rows else {
        throw QueryError(
          .tooMuch, "the query returns more than \(budget.rows) rows",
          hint: "limit it, or raise --rows")
      }
      rows.append(columns.indices.map { Self.value(row[$0] as DatabaseValue) })
    }
    return QueryResult(columns: columns, rows: rows)
  }

  /// Whether a text is digits with a point between them, as `-1.50`.
  private static func isDecimal(_ text: String) -> Bool {
    let parts = (text.hasPrefix("-") ? text.dropFirst() : text[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// A parameter as SQLite is to see it: a whole number only where its text is the number's own, so that `012` stays a text.
  private static func value(_ text: String) -> DatabaseValue {
    if let number = Int64(text), String(number) == text { return number.databaseValue }
    if Self.isDecimal(text), let number = Double(text), number.isFinite {
      return number.databaseValue
    }
    return text.databaseValue
  }

  private static func value(_ value: DatabaseValue) -> JSONValue {
    switch value.storage {
    case .null: .null
    case .int64(let number): .number(String(number))
    case .double(let number): number.isFinite ? .number(String(number)) : .string(String(number))
    case .string(let text): .string(text)
    case .blob(let bytes):
      .string(
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined())
    }
  }

  private static func columns(_ db: Database) throws -> [String: [String]] {
    var columns: [String: [String]] = [:]
    for row in try Row.fetchAll(
      db,
      sql: """
        SELECT s.name, c.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c
        WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite%' AND s.name <> 'store'
        """)
    {
      columns[row[0], default: []].append(row[1])
    }
    return columns
  }

  /// An error of the database with what may have been meant.
  private func explained(_ error: DatabaseError, _ sql: String) -> QueryError {
    let message = error.message ?? error.description
    func name(after words: String) -> String? {
      guard let range = message.firstRange(of: words) else { return nil }
      let name = message[range.upperBound...].split(separator: ".").last ?? ""
      return name.isEmpty ? nil : String(name)
    }
    switch error.resultCode {
    case .SQLITE_INTERRUPT:
      return QueryError(
        .tooMuch, "the query ran longer than \(budget.seconds.formatted) s",
        hint: "make it ask for less, or raise --seconds")
    case .SQLITE_AUTH:
      return QueryError(
        .wrong, "not allowed: \(message)",
        hint: "a query reads the record and the world with one SELECT, and does nothing else")
    default: break
    }
    if message.hasPrefix("Multiple statements") {
      return QueryError(
        .wrong, "there is more than one statement", hint: "ask one question at a time")
    }
    if let table = name(after: "no such table: ") {
      return QueryError(
        .wrong, message, hint: "did you mean \(NearestName.of(table, in: Array(columns.keys)))?")
    }
    if let column = name(after: "no such column: ") {
      let words = Set(sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") })
      let named = columns.filter { words.contains(Substring($0.key)) }.values.flatMap(\.self)
      return QueryError(
        .wrong, message,
        hint: named.isEmpty
          ? "docs/views.md names the columns"
          : "did you mean \(NearestName.of(column, in: named))?")
    }
    return QueryError(
      .wrong, message, hint: "write one SELECT in the SQL of SQLite; docs/views.md has examples")
  }
}

/// Why a person's query has no answer, with what to do about it.
public struct QueryError: Error, Sendable, CustomStringConvertible {
  public enum Kind: Sendable {
    /// It cannot be asked as it is.
    case wrong
    /// It uses up more than it may.
    case tooMuch
  }

  public var kind: Kind
  public var description: String
  public var hint: String

  init(_ kind: Kind, _ description: String, hint: String) {
    self.kind = kind
    self.description = description
    self.hint = hint
  }
}

extension Double {
  /// Without a fraction where there is none.
  fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}

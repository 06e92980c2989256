import GRDB
import GRDBSQLite

/// Connections on which a stranger's query can read the world and do nothing else.
///
/// An authorizer judges every statement while it is compiled: that is when a PRAGMA takes effect, so looking at the
/// finished statement would be too late. Queries run outside a transaction, since beginning one is not allowed either.
enum Sandbox {
  /// The functions that a check may call: SQLite's own that read nothing but their arguments, and those that put questions
  /// to the evaluator, where the runner was given them.
  static let functions: Set<String> = [
    "arn_matches", "arn_part", "iam_decision", "iam_explain", "trust_decision",
    "abs", "char", "coalesce", "count", "format", "glob", "group_concat", "hex", "ifnull", "iif",
    "instr", "json", "json_array", "json_array_length", "json_each", "json_extract",
    "json_group_array", "json_group_object", "json_object", "json_quote", "json_tree", "json_type",
    "json_valid", "length", "like", "lower", "ltrim", "max", "min", "nullif", "printf", "quote",
    "rank", "replace", "round", "row_number", "rtrim", "sign", "substr", "substring", "sum",
    "total", "trim", "typeof", "unicode", "upper", "->", "->>", "date", "datetime", "julianday",
    "strftime", "time", "unixepoch",
  ]

  /// What a query of a person may call beside.
  static let functionsOfPeople: Set<String> = functions.union([
    "avg", "cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "nth_value",
    "ntile", "percent_rank",
  ])

  /// The tables and views of the record; checks read the world only.
  private static let record: Set<String> = [
    "store", "document", "import", "coverage", "resource", "unread", "resource_version",
    "check_revision", "run", "run_scope", "check_result", "finding", "finding_interval", "cause",
    "export_digest",
    "run_day", "finding_life", "finding_now", "open_by_day", "age_bucket", "time_to_resolve",
    "churn",
  ]

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.foreignKeysEnabled = false
    configuration.label = "checks"
    return configuration
  }

  /// Whose queries a connection is for.
  enum Guest {
    /// They read the world.
    case check
    /// They read the record, too, but not the key of its hashes.
    case person
  }

  /// Shuts a connection, which GRDB has by then made sure of with a query of its own.
  static func restrict(_ db: Database, for guest: Guest = .check) throws {
    let connection = db.sqliteConnection
    // Their virtual tables can only be set up before the authorizer is.
    try db.execute(sql: "SELECT * FROM json_each(1); SELECT * FROM json_tree(1)")
    try db.execute(sql: "PRAGMA cache_size = -16000")
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 10_000_000)
    switch guest {
    case .check:
      sqlite3_set_authorizer(
        connection,
        { _, action, first, second, _, _ in
          Sandbox.judge(action, first, second, Sandbox.record, Sandbox.functions)
        }, nil)
    case .person:
      sqlite3_set_authorizer(
        connection,
        { _, action, first, second, _, _ in
          Sandbox.judge(action, first, second, ["store"], Sandbox.functionsOfPeople)
        }, nil)
    }
  }

  private static func judge(
    _ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?,
    _ shut: Set<String>, _ functions: Set<String>
  ) -> Int32 {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_READ:
      // Of a table of which no column is read, the name is as the query writes it.
      let table = (first.map { String(cString: $0) } ?? "").lowercased()
      return shut.contains(table) || table.hasPrefix("sqlite_") ? SQLITE_DENY : SQLITE_OK
    case SQLITE_FUNCTION:
      let name = second.map { String(cString: $0) } ?? ""
      return functions.contains(name.lowercased()) ? SQLITE_OK : SQLITE_DENY
    default: return SQLITE_DENY
    }
  }
}

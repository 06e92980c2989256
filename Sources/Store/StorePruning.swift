import GRDB

/// What pruning took away, or would.
public struct Pruned: Sendable, Hashable {
  public var runs = 0
  public var imports = 0
  public var findings = 0
  public var versions = 0
  public var texts = 0
  /// The oldest run whose report can still be made; nil if there is no run.
  public var oldestRun: Int64?
  /// By how many bytes the file became smaller.
  public var bytes = 0

  /// Whether there was anything to take away.
  public var isEmpty: Bool { runs + imports + findings + versions + texts == 0 }
}

extension Store {
  /// The remarks of a run of which only what younger ones need is left.
  static let prunedRemarks = #"{"pruned":true}"#

  /// Takes away what is older than a time and what only that needs, and gives the space back.
  ///
  /// Decision 21 tells the rule: which runs are old, what of them stays, and why no later report can tell the difference.
  /// All is taken away in one transaction, and nothing if the record would not be whole afterwards.
  ///
  /// - Parameters:
  ///   - time: runs and imports from then on stay; RFC 3339 UTC.
  ///   - isRehearsal: whether to find out only.
  /// - Returns: what was taken away.
  /// - Throws: `StoreError`; `StoreError.notShrunk` if all is done but the file could not be made smaller.
  public func prune(before time: String, isRehearsal: Bool = false) throws -> Pruned {
    struct Rehearsed: Error { var pruned: Pruned }
    do {
      var pruned = try writeTrusted { db in
        let pruned = try Pruning(db, before: time).run(marking: documentTable)
        let problems = pruned.isEmpty ? [] : try Self.problemsOfRecord(db)
        guard problems.isEmpty else {
          throw StoreError.damaged(location.name, reason: problems.joined(separator: "; "))
        }
        if isRehearsal { throw Rehearsed(pruned: pruned) }
        return pruned
      }
      pruned.bytes = try shrink()
      return pruned
    } catch let rehearsed as Rehearsed {
      return rehearsed.pruned
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }

  private func documentTable(_ db: Database) throws -> DocumentTable {
    try DocumentTable(db, key: hashKey)
  }

  /// Gives the space of deleted rows back, and tells how many bytes that is.
  private func shrink() throws -> Int {
    func size(_ db: Database) throws -> Int {
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      return try pages * (Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    }
    return try writer.writeWithoutTransaction { db in
      let before = try size(db)
      guard try Int.fetchOne(db, sql: "PRAGMA freelist_count") != 0 else { return 0 }
      do {
        // The copy that SQLite makes on the way is as large as the store.
        try db.execute(sql: "PRAGMA temp_store = FILE; VACUUM")
        return before - (try size(db))
      } catch let error as DatabaseError {
        throw StoreError.notShrunk(
          location.name, reason: error.message ?? error.description, bytes: 2 * before)
      }
    }
  }
}

/// One act of pruning, in a transaction of its own.
private struct Pruning {
  let db: Database
  /// The first run that stays whole.
  private let run: Int64?
  /// The first import that stays.
  private let firstImport: Int64

  /// Looks up where the cut is.
  ///
  /// What is older is told by numbers: a run is old if it and all before it are, whatever a clock that went wrong said
  /// in between. The newest run is never old.
  init(_ db: Database, before time: String) throws {
    self.db = db
    run = try Int64.fetchOne(
      db,
      sql: """
        SELECT coalesce((SELECT min(id) FROM run WHERE started >= ?), (SELECT max(id) FROM run))
        """, arguments: [time])
    // What the first run that stays saw can be audited again, and all that came later.
    firstImport =
      try Int64.fetchOne(
        db,
        sql: """
          SELECT min(coalesce((SELECT min(id) FROM import WHERE at >= :time), (SELECT max(id) FROM import)),
            coalesce((SELECT import FROM run WHERE id = :run), 9e18))
          """, arguments: ["time": time, "run": run]) ?? 0
  }

  func run(marking documents: (Database) throws -> DocumentTable) throws -> Pruned {
    var pruned = Pruned()
    if let run { try forgetRuns(before: run, &pruned, documents) }
    try forgetCoverage()
    pruned.versions = try delete(
      "resource_version", "to_import < :import AND to_import <= \(Self.horizon)")
    _ = try delete("resource", "id NOT IN (\(Store.resourcesNeeded))")
    _ = try delete("export_digest", "import < :import AND import NOT IN (\(Self.importsNeeded))")
    pruned.imports = try delete("import", "id < :import AND id NOT IN (\(Self.importsNeeded))")
    pruned.texts = try delete("document", "id NOT IN (\(Store.documentsNeeded))")
    pruned.oldestRun = run
    return pruned
  }

  private func forgetRuns(
    before run: Int64, _ pruned: inout Pruned, _ documents: (Database) throws -> DocumentTable
  ) throws {
    // A finding that is open, or was within the time, keeps its whole life.
    let living = "SELECT finding FROM finding_interval WHERE to_run IS NULL OR to_run >= :run"
    try db.execute(
      sql: "CREATE TEMP TABLE living AS SELECT DISTINCT finding FROM (\(living))",
      arguments: ["run": run])
    _ = try delete("cause", "finding NOT IN (SELECT finding FROM living)")
    _ = try delete("finding_interval", "finding NOT IN (SELECT finding FROM living)")
    pruned.findings = try delete("finding", "id NOT IN (SELECT finding FROM living)")
    try db.execute(
      sql:
        "CREATE TEMP TABLE baseline AS SELECT DISTINCT run FROM (\(Self.baselines)) WHERE run < :run",
      arguments: ["run": run])
    for table in ["run_scope", "check_result"] {
      _ = try delete(table, "run < :run AND run NOT IN (SELECT run FROM baseline)")
    }
    pruned.runs = try delete(
      "run",
      """
      id < :run AND id NOT IN (SELECT run FROM baseline UNION SELECT from_run FROM finding_interval
      UNION SELECT to_run FROM finding_interval WHERE to_run IS NOT NULL UNION SELECT run FROM cause)
      """)
    _ = try delete(
      "check_revision",
      "id NOT IN (SELECT revision FROM check_result UNION SELECT revision FROM finding_interval)")
    if try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT * FROM run WHERE id < ?)", arguments: [run])
      == true
    {
      let remarks = try documents(db).id(of: Store.prunedRemarks)
      try db.execute(
        sql: "UPDATE run SET remarks = ? WHERE id < ? AND remarks <> ?",
        arguments: [remarks, run, remarks])
      pruned.runs += db.changesCount
    }
    try db.execute(sql: "DROP TABLE living; DROP TABLE baseline")
  }

  /// The runs with which a run from `:run` on may be compared, and those in which its findings were last seen.
  ///
  /// The newest of each scope, the newest that read all of it, and the one before each stretch without evaluation.
  private static let baselines = """
    SELECT max(run) AS run FROM run_scope WHERE run < :run GROUP BY account, region, kind
    UNION SELECT max(run) FROM run_scope WHERE run < :run AND complete GROUP BY account, region, kind
    UNION \(beforeUnevaluated) AND (i.to_run IS NULL OR i.to_run >= :run)
    """

  private static let beforeUnevaluated = """
    SELECT (SELECT max(s.run) FROM run_scope s WHERE s.account = f.account AND s.region = f.region
      AND s.kind = f.kind AND s.run < i.from_run)
    FROM finding_interval i JOIN finding f ON f.id = i.finding WHERE i.state = 'not-evaluated'
    """

  /// The import of the oldest run with which the next ones may be compared: causes name what changed since.
  private static let horizon = """
    (SELECT coalesce(min(import), :import) FROM run WHERE id IN (
      SELECT max(run) FROM run_scope GROUP BY account, region, kind
      UNION SELECT max(run) FROM run_scope WHERE complete GROUP BY account, region, kind
      UNION \(beforeUnevaluated) AND i.to_run IS NULL))
    """

  /// Of old imports, what they said of a scope stays where it is the newest word on it, or was for a run that stays.
  private func forgetCoverage() throws {
    _ = try delete(
      "coverage",
      """
      import < :import AND (account, region, kind, import) NOT IN (
        SELECT account, region, kind, max(import) FROM coverage GROUP BY account, region, kind
        UNION SELECT account, region, kind, max(import) FROM coverage WHERE import < :import GROUP BY account, region, kind
        UNION SELECT c.account, c.region, c.kind, max(c.import) FROM run_scope s JOIN run r ON r.id = s.run
          JOIN coverage c ON c.account = s.account AND c.region = s.region AND c.kind = s.kind
            AND c.import <= r.import GROUP BY s.run, c.account, c.region, c.kind)
      """)
    _ = try delete(
      "unread",
      """
      import < :import AND NOT EXISTS (SELECT * FROM resource r JOIN coverage c ON c.import = unread.import
        AND c.account = r.account AND c.region = r.region
          AND c.kind = iif(r.kind LIKE 'organization-%', 'organization', r.kind)
        WHERE r.id = unread.resource)
      """)
  }

  private static let importsNeeded = """
    SELECT import FROM run UNION SELECT import FROM coverage UNION SELECT import FROM unread
    UNION SELECT from_import FROM resource_version
    UNION SELECT to_import FROM resource_version WHERE to_import IS NOT NULL
    """

  /// Deletes rows; the condition may name the cut as `:run` and `:import`.
  private func delete(_ table: String, _ condition: String) throws -> Int {
    let statement = try db.makeStatement(sql: "DELETE FROM \(table) WHERE \(condition)")
    let cut: [String: (any DatabaseValueConvertible)?] = ["run": run, "import": firstImport]
    let names = cut.filter { condition.contains(":" + $0.key) }
    try statement.execute(arguments: StatementArguments(names))
    return db.changesCount
  }
}

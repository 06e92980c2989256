import GRDB

/// An earlier run whose findings another one can take over as they are.
public struct CarriedRun: Sendable {
  public var number: Int64
  /// The revisions of the checks that did their work in it, by the id of the check.
  public var revisions: [String: String]
}

extension Store {
  /// The run that was the last about each of these scopes, and about nothing else that was ever read, if the same world was
  /// judged in it; nil if there is none.
  ///
  /// What a check of the same revision said then it says again.
  ///
  /// - Throws: `StoreError`.
  public func carriedRun(about scopes: [ScopeCoverage], in world: String) throws -> CarriedRun? {
    try blamingFile {
      try writer.read { db in
        guard let number = try lastRun(about: scopes, db),
          try String.fetchOne(db, sql: "SELECT basis FROM run WHERE id = ?", arguments: [number])
            == world,
          try !isAboutMore(number, than: scopes, db)
        else { return nil }
        var revisions: [String: String] = [:]
        let rows = try Row.fetchCursor(
          db,
          sql: """
            SELECT v.check_id, v.hash FROM check_result r JOIN check_revision v ON v.id = r.revision
            WHERE r.run = ? AND r.status = 'completed'
            """, arguments: [number])
        while let row = try rows.next() { revisions[row[0]] = row[1] }
        return CarriedRun(number: number, revisions: revisions)
      }
    }
  }

  /// The newest run about each of the scopes, if it is one run and saw them as completely.
  private func lastRun(about scopes: [ScopeCoverage], _ db: Database) throws -> Int64? {
    var last: Int64?
    for item in scopes {
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT run, complete FROM run_scope WHERE account = ? AND region = ? AND kind = ?
            ORDER BY run DESC LIMIT 1
            """), arguments: [item.scope.account, item.scope.region, item.scope.kind])
      guard let row, row[1] == item.complete, last == nil || row[0] == last else { return nil }
      last = row[0]
    }
    return last
  }

  /// Whether a run was about anything else that was ever read.
  private func isAboutMore(
    _ run: Int64, than scopes: [ScopeCoverage], _ db: Database
  ) throws -> Bool {
    let known = Set(scopes.map(\.scope))
    return try Row.fetchAll(
      db,
      sql: """
        SELECT account, region, kind FROM run_scope s WHERE run = ? AND EXISTS (SELECT * FROM coverage c
          WHERE c.account = s.account AND c.region = s.region AND c.kind = s.kind)
        """, arguments: [run]
    ).contains { !known.contains(StoreScope(account: $0[0], region: $0[1], kind: $0[2])) }
  }
}

import GRDB

extension Store {
  /// The scopes of a run's accounts that were read until then and that the run was not about, each with how many failures
  /// were open in it then.
  ///
  /// Regions that the run was not about are left aside, unless it was about no region at all.
  ///
  /// - Throws: `StoreError`.
  public func scopesLeftOut(of run: RunRecord) throws -> [(scope: StoreScope, open: Int)] {
    try blamingFile {
      try writer.read { db in
        let rows = try Row.fetchAll(
          db, sql: "SELECT account, region, kind FROM run_scope WHERE run = ?",
          arguments: [run.number])
        let covered = Set(
          rows.map { StoreScope(account: $0[0], region: $0[1], kind: $0[2]) })
        let accounts = Set(covered.map(\.account))
        let areas = Set(covered.map { [$0.account, $0.region] })
        let hasRegion = Set(covered.filter { !$0.region.isEmpty }.map(\.account))
        let known = try Row.fetchAll(
          db,
          sql: """
            SELECT DISTINCT account, region, kind FROM coverage WHERE import <= ? ORDER BY account, region, kind
            """, arguments: [run.importNumber]
        ).map { StoreScope(account: $0[0], region: $0[1], kind: $0[2]) }
        let left = known.filter { scope in
          accounts.contains(scope.account) && !covered.contains(scope)
            && (areas.contains([scope.account, scope.region])
              || !hasRegion.contains(scope.account))
        }
        guard !left.isEmpty else { return [] }
        var open: [StoreScope: Int] = [:]
        for row in try Row.fetchAll(
          db,
          sql: """
            SELECT f.account, f.region, f.kind, count(*) FROM finding_interval i JOIN finding f ON f.id = i.finding
            WHERE i.from_run <= :run AND (i.to_run IS NULL OR i.to_run > :run) AND i.verdict = 'fail'
            GROUP BY f.account, f.region, f.kind
            """, arguments: ["run": run.number])
        {
          open[StoreScope(account: row[0], region: row[1], kind: row[2])] = row[3]
        }
        return left.map { ($0, open[$0] ?? 0) }
      }
    }
  }
}

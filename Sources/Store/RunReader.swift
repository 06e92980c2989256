public import Findings
import GRDB

extension Store {
  /// The newest run before run `?` that shares a scope with it (bound twice).
  static let previousRunSQL = """
    SELECT max(o.run) FROM run_scope o JOIN run_scope s ON s.run = ? AND s.account = o.account
      AND s.region = o.region AND s.kind = o.kind WHERE o.run < ?
    """

  /// A run by its number, the newest one where none is given; nil if there is none.
  public func run(_ number: Int64? = nil) throws -> RunRecord? {
    try writer.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT run.id, import, started, tool, recorded(c.hash, c.body), recorded(r.hash, r.body) FROM run
          JOIN document c ON c.id = configuration JOIN document r ON r.id = remarks
          WHERE run.id = coalesce(?, (SELECT max(id) FROM run))
          """, arguments: [number]
      ).map {
        RunRecord(
          number: $0[0], importNumber: $0[1], started: $0[2], tool: $0[3], configuration: $0[4],
          remarks: $0[5])
      }
    }
  }

  /// The newest run before this one that was about anything that this one is about.
  public func run(before run: RunRecord) throws -> RunRecord? {
    let number = try writer.read {
      try Int64.fetchOne($0, sql: Self.previousRunSQL, arguments: [run.number, run.number])
    }
    return try number.flatMap { try self.run($0) }
  }

  /// What a run was about and how completely that was read, in a fixed order.
  public func coverage(of run: RunRecord) throws -> [ScopeCoverage] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT s.account, s.region, s.kind, c.complete, c.count, c.exported_at, c.why
          FROM run_scope s JOIN coverage c ON c.account = s.account AND c.region = s.region AND c.kind = s.kind
            AND c.import = (SELECT max(x.import) FROM coverage x WHERE x.account = s.account AND x.region = s.region
              AND x.kind = s.kind AND x.import <= ?)
          WHERE s.run = ? ORDER BY s.account, s.region, s.kind
          """, arguments: [run.importNumber, run.number]
      ).map(ScopeCoverage.init)
    }
  }

  /// The newest word on each scope: what a run without exports is about.
  public func currentCoverage() throws -> [ScopeCoverage] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT account, region, kind, complete, count, exported_at, why, max(import)
          FROM coverage GROUP BY account, region, kind
          """
      ).map(ScopeCoverage.init)
    }
  }

  /// The number of the newest import; nil if nothing was ever imported.
  public func latestImport() throws -> Int64? {
    try writer.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM import") }
  }

  /// The notes of an import: canonical JSON, a list.
  public func notes(ofImport number: Int64) throws -> String {
    try writer.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT recorded(hash, body) FROM import JOIN document ON document.id = notes WHERE import.id = ?
          """, arguments: [number]) ?? "[]"
    }
  }

  /// What each check did in a run, by its id.
  public func results(of run: RunRecord) throws -> [String: ReportedCheck] {
    try writer.read { db in
      var results: [String: ReportedCheck] = [:]
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT check_id, status, pass, fail, conditional, unknown, note
          FROM check_result JOIN check_revision ON check_revision.id = revision WHERE run = ?
          """, arguments: [run.number])
      {
        results[row[0]] = ReportedCheck(
          status: ReportedCheck.Status(rawValue: row[1]) ?? .failed, pass: row[2], fail: row[3],
          conditional: row[4], unknown: row[5], note: row[6])
      }
      return results
    }
  }

  /// The revisions of the checks that did their work in a run, by the id of the check: its hash, and its manifest as
  /// canonical JSON.
  public func revisions(
    in run: RunRecord
  ) throws -> [String: (hash: String, manifest: String)] {
    try writer.read { db in
      var revisions: [String: (hash: String, manifest: String)] = [:]
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT v.check_id, v.hash, recorded(d.hash, d.body) FROM check_result r JOIN check_revision v ON v.id = r.revision
          JOIN document d ON d.id = v.manifest WHERE r.run = ? AND r.status = 'completed'
          """, arguments: [run.number])
      {
        revisions[row[0]] = (row[1], row[2])
      }
      return revisions
    }
  }

  /// The manifests of check revisions, by the number under which findings name them: canonical JSON.
  public func manifests() throws -> [Int64: String] {
    try writer.read { db in
      var manifests: [Int64: String] = [:]
      for row in try Row.fetchAll(
        db,
        sql:
          "SELECT r.id, recorded(d.hash, d.body) FROM check_revision r JOIN document d ON d.id = r.manifest"
      ) {
        manifests[row[0]] = row[1]
      }
      return manifests
    }
  }

  /// The identities of all findings that are open now, by check.
  ///
  /// - Parameter verdicts: what the newest run that was about them said; nil: anything, and also that it could not look.
  /// - Returns: the identities by the id of their check.
  /// - Throws: `StoreError`.
  public func openFindings(
    _ verdicts: [Verdict]? = nil
  ) throws -> [String: Set<FindingIdentity>] {
    let words = Set(verdicts?.map(\.rawValue) ?? [])
    return try writer.read { db in
      var open: [String: Set<FindingIdentity>] = [:]
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT f.check_id, f.subject, f.locator, f.key, i.verdict, i.state
          FROM finding f JOIN finding_interval i ON i.finding = f.id AND i.to_run IS NULL
          """)
      where verdicts == nil || (words.contains(row[4]) && row[5] == "open") {
        open[row[0], default: []].insert(
          FindingIdentity(check: row[0], subject: row[1], locator: row[2], key: row[3]))
      }
      return open
    }
  }
}

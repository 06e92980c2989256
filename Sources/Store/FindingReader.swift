import Findings
import GRDB

extension Store {
  /// The findings in the scope of a run as it left them: those that stood after it, and those that it resolved.
  public func findings(at run: RunRecord) throws -> [RecordedFinding] {
    try writer.read { db in
      let causes = try causes(of: run, in: db)
      let rows = try Row.fetchCursor(db, sql: Self.findingsSQL, arguments: ["run": run.number])
      var findings: [RecordedFinding] = []
      while let row = try rows.next() {
        guard let state = FindingState(row, from: 5) else { continue }
        let status = FindingStatus(rawValue: row[9]) ?? .open
        let isOld = status == .resolved || status == .notEvaluated
        findings.append(
          RecordedFinding(
            identity: FindingIdentity(check: row[1], subject: row[2], locator: row[3], key: row[4]),
            state: state, status: status, manifest: row[10], firstSeen: row[11],
            lastSeen: isOld ? (row[12] ?? run.started) : run.started,
            causes: causes[row[0]] ?? []))
      }
      return findings
    }
  }

  /// Each finding of the run's scope with the stretch that holds at the run or ends at it, and what its edge means.
  private static let findingsSQL = """
    WITH stretch AS (
      SELECT i.*, iif(i.to_run = :run, 1, 0) AS ended FROM finding_interval i
      WHERE i.from_run <= :run AND (i.to_run IS NULL OR i.to_run >= :run)
        AND (i.to_run IS NOT :run OR NOT EXISTS (
          SELECT * FROM finding_interval n WHERE n.finding = i.finding AND n.from_run = :run))
    )
    SELECT f.id, f.check_id, f.subject, f.locator, f.key, s.verdict, s.code, s.severity, d.body,
      CASE WHEN s.ended THEN 'resolved' WHEN s.state = 'not-evaluated' THEN 'not-evaluated'
        WHEN s.from_run < :run THEN 'open' WHEN p.id IS NULL THEN 'new' WHEN p.to_run < :run THEN 'reopened'
        WHEN p.evidence = s.evidence AND p.verdict = s.verdict AND p.code = s.code AND p.severity = s.severity THEN 'open'
        ELSE 'changed' END,
      coalesce(iif(NOT s.ended AND s.state = 'open', (SELECT c.revision FROM check_result c
        JOIN check_revision v ON v.id = c.revision WHERE c.run = :run AND v.check_id = f.check_id), NULL), s.revision),
      (SELECT r.started FROM run r WHERE r.id = (SELECT min(x.from_run) FROM finding_interval x WHERE x.finding = f.id)),
      (SELECT r.started FROM run r WHERE r.id = (SELECT max(e.run) FROM run_scope e
        WHERE e.run < iif(s.state = 'not-evaluated', s.from_run, :run)
          AND e.account = f.account AND e.region = f.region AND e.kind = f.kind))
    FROM stretch s JOIN finding f ON f.id = s.finding JOIN document d ON d.id = s.evidence
    JOIN run_scope c ON c.run = :run AND c.account = f.account AND c.region = f.region AND c.kind = f.kind
    LEFT JOIN finding_interval p ON s.from_run = :run AND p.finding = s.finding
      AND p.from_run = (SELECT max(x.from_run) FROM finding_interval x WHERE x.finding = s.finding AND x.from_run < s.from_run)
    """

  private func causes(of run: RunRecord, in db: Database) throws -> [Int64: [RecordedCause]] {
    var causes: [Int64: [RecordedCause]] = [:]
    for row in try Row.fetchAll(
      db,
      sql: """
        SELECT c.finding, c.kind, r.arn, c.aspect, b.body, a.body FROM cause c
        LEFT JOIN resource r ON r.id = c.resource LEFT JOIN document b ON b.id = c.before
        LEFT JOIN document a ON a.id = c.after WHERE c.run = ? ORDER BY c.finding, c.ordinal
        """, arguments: [run.number])
    {
      causes[row[0], default: []].append(
        RecordedCause(
          kind: Cause.Kind(rawValue: row[1]) ?? .resource, resource: row[2], aspect: row[3],
          before: row[4], after: row[5]))
    }
    return causes
  }
}

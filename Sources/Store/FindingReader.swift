import Findings
import GRDB

extension Store {
  /// The findings in the scope of a run as it left them: those that stood after it, and those that it resolved.
  ///
  /// - Parameters:
  ///   - run: the run.
  ///   - other: from whose point of view statuses and causes are told, the difference read backwards where it is a later one; nil:
  ///     that of the run before, for each scope the last one that was about it.
  ///   - withCauses: whether causes are wanted.
  /// - Returns: the findings, in no order.
  /// - Throws: `DatabaseError`.
  public func findings(
    at run: RunRecord, against other: RunRecord? = nil, withCauses: Bool = true
  ) throws -> [RecordedFinding] {
    // What is so after the run before is so until this one, whatever else was audited in between.
    let since = other?.number ?? run.number - 1
    return try writer.read { db in
      var causes =
        withCauses ? try CauseReader(db).causes(after: since, upTo: run.number) : [:]
      let rows = try Row.fetchCursor(
        db, sql: Self.findingsSQL, arguments: ["run": run.number, "since": since])
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
            causes: causes.removeValue(forKey: row[0]) ?? []))
      }
      return findings
    }
  }

  /// Each finding of the run's scope that stands after the run or stood after `:since`, with the stretch that tells how it is, and what
  /// became of it between the two.
  ///
  /// A finding that is gone is told as it was after `:since`, and as last seen at the end of the stretch in which it was last known.
  private static let findingsSQL = """
    WITH side AS (
      SELECT finding, max(iif(from_run <= :run AND ifnull(to_run > :run, TRUE), id, NULL)) AS here,
        max(iif(from_run <= :since AND ifnull(to_run > :since, TRUE), id, NULL)) AS there
      FROM finding_interval
      WHERE from_run <= max(:run, :since) AND ifnull(to_run > min(:run, :since), TRUE) GROUP BY finding
    )
    SELECT f.id, f.check_id, f.subject, f.locator, f.key, s.verdict, s.code, s.severity, recorded(d.hash, d.body),
      CASE WHEN b.here IS NULL THEN 'resolved' WHEN s.state = 'not-evaluated' THEN 'not-evaluated'
        WHEN b.here = b.there THEN 'open'
        WHEN p.id IS NULL THEN iif(:since < :run AND EXISTS (
          SELECT * FROM finding_interval x WHERE x.finding = f.id AND x.from_run <= :since), 'reopened', 'new')
        WHEN p.evidence = s.evidence AND p.verdict = s.verdict AND p.code = s.code AND p.severity = s.severity THEN 'open'
        ELSE 'changed' END,
      coalesce(iif(b.here AND s.state = 'open', (SELECT c.revision FROM check_result c
        JOIN check_revision v ON v.id = c.revision WHERE c.run = :run AND v.check_id = f.check_id), NULL),
        iif(s.state = 'not-evaluated', (SELECT x.revision FROM finding_interval x WHERE x.finding = f.id
          AND x.from_run < s.from_run ORDER BY x.from_run DESC LIMIT 1), NULL),
        s.revision),
      (SELECT r.started FROM run r WHERE r.id = (SELECT min(x.from_run) FROM finding_interval x WHERE x.finding = f.id)),
      iif(b.here IS NULL OR s.state = 'not-evaluated', (SELECT r.started FROM finding_interval l, run r WHERE l.finding = f.id
        AND l.from_run = (SELECT max(x.from_run) FROM finding_interval x WHERE x.finding = f.id
          AND x.from_run <= iif(b.here IS NULL, max(:run, :since), :run))
        AND r.id = (SELECT max(e.run) FROM run_scope e
          WHERE e.run < iif(l.state = 'not-evaluated', l.from_run, min(ifnull(l.to_run, :since + 1), max(:run, :since + 1)))
            AND e.account = f.account AND e.region = f.region AND e.kind = f.kind)), NULL)
    FROM side b JOIN finding f ON f.id = b.finding JOIN finding_interval s ON s.id = coalesce(b.here, b.there)
    JOIN document d ON d.id = s.evidence
    JOIN run_scope c ON c.run = :run AND c.account = f.account AND c.region = f.region AND c.kind = f.kind
    LEFT JOIN finding_interval p ON p.id = b.there
    WHERE coalesce(b.here, b.there) IS NOT NULL
    """
}

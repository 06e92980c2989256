public import Findings
import GRDB

/// The life of a finding as the record knows it.
public struct RecordedHistory: Sendable {
  /// A stretch of it, or its end.
  public struct Step: Sendable {
    public var run: Int64
    public var until: Int64?
    /// With the causes of what the run noticed.
    public var finding: RecordedFinding
  }

  /// The newest run that was about it.
  public var latest: RunRecord
  /// As it is now or, where it is resolved, as it was last.
  public var finding: RecordedFinding
  public var steps: [Step]
}

extension Store {
  /// The identities of all findings that there ever were, in the order in which they came up.
  public func allFindings() throws -> [FindingIdentity] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT check_id, subject, locator, key FROM finding ORDER BY id")
        .map { FindingIdentity(check: $0[0], subject: $0[1], locator: $0[2], key: $0[3]) }
    }
  }

  /// The newest runs, the newest first, at most that many.
  public func runs(limit: Int) throws -> [RunRecord] {
    let numbers = try writer.read { db in
      try Int64.fetchAll(
        db,
        sql: """
          SELECT id FROM run WHERE remarks NOT IN (SELECT id FROM document WHERE body = ?) ORDER BY id DESC LIMIT ?
          """, arguments: [Self.prunedRemarks, limit])
    }
    return try numbers.compactMap { try run($0) }
  }

  /// When each run began, RFC 3339 UTC, by its number.
  public func runTimes() throws -> [Int64: String] {
    try writer.read { db in
      Dictionary(
        uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT id, started FROM run").map {
          ($0[0], $0[1])
        })
    }
  }

  /// The life of a finding; nil if there never was one.
  public func history(of identity: FindingIdentity) throws -> RecordedHistory? {
    let times = try runTimes()
    let found = try writer.read { db in
      try HistoryReader(db, identity, times)?.history()
    }
    guard let found, let latest = try run(found.latest) else { return nil }
    return RecordedHistory(latest: latest, finding: found.finding, steps: found.steps)
  }
}

/// Reads the life of one finding off its stretches.
private struct HistoryReader {
  private let db: Database
  private let identity: FindingIdentity
  private let times: [Int64: String]
  private let id: Int64
  private let scope: StoreScope

  private struct Stretch {
    var from: Int64
    var to: Int64?
    var isEvaluated: Bool
    var state: FindingState
    var manifest: Int64
  }

  init?(_ db: Database, _ identity: FindingIdentity, _ times: [Int64: String]) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT id, account, region, kind FROM finding WHERE fingerprint = ?",
      arguments: [identity.fingerprint])
    guard let row else { return nil }
    self.db = db
    self.identity = identity
    self.times = times
    id = row[0]
    scope = StoreScope(account: row[1], region: row[2], kind: row[3])
  }

  func history() throws -> (latest: Int64, finding: RecordedFinding, steps: [RecordedHistory.Step])?
  {
    let stretches = try stretches()
    guard let last = stretches.last, let latest = try newestRun(before: .max) else { return nil }
    let causes = try CauseReader(db).causes(of: id)
    var steps: [RecordedHistory.Step] = []
    func step(_ run: Int64, _ until: Int64?, _ stretch: Stretch, _ status: FindingStatus) {
      let finding = recorded(
        stretch, status, seen: run, first: stretches[0].from, causes[run] ?? [])
      steps.append(RecordedHistory.Step(run: run, until: until, finding: finding))
    }
    for (index, stretch) in stretches.enumerated() {
      let before = index == 0 ? nil : stretches[index - 1]
      let next = index + 1 < stretches.count ? stretches[index + 1] : nil
      step(stretch.from, stretch.to, stretch, status(of: stretch, after: before))
      if let end = stretch.to, next?.from != end { step(end, next?.from, stretch, .resolved) }
    }
    return (latest, try current(last, latest, first: stretches[0].from), steps)
  }

  private func status(of stretch: Stretch, after before: Stretch?) -> FindingStatus {
    if !stretch.isEvaluated { return .notEvaluated }
    guard let before else { return .new }
    if before.to != stretch.from { return .reopened }
    return before.state == stretch.state ? .open : .changed
  }

  /// The last stretch as the newest run tells it, in the words that its check has there.
  private func current(_ last: Stretch, _ latest: Int64, first: Int64) throws -> RecordedFinding {
    var stretch = last
    var seen: Int64? = latest
    var status = FindingStatus.open
    if last.to != nil {
      status = .resolved
    } else if !last.isEvaluated {
      status = .notEvaluated
    } else {
      stretch.manifest = try revision(in: latest) ?? last.manifest
    }
    if status != .open {
      seen = try newestRun(before: last.isEvaluated ? (last.to ?? latest) : last.from)
    }
    return recorded(stretch, status, seen: seen ?? first, first: first, [])
  }

  private func recorded(
    _ stretch: Stretch, _ status: FindingStatus, seen: Int64, first: Int64,
    _ causes: [RecordedCause]
  ) -> RecordedFinding {
    RecordedFinding(
      identity: identity, state: stretch.state, status: status, manifest: stretch.manifest,
      firstSeen: times[first] ?? "", lastSeen: times[seen] ?? "", causes: causes)
  }

  private func stretches() throws -> [Stretch] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT i.from_run, i.to_run, i.state, i.verdict, i.code, i.severity, recorded(d.hash, d.body), i.revision
        FROM finding_interval i JOIN document d ON d.id = i.evidence WHERE i.finding = ? ORDER BY i.from_run
        """, arguments: [id])
    var stretches: [Stretch] = []
    for row in rows {
      guard let state = FindingState(row, from: 3) else { continue }
      let isEvaluated = row[2] == "open"
      // What could not be evaluated says what it said before, in those words.
      let words = isEvaluated ? nil : stretches.last?.manifest
      stretches.append(
        Stretch(
          from: row[0], to: row[1], isEvaluated: isEvaluated, state: state,
          manifest: words ?? row[7]))
    }
    return stretches
  }

  private func newestRun(before run: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT max(run) FROM run_scope WHERE account = ? AND region = ? AND kind = ? AND run < ?
        """, arguments: [scope.account, scope.region, scope.kind, run])
  }

  private func revision(in run: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT c.revision FROM check_result c JOIN check_revision v ON v.id = c.revision
        WHERE c.run = ? AND v.check_id = ?
        """, arguments: [run, identity.check])
  }
}

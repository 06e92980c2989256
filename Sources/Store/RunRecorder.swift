import Findings
import GRDB

/// One run as it is recorded: what each check did, and the next step in the life of each finding in the run's scope.
struct RunRecorder {
  let db: Database
  let run: Int64
  /// What the run is about; findings elsewhere are left alone.
  let scopes: Set<StoreScope>
  /// The run that said what is carried over.
  let carried: Int64?
  let inputs: InputCoverage
  let documents: DocumentTable
  let causes: CauseFinder

  /// A finding that is open now, as far as the record knows.
  private struct Open {
    var finding: Int64
    var interval: Int64
    var identity: FindingIdentity
    var state: FindingState
    var evaluated: Bool
    /// The run in which the stretch began.
    var from: Int64
    var scope: StoreScope
  }

  /// Where a check looked: of what it could not judge there, keys that it finds no more may be a part.
  private struct Place: Hashable {
    var check: String
    var subject: String
    var locator: String

    init(_ identity: FindingIdentity) {
      check = identity.check
      subject = identity.subject
      locator = identity.locator
    }
  }

  func record(_ outcomes: [CheckOutcome]) throws {
    for outcome in outcomes where !outcome.was.isEmpty {
      try rename(outcome.was, to: outcome.checkID)
    }
    let isKept = Set(outcomes.lazy.filter(\.isCarriedOver).map(\.checkID))
    try keepResults(of: isKept)
    if isKept.count == outcomes.count, try !isOtherCheckOpen(than: isKept) { return }
    var open: [FindingIdentity: Open] = [:]
    for item in try openFindings() where !isKept.contains(item.identity.check) {
      open[item.identity] = item
    }
    var revisions: [String: Int64] = [:]
    var unjudged: Set<Place> = []
    for outcome in outcomes where !outcome.isCarriedOver {
      let revision = try record(outcome)
      revisions[outcome.checkID] = revision
      for found in outcome.findings where scopes.contains(scope(of: found.identity.subject)) {
        if found.state.verdict == .unknown { unjudged.insert(Place(found.identity)) }
        let last = open.removeValue(forKey: found.identity)
        let now = evaluation(of: found, after: last)
        try step(found.identity, last, now, revision)
      }
    }
    let byCheck = Dictionary(
      outcomes.map { ($0.checkID, $0) }, uniquingKeysWith: { first, _ in first })
    for last in open.values.sorted(by: { $0.finding < $1.finding }) {
      let outcome = byCheck[last.identity.check]
      let isUnjudged = last.state.verdict != .unknown && unjudged.contains(Place(last.identity))
      let isAbsent =
        outcome?.result.status == .completed && !inputs.isUnread(last.identity.subject)
        && !inputs.isUnreadable(last.identity.subject)
        && (outcome?.passed.contains(last.identity) == true
          || inputs.areComplete(for: last.scope) && !isUnjudged)
      let now: Evaluation = isAbsent ? .absent : .notEvaluated
      try step(last.identity, last, now, revisions[last.identity.check])
    }
  }

  /// Takes over what checks did in the earlier run; what they found goes on as it is.
  private func keepResults(of checks: Set<String>) throws {
    guard let carried, !checks.isEmpty else { return }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT v.check_id, r.revision FROM check_result r JOIN check_revision v ON v.id = r.revision WHERE r.run = ?
        """, arguments: [carried])
    for row in rows where checks.contains(row[0]) {
      try db.cachedStatement(
        sql: """
          INSERT INTO check_result (run, revision, status, pass, fail, conditional, unknown, note)
          SELECT ?, revision, status, pass, fail, conditional, unknown, note FROM check_result
          WHERE run = ? AND revision = ?
          """
      ).execute(arguments: [run, carried, row[1] as Int64])
    }
  }

  private func scope(of subject: String) -> StoreScope {
    let name = SubjectName(subject)
    return StoreScope(account: name.account, region: name.region, kind: name.kind)
  }

  /// Whether a finding of another check is open.
  private func isOtherCheckOpen(than checks: Set<String>) throws -> Bool {
    try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT f.check_id FROM finding_interval i JOIN finding f ON f.id = i.finding WHERE i.to_run IS NULL
        """
    ).contains { !checks.contains($0) }
  }

  /// A finding that becomes unknown while something was not read completely is one that was not evaluated.
  private func evaluation(
    of found: FoundFinding, after last: Open?
  ) -> Evaluation {
    // What was not shown is known as it was once, which says nothing of now.
    if inputs.isUnread(found.shownSubject) { return .notEvaluated }
    guard let last else { return .found(found.state) }
    if found.state.verdict == .unknown, last.state.verdict != .unknown,
      !inputs.areComplete(for: last.scope)
    {
      return .notEvaluated
    }
    return .found(found.state)
  }

  private func openFindings() throws -> [Open] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT f.id, i.id, f.check_id, f.subject, f.locator, f.key, i.verdict, i.code, i.severity, d.body,
          i.state, f.account, f.region, f.kind, i.from_run
        FROM finding_interval i JOIN finding f ON f.id = i.finding JOIN document d ON d.id = i.evidence
        WHERE i.to_run IS NULL AND EXISTS (SELECT * FROM run_scope s
          WHERE s.run = ? AND s.account = f.account AND s.region = f.region AND s.kind = f.kind)
        """, arguments: [run]
    ).compactMap { row in
      guard let state = FindingState(row, from: 6) else { return nil }
      return Open(
        finding: row[0], interval: row[1],
        identity: FindingIdentity(check: row[2], subject: row[3], locator: row[4], key: row[5]),
        state: state, evaluated: row[10] == "open", from: row[14],
        scope: StoreScope(account: row[11], region: row[12], kind: row[13]))
    }
  }

  private func record(_ outcome: CheckOutcome) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO check_revision (check_id, hash, manifest, source) VALUES (?, ?, ?, ?)
        ON CONFLICT (check_id, hash) DO NOTHING
        """,
      arguments: [
        outcome.checkID, outcome.revision, try documents.id(of: outcome.manifest),
        outcome.source,
      ])
    guard
      let revision = try Int64.fetchOne(
        db, sql: "SELECT id FROM check_revision WHERE check_id = ? AND hash = ?",
        arguments: [outcome.checkID, outcome.revision])
    else { throw DatabaseError(message: "a check revision was not stored") }
    let result = outcome.result
    try db.execute(
      sql: """
        INSERT INTO check_result (run, revision, status, pass, fail, conditional, unknown, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, revision, result.status.rawValue, result.pass, result.fail, result.conditional,
        result.unknown, result.note,
      ])
    return revision
  }

  private func step(
    _ identity: FindingIdentity, _ last: Open?, _ now: Evaluation, _ revision: Int64?
  ) throws {
    let lastKnown = last.map { (state: $0.state, evaluated: $0.evaluated) }
    switch LifeStep.from(lastKnown, to: now) {
    case .goOn: return
    case .end:
      try end(last)
      if let last { try causes.write(cause(last.finding, last, nil, evaluated: true)) }
    case .begin(let state, let evaluated):
      try end(last)
      let finding = try last?.finding ?? findingID(identity)
      let revision = try revision ?? lastRevision(of: finding)
      try db.cachedStatement(
        sql: """
          INSERT INTO finding_interval (finding, from_run, state, verdict, code, severity, revision, evidence)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        finding, run, evaluated ? "open" : "not-evaluated", state.verdict.rawValue, state.code,
        state.severity.rawValue, revision, try documents.id(of: state.evidence),
      ])
      try causes.write(cause(finding, last, state, evaluated: evaluated))
    }
  }

  private func cause(
    _ finding: Int64, _ last: Open?, _ after: FindingState?, evaluated: Bool
  ) -> CauseFinder.Step {
    CauseFinder.Step(
      finding: finding, before: last?.state, after: after,
      unevaluatedSince: last.flatMap { $0.evaluated ? nil : $0.from }, isEvaluated: evaluated)
  }

  private func end(_ last: Open?) throws {
    guard let last else { return }
    try db.cachedStatement(sql: "UPDATE finding_interval SET to_run = ? WHERE id = ?")
      .execute(arguments: [run, last.interval])
  }

  private func lastRevision(of finding: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: "SELECT revision FROM finding_interval WHERE finding = ? ORDER BY from_run DESC LIMIT 1",
      arguments: [finding])
  }

  private func findingID(_ identity: FindingIdentity) throws -> Int64 {
    let fingerprint = identity.fingerprint
    let known = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM finding WHERE fingerprint = ?"),
      arguments: [fingerprint])
    if let known { return known }
    let name = SubjectName(identity.subject)
    try db.cachedStatement(
      sql: """
        INSERT INTO finding (fingerprint, check_id, subject, locator, key, kind, account, region)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      fingerprint, identity.check, identity.subject, identity.locator, identity.key, name.kind,
      name.account, name.region,
    ])
    return db.lastInsertedRowID
  }
}

extension FindingState {
  /// Reads verdict, code, severity and evidence from four columns that follow each other.
  init?(_ row: Row, from column: Int) {
    guard let verdict = Verdict(rawValue: row[column]),
      let severity = Severity(rawValue: row[column + 2])
    else { return nil }
    self.init(
      verdict: verdict, code: row[column + 1], severity: severity, evidence: row[column + 3])
  }
}

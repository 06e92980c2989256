public import Findings
import GRDB

/// One run as it is recorded: what each check did, and the next step in the life of each finding in the run's scope.
struct RunRecorder {
  let db: Database
  let run: Int64
  let importNumber: Int64
  let scopes: [StoreScope: Bool]
  let documents: DocumentTable
  let causes: CauseFinder

  /// A finding that is open now, as far as the record knows.
  private struct Open {
    var finding: Int64
    var interval: Int64
    var identity: FindingIdentity
    var state: FindingState
    var evaluated: Bool
    var scope: StoreScope
  }

  func record(_ outcomes: [CheckOutcome]) throws {
    var open: [FindingIdentity: Open] = [:]
    for item in try openFindings() { open[item.identity] = item }
    let unread = try Set(
      String.fetchAll(
        db,
        sql: "SELECT arn FROM unread JOIN resource ON resource.id = resource WHERE import = ?",
        arguments: [importNumber]))
    var revisions: [String: Int64] = [:]
    for outcome in outcomes {
      let revision = try record(outcome)
      revisions[outcome.checkID] = revision
      for found in outcome.findings {
        let last = open.removeValue(forKey: found.identity)
        let now = evaluation(of: found, after: last, unread)
        try step(found.identity, last, now, revision)
      }
    }
    let byCheck = Dictionary(
      outcomes.map { ($0.checkID, $0) }, uniquingKeysWith: { first, _ in first })
    for last in open.values.sorted(by: { $0.finding < $1.finding }) {
      let outcome = byCheck[last.identity.check]
      let isAbsent =
        outcome?.result.status == .completed
        && (outcome?.passed.contains(last.identity) == true
          || (inputsAreComplete(last.scope) && !unread.contains(last.identity.subject)))
      let now: Evaluation = isAbsent ? .absent : .notEvaluated
      try step(last.identity, last, now, revisions[last.identity.check])
    }
  }

  /// A finding that becomes unknown while something was not read completely is one that was not evaluated.
  private func evaluation(
    of found: FoundFinding, after last: Open?, _ unread: Set<String>
  ) -> Evaluation {
    guard let last else { return .found(found.state) }
    if unread.contains(last.identity.subject) { return .notEvaluated }
    if found.state.verdict == .unknown, last.state.verdict != .unknown,
      !inputsAreComplete(last.scope)
    {
      return .notEvaluated
    }
    return .found(found.state)
  }

  /// Whether all that a finding of this scope may rest on was read completely, as far as this run read it.
  private func inputsAreComplete(_ scope: StoreScope) -> Bool {
    let inputs = [
      StoreScope(account: scope.account, region: "", kind: "role"),
      StoreScope(account: scope.account, region: "", kind: "policy"),
      StoreScope(account: scope.account, region: scope.region, kind: "task-definition"),
      StoreScope(account: scope.account, region: scope.region, kind: "cluster"),
      scope,
    ]
    return inputs.allSatisfy { scopes[$0] != false }
  }

  private func openFindings() throws -> [Open] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT f.id, i.id, f.check_id, f.subject, f.locator, f.key, i.verdict, i.code, i.severity, d.body,
          i.state, f.account, f.region, f.kind
        FROM finding_interval i JOIN finding f ON f.id = i.finding JOIN document d ON d.id = i.evidence
        WHERE i.to_run IS NULL AND EXISTS (SELECT * FROM run_scope s
          WHERE s.run = ? AND s.account = f.account AND s.region = f.region AND s.kind = f.kind)
        """, arguments: [run]
    ).compactMap { row in
      guard let state = FindingState(row, from: 6) else { return nil }
      return Open(
        finding: row[0], interval: row[1],
        identity: FindingIdentity(check: row[2], subject: row[3], locator: row[4], key: row[5]),
        state: state, evaluated: row[10] == "open",
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
      if let last { try causes.write(finding: last.finding, before: last.state, after: nil) }
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
      try causes.write(finding: finding, before: last?.state, after: state)
    }
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

extension Store {
  /// Records a run in one transaction.
  ///
  /// - Parameters:
  ///   - importNumber: the import whose inventory the checks saw.
  ///   - scopes: what the run is about; findings elsewhere are left alone.
  ///   - configuration: canonical JSON.
  ///   - remarks: canonical JSON: what the report is to say of notes and assumptions.
  /// - Returns: the run's number.
  public func recordRun(
    importNumber: Int64, started: String, tool: String, configuration: String, remarks: String,
    scopes: [ScopeCoverage], outcomes: [CheckOutcome]
  ) throws -> Int64 {
    do {
      return try writer.write { db in
        let documents = try DocumentTable(db, key: hashKey)
        try db.execute(
          sql: """
            INSERT INTO run (import, started, tool, configuration, remarks) VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [
            importNumber, started, tool, try documents.id(of: configuration),
            try documents.id(of: remarks),
          ])
        let run = db.lastInsertedRowID
        for item in scopes {
          try db.execute(
            sql:
              "INSERT INTO run_scope (run, account, region, kind, complete) VALUES (?, ?, ?, ?, ?)",
            arguments: [
              run, item.scope.account, item.scope.region, item.scope.kind, item.complete,
            ])
        }
        let recorder = RunRecorder(
          db: db, run: run, importNumber: importNumber,
          scopes: Dictionary(
            scopes.map { ($0.scope, $0.complete) }, uniquingKeysWith: { $0 && $1 }),
          documents: documents, causes: try CauseFinder(db, run: run, importNumber: importNumber))
        try recorder.record(outcomes)
        return run
      }
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }
}

public import Findings
import GRDB

extension Store {
  /// Records a run in one transaction.
  ///
  /// - Parameters:
  ///   - importNumber: the import whose inventory the checks saw.
  ///   - started: when, RFC 3339 UTC.
  ///   - tool: which program, `rolecall 0.1.0`.
  ///   - configuration: canonical JSON.
  ///   - remarks: canonical JSON: what the report is to say of notes and assumptions.
  ///   - scopes: what the run is about; findings elsewhere are left alone.
  ///   - outcomes: what each check did.
  ///   - unreadable: the ARNs of what could not be understood, or not all of it; nothing about it is resolved.
  ///   - world: which world was judged, as `carriedRun(about:in:)` is to know it again.
  ///   - carried: the run that said what the outcomes that are carried over say.
  /// - Returns: the run's number.
  /// - Throws: `StoreError`.
  public func recordRun(
    importNumber: Int64, started: String, tool: String, configuration: String, remarks: String,
    scopes: [ScopeCoverage], outcomes: [CheckOutcome], unreadable: Set<String> = [],
    world: String? = nil, carriedFrom carried: Int64? = nil
  ) throws -> Int64 {
    do {
      return try writer.write { db in
        let documents = try DocumentTable(db, key: hashKey)
        try db.execute(
          sql: """
            INSERT INTO run (import, started, tool, configuration, remarks, basis) VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            importNumber, started, tool, try documents.id(of: configuration),
            try documents.id(of: remarks), world,
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
          db: db, run: run, scopes: Set(scopes.map(\.scope)), carried: carried,
          inputs: try InputCoverage(db, importNumber: importNumber, unreadable: unreadable),
          documents: documents,
          causes: try CauseFinder(
            db, run: run, importNumber: importNumber, documents: documents))
        try recorder.record(outcomes)
        return run
      }
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }
}

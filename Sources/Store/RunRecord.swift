public import Findings
import GRDB

/// One run as the record knows it.
public struct RunRecord: Sendable, Hashable {
  public var number: Int64
  public var importNumber: Int64
  /// RFC 3339, UTC.
  public var started: String
  public var tool: String
  /// Canonical JSON.
  public var configuration: String
  /// Canonical JSON: notes and assumptions.
  public var remarks: String

  /// Whether only what younger runs need of it is left, so that there is no report of it.
  public var isPruned: Bool { remarks == Store.prunedRemarks }
}

/// A finding as a run left it.
public struct RecordedFinding: Sendable {
  public var identity: FindingIdentity
  public var state: FindingState
  public var status: FindingStatus
  /// The number of the check's revision whose manifest words it.
  public var manifest: Int64
  public var firstSeen: String
  public var lastSeen: String
  public var causes: [RecordedCause]
}

/// Why a finding changed, with the documents before and after as canonical JSON.
public struct RecordedCause: Sendable {
  public var kind: Cause.Kind
  public var resource: String?
  public var aspect: String?
  public var before: String?
  public var after: String?
  /// The same for causes that are the same, among those that were read together.
  public var number: Int
}

extension Store {
  /// Why there is no report of a run, or of any where none is named.
  public func absence(ofRun number: Int64?) throws -> StoreError {
    guard let number else { return .noRun("the store has no run") }
    let oldest = try writer.read { db in
      try Int64.fetchOne(
        db,
        sql: """
          SELECT run.id FROM run JOIN document ON document.id = remarks WHERE body <> ?
          ORDER BY run.id LIMIT 1
          """, arguments: [Self.prunedRemarks])
    }
    if let oldest, (1..<oldest).contains(number) { return .pruned(run: number, oldest: oldest) }
    return .noSuchRun(
      "there is no run \(number) in the store", hint: "`rolecall history` lists the runs")
  }
}

public import Findings

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
}

/// A finding as a run left it.
public struct RecordedFinding: Sendable {
  public var identity: FindingIdentity
  public var state: FindingState
  public var status: FindingStatus
  /// Canonical JSON of the check's manifest, as it was.
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

/// What one check did in a run, as it is to be recorded.
public struct CheckOutcome: Sendable {
  public var checkID: String
  /// The hash of the check's folder.
  public var revision: String
  /// Canonical JSON; the messages of an old run are rendered from it.
  public var manifest: String
  /// `bundled`, or the folder that it came from.
  public var source: String
  public var result: ReportedCheck
  public var findings: [FoundFinding]
  /// Those of the findings asked about that were evaluated and passed.
  public var passed: Set<FindingIdentity>
  /// Former ids of the check, whose findings it goes on with.
  public var was: [String] = []
  /// Whether it did not run, since all it says was said by an earlier run, which keeps it.
  public var isCarriedOver = false

  public init(
    checkID: String, revision: String, manifest: String, source: String, result: ReportedCheck,
    findings: [FoundFinding], passed: Set<FindingIdentity>
  ) {
    self.checkID = checkID
    self.revision = revision
    self.manifest = manifest
    self.source = source
    self.result = result
    self.findings = findings
    self.passed = passed
  }
}

/// A finding as a check gave it.
public struct FoundFinding: Sendable {
  public var identity: FindingIdentity
  /// The subject's ARN with its revision, if it has one.
  public var shownSubject: String
  public var state: FindingState

  public init(identity: FindingIdentity, shownSubject: String, state: FindingState) {
    self.identity = identity
    self.shownSubject = shownSubject
    self.state = state
  }
}

public import JSON

/// One thing that is wrong, or that cannot be told, with all that a format shows of it.
public struct Finding: Sendable {
  public var identity: FindingIdentity
  public var code: String
  public var severity: Severity
  public var verdict: Verdict
  public var status: FindingStatus
  /// The ARN of the state machine, rule, schedule or task definition; a task definition's with its revision.
  public var subject: String
  public var account: String
  /// Empty for what has no region.
  public var region: String
  /// One sentence, in the language of the report.
  public var message: String
  /// The text that AWS shows, or would show, as far as it is known.
  public var awsError: String?
  /// callerRole, role, slot, taskDefinition, cluster, action, resource, unknownKeys, statements, nearMisses, latent and the like.
  public var evidence: [String: JSONValue]
  public var remediation: Remediation
  /// RFC 3339: the run in which it was first found.
  public var firstSeen: String
  /// RFC 3339: the newest run that evaluated it and found it.
  public var lastSeen: String
  public var cause: [Cause]
  /// Who accepts it; nil unless the status is `suppressed`.
  public var suppression: Suppression?

  public init(
    identity: FindingIdentity, code: String, severity: Severity, verdict: Verdict,
    status: FindingStatus, subject: String, account: String, region: String, message: String,
    awsError: String?, evidence: [String: JSONValue], remediation: Remediation, firstSeen: String,
    lastSeen: String, cause: [Cause]
  ) {
    self.identity = identity
    self.code = code
    self.severity = severity
    self.verdict = verdict
    self.status = status
    self.subject = subject
    self.account = account
    self.region = region
    self.message = message
    self.awsError = awsError
    self.evidence = evidence
    self.remediation = remediation
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.cause = cause
  }

  /// Whether it stands now: neither resolved, nor suppressed, nor left unevaluated.
  public var isCurrent: Bool {
    switch status {
    case .new, .open, .changed, .reopened: true
    case .resolved, .suppressed, .notEvaluated: false
    }
  }

  /// Whether one stands before another; no two findings of a run are equal in this order.
  fileprivate static func isBefore(_ a: Finding, _ b: Finding) -> Bool {
    let ranks = (a.isCurrent ? 1 : 0, a.verdict.rank == 3 ? 1 : 0, a.severity.rank)
    let others = (b.isCurrent ? 1 : 0, b.verdict.rank == 3 ? 1 : 0, b.severity.rank)
    if ranks != others { return ranks > others }
    let names = (a.code, a.identity.subject, a.identity.locator, a.identity.key, a.identity.check)
    let otherNames = (
      b.code, b.identity.subject, b.identity.locator, b.identity.key, b.identity.check
    )
    return names < otherNames
  }
}

extension [Finding] {
  /// The findings of a run, the worst first, then by what names them.
  public func inReportOrder() -> [Finding] {
    // A finding is large; its place is moved more easily.
    indices.sorted { Finding.isBefore(self[$0], self[$1]) }.map { self[$0] }
  }
}

/// The smallest change that mends a finding.
public struct Remediation: Sendable, Hashable {
  /// One or two sentences.
  public var text: String
  /// A policy or trust policy to add or put in place, where one is needed.
  public var policy: JSONValue?

  public init(text: String, policy: JSONValue? = nil) {
    self.text = text
    self.policy = policy
  }
}

/// Why a finding is new, changed or resolved.
public struct Cause: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case resource
    case check
    case configuration
    case coverage
    case tool
  }

  public var kind: Kind
  /// The ARN of the resource that changed.
  public var resource: String?
  /// Which aspect of it: `inline:run-batch`, `trust`, `definition` and the like.
  public var aspect: String?
  /// The places inside the document, with what was there and what is there now.
  public var changes: [JSONChange]
  /// What the statements in which something changed are called, by their pointer (`/Statement/0`), where they have a Sid.
  public var statements: [String: String]
  /// Whether the resource, or this aspect of it, is gone (true), new (false), or both were there (nil).
  public var isGone: Bool?

  public init(
    kind: Kind, resource: String? = nil, aspect: String? = nil, changes: [JSONChange] = [],
    statements: [String: String] = [:], isGone: Bool? = nil
  ) {
    self.kind = kind
    self.resource = resource
    self.aspect = aspect
    self.changes = changes
    self.statements = statements
    self.isGone = isGone
  }
}

extension Cause {
  /// The Sid of the statement in which a change is; nil where it is in none, or in one without.
  public func sid(of change: JSONChange) -> String? {
    guard !statements.isEmpty, change.pointer.hasPrefix("/Statement/") else { return nil }
    let end = change.pointer.dropFirst("/Statement/".count).firstIndex(of: "/")
    return statements[String(change.pointer[..<(end ?? change.pointer.endIndex)])]
  }
}

/// The answer to a request, with its reasons.
public struct Decision: Hashable, Sendable {
  public enum Outcome: String, Sendable {
    case allowed
    case explicitlyDenied = "explicitly-denied"
    case implicitlyDenied = "implicitly-denied"
    /// Depends on the keys in `conditionalOn`.
    case conditional
    /// A document in `missing` could change the answer.
    case unknown
  }

  /// What decided; together with `layer` it says which policies are to be looked at.
  public enum Cause: String, Sendable {
    case allow
    /// `sts:GetCallerIdentity`, which no policy can refuse.
    case always
    /// A statement with effect Deny applies, in `layer`.
    case deny
    /// No statement allows.
    case noAllow = "no-allow"
    /// A statement would allow but for its conditions.
    case condition
    case boundary
    case scp
    case rcp
    case session
    case endpoint
    /// AWS itself owns the resource.
    case awsOwned = "aws-owned"
    /// A root user cannot assume a role.
    case rootUser = "root-user"
    /// Conditional on keys.
    case keys
    /// Conditional on whether a Principal of `*` admits a service.
    case openPrincipal = "open-principal"
    case documentMissing = "document-missing"
  }

  /// When to collect the reasons, which costs several times the decision.
  public enum Reasons: Sendable {
    case always
    case unlessAllowed
    case never
  }

  public var outcome: Outcome
  /// The layer that refuses, or that is in doubt; nil where allowed.
  public var layer: PolicyLayer?
  public var cause: Cause
  /// The condition keys on which the answer depends, and no others, sorted.
  ///
  /// Beside keys, `action` and `resource` stand for which of a pattern is meant, `Principal` for
  /// whether a statement means the caller.
  public var conditionalOn: [String] = []
  /// The names of policies whose documents are missing, where they matter.
  public var missing: [String] = []
  /// Why those of them that were read are none.
  public var invalid: [InvalidPolicy] = []
  /// The statements that decide: those that allow, deny or are in doubt.
  ///
  /// Of a conditional answer those in doubt come first, then those that surely allow.
  public var statements: [StatementReference] = []
  /// The statements that nearly allowed, the nearest first; or what leaves one in doubt.
  public var nearMisses: [NearMiss] = []

  init(_ verdict: Evaluation.Verdict) {
    outcome = verdict.outcome
    layer = verdict.layer
    cause = verdict.cause
  }
}

/// A policy that cannot be applied, for AWS would not have accepted it.
public struct InvalidPolicy: Hashable, Sendable {
  public var policy: String
  public var error: PolicyError

  public init(policy: String, error: PolicyError) {
    self.policy = policy
    self.error = error
  }
}

/// Which statement of which policy.
public struct StatementReference: Hashable, Sendable, Comparable {
  public var layer: PolicyLayer
  public var policy: String
  public var sid: String?
  /// The position in its document, counted from 0.
  public var index: Int
  public var effect: Effect

  public init(layer: PolicyLayer, policy: String, sid: String?, index: Int, effect: Effect) {
    self.layer = layer
    self.policy = policy
    self.sid = sid
    self.index = index
    self.effect = effect
  }

  public static func < (left: StatementReference, right: StatementReference) -> Bool {
    (left.layer.rawValue, left.policy, left.index) < (
      right.layer.rawValue, right.policy, right.index
    )
  }
}

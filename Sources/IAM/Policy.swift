/// What kind of policy a statement stands in, which says how it counts.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
public enum PolicyLayer: String, Hashable, Sendable, CaseIterable {
  case identity
  case boundary
  case scp
  case rcp
  case session
  case resource
  case trust
  /// The policy of the VPC endpoint that a request comes through.
  case endpoint

  /// Whether an Allow of this layer grants something, and does not only leave it granted.
  var grants: Bool { self == .identity || self == .resource || self == .trust }

  /// Whether statements of this layer say whom they are about.
  var namesPrincipals: Bool { self == .resource || self == .trust || self == .endpoint }
}

/// A policy under the name by which a report calls it.
public struct Policy: Sendable {
  /// `inline:run-batch`, the ARN of a managed policy, `trust`, `p-abc123`.
  public var name: String
  /// nil for a policy that is attached, but whose document is missing or unreadable: what it says is unknown.
  public let document: PolicyDocument?
  private let fault: Fault?

  /// Held apart, so that a policy stays small: hardly any has one.
  private final class Fault: Sendable {
    let error: PolicyError

    init(_ error: PolicyError) { self.error = error }
  }

  public init(name: String, document: PolicyDocument?) {
    self.name = name
    self.document = document
    fault = nil
  }

  /// A policy whose document is none.
  public init(name: String, error: PolicyError) {
    self.name = name
    document = nil
    fault = Fault(error)
  }

  private init(name: String, document: PolicyDocument?, fault: Fault?) {
    self.name = name
    self.document = document
    self.fault = fault
  }

  /// Why the document is none, where it was read.
  public var error: PolicyError? { fault?.error }

  /// The same under another name.
  public func named(_ name: String) -> Policy {
    Policy(name: name, document: document, fault: fault)
  }
}

/// All policies that decide about the requests of one principal on one resource.
public struct PolicySet: Sendable {
  /// Inline and managed policies of a role, or of a user and their groups; of a managed policy the default version.
  public var identity: [Policy]
  /// nil, or empty: the principal has no permissions boundary.
  public var boundary: [Policy]?
  /// Service control policies by level, root to account.
  ///
  /// nil or no level: none is known, nothing is restricted.
  public var serviceControl: [[Policy]]?
  /// Resource control policies by level.
  ///
  /// `RCPFullAWSAccess` is attached to every level, given or not.
  public var resourceControl: [[Policy]]?
  /// nil: no session policy was passed.
  public var session: [Policy]?
  /// nil: the resource has no policy.
  ///
  /// One that exists but is not known has a document of nil.
  public var resourcePolicy: Policy?
  /// Policies of the VPC endpoint that the request comes through.
  ///
  /// nil, or empty: it comes through none, or through one with the policy that AWS gives it, which allows everything.
  /// See https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  public var endpoint: [Policy]?
  /// Service-linked roles are exempt from service control and resource control policies.
  public var isServiceLinkedRole: Bool
  /// Principals of the organization's management account are exempt from service control policies.
  public var isManagementAccount: Bool

  public init(
    identity: [Policy] = [], boundary: [Policy]? = nil, serviceControl: [[Policy]]? = nil,
    resourceControl: [[Policy]]? = nil, session: [Policy]? = nil, resourcePolicy: Policy? = nil,
    endpoint: [Policy]? = nil, isServiceLinkedRole: Bool = false, isManagementAccount: Bool = false
  ) {
    self.identity = identity
    self.boundary = boundary
    self.serviceControl = serviceControl
    self.resourceControl = resourceControl
    self.session = session
    self.resourcePolicy = resourcePolicy
    self.endpoint = endpoint
    self.isServiceLinkedRole = isServiceLinkedRole
    self.isManagementAccount = isManagementAccount
  }
}

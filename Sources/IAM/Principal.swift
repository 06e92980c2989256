/// Who makes a request.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
public enum Principal: Hashable, Sendable {
  /// A role, in a session of whatever name.
  case role(arn: String)
  /// A session of a role. The role's ARN has the path that the session's lacks; nil where only the session is known.
  case session(arn: String, role: String?)
  /// A user, or by its own ARN the session of a federated user (`GetFederationToken`).
  case user(arn: String)
  /// An AWS service, as `ecs-tasks.amazonaws.com`.
  case service(String)
  /// The root user of an account, by its id.
  case account(String)
  /// An identity provider, by its name or ARN; or another account's caller by the account's canonical id.
  case federated(String)
  case anonymous

  /// Reads a principal from its ARN: a user, a role, a session, an account's root; else it is an identity provider.
  public init(arn: String) {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else {
      self = .federated(arn)
      return
    }
    switch (parts[2], parts[5]) {
    case ("iam", "root"): self = .account(String(parts[4]))
    case ("iam", let name) where name.hasPrefix("role/"): self = .role(arn: arn)
    case ("iam", let name) where name.hasPrefix("user/"): self = .user(arn: arn)
    case ("sts", let name) where name.hasPrefix("assumed-role/"):
      self = .session(arn: arn, role: nil)
    case ("sts", _): self = .user(arn: arn)
    default: self = .federated(arn)
    }
  }

  /// The account the principal belongs to; nil for services, providers and anonymous callers.
  var accountID: String? {
    switch self {
    case .role(let arn), .session(let arn, _), .user(let arn): ArnPattern.account(of: arn)
    case .account(let id): id
    case .service, .federated, .anonymous: nil
    }
  }

  /// Whether the principal belongs to an account, given by its id; nil where it is not known to belong to any.
  func belongs(to account: Span<UInt8>) -> Bool? {
    switch self {
    case .role(let arn), .session(let arn, _), .user(let arn):
      let bytes = arn.utf8.span
      return ArnColons(bytes).account(in: bytes).map {
        bytes.extracting($0).isEqual(to: account)
      }
    case .account(let id): return id.isEmpty ? nil : id.utf8.span.isEqual(to: account)
    case .service, .federated, .anonymous: return nil
    }
  }

  /// Whether the caller is none of the account's own principals, so that only a resource policy can let it in.
  var isOutsider: Bool {
    switch self {
    case .service, .federated, .anonymous: true
    case .role, .session, .user, .account: false
    }
  }

  /// Whether the principal is, or is a session of, a role under the path that AWS keeps for service-linked roles.
  var isServiceLinkedRole: Bool {
    switch self {
    case .role(let arn), .session(_, let arn?):
      ArnPattern.resource(of: arn, beginsWith: "role/aws-service-role/")
    case .session(let arn, nil):
      // A session's ARN lacks the path, but the names of these roles all begin alike.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
      ArnPattern.resource(of: arn, beginsWith: "assumed-role/AWSServiceRoleFor")
    default: false
    }
  }
}

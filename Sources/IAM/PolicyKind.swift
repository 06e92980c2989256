/// What a policy is attached to, which says of what elements its statements consist.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
public enum PolicyKind: Sendable, CaseIterable {
  /// Of a user, a group or a role, inline or managed.
  case identity
  case boundary
  case session
  /// See https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
  case serviceControl
  /// Its Principal is everybody.
  ///
  /// See https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  case resourceControl
  /// Of a resource that is no role, or of a VPC endpoint; some services' have no Resource.
  case resource
  /// Of a role, which is the only resource that it is about.
  case trust

  /// Why a statement with these elements is none of such a policy: it has one that is not allowed, or lacks one.
  func complaint(
    about found: StatementElements
  ) -> (reason: String, hint: String, path: [String])? {
    let principal = found.principal == nil ? "NotPrincipal" : "Principal"
    if found.whom != nil, !hasPrincipal {
      return (
        "\(words) has no \(principal): it is about whom it is attached to", "take it out",
        [principal]
      )
    }
    if found.whom == nil, needsPrincipal {
      return ("the statement has no Principal", "name in Principal whom \(words) is about", [])
    }
    if self == .resourceControl, found.notAction != nil {
      return ("\(words) has no NotAction", "name what it denies in Action", ["NotAction"])
    }
    if self == .resourceControl, found.notPrincipal != nil {
      return (
        "\(words) has no NotPrincipal", "write \"Principal\": \"*\" and a Condition",
        ["NotPrincipal"]
      )
    }
    let resource = found.resource == nil ? "NotResource" : "Resource"
    if found.onWhat != nil, self == .trust {
      return ("\(words) has no \(resource): it is about its own role", "take it out", [resource])
    }
    if found.onWhat == nil, needsResource {
      return ("the statement has no Resource", "name what it is about in Resource", [])
    }
    return nil
  }

  private var words: String {
    switch self {
    case .identity: "an identity policy"
    case .boundary: "a permissions boundary"
    case .session: "a session policy"
    case .serviceControl: "a service control policy"
    case .resourceControl: "a resource control policy"
    case .resource: "a policy of a resource"
    case .trust: "a trust policy"
    }
  }

  private var hasPrincipal: Bool {
    switch self {
    case .identity, .boundary, .session, .serviceControl: false
    case .resourceControl, .resource, .trust: true
    }
  }

  /// A statement of a resource's policy that names nobody applies to nobody; its siblings still count.
  private var needsPrincipal: Bool { self == .resourceControl || self == .trust }

  private var needsResource: Bool {
    switch self {
    case .identity, .boundary, .session, .serviceControl, .resourceControl: true
    case .resource, .trust: false
    }
  }
}

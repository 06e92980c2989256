public import JSON

/// A change of one policy that is to mend a finding.
public struct PolicyChange: Sendable, Hashable {
  /// Which policy it is.
  public enum Target: Sendable, Hashable {
    /// One more inline policy of a role, by the role's ARN.
    case inlinePolicy(of: String)
    /// The trust policy of a role.
    case trustPolicy(of: String)
    /// A managed policy, by its ARN.
    case managedPolicy(String)

    /// The ARN of the role or the policy.
    public var arn: String {
      switch self {
      case .inlinePolicy(let arn), .trustPolicy(let arn), .managedPolicy(let arn): arn
      }
    }
  }

  public var target: Target
  /// The name of the inline policy; nil for the others.
  public var name: String?
  /// The whole policy as it is to be.
  public var document: JSONValue

  public init(target: Target, name: String? = nil, document: JSONValue) {
    self.target = target
    self.name = name
    self.document = document
  }
}

public enum Effect: String, Sendable {
  case allow = "Allow"
  case deny = "Deny"
}

/// One statement of a policy, its texts as they were written.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
public struct Statement: Sendable {
  public var sid: String?
  /// The position in its document, counted from 0.
  public var index: Int
  public var effect: Effect
  public var actions: [String] = []
  public var notActions: [String] = []
  public var resources: [String] = []
  public var notResources: [String] = []
  /// The entries of Principal; empty in an identity policy.
  public var principals: [PrincipalText] = []
  public var notPrincipals: [PrincipalText] = []
  public var conditions: [ConditionText] = []

  public var hasCondition: Bool { !conditions.isEmpty }

  /// One entry of a Principal element: type `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for a bare `"*"`.
  public struct PrincipalText: Hashable, Sendable {
    public var type: String
    public var value: String
  }

  /// One key of a Condition element.
  public struct ConditionText: Hashable, Sendable {
    public var operatorName: String
    public var key: String
    public var values: [String]
  }

  init(index: Int, effect: Effect) {
    self.index = index
    self.effect = effect
  }
}

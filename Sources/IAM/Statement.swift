import JSON

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

  /// Reads a statement of a document that is known to be valid.
  init(_ node: JSONNode, index: Int) {
    let found = node.withTape { StatementElements($0, at: node.tapeIndex) }
    sid = found.sid.map(node.value)?.string
    self.index = index
    effect = found.effect.map(node.value)?.string == Effect.allow.rawValue ? .allow : .deny
    actions = Self.texts(found.action.map(node.value))
    notActions = Self.texts(found.notAction.map(node.value))
    resources = Self.texts(found.resource.map(node.value))
    notResources = Self.texts(found.notResource.map(node.value))
    principals = Self.principals(found.principal.map(node.value))
    notPrincipals = Self.principals(found.notPrincipal.map(node.value))
    conditions = Self.conditions(found.condition.map(node.value))
  }

  private static func texts(_ node: JSONNode?) -> [String] {
    guard let node else { return [] }
    return node.isArray ? node.elements.compactMap(\.string) : [node.string].compactMap(\.self)
  }

  private static func principals(_ node: JSONNode?) -> [PrincipalText] {
    guard let node else { return [] }
    if let text = node.string { return [PrincipalText(type: text, value: text)] }
    return node.membersByName.flatMap { type, value in
      texts(value).map { PrincipalText(type: type, value: $0) }
    }
  }

  private static func conditions(_ node: JSONNode?) -> [ConditionText] {
    guard let node else { return [] }
    return node.membersByName.flatMap { name, keys in
      keys.membersByName.map { key, value in
        ConditionText(operatorName: name, key: key, values: value.conditionTexts)
      }
    }
  }
}

public import IAM

/// Who may do what on which resource, as a person asks it.
public struct AccessQuestion: Hashable, Sendable {
  /// The ARN of a role, a session of one, or a user; the name of a role or a user; a service.
  public var principal: String
  /// An action; `*` and `?` make it a pattern.
  public var action: String
  /// An ARN; `*` and `?` make it a pattern.
  public var resource: String
  /// Condition keys whose values are given; no values: the key is not in the request.
  public var context: [String: [String]]
  /// Condition keys that are to be taken for unknown, whatever is known or assumed of them.
  public var unknownKeys: Set<String>

  public init(
    principal: String, action: String, resource: String, context: [String: [String]] = [:],
    unknownKeys: Set<String> = []
  ) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
    self.unknownKeys = unknownKeys
  }

  func asked(by principal: String) -> AccessQuestion {
    var question = self
    question.principal = principal
    return question
  }
}

/// The answer to a question, and what it takes for granted.
public struct AccessAnswer: Sendable {
  /// What is taken for granted because no export tells.
  public enum Premise: Hashable, Sendable, Comparable {
    /// No service control policies of the account are known: none apply.
    case noServiceControl(account: String)
    /// Nothing says whose the resource is: it belongs to the account of who asks.
    case ownResource(account: String)
    /// No export holds the resource's own policy: it says nothing.
    case noResourcePolicy
    /// A value that the configuration supplies.
    case value(key: String, values: [String])
  }

  /// The ARN, or the name, of who asks.
  public var principal: String
  public var decision: Decision
  public var premises: [Premise]
}

extension AccessAnswer.Premise {
  public static func < (a: Self, b: Self) -> Bool { a.order.lexicographicallyPrecedes(b.order) }

  private var order: [String] {
    switch self {
    case .noServiceControl(let account): ["0", account]
    case .ownResource(let account): ["1", account]
    case .noResourcePolicy: ["2"]
    case .value(let key, let values): ["3", key] + values
    }
  }
}

/// Why a question cannot be put.
public enum AccessError: Error, Hashable, Sendable {
  /// No principal of that name was ever exported, though all of them were; or the name is none.
  case noPrincipal(String)
  /// It is a group, whose users act and which itself does not.
  case group(String)
  /// The role that is to be assumed is not there, though all roles of its account were exported.
  case noRole(String)
  /// Several principals have that name.
  case ambiguous(String, [String])
}

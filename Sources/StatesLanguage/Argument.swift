public import JSON

/// One value among the arguments of a call: a scalar, or a structure that holds more of them.
///
/// Names are found whatever the case of their ASCII letters, because the same structure is spelled in four ways
/// across Step Functions, EventBridge, Scheduler and CloudFormation; a name spelled as asked for wins over the others.
/// Asking a dynamic value for what it holds yields a dynamic value, never an absent one.
public enum Argument: Sendable {
  case scalar(Scalar)
  case list(JSONNode, ArgumentSyntax)
  case object(JSONNode, ArgumentSyntax)

  /// Reads a value, of which `null` is taken for not given.
  public init(_ node: JSONNode, _ syntax: ArgumentSyntax) {
    switch node.kind {
    case .object: self = .object(node, syntax)
    case .array: self = .list(node, syntax)
    case .string: self = .scalar(syntax.scalar(of: node.string ?? ""))
    case .number, .bool: self = .scalar(.fixed(node.text))
    case .null: self = .scalar(.absent)
    }
  }

  /// The member of that name.
  public subscript(name: String) -> Argument { ArgumentFields(self)[name] }

  /// The value as a single one; a structure in its place cannot be understood and so is dynamic.
  public var scalar: Scalar {
    switch self {
    case .scalar(let scalar): scalar
    case .list: .dynamic("a list stands where a single value belongs")
    case .object: .dynamic("an object stands where a single value belongs")
    }
  }

  /// The value as a list.
  public var elements: ArgumentList<Argument> {
    switch self {
    case .list(let node, let syntax): .fixed(node.elements.map { Argument($0, syntax) })
    case .scalar(.absent): .absent
    case .scalar(.dynamic(let why)): .dynamic(why)
    case .scalar, .object: .dynamic("something else stands where a list belongs")
    }
  }

  /// Whether there is anything.
  public var presence: Presence {
    switch self {
    case .scalar(.absent): .absent
    case .scalar(.dynamic(let why)): .dynamic(why)
    case .scalar: .dynamic("a single value stands where a structure belongs")
    case .list(let node, _): node.count == 0 ? .empty : .fixed
    case .object(let node, _): node.count == 0 ? .empty : .fixed
    }
  }
}

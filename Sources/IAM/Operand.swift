/// How a value of the request compares with one value of a policy, before any negation.
enum Likeness: Sendable {
  case same
  case different
  /// The request's value is no such value: never matches, negated or not.
  case incomparable
  /// The policy's value is none, or a variable in it does not resolve.
  ///
  /// It never matches; whether a negation of it does is not documented.
  case nothing
  case unknown

  func truth(isNegated: Bool, _ interpretation: Interpretation) -> Truth {
    switch self {
    case .same: isNegated ? .no : .yes
    case .different: isNegated ? .yes : .no
    case .incomparable: .no
    case .nothing: isNegated ? Truth(interpretation.nothingDiffers) : .no
    case .unknown: .unknown
    }
  }
}

/// One value of a key in the request.
enum RequestValue {
  case text([UInt8])
  /// Encoded bytes: the value is somewhere within the pattern.
  case pattern([UInt8])
}

/// One value that a policy's condition compares with, decoded once.
enum Operand: Sendable {
  case string(StringOperand)
  case binary(BinaryOperand)
  case number(NumericOperand)
  case date(DateOperand)
  case bool(BoolOperand)
  case ipAddress(IPAddressOperand)
  case arn(ArnOperand)

  init(_ text: String, for comparison: ConditionOperator.Comparison, variables: Bool) {
    self =
      switch comparison {
      case .stringEquals: .string(StringOperand(Array(text.utf8), .equals, variables: variables))
      case .binaryEquals: .binary(BinaryOperand(text))
      case .stringEqualsIgnoreCase:
        .string(StringOperand(Array(text.utf8), .ignoresCase, variables: variables))
      case .stringLike: .string(StringOperand(Array(text.utf8), .like, variables: variables))
      case .numeric(let relation): .number(NumericOperand(text, relation))
      case .date(let relation): .date(DateOperand(text, relation))
      case .bool, .null: .bool(BoolOperand(text))
      case .ipAddress: .ipAddress(IPAddressOperand(text))
      case .arnLike: .arn(ArnOperand(Array(text.utf8), variables: variables))
      }
  }

  func likeness(to value: RequestValue, in context: RequestContext) -> Likeness {
    switch self {
    case .string(let operand): operand.likeness(to: value, in: context)
    case .arn(let operand): operand.likeness(to: value, in: context)
    case .binary(let operand): operand.likeness(to: value)
    case .number(let operand): operand.likeness(to: value)
    case .date(let operand): operand.likeness(to: value)
    case .bool(let operand): operand.likeness(to: value)
    case .ipAddress(let operand): operand.likeness(to: value)
    }
  }

  /// The text with its variables, where this kind of value may have any.
  var variableText: VariableText? {
    switch self {
    case .string(let operand): operand.text
    case .arn(let operand): operand.text
    case .binary, .number, .date, .bool, .ipAddress: nil
    }
  }
}

/// A value under ArnLike, which ArnEquals is too, and their negations: each of the six parts is compared with its own.
///
/// A value that has fewer parts is no ARN and never matches, negated or not; `*` alone matches every ARN.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
struct ArnOperand: Sendable {
  let text: VariableText
  private let fixed: Reading?

  private enum Reading: Sendable {
    case every
    case arn(ArnPattern)
    case invalid
  }

  init(_ text: [UInt8], variables: Bool) {
    self.text = VariableText(text, wildcards: true, variables: variables)
    fixed = self.text.literal.map(Self.read)
  }

  private static func read(_ bytes: [UInt8]) -> Reading {
    if bytes == [Glob.anyRun] { return .every }
    return ArnPattern(bytes).map(Reading.arn) ?? .invalid
  }

  func likeness(to value: RequestValue, in context: RequestContext) -> Likeness {
    if let fixed { return compare(fixed, with: value) }
    switch text.resolved(in: context) {
    case .unresolved: return .nothing
    case .known(let bytes): return compare(Self.read(bytes), with: value)
    case .unknown(let bytes):
      // A value may bring colons of its own, so the parts are not known.
      switch value {
      case .text(let theirs): return Glob(bytes: bytes).matches(theirs) ? .unknown : .different
      case .pattern(let theirs):
        return Glob(bytes: bytes).overlaps(Glob(bytes: theirs)) ? .unknown : .different
      }
    }
  }

  private func compare(_ own: Reading, with value: RequestValue) -> Likeness {
    let theirs: ArnPattern
    switch value {
    case .text(let bytes):
      guard let arn = ArnPattern(bytes) else { return .incomparable }
      theirs = arn
    case .pattern(let bytes):
      guard let arn = ArnPattern(bytes) else { return .unknown }
      theirs = arn
    }
    switch own {
    case .every: return .same
    case .invalid: return .nothing
    case .arn(let pattern):
      switch pattern.matches(allOf: theirs) {
      case .no: return .different
      case .unknown: return .unknown
      case .yes: return .same
      }
    }
  }
}

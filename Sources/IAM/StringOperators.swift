/// A value under StringEquals, StringEqualsIgnoreCase, StringLike and their negations.
///
/// `StringEquals` takes `*` literally; in `StringLike` it crosses everything, colons too.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
struct StringOperand: Sendable {
  enum Rule: Sendable {
    case equals
    case ignoresCase
    case like
  }

  let text: VariableText
  let rule: Rule
  /// The bytes to compare with, where no variable has to be resolved first.
  private let fixed: [UInt8]?

  init(_ text: [UInt8], _ rule: Rule, variables: Bool) {
    self.text = VariableText(text, wildcards: rule == .like, variables: variables)
    self.rule = rule
    fixed = self.text.literal.map { rule == .ignoresCase ? lowercased($0) : $0 }
  }

  func likeness(to value: RequestValue, in context: RequestContext) -> Likeness {
    if let fixed { return compare(fixed, isCertain: true, with: value) }
    switch text.resolved(in: context) {
    case .unresolved: return .nothing
    case .known(let bytes):
      return compare(
        rule == .ignoresCase ? lowercased(bytes) : bytes, isCertain: true, with: value)
    case .unknown(let bytes):
      return compare(
        rule == .ignoresCase ? lowercased(bytes) : bytes, isCertain: false, with: value)
    }
  }

  private func compare(_ own: [UInt8], isCertain: Bool, with value: RequestValue) -> Likeness {
    switch value {
    case .text(let bytes):
      let bytes = rule == .ignoresCase ? lowercased(bytes) : bytes
      let isLike = rule == .like || !isCertain ? Glob(bytes: own).matches(bytes) : own == bytes
      return isLike ? (isCertain ? .same : .unknown) : .different
    case .pattern(let bytes):
      let own = Glob(bytes: own)
      let theirs = Glob(bytes: rule == .ignoresCase ? lowercased(bytes) : bytes)
      if isCertain, own.covers(theirs) { return .same }
      return own.overlaps(theirs) ? .unknown : .different
    }
  }
}

/// The text in small letters.
///
/// Encoded wildcards stay as they are.
private func lowercased(_ bytes: [UInt8]) -> [UInt8] {
  if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.map(asciiLowercased) }
  if bytes.contains(where: { $0 >= Glob.anyOne }) { return bytes.map(asciiLowercased) }
  return Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
}

/// A value under NumericEquals, NumericLessThan and the like.
///
/// Whole and decimal numbers; no variables.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
struct NumericOperand: Sendable {
  private let number: Double?
  private let relation: ConditionOperator.Relation

  init(_ text: String, _ relation: ConditionOperator.Relation) {
    number = decimal(text)
    self.relation = relation
  }

  func likeness(to value: RequestValue) -> Likeness {
    guard let number else { return .incomparable }
    guard case .text(let bytes) = value else { return .unknown }
    guard let theirs = decimal(String(decoding: bytes, as: UTF8.self)) else { return .incomparable }
    return relation.holds(theirs, number) ? .same : .different
  }
}

/// A decimal number; nil for hexadecimal, `inf`, `nan` and anything else.
private func decimal(_ text: String) -> Double? {
  let allowed = text.utf8.allSatisfy {
    $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || "+-.eE".utf8.contains($0)
  }
  guard allowed, let number = Double(text), number.isFinite else { return nil }
  return number
}

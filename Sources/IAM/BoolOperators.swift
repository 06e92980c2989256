/// A value under Bool: "true" or "false" in any case, anything else matches nothing.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
struct BoolOperand: Sendable {
  let flag: Bool?

  init(_ text: String) {
    flag = boolean(text)
  }

  func likeness(to value: RequestValue) -> Likeness {
    guard let flag else { return .nothing }
    guard case .text(let bytes) = value else { return .unknown }
    guard let theirs = boolean(String(decoding: bytes, as: UTF8.self)) else { return .incomparable }
    return theirs == flag ? .same : .different
  }
}

private func boolean(_ text: String) -> Bool? {
  switch text.lowercased() {
  case "true": true
  case "false": false
  default: nil
  }
}

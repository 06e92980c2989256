/// A value under BinaryEquals, which is written in base64.
///
/// The request's value may be given as the same text or as the bytes that it stands for.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
struct BinaryOperand: Sendable {
  private let text: [UInt8]
  private let decoded: [UInt8]?

  init(_ text: String) {
    self.text = Array(text.utf8)
    decoded = base64Decoded(self.text)
  }

  func likeness(to value: RequestValue) -> Likeness {
    guard let decoded else { return .nothing }
    switch value {
    case .text(let theirs): return theirs == text || theirs == decoded ? .same : .different
    case .pattern(let theirs): return Glob(bytes: theirs).matches(text) ? .unknown : .different
    }
  }
}

/// The bytes that a text in base64 stands for; nil where it is none.
private func base64Decoded(_ text: [UInt8]) -> [UInt8]? {
  let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
  guard text.count.isMultiple(of: 4), padding <= 2 else { return nil }
  var bytes: [UInt8] = []
  var buffer: UInt32 = 0
  for (index, byte) in text.dropLast(padding).enumerated() {
    guard let digit = base64Digit(byte) else { return nil }
    buffer = buffer << 6 | digit
    if index % 4 > 0 {
      bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(6 - index % 4 * 2)))
    }
  }
  return bytes
}

private func base64Digit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}

/// What is known of the text that the intrinsic function `States.Format` makes; nil for any other expression.
///
/// Each `{}` of the template becomes a `*`. `\'`, `\{`, `\}` and `\\` stand for the character itself; a template
/// that breaks those rules, or that is not written out, is not worked out.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
func formatted(_ expression: String) -> Scalar? {
  guard expression.hasPrefix("States.Format(") else { return nil }
  var parser = FormatParser(bytes: Array(expression.utf8), at: "States.Format(".utf8.count)
  guard let pieces = parser.templatePieces(), parser.restIsArguments(count: pieces.count - 1) else {
    return .dynamic(expression)
  }
  return Scalar(pieces: pieces, of: expression)
}

private struct FormatParser {
  let bytes: [UInt8]
  var at: Int

  private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while byte == UInt8(ascii: " ") { at += 1 }
  }

  /// Reads the quoted template: the texts around its placeholders.
  mutating func templatePieces() -> [String]? {
    skipSpace()
    guard byte == UInt8(ascii: "'") else { return nil }
    at += 1
    var pieces: [String] = []
    var piece: [UInt8] = []
    while let byte {
      at += 1
      switch byte {
      case UInt8(ascii: "'"):
        pieces.append(String(decoding: piece, as: UTF8.self))
        return pieces
      case UInt8(ascii: "\\"):
        guard let escaped = self.byte, #"'{}\"#.utf8.contains(escaped) else { return nil }
        piece.append(escaped)
        at += 1
      case UInt8(ascii: "{"):
        guard self.byte == UInt8(ascii: "}") else { return nil }
        at += 1
        pieces.append(String(decoding: piece, as: UTF8.self))
        piece.removeAll(keepingCapacity: true)
      case UInt8(ascii: "}"):
        return nil
      default:
        piece.append(byte)
      }
    }
    return nil
  }

  /// Whether the rest of the call is that many arguments and the closing parenthesis.
  mutating func restIsArguments(count: Int) -> Bool {
    var commas = 0
    var depth = 1
    while let byte {
      at += 1
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): commas += depth == 1 ? 1 : 0
      case UInt8(ascii: "'"): guard skipLiteral() else { return false }
      default: break
      }
      if depth == 0 {
        skipSpace()
        return at == bytes.count && commas == count
      }
    }
    return false
  }

  /// Passes over the rest of a quoted text.
  private mutating func skipLiteral() -> Bool {
    while let byte {
      at += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "'") { return true }
    }
    return false
  }
}

/// Takes the literals out of expressions: JSONPath and intrinsic functions, JSONata, input templates.
///
/// The structure stays, so that what an expression refers to is still seen. A literal stays if it is an ARN or the
/// template of one, the name of a member, or, where the expression makes a name, the text that this is made of.
enum Expression {
  /// The expression without literals.
  static func redacted(_ text: String) -> String { redacted(text) { _ in nil } }

  /// The expression of a name: the template of `States.Format`, or a single literal of JSONata, is kept.
  ///
  /// No other literal tells what the name will be.
  static func redactedName(_ text: String) -> String {
    redacted(text) { bytes in
      Redaction.isExpression(text) ? loneLiteral(bytes) : formatTemplate(bytes)
    }
  }

  private static func redacted(_ text: String, keeping: ([UInt8]) -> Int?) -> String {
    let bytes = Array(text.utf8)
    var scanner = Scanner(
      bytes: bytes, keptLiteral: keeping(bytes), isJSONata: Redaction.isExpression(text))
    scanner.run()
    return String(decoding: scanner.out, as: UTF8.self)
  }

  /// Where the only literal of a JSONata expression begins that is nothing else.
  private static func loneLiteral(_ bytes: [UInt8]) -> Int? {
    let inside = bytes.dropFirst(2).dropLast(2)
    guard let start = inside.firstIndex(where: { $0 > 0x20 }), isQuote(bytes[start]),
      let end = inside.lastIndex(where: { $0 > 0x20 }), end > start, bytes[end] == bytes[start],
      !inside[(start + 1)..<end].contains(where: { $0 == bytes[start] || $0 == 0x5C })
    else { return nil }
    return start
  }

  /// Where the template of `States.Format` begins, with its quote, if the expression is nothing else.
  private static func formatTemplate(_ bytes: [UInt8]) -> Int? {
    let name = Array("States.Format(".utf8)
    guard bytes.starts(with: name), bytes.last == UInt8(ascii: ")"),
      let start = bytes[name.count...].firstIndex(where: { $0 > 0x20 }), isQuote(bytes[start])
    else { return nil }
    return start
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
  }

  private struct Scanner {
    let bytes: [UInt8]
    /// Where a literal begins that stays.
    let keptLiteral: Int?
    let isJSONata: Bool
    var out: [UInt8] = []
    private var at = 0
    /// The last byte that was neither white space nor within a literal.
    private var previous: UInt8 = 0

    init(bytes: [UInt8], keptLiteral: Int?, isJSONata: Bool) {
      self.bytes = bytes
      self.keptLiteral = keptLiteral
      self.isJSONata = isJSONata
    }

    mutating func run() {
      while at < bytes.count {
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): literal(byte)
        case UInt8(ascii: "/") where isJSONata && at + 1 < bytes.count && bytes[at + 1] == 0x2A:
          skipComment()
        case UInt8(ascii: "/") where isJSONata && !isOperand(previous): regularExpression()
        case UInt8(ascii: "`") where isJSONata: copyName()
        case 0x30...0x39 where !isWord(previous) && previous != UInt8(ascii: "."): number()
        default: copy()
        }
      }
    }

    private mutating func copy() {
      if bytes[at] > 0x20 { previous = bytes[at] } else if isWord(previous) { previous = 0x29 }
      out.append(bytes[at])
      at += 1
    }

    /// A number is a value; a short one is rather an index or a count than a secret.
    private mutating func number() {
      let end = bytes[at...].firstIndex { !isDigit($0) } ?? bytes.count
      if end - at > 6 {
        out += Array("'\(Redaction.mark)'".utf8)
      } else {
        out += bytes[at..<end]
      }
      previous = UInt8(ascii: "0")
      at = end
    }

    private mutating func literal(_ quote: UInt8) {
      let start = at + 1
      var end = start
      while end < bytes.count, bytes[end] != quote {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      let isWhole = end < bytes.count
      end = min(end, bytes.count)
      at = min(end + 1, bytes.count)
      let content = String(decoding: bytes[start..<end], as: UTF8.self)
      let next = bytes[at...].first { $0 > 0x20 } ?? 0
      let isName =
        isJSONata
        ? (previous == UInt8(ascii: "{") || previous == UInt8(ascii: ","))
          && next == UInt8(ascii: ":")
        : previous == UInt8(ascii: "[") && next == UInt8(ascii: "]")
      out.append(quote)
      if isWhole, isName {
        out += bytes[start..<end]
      } else if isWhole, start - 1 == keptLiteral || Redaction.isARN(content) {
        out += Array(Redaction.kept(content).utf8)
      } else {
        out += Array(Redaction.mark.utf8)
      }
      out.append(quote)
      previous = quote
    }

    /// A name in backticks stays.
    private mutating func copyName() {
      let end = bytes[(at + 1)...].firstIndex(of: UInt8(ascii: "`")).map { $0 + 1 } ?? bytes.count
      out += bytes[at..<end]
      previous = UInt8(ascii: "`")
      at = end
    }

    private mutating func skipComment() {
      at += 2
      while at < bytes.count, !bytes[at...].starts(with: "*/".utf8) { at += 1 }
      at = min(at + 2, bytes.count)
      out.append(0x20)
    }

    private mutating func regularExpression() {
      at += 1
      while at < bytes.count, bytes[at] != UInt8(ascii: "/") {
        at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
      }
      at = min(at + 1, bytes.count)
      out += Array("/\(Redaction.mark)/".utf8)
      previous = UInt8(ascii: "/")
    }

    /// Whether a byte ends something that can be divided.
    private func isOperand(_ byte: UInt8) -> Bool {
      isWord(byte) || [0x29, 0x5D, 0x7D, 0x22, 0x27, 0x60, 0x24].contains(byte)
    }

    private func isWord(_ byte: UInt8) -> Bool {
      isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
  }
}

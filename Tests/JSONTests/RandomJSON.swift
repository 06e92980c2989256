import JSON
import TestSupport

/// Values, and texts of them, that a generator invents.
struct RandomJSON {
  var numbers: SeededNumbers

  init(seed: UInt64) {
    numbers = SeededNumbers(seed: seed)
  }

  mutating func value(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth < 5 ? 10 : 6), using: &numbers) {
    case 0: return .null
    case 1: return .bool(numbers.once(in: 2))
    case 2, 3: return .number(number())
    case 4, 5: return .string(string())
    case 6, 7:
      return .array(
        (0..<Int.random(in: 0...4, using: &numbers)).map { _ in value(depth: depth + 1) })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &numbers) {
        members[string()] = value(depth: depth + 1)
      }
      return .object(members)
    }
  }

  /// A number of at most 15 digits, or a whole one of up to 64 bits.
  private mutating func number() -> String {
    let sign = numbers.pick(["", "-"])
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: return sign + String(Int.random(in: 0...100, using: &numbers))
    case 1: return String(Int.random(in: .min ... .max, using: &numbers))
    case 2:
      let whole = Int.random(in: 0...999_999, using: &numbers)
      let fraction = Int.random(in: 1...99_999, using: &numbers)
      return "\(sign)\(whole).\(fraction)"
    default:
      let digits = Int.random(in: 1...99_999, using: &numbers)
      let exponent = Int.random(in: 0...30, using: &numbers)
      return sign + "\(digits)" + numbers.pick(["e", "E", "e+", "e-"]) + "\(exponent)"
    }
  }

  private mutating func string() -> String {
    let alphabet: [String] = [
      "a", "b", "Z", "0", "/", "~", "\\", "\"", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", " ", "é",
      "€", "😀", "\u{FFFD}", "\u{10FFFF}", "日本", "{", "]", ",", ":",
    ]
    return (0..<Int.random(in: 0...6, using: &numbers)).map { _ in numbers.pick(alphabet) }.joined()
  }

  /// One of the texts of a value: with blanks, any order of members and any way to escape.
  mutating func text(_ value: JSONValue) -> String {
    blank() + bare(value) + blank()
  }

  private mutating func bare(_ value: JSONValue) -> String {
    switch value {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return quoted(text)
    case .array(let elements):
      var texts: [String] = []
      for element in elements { texts.append(text(element)) }
      return "[" + (texts.isEmpty ? blank() : texts.joined(separator: ",")) + "]"
    case .object(let members):
      let names = members.keys.sorted().shuffled(using: &numbers)
      var texts: [String] = []
      for name in names {
        texts.append(blank() + quoted(name) + blank() + ":" + text(members[name] ?? .null))
      }
      return "{" + (texts.isEmpty ? blank() : texts.joined(separator: ",")) + "}"
    }
  }

  private mutating func blank() -> String {
    numbers.once(in: 3) ? numbers.pick([" ", "\n", "\t", "\r\n", "  \n "]) : ""
  }

  private static let shortEscapes: [Unicode.Scalar: String] = [
    "\"": "\\\"", "\\": "\\\\", "/": "\\/", "\n": "\\n", "\t": "\\t",
  ]

  private mutating func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      guard mustEscape || numbers.once(in: 8) else {
        out.unicodeScalars.append(scalar)
        continue
      }
      if let short = Self.shortEscapes[scalar], numbers.once(in: 2) {
        out += short
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16, uppercase: numbers.once(in: 2))
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return out + "\""
  }

  /// The bytes with one to three of them changed, lost, doubled or new.
  mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
    let likely = Array("{}[]:,\"\\0123456789-+.eEtrufalsn \nud8".utf8)
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      let at = Int.random(in: 0...bytes.count, using: &numbers)
      let byte =
        numbers.once(in: 4) ? UInt8.random(in: 1...255, using: &numbers) : numbers.pick(likely)
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0 where at < bytes.count: bytes[at] = byte
      case 1 where at < bytes.count: bytes.remove(at: at)
      case 2 where at < bytes.count: bytes.insert(bytes[at], at: at)
      default: bytes.insert(byte, at: at)
      }
    }
    return bytes
  }
}

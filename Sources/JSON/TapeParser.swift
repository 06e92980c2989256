/// Turns JSON text into a tape in one pass, with a stack of its own.
struct TapeParser {
  struct Failure {
    var reason: String
    var offset: Int
    var pointer: String
  }

  private struct Container {
    var index: Int
    var isObject: Bool
    var count: Int
    var key: Int
  }

  private(set) var tape: [TapeEntry] = []
  private let depthLimit: Int
  private let firstElement: Int
  private var stack: [Container] = []
  private var position = 0

  init(depthLimit: Int, firstElement: Int) {
    self.depthLimit = depthLimit
    self.firstElement = firstElement
  }

  private enum Expectation {
    case value
    case valueOrEnd
    case key
    case keyOrEnd
    case commaOrEnd
  }

  mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Failure? {
    guard bytes.count < Int(UInt32.max) else {
      return Failure(reason: "the text is larger than 4 GB", offset: 0, pointer: "")
    }
    tape.reserveCapacity(bytes.count / 24 + 8)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    var expected = Expectation.value
    while true {
      skipSpace(bytes)
      guard position < bytes.count else {
        return failure(
          bytes, stack.isEmpty && tape.isEmpty ? "the text is empty" : "the text ends too early")
      }
      let byte = bytes[position]
      switch expected {
      case .key, .keyOrEnd:
        if byte == UInt8(ascii: "}"), expected == .keyOrEnd {
          if close() { return rest(bytes) }
          expected = .commaOrEnd
          continue
        }
        guard byte == UInt8(ascii: "\"") else { return failure(bytes, "a member name is expected") }
        stack[stack.count - 1].key = tape.count
        if let reason = string(bytes) { return failure(bytes, reason) }
        skipSpace(bytes)
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
          return failure(bytes, "a colon is expected behind the member name")
        }
        position += 1
        expected = .value
      case .commaOrEnd:
        let isObject = stack[stack.count - 1].isObject
        if byte == UInt8(ascii: ",") {
          position += 1
          stack[stack.count - 1].count += 1
          stack[stack.count - 1].key = -1
          expected = isObject ? .key : .value
        } else if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          if close() { return rest(bytes) }
        } else {
          return failure(
            bytes, "a comma or the end of the \(isObject ? "object" : "list") is expected")
        }
      case .value, .valueOrEnd:
        if byte == UInt8(ascii: "]"), expected == .valueOrEnd {
          if close() { return rest(bytes) }
          expected = .commaOrEnd
          continue
        }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard stack.count < depthLimit else {
            return failure(bytes, "the text is nested more than \(depthLimit) levels deep")
          }
          let isObject = byte == UInt8(ascii: "{")
          stack.append(Container(index: tape.count, isObject: isObject, count: 0, key: -1))
          append(isObject ? .object : .array, from: position, to: position)
          position += 1
          expected = isObject ? .keyOrEnd : .valueOrEnd
          continue
        case UInt8(ascii: "\""):
          if let reason = string(bytes) { return failure(bytes, reason) }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          if let reason = number(bytes) { return failure(bytes, reason) }
        case UInt8(ascii: "t"):
          guard word("true", bytes, .bool) else { return failure(bytes, "a value is expected") }
        case UInt8(ascii: "f"):
          guard word("false", bytes, .bool) else { return failure(bytes, "a value is expected") }
        case UInt8(ascii: "n"):
          guard word("null", bytes, .null) else { return failure(bytes, "a value is expected") }
        default: return failure(bytes, "a value is expected")
        }
        if stack.isEmpty { return rest(bytes) }
        expected = .commaOrEnd
      }
    }
  }

  /// Ends the innermost container; true if it was the root.
  private mutating func close() -> Bool {
    position += 1
    let container = stack.removeLast()
    tape[container.index].end = UInt32(position)
    tape[container.index].next = UInt32(tape.count)
    return stack.isEmpty
  }

  private mutating func rest(_ bytes: UnsafeBufferPointer<UInt8>) -> Failure? {
    skipSpace(bytes)
    return position == bytes.count ? nil : failure(bytes, "there is more text behind the value")
  }

  private mutating func append(
    _ kind: JSONNode.Kind, from start: Int, to end: Int, escaped: Bool = false
  ) {
    tape.append(
      TapeEntry(
        start: UInt32(start), end: UInt32(end), next: UInt32(tape.count + 1), kind: kind,
        escaped: escaped))
  }

  private mutating func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func word(
    _ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ kind: JSONNode.Kind
  ) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for i in 0..<word.utf8CodeUnitCount where bytes[position + i] != word.utf8Start[i] {
      return false
    }
    append(kind, from: position, to: end)
    position = end
    return true
  }

  /// Reads a string whose opening quote stands at `position`; a reason if it is none.
  private mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let start = position + 1
    var i = start
    var escaped = false
    let count = bytes.count
    while i < count {
      while i + 8 <= count, isPlain(bytes, at: i) { i += 8 }
      guard i < count else { break }
      let byte = bytes[i]
      if byte == UInt8(ascii: "\"") {
        append(.string, from: start, to: i, escaped: escaped)
        position = i + 1
        return nil
      }
      if byte == UInt8(ascii: "\\") {
        escaped = true
        guard i + 1 < count else { break }
        switch bytes[i + 1] {
        case UInt8(ascii: "u"):
          guard i + 5 < count, (2...5).allSatisfy({ isHexadecimal(bytes[i + $0]) }) else {
            position = i
            return "\\u is to be followed by four hexadecimal digits"
          }
          i += 6
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
          UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
          i += 2
        default:
          position = i
          return "an unknown escape in a string"
        }
      } else if byte < 0x20 {
        position = i
        return "a control character in a string"
      } else if byte < 0x80 {
        i += 1
      } else {
        let length = utf8Length(bytes, at: i)
        guard length > 0 else {
          position = i
          return "a string is not UTF-8"
        }
        i += length
      }
    }
    position = count
    return "the text ends within a string"
  }

  private mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let start = position
    var i = position
    func digits() -> Int {
      let first = i
      while i < bytes.count, bytes[i] >= 0x30, bytes[i] <= 0x39 { i += 1 }
      return i - first
    }
    if bytes[i] == UInt8(ascii: "-") { i += 1 }
    let zero = i < bytes.count && bytes[i] == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !(zero && whole > 1) else { return "a number is malformed" }
    if i < bytes.count, bytes[i] == UInt8(ascii: ".") {
      i += 1
      guard digits() > 0 else { return "a number is malformed" }
    }
    if i < bytes.count, bytes[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      if i < bytes.count, bytes[i] == UInt8(ascii: "+") || bytes[i] == UInt8(ascii: "-") { i += 1 }
      guard digits() > 0 else { return "a number is malformed" }
    }
    append(.number, from: start, to: i)
    position = i
    return nil
  }

  private func failure(_ bytes: UnsafeBufferPointer<UInt8>, _ reason: String) -> Failure {
    var tokens: [String] = []
    for (depth, container) in stack.enumerated() {
      if container.isObject {
        guard tape.indices.contains(container.key) else { break }
        let name = tape[container.key]
        let raw = UnsafeBufferPointer(rebasing: bytes[Int(name.start)..<Int(name.end)])
        tokens.append(JSONPointer.token(unescaped(raw)))
      } else {
        tokens.append(String(container.count + (depth == 1 ? firstElement : 0)))
      }
    }
    return Failure(
      reason: reason, offset: min(position, bytes.count), pointer: JSONPointer.readable(tokens))
  }
}

/// Whether the eight bytes from `i` on stand for themselves in a string: no quote, backslash or control character, and
/// nothing beyond ASCII. They are looked at together, as the lanes of one word.
@inline(__always)
private func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> Bool {
  let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: i, as: UInt64.self)
  let ones: UInt64 = 0x0101_0101_0101_0101
  let highs: UInt64 = 0x8080_8080_8080_8080
  let quote = word ^ (ones &* 0x22)
  let backslash = word ^ (ones &* 0x5C)
  let found =
    ((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote)
    | ((backslash &- ones) & ~backslash) | word
  return found & highs == 0
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
}

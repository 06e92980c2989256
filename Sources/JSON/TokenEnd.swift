/// Looks for the ends of tokens in JSON text, eight bytes at a time where they are alike.
enum TokenEnd {
  /// Why a string is none.
  enum StringFault {
    case unfinished
    case hexadecimalExpected
    case unknownEscape
    case controlCharacter
    case notUTF8

    var reason: String {
      switch self {
      case .unfinished: "the text ends within a string"
      case .hexadecimalExpected: "\\u is to be followed by four hexadecimal digits"
      case .unknownEscape: "an unknown escape in a string"
      case .controlCharacter: "a control character in a string"
      case .notUTF8: "a string is not UTF-8"
      }
    }
  }

  /// The first byte from `start` on that is not white space.
  @inline(__always)
  static func ofSpace(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard start < bytes.count, bytes[start] <= 0x20 else { return start }
    return ofIndentation(bytes, from: start)
  }

  private static func ofIndentation(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = start
    while i < bytes.count {
      switch bytes[i] {
      case 0x20, 0x0A, 0x0D, 0x09: i &+= 1
      default: return i
      }
      while i &+ 8 <= bytes.count {
        let others = word(raw, i) ^ 0x2020_2020_2020_2020
        guard others == 0 else {
          i &+= others.trailingZeroBitCount / 8
          break
        }
        i &+= 8
      }
    }
    return i
  }

  /// The first byte from `start` on that a string may hold only escaped, or the end.
  static func ofPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = start
    while i < bytes.count {
      if i &+ 8 <= bytes.count {
        let special = specials(word(raw, i))
        guard special != 0 else {
          i &+= 8
          continue
        }
        i &+= special.trailingZeroBitCount / 8
      }
      let byte = bytes[i]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      i &+= 1
    }
    return i
  }

  /// The closing quote of the string whose text begins at `start`, or where it is at fault.
  @inline(__always)
  static func ofString(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (end: Int, isEscaped: Bool, fault: StringFault?) {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = start
    while i &+ 8 <= bytes.count {
      let special = specials(word(raw, i))
      guard special == 0 else {
        i &+= special.trailingZeroBitCount / 8
        if bytes[i] == UInt8(ascii: "\"") { return (i, false, nil) }
        break
      }
      i &+= 8
    }
    return ofUnusualString(bytes, from: i)
  }

  /// Goes on behind the plain bytes of a string.
  private static func ofUnusualString(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (end: Int, isEscaped: Bool, fault: StringFault?) {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = bytes.count
    var i = start
    var isEscaped = false
    while i < count {
      if i &+ 8 <= count {
        let special = specials(word(raw, i))
        guard special != 0 else {
          i &+= 8
          continue
        }
        i &+= special.trailingZeroBitCount / 8
      }
      let byte = bytes[i]
      if byte == UInt8(ascii: "\"") { return (i, isEscaped, nil) }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        guard i + 1 < count else { break }
        switch bytes[i + 1] {
        case UInt8(ascii: "u"):
          guard i + 5 < count, (2...5).allSatisfy({ isHexadecimal(bytes[i + $0]) }) else {
            return (i, true, .hexadecimalExpected)
          }
          i &+= 6
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
          UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
          i &+= 2
        default: return (i, true, .unknownEscape)
        }
      } else if byte < 0x20 {
        return (i, isEscaped, .controlCharacter)
      } else if byte < 0x80 {
        i &+= 1
      } else {
        let length = utf8Length(bytes, at: i)
        guard length > 0 else { return (i, isEscaped, .notUTF8) }
        i &+= length
      }
    }
    return (count, isEscaped, .unfinished)
  }

  /// The end of the number that begins at `start`; nil if it is none.
  static func ofNumber(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var i = start
    func digits() -> Int {
      let first = i
      while i < bytes.count, bytes[i] >= 0x30, bytes[i] <= 0x39 { i += 1 }
      return i - first
    }
    if bytes[i] == UInt8(ascii: "-") { i += 1 }
    let zero = i < bytes.count && bytes[i] == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !(zero && whole > 1) else { return nil }
    if i < bytes.count, bytes[i] == UInt8(ascii: ".") {
      i += 1
      guard digits() > 0 else { return nil }
    }
    if i < bytes.count, bytes[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      if i < bytes.count, bytes[i] == UInt8(ascii: "+") || bytes[i] == UInt8(ascii: "-") { i += 1 }
      guard digits() > 0 else { return nil }
    }
    return i
  }

  /// The end of `true`, `false` or `null` at `start`; nil if it is not there.
  static func ofWord(
    _ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let end = start + word.utf8CodeUnitCount
    guard end <= bytes.count else { return nil }
    for i in 0..<word.utf8CodeUnitCount where bytes[start + i] != word.utf8Start[i] { return nil }
    return end
  }

  /// Eight bytes, the first of them in the lowest bits.
  @inline(__always)
  private static func word(_ raw: UnsafeRawBufferPointer, _ i: Int) -> UInt64 {
    UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
  }

  /// Marks, in its highest bit, the first of eight bytes that does not stand for itself in a string.
  ///
  /// These are quotes, backslashes, control characters, and all beyond ASCII. Behind the first mark there may be
  /// wrong ones.
  @inline(__always)
  private static func specials(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    return
      (((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote)
      | ((backslash &- ones) & ~backslash) | word) & 0x8080_8080_8080_8080
  }

  /// How many of eight bytes stand before the first backslash.
  @inline(__always)
  static func bytesBeforeBackslash(_ word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let difference = word ^ (ones &* 0x5C)
    let found = (difference &- ones) & ~difference & (ones &* 0x80)
    return found.trailingZeroBitCount / 8
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
  }
}

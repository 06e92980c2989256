/// Looks for the end of one JSON value over any number of windows.
struct ValueBorder {
  private var depth = 0
  private(set) var isInString = false
  private var isEscaped = false
  private var hasBegun = false

  /// Whether what was seen is a number or a word, which only what follows ends.
  var isScalar: Bool { hasBegun && depth == 0 && !isInString }

  /// The index behind the value; nil if it goes on behind these bytes.
  mutating func find(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var i = start
    while i < bytes.count {
      if isInString {
        if !isEscaped { i = Self.nextInText(bytes, from: i) }
        guard i < bytes.count else { return nil }
        let byte = bytes[i]
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { return i + 1 }
        }
        i += 1
        continue
      }
      if depth > 0 {
        i = Self.nextBracket(bytes, from: i)
        guard i < bytes.count else { return nil }
      }
      let byte = bytes[i]
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // At depth 0 the bracket belongs to what holds the value.
        if depth == 0 { return i }
        depth -= 1
        if depth == 0 { return i + 1 }
      case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
        if depth == 0 { return i }
      default: break
      }
      hasBegun = true
      i += 1
    }
    return nil
  }

  /// The next quote or backslash; at most seven bytes before the end where there is none.
  private static func nextInText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    skip(bytes, from: start) { block in
      holds(block, UInt8(ascii: "\"")) | holds(block, UInt8(ascii: "\\"))
    }
  }

  /// The next quote or bracket; at most seven bytes before the end where there is none.
  private static func nextBracket(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    skip(bytes, from: start) { block in
      // With these bits set all brackets and braces are the same byte. A few letters are it too: then the
      // caller finds nothing and goes on.
      holds(block | 0x2626_2626_2626_2626, 0x7F) | holds(block, UInt8(ascii: "\""))
    }
  }

  /// Passes over eight bytes at a time until a mark is set for one of them.
  @inline(__always)
  private static func skip(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ marks: (UInt64) -> UInt64
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = start
    while i + 8 <= bytes.count {
      let found = marks(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
      guard found == 0 else { return i + found.trailingZeroBitCount / 8 }
      i += 8
    }
    return i
  }

  /// Marks, in its highest bit, the first of eight bytes that equals a byte; later marks may be wrong.
  @inline(__always)
  private static func holds(_ block: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = block ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
  }
}

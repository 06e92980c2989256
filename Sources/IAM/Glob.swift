/// A text in which `*` stands for any run of characters and `?` for exactly one.
///
/// Held as UTF-8 bytes in which the two wildcards are bytes that UTF-8 never uses, so that a literal `*`
/// (written `${*}`, or come out of a policy variable) needs no escape. Matching is by bytes, needs no
/// more than `pattern × text` steps and allocates nothing; `?` passes over one whole character.
public struct Glob: Hashable, Sendable {
  static let anyRun: UInt8 = 0xFF
  static let anyOne: UInt8 = 0xFE

  /// The bytes of the pattern, its wildcards encoded; no two runs stand side by side.
  let bytes: [UInt8]

  /// Reads `*` and `?` in `text` as wildcards.
  public init(_ text: String) {
    self.init(bytes: Self.encode(text.utf8))
  }

  /// Takes every character of `text` as itself.
  public init(literal text: String) {
    self.init(bytes: Array(text.utf8))
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether the pattern stands for any text at all.
  public var isAny: Bool { bytes.count == 1 && bytes[0] == Self.anyRun }

  /// Whether the pattern holds no wildcard.
  public var isLiteral: Bool { !bytes.contains { $0 >= Self.anyOne } }

  /// Whether the pattern matches the whole of `text`, byte by byte.
  public func matches(_ text: String) -> Bool { Self.matches(bytes.span, text.utf8.span) }

  func matches(_ text: [UInt8]) -> Bool { Self.matches(bytes.span, text.span) }

  /// Encodes the wildcards of a text, and makes one run of several in a row.
  static func encode(_ text: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.underestimatedCount)
    for byte in text {
      switch byte {
      case UInt8(ascii: "*"): if bytes.last != anyRun { bytes.append(anyRun) }
      case UInt8(ascii: "?"): bytes.append(anyOne)
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  /// Encodes the wildcards of a text, which as a rule has none.
  static func encode(_ text: [UInt8]) -> [UInt8] {
    let isPlain = text.allSatisfy { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") }
    return isPlain ? text : encode(text[...])
  }

  /// The text of encoded bytes as a person writes it.
  static func decode(_ bytes: some Sequence<UInt8>) -> String {
    String(
      decoding: bytes.map {
        $0 == anyRun ? UInt8(ascii: "*") : $0 == anyOne ? UInt8(ascii: "?") : $0
      }, as: UTF8.self)
  }

  /// Matches encoded bytes against a text.
  static func matches(_ pattern: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    matches(pattern, text, anyRun, anyOne) { $0 }
  }

  /// Matches a pattern in which `*` and `?` stand as they are written.
  static func matches(written pattern: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    matches(pattern, text, UInt8(ascii: "*"), UInt8(ascii: "?")) { $0 }
  }

  /// Matches an action, given in small letters, with a pattern as it is written, whatever its case.
  static func matches(action pattern: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    matches(pattern, text, UInt8(ascii: "*"), UInt8(ascii: "?"), asciiLowercased)
  }

  /// Matches a pattern, going back to the last run only.
  @inline(__always)
  private static func matches(
    _ pattern: Span<UInt8>, _ text: Span<UInt8>, _ anyRun: UInt8, _ anyOne: UInt8,
    _ letter: (UInt8) -> UInt8
  ) -> Bool {
    var at = 0
    var position = 0
    var run = -1
    var resume = 0
    while position < text.count {
      if at < pattern.count {
        let symbol = letter(pattern[at])
        if symbol == anyRun {
          at += 1
          if at == pattern.count { return true }
          run = at
          resume = position
          continue
        }
        if symbol == text[position] {
          at += 1
          position += 1
          continue
        }
        if symbol == anyOne, !isContinuation(text[position]) {
          at += 1
          repeat { position += 1 } while position < text.count && isContinuation(text[position])
          continue
        }
      }
      guard run >= 0 else { return false }
      resume += 1
      position = resume
      at = run
    }
    while at < pattern.count, pattern[at] == anyRun { at += 1 }
    return at == pattern.count
  }

  /// Whether a byte continues a character that an earlier byte began.
  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

/// The name of a member, as a filter judges it: compared as bytes, without becoming a `String`.
public struct JSONName: Sendable {
  private let document: JSONDocument
  private let start: Int
  /// The bytes of a name that holds escapes.
  private let decoded: [UInt8]?
  /// The number of UTF-8 bytes.
  @usableFromInline
  private(set) var count: Int

  @usableFromInline
  init(_ node: JSONNode) {
    let entry = node.entry
    document = node.document
    start = Int(entry.start)
    decoded = entry.escaped ? node.utf8 : nil
    count = decoded?.count ?? Int(entry.end - entry.start)
  }

  /// Whether the name is a word of ASCII letters and digits, and of no more than so many.
  public func isWord(atMost limit: Int) -> Bool {
    guard decoded == nil, count > 0, count <= limit else { return false }
    return document.bytes[start..<(start + count)].allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
    }
  }

  /// Whether the name is exactly that.
  @inlinable
  public static func ~= (pattern: StaticString, name: JSONName) -> Bool {
    name.count == pattern.utf8CodeUnitCount && name.ends(with: pattern, caseBlind: false)
  }

  /// Whether the name is that text, given in lower case, whatever the case of its own ASCII letters.
  @inlinable
  public func isLike(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && ends(with: text, caseBlind: true)
  }

  /// Whether the name is one of those, whatever the case of its ASCII letters.
  public func isLike(oneOf texts: [StaticString]) -> Bool {
    for text in texts where isLike(text) { return true }
    return false
  }

  /// Whether the name ends like that, whatever the case of its ASCII letters.
  public func endsLike(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && ends(with: text, caseBlind: true)
  }

  /// The name without its last bytes, which are ASCII.
  public func dropLast(_ bytes: Int) -> JSONName {
    var name = self
    name.count = max(count - bytes, 0)
    return name
  }

  /// Whether the last bytes are those of a text that is not longer than the name.
  @usableFromInline
  func ends(with text: StaticString, caseBlind: Bool) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    if let decoded {
      return decoded.withUnsafeBufferPointer {
        Self.stands(wanted, at: count - wanted.count, in: $0, caseBlind)
      }
    }
    return document.bytes.withUnsafeBufferPointer {
      Self.stands(wanted, at: start + count - wanted.count, in: $0, caseBlind)
    }
  }

  @inline(__always)
  private static func stands(
    _ wanted: UnsafeBufferPointer<UInt8>, at first: Int, in bytes: UnsafeBufferPointer<UInt8>,
    _ caseBlind: Bool
  ) -> Bool {
    for i in 0..<wanted.count {
      let byte = bytes[first + i]
      guard byte != wanted[i] else { continue }
      guard caseBlind, byte >= 0x41, byte <= 0x5A, byte | 0x20 == wanted[i] else { return false }
    }
    return true
  }
}

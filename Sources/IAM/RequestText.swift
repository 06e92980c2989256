/// An action or a resource of a request, its first and last bytes at hand.
struct RequestText: Sendable {
  let bytes: [UInt8]
  let head: UInt64
  let tail: UInt64
  let colons: ArnColons

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let span = bytes.span
    head = packedHead(span).value
    tail = packedTail(span).value
    colons = ArnColons(span)
  }

  /// The place of a part of an ARN, 0 to 5; nil where the text has fewer parts.
  func arnPart(_ index: Int) -> Range<Int>? {
    colons.count == 5 ? colons.part(index, of: bytes.count) : nil
  }

  /// Whether a part of an ARN is, or begins with, a text.
  func arnPart(_ index: Int, is text: StaticString, isPrefix: Bool = false) -> Bool {
    guard let range = arnPart(index) else { return false }
    let count = text.utf8CodeUnitCount
    guard isPrefix ? range.count >= count : range.count == count else { return false }
    let own = bytes.span
    for index in 0..<count where own[range.lowerBound + index] != text.utf8Start[index] {
      return false
    }
    return true
  }
}

/// The places of the first five colons of a text.
struct ArnColons: Sendable {
  private(set) var count: Int32 = 0
  private var places = SIMD8<Int32>()

  init(_ bytes: Span<UInt8>) {
    var count = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: ":") {
      places[count] = Int32(index)
      count += 1
      if count == 5 { break }
    }
    self.count = Int32(count)
  }

  /// The bytes of a part, 0 to 5, of a text with five colons and `length` bytes.
  func part(_ index: Int, of length: Int) -> Range<Int> {
    let lower = index == 0 ? 0 : Int(places[index - 1]) + 1
    return lower..<(index == 5 ? length : Int(places[index]))
  }
}

/// Up to eight bytes from the beginning in one number, the first one lowest, and the mask of those that are there.
func packedHead(_ bytes: Span<UInt8>) -> (value: UInt64, mask: UInt64) {
  if bytes.count >= 8 {
    let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
    return (UInt64(littleEndian: word), .max)
  }
  var value: UInt64 = 0
  for index in bytes.indices { value |= UInt64(bytes[index]) << UInt64(index * 8) }
  return (value, 1 << UInt64(bytes.count * 8) - 1)
}

/// Up to eight bytes from the end in one number, the last one lowest, and the mask of those that are there.
func packedTail(_ bytes: Span<UInt8>) -> (value: UInt64, mask: UInt64) {
  let count = bytes.count
  if count >= 8 {
    let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    return (UInt64(bigEndian: word), .max)
  }
  var value: UInt64 = 0
  for index in bytes.indices { value |= UInt64(bytes[count - 1 - index]) << UInt64(index * 8) }
  return (value, 1 << UInt64(count * 8) - 1)
}

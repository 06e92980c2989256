/// Eight bytes at a time wherever there are eight.
extension Span<UInt8> {
  /// Whether all bytes are the same.
  func isEqual(to other: Span<UInt8>) -> Bool {
    count == other.count && begins(with: other, count: count)
  }

  /// Whether the first bytes, which are there in both, are the same.
  func begins(with other: Span<UInt8>, count: Int) -> Bool {
    begins(with: other, count: count, word: { $0 }, byte: { $0 })
  }

  /// Whether the first bytes are the same whatever the case of ASCII letters.
  func beginsAnyCase(with other: Span<UInt8>, count: Int) -> Bool {
    begins(with: other, count: count, word: asciiLowercased, byte: asciiLowercased)
  }

  @inline(__always)
  private func begins(
    with other: Span<UInt8>, count: Int, word: (UInt64) -> UInt64, byte: (UInt8) -> UInt8
  ) -> Bool {
    var index = 0
    while index &+ 8 <= count {
      let (left, right) = (self.word(at: index), other.word(at: index))
      if left != right, word(left) != word(right) { return false }
      index &+= 8
    }
    if index < count, index &+ 8 <= self.count, index &+ 8 <= other.count {
      // What stands behind the first bytes in both is shifted out.
      let surplus = UInt64((8 &- (count &- index)) &* 8)
      return word(self.word(at: index)) << surplus == word(other.word(at: index)) << surplus
    }
    while index < count {
      if byte(self[index]) != byte(other[index]) { return false }
      index &+= 1
    }
    return true
  }

  /// Whether a text stands at a place, behind which there are bytes enough.
  func has(_ text: StaticString, at place: Int) -> Bool {
    let wanted = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var index = 0
    while index &+ 8 <= wanted.count {
      let word = wanted.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if self.word(at: place &+ index) != UInt64(littleEndian: word) { return false }
      index &+= 8
    }
    while index < wanted.count {
      if self[place &+ index] != wanted[index] { return false }
      index &+= 1
    }
    return true
  }

  /// Eight bytes in one number, the first one lowest.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// Up to eight bytes from the beginning in one number, the first one lowest, and the mask of those that are there.
  var packedHead: (value: UInt64, mask: UInt64) {
    if count >= 8 { return (word(at: 0), .max) }
    var value: UInt64 = 0
    for index in indices { value |= UInt64(self[index]) << UInt64(index * 8) }
    return (value, 1 << UInt64(count * 8) - 1)
  }

  /// Up to eight bytes from the end in one number, the last one lowest, and the mask of those that are there.
  var packedTail: (value: UInt64, mask: UInt64) {
    if count >= 8 { return (word(at: count - 8).byteSwapped, .max) }
    var value: UInt64 = 0
    for index in indices { value |= UInt64(self[count - 1 - index]) << UInt64(index * 8) }
    return (value, 1 << UInt64(count * 8) - 1)
  }
}

/// The first and the last eight bytes of a text.
struct TextEnds: Sendable {
  let head: UInt64
  let tail: UInt64

  init(_ bytes: Span<UInt8>) {
    head = bytes.packedHead.value
    tail = bytes.packedTail.value
  }
}

/// The byte with an ASCII capital made small.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

/// Eight bytes with their ASCII capitals made small.
func asciiLowercased(_ bytes: UInt64) -> UInt64 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let letters = bytes & (0x7F &* ones)
  let isFromA = letters &+ UInt64(0x80 - 0x41) &* ones
  let isBehindZ = letters &+ UInt64(0x7F - 0x5A) &* ones
  let isCapital = (isFromA ^ isBehindZ) & ~bytes & (0x80 &* ones)
  return bytes | isCapital >> 2
}

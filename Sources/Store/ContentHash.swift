import Foundation

/// The key of a store's hashes: 16 random bytes, so that nobody can prepare two texts that collide.
struct SipHashKey: Sendable {
  var k0: UInt64
  var k1: UInt64

  static func random() -> SipHashKey {
    SipHashKey(k0: .random(in: .min ... .max), k1: .random(in: .min ... .max))
  }
}

/// The 128-bit SipHash-2-4 of a text under the store's key: equal texts have equal hashes, others do not.
///
/// The function is the reference's (Aumasson and Bernstein, https://www.aumasson.jp/siphash/), with its 128-bit output.
struct ContentHash: Hashable, Sendable {
  var high: UInt64
  var low: UInt64

  init(_ text: String, key: SipHashKey) {
    var text = text
    self = text.withUTF8 { ContentHash($0, key: key) }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, key: SipHashKey) {
    var state = State(key)
    let whole = bytes.count & ~7
    var i = 0
    while i < whole {
      state.absorb(UInt64(littleEndian: bytes.loadWord(at: i)))
      i += 8
    }
    var last = UInt64(bytes.count & 0xFF) << 56
    while i < bytes.count {
      last |= UInt64(bytes[i]) << (8 * UInt64(i & 7))
      i += 1
    }
    state.absorb(last)
    state.v2 ^= 0xEE
    for _ in 0..<4 { state.round() }
    high = state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    state.v1 ^= 0xDD
    for _ in 0..<4 { state.round() }
    low = state.v0 ^ state.v1 ^ state.v2 ^ state.v3
  }

  private struct State {
    var v0: UInt64
    var v1: UInt64
    var v2: UInt64
    var v3: UInt64

    init(_ key: SipHashKey) {
      v0 = key.k0 ^ 0x736f_6d65_7073_6575
      v1 = key.k1 ^ 0x646f_7261_6e64_6f6d ^ 0xEE
      v2 = key.k0 ^ 0x6c79_6765_6e65_7261
      v3 = key.k1 ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    mutating func round() {
      v0 &+= v1
      v1 = v1 << 13 | v1 >> 51
      v1 ^= v0
      v0 = v0 << 32 | v0 >> 32
      v2 &+= v3
      v3 = v3 << 16 | v3 >> 48
      v3 ^= v2
      v0 &+= v3
      v3 = v3 << 21 | v3 >> 43
      v3 ^= v0
      v2 &+= v1
      v1 = v1 << 17 | v1 >> 47
      v1 ^= v2
      v2 = v2 << 32 | v2 >> 32
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func loadWord(at offset: Int) -> UInt64 {
    UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
}

extension SipHashKey {
  init(_ data: Data) {
    let words = (0..<2).map { word in
      data.dropFirst(8 * word).prefix(8).enumerated().reduce(UInt64(0)) {
        $0 | UInt64($1.element) << (8 * UInt64($1.offset))
      }
    }
    self.init(k0: words[0], k1: words[1])
  }

  var data: Data { withUnsafeBytes(of: (k0.littleEndian, k1.littleEndian)) { Data($0) } }
}

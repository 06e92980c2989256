public import Foundation

/// The Digest module tells equal contents from others: texts that the record stores once, files that were read before.
///
/// The key of a store's hashes: 16 random bytes, so that nobody can prepare two texts that collide.
public struct SipHashKey: Sendable {
  public var k0: UInt64
  public var k1: UInt64

  public init(k0: UInt64, k1: UInt64) {
    self.k0 = k0
    self.k1 = k1
  }

  public static func random() -> SipHashKey {
    SipHashKey(k0: .random(in: .min ... .max), k1: .random(in: .min ... .max))
  }
}

/// The 128-bit SipHash-2-4 of a text under the store's key: equal texts have equal hashes, others do not.
///
/// The function is the reference's (Aumasson and Bernstein, https://www.aumasson.jp/siphash/), with its 128-bit output.
public struct ContentHash: Hashable, Sendable {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public init(_ text: String, key: SipHashKey) {
    var text = text
    self = text.withUTF8 { ContentHash($0, key: key) }
  }

  public init(_ bytes: UnsafeBufferPointer<UInt8>, key: SipHashKey) {
    var hasher = ContentHasher(key)
    hasher.update(bytes)
    self = hasher.hash
  }

  /// 32 hexadecimal digits.
  public var text: String {
    [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}

/// The hash of bytes that come piece by piece: it is that of all of them together.
public struct ContentHasher: Sendable {
  private var state: State
  /// The bytes behind the last whole word, and how many there are.
  private var rest: UInt64 = 0
  private var held = 0
  private var count = 0

  public init(_ key: SipHashKey) { state = State(key) }

  public mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    count &+= bytes.count
    var i = 0
    while held > 0, i < bytes.count {
      take(bytes[i])
      i += 1
    }
    let whole = i + ((bytes.count - i) & ~7)
    while i < whole {
      state.absorb(UInt64(littleEndian: bytes.loadWord(at: i)))
      i += 8
    }
    while i < bytes.count {
      take(bytes[i])
      i += 1
    }
  }

  private mutating func take(_ byte: UInt8) {
    rest |= UInt64(byte) << (8 * UInt64(held))
    held += 1
    guard held == 8 else { return }
    state.absorb(rest)
    (rest, held) = (0, 0)
  }

  /// The hash of what was given so far.
  public var hash: ContentHash {
    var state = state
    state.absorb(UInt64(count & 0xFF) << 56 | rest)
    state.v2 ^= 0xEE
    for _ in 0..<4 { state.round() }
    let high = state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    state.v1 ^= 0xDD
    for _ in 0..<4 { state.round() }
    return ContentHash(high: high, low: state.v0 ^ state.v1 ^ state.v2 ^ state.v3)
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
  public init(_ data: Data) {
    let words = (0..<2).map { word in
      data.dropFirst(8 * word).prefix(8).enumerated().reduce(UInt64(0)) {
        $0 | UInt64($1.element) << (8 * UInt64($1.offset))
      }
    }
    self.init(k0: words[0], k1: words[1])
  }

  public var data: Data { withUnsafeBytes(of: (k0.littleEndian, k1.littleEndian)) { Data($0) } }
}

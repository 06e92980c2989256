/// The SHA-256 of a text in base64, by which a page's Content-Security-Policy names the one script and the one style
/// that may work in it (FIPS 180-4; https://www.w3.org/TR/CSP3/#grammardef-hash-source).
enum ScriptDigest {
  /// `sha256-…` for a text.
  static func source(_ text: String) -> String { "sha256-" + base64(sha256(Array(text.utf8))) }

  /// The hash of some bytes, 32 bytes long.
  static func sha256(_ message: [UInt8]) -> [UInt8] {
    var bytes = message + [0x80]
    while bytes.count % 64 != 56 { bytes.append(0) }
    let length = UInt64(message.count) * 8
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * UInt64($0))) }
    var hash = starts
    for block in stride(from: 0, to: bytes.count, by: 64) {
      mix(bytes[block..<(block + 64)], into: &hash)
    }
    return hash.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
  }

  private static func mix(_ block: ArraySlice<UInt8>, into hash: inout [UInt32]) {
    var words: [UInt32] = stride(from: block.startIndex, to: block.endIndex, by: 4).map { i in
      block[i..<(i + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for i in 16..<64 {
      let a = words[i - 15]
      let b = words[i - 2]
      let small = turned(a, 7) ^ turned(a, 18) ^ (a >> 3)
      let large = turned(b, 17) ^ turned(b, 19) ^ (b >> 10)
      words.append(words[i - 16] &+ small &+ words[i - 7] &+ large)
    }
    var v = hash
    for i in 0..<64 {
      let e = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25)
      let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
      let first = v[7] &+ e &+ choice &+ rounds[i] &+ words[i]
      let a = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22)
      let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
      v = [first &+ a &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
    }
    for i in 0..<8 { hash[i] = hash[i] &+ v[i] }
  }

  private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word >> bits | word << (32 - bits)
  }

  private static let primes: [UInt64] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }()

  /// The first 32 bits behind the point of the square roots of the first 8 primes.
  private static let starts: [UInt32] = primes.prefix(8).map { prime in
    root(prime) { $0.multipliedFullWidth(by: $0) <= (high: prime, low: 0) }
  }

  /// The same of the cube roots of the first 64.
  private static let rounds: [UInt32] = primes.map { prime in
    root(prime) { candidate in
      let square = candidate.multipliedFullWidth(by: candidate)
      // Below 2^35, so that the square has at most 70 bits; its upper part times the candidate fits.
      let low = square.low.multipliedFullWidth(by: candidate)
      let high = square.high * candidate + low.high
      return high < prime << 32 || high == prime << 32 && low.low == 0
    }
  }

  /// The largest number of which a test is true, as its lower 32 bits; a root of a prime below 512 with 32 bits behind the
  /// point has at most 37 bits.
  private static func root(_ prime: UInt64, _ isSmall: (UInt64) -> Bool) -> UInt32 {
    var root: UInt64 = 0
    for bit in (0..<37).reversed() where isSmall(root | 1 << UInt64(bit)) {
      root |= 1 << UInt64(bit)
    }
    return UInt32(truncatingIfNeeded: root)
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    for i in stride(from: 0, to: bytes.count, by: 3) {
      let three = (0..<3).reduce(UInt32(0)) { word, j in
        word << 8 | (i + j < bytes.count ? UInt32(bytes[i + j]) : 0)
      }
      for j in 0..<4 {
        let isThere = i + j <= bytes.count
        out.append(isThere ? digits[Int(three >> UInt32(18 - 6 * j)) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

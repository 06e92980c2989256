import Digest
import Testing

/// A published vector: the bytes 00, 01, … up to a length, and their hash under the key 00 … 0F.
struct HashVector: CustomTestStringConvertible, Sendable {
  var length: Int
  var hash: String

  var testDescription: String { "\(length) bytes" }

  /// From the reference implementation, https://github.com/veorq/SipHash/blob/master/vectors.h (128-bit output).
  static let all = [
    HashVector(length: 0, hash: "a3817f04ba25a8e66df67214c7550293"),
    HashVector(length: 1, hash: "da87c1d86b99af44347659119b22fc45"),
    HashVector(length: 2, hash: "8177228da4a45dc7fca38bdef60affe4"),
    HashVector(length: 3, hash: "9c70b60c5267a94e5f33b6b02985ed51"),
    HashVector(length: 6, hash: "14eeca338b208613485ea0308fd7a15e"),
    HashVector(length: 7, hash: "a1f1ebbed8dbc153c0b84aa61ff08239"),
    HashVector(length: 8, hash: "3b62a9ba6258f5610f83e264f31497b4"),
    HashVector(length: 9, hash: "264499060ad9baabc47f8b02bb6d71ed"),
    HashVector(length: 15, hash: "5493e99933b0a8117e08ec0f97cfc3d9"),
    HashVector(length: 16, hash: "6ee2a4ca67b054bbfd3315bf85230577"),
    HashVector(length: 17, hash: "473d06e8738db89854c066c47ae47740"),
    HashVector(length: 63, hash: "5150d1772f50834a503e069a973fbd7c"),
  ]
}

@Suite("The hash of a text")
struct ContentHashTests {
  private func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test("is the reference's", arguments: HashVector.all)
  func vector(_ vector: HashVector) {
    let key = SipHashKey(k0: 0x0706_0504_0302_0100, k1: 0x0f0e_0d0c_0b0a_0908)
    let input = (0..<vector.length).map { UInt8($0) }
    let hash = input.withUnsafeBufferPointer { ContentHash($0, key: key) }
    let bytes = withUnsafeBytes(of: (hash.high.littleEndian, hash.low.littleEndian)) { [UInt8]($0) }
    #expect(hex(bytes) == vector.hash)
  }

  @Test("is the same however the bytes are cut into pieces", arguments: HashVector.all)
  func pieces(_ vector: HashVector) {
    let key = SipHashKey.random()
    let input = (0..<vector.length).map { UInt8($0) }
    let whole = input.withUnsafeBufferPointer { ContentHash($0, key: key) }
    for size in 1...max(1, min(vector.length, 20)) {
      var hasher = ContentHasher(key)
      for start in stride(from: 0, to: input.count, by: size) {
        Array(input[start..<min(start + size, input.count)])
          .withUnsafeBufferPointer { hasher.update($0) }
      }
      #expect(hasher.hash == whole, "in pieces of \(size)")
    }
  }

  @Test("depends on the key, which comes back from its bytes as it was")
  func key() {
    let key = SipHashKey(k0: 0x0706_0504_0302_0100, k1: 0x0f0e_0d0c_0b0a_0908)
    let other = SipHashKey(k0: 0x0706_0504_0302_0100, k1: 0x0f0e_0d0c_0b0a_0909)
    #expect(hex(key.data) == "000102030405060708090a0b0c0d0e0f")
    #expect(ContentHash("{}", key: SipHashKey(key.data)) == ContentHash("{}", key: key))
    #expect(ContentHash("{}", key: other) != ContentHash("{}", key: key))
  }
}

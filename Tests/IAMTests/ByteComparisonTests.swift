import TestSupport
import Testing

@testable import IAM

@Suite("Comparing eight bytes at a time")
struct ByteComparisonTests {
  static let letters = Array("aAbBzZ@[`{*:é".utf8)

  @Test("says what comparing byte by byte says, whatever stands behind")
  func beginnings() {
    var numbers = SeededNumbers(seed: 21)
    var differences = 0
    for _ in 0..<4000 {
      let left = Self.text(&numbers)
      var right = left
      if !right.isEmpty, Bool.random(using: &numbers) {
        right[Int.random(in: right.indices, using: &numbers)] ^= 0x20
      }
      right += Self.text(&numbers).prefix(2)
      let count = Int.random(in: 0...left.count, using: &numbers)
      let same = left.prefix(count) == right.prefix(count)
      let alike =
        left.prefix(count).map(asciiLowercased) == right.prefix(count).map(asciiLowercased)
      if left.span.begins(with: right.span, count: count) != same { differences += 1 }
      if left.span.beginsAnyCase(with: right.span, count: count) != alike { differences += 1 }
      if left.span.isEqual(to: right.span) != (left == right) { differences += 1 }
    }
    #expect(differences == 0)
  }

  @Test("finds the first five colons, wherever they stand")
  func colons() {
    var numbers = SeededNumbers(seed: 22)
    var differences = 0
    for _ in 0..<2000 {
      let text = Self.text(&numbers) + Self.text(&numbers)
      let places = text.indices.filter { text[$0] == UInt8(ascii: ":") }.prefix(5)
      let colons = ArnColons(text.span)
      let starts = (0..<colons.count).map { colons.part($0, of: text.count).upperBound }
      if starts != Array(places) { differences += 1 }
    }
    #expect(differences == 0)
  }

  private static func text(_ numbers: inout SeededNumbers) -> [UInt8] {
    (0..<Int.random(in: 0...20, using: &numbers)).map { _ in
      letters[Int.random(in: letters.indices, using: &numbers)]
    }
  }
}

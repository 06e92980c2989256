/// What one walk over an entry of Action or Resource finds: its colons and its wildcards.
struct PatternShape {
  let count: Int
  /// Of a resource no more than five, which part an ARN; the sixth part keeps its own.
  private(set) var colons = 0
  private(set) var firstColon = 0
  private(set) var lastColon = 0
  private(set) var firstWildcard = Int.max
  private(set) var lastWildcard = -1
  /// Whether a wildcard stands in the part that names the service of an ARN.
  private(set) var hasWildcardService = false
  /// Whether the last character is `*`.
  let endsInRun: Bool
  /// Whether there is a blank, a comma or a control character.
  private(set) var hasBlank = false
  /// Whether there is a dollar sign, with which variables begin.
  private(set) var hasDollar = false

  var hasWildcard: Bool { lastWildcard >= 0 }

  /// Reads a text as it is written in the policy.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    count = text.count
    endsInRun = text.last == UInt8(ascii: "*")
    let bytes = UnsafeRawBufferPointer(text)
    var index = 0
    // Most of a text are letters, digits and hyphens: of eight bytes at once only the others are looked at.
    while index &+ 8 <= count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      var marks = Self.marks(in: UInt64(littleEndian: word))
      while marks != 0 {
        let place = index &+ marks.trailingZeroBitCount / 8
        visit(text[place], at: place)
        marks &= marks &- 1
      }
      index &+= 8
    }
    while index < count {
      visit(text[index], at: index)
      index &+= 1
    }
  }

  private mutating func visit(_ byte: UInt8, at index: Int) {
    switch byte {
    case UInt8(ascii: ":"):
      guard colons < ArnPattern.partCount - 1 else { return }
      if colons == 0 { firstColon = index }
      lastColon = index
      colons &+= 1
    case UInt8(ascii: "*"), UInt8(ascii: "?"):
      if lastWildcard < 0 { firstWildcard = index }
      lastWildcard = index
      if colons == 2 { hasWildcardService = true }
    case ...UInt8(ascii: " "), UInt8(ascii: ","): hasBlank = true
    case UInt8(ascii: "$"): hasDollar = true
    default: break
    }
  }

  /// Sets the highest bit of each byte below `-` and from `:` to `?`.
  private static func marks(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let ascii = word & (0x7F &* ones)
    let isFromHyphen = ascii &+ (0x80 - 0x2D) &* ones
    let isFromColon = ascii &+ (0x80 - 0x3A) &* ones
    let isBehindQuestionMark = ascii &+ (0x80 - 0x40) &* ones
    return ~(word | isBehindQuestionMark) & (isFromColon | ~isFromHyphen) & (0x80 &* ones)
  }
}

/// An action or a resource of a request, its first and last bytes at hand.
struct RequestText: Sendable {
  /// An action in small letters, a resource as it is written.
  let text: String
  /// The encoded bytes of a pattern; nil for a text that is none.
  private let pattern: [UInt8]?
  let ends: TextEnds
  let colons: ArnColons

  private init(_ text: String, pattern: [UInt8]?, _ bytes: Span<UInt8>) {
    self.text = text
    self.pattern = pattern
    ends = TextEnds(bytes)
    colons = ArnColons(bytes)
  }

  /// An action, whatever its case.
  init(action: String) {
    let written = action.utf8.span
    let text = String(unsafeUninitializedCapacity: written.count) { letters in
      let target = UnsafeMutableRawBufferPointer(letters)
      var index = 0
      while index &+ 8 <= written.count {
        let word = asciiLowercased(written.word(at: index)).littleEndian
        target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
        index &+= 8
      }
      while index < written.count {
        letters[index] = asciiLowercased(written[index])
        index &+= 1
      }
      return written.count
    }
    self.init(text, pattern: nil, text.utf8.span)
  }

  init(resource: String) {
    self.init(resource, pattern: nil, resource.utf8.span)
  }

  /// A resource whose `*` and `?` stand for others.
  init(pattern text: String) {
    let bytes = Glob.encode(Array(text.utf8))
    self.init(text, pattern: bytes, bytes.span)
  }

  /// The bytes, those of a pattern encoded.
  var bytes: [UInt8] { pattern ?? Array(text.utf8) }

  /// The number of these.
  var count: Int { pattern?.count ?? text.utf8.count }

  /// The place of a part of an ARN, 0 to 5, in the bytes; nil where the text has fewer parts.
  func arnPart(_ index: Int) -> Range<Int>? {
    guard colons.count == 5 else { return nil }
    return colons.part(index, of: count)
  }

  /// Whether a part of an ARN is, or begins with, a text.
  func arnPart(_ index: Int, is text: StaticString, isPrefix: Bool = false) -> Bool {
    guard let range = arnPart(index) else { return false }
    let count = text.utf8CodeUnitCount
    guard isPrefix ? range.count >= count : range.count == count else { return false }
    if let pattern { return pattern.span.has(text, at: range.lowerBound) }
    return self.text.utf8.span.has(text, at: range.lowerBound)
  }

  /// Whether the text begins with another one.
  func begins(with prefix: StaticString) -> Bool {
    text.utf8.count >= prefix.utf8CodeUnitCount && text.utf8.span.has(prefix, at: 0)
  }
}

/// The places of the first five colons of a text.
struct ArnColons: Sendable {
  private(set) var count = 0
  private var places: (Int32, Int32, Int32, Int32, Int32) = (0, 0, 0, 0, 0)

  init(_ bytes: Span<UInt8>) {
    var index = 0
    while index &+ 8 <= bytes.count {
      let other = bytes.word(at: index) ^ 0x3A3A_3A3A_3A3A_3A3A
      // The highest bit of each byte that is a colon.
      let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
      var colons = ~(((other & low) &+ low) | other | low)
      while colons != 0 {
        add(index &+ colons.trailingZeroBitCount / 8)
        if count == 5 { return }
        colons &= colons &- 1
      }
      index &+= 8
    }
    while index < bytes.count, count < 5 {
      if bytes[index] == UInt8(ascii: ":") { add(index) }
      index &+= 1
    }
  }

  @inline(__always)
  private mutating func add(_ place: Int) {
    withUnsafeMutableBytes(of: &places) {
      $0.storeBytes(
        of: Int32(truncatingIfNeeded: place), toByteOffset: count &* 4, as: Int32.self)
    }
    count &+= 1
  }

  @inline(__always)
  private func place(_ index: Int) -> Int {
    switch index {
    case 0: Int(places.0)
    case 1: Int(places.1)
    case 2: Int(places.2)
    case 3: Int(places.3)
    default: Int(places.4)
    }
  }

  /// The bytes of a part, 0 to 5, of a text with five colons and `length` bytes.
  func part(_ index: Int, of length: Int) -> Range<Int> {
    (index == 0 ? 0 : place(index - 1) + 1)..<(index == 5 ? length : place(index))
  }

  /// The place of the account id in an ARN; nil where that part is empty, a pattern, or `aws`.
  func account(in bytes: Span<UInt8>) -> Range<Int>? {
    guard count == 5 else { return nil }
    let part = part(4, of: bytes.count)
    for index in part where bytes[index] < UInt8(ascii: "0") || bytes[index] > UInt8(ascii: "9") {
      return nil
    }
    return part.isEmpty ? nil : part
  }
}

/// An entry of Action or Resource, ready to be matched: plain numbers over the bytes of its policy.
///
/// Trivially copyable, so that walking over a policy's patterns touches no reference count. `head` and
/// `tail` hold the first and last eight literal bytes and turn most requests away in two comparisons.
struct CompiledPattern: Sendable {
  enum Kind: UInt8, Sendable {
    case never
    case every
    case literal
    /// Literal text and then anything, colons included.
    case prefix
    /// An action with wildcards anywhere.
    case glob
    /// An ARN with wildcards, to be matched part by part.
    case arn
    /// A resource with policy variables; `start` is its place in `CompiledPolicy.variableTexts`.
    case variable
  }

  /// How a resource that has fewer than six parts ends.
  ///
  /// Whether it counts at all depends on the policy's kind.
  enum Shortness: UInt8, Sendable {
    case complete
    /// `arn:aws:sqs:us-east-1`
    case literal
    /// `arn:aws:sqs:us-*`
    case wildcard
    /// `arn:aws:sqs:*`
    case openEnd

    /// Whether a policy of that layer accepts such a resource.
    ///
    /// Identity, boundary and session policies extend it, resource policies only where it has a wildcard,
    /// control policies only one that names a service and then anything.
    func isAccepted(in layer: PolicyLayer) -> Bool {
      switch (self, layer) {
      case (.complete, _), (_, .identity), (_, .boundary), (_, .session): true
      case (.literal, .resource), (.literal, .trust): false
      case (_, .resource), (_, .trust): true
      case (let shortness, .scp), (let shortness, .rcp): shortness == .openEnd
      }
    }
  }

  var kind: Kind
  var shortness: Shortness = .complete
  var hasWildcardService = false
  var start: Int32 = 0
  var count: Int32 = 0
  var head: UInt64 = 0
  var headMask: UInt64 = 0
  var tail: UInt64 = 0
  var tailMask: UInt64 = 0
  /// The places of the first five colons, of an ARN.
  var colons = ArnColons()

  /// Whether an action matches, given in small letters.
  func matchesAction(_ text: RequestText, in bytes: Span<UInt8>) -> Bool {
    if kind == .every { return true }
    guard (text.head ^ head) & headMask == 0, (text.tail ^ tail) & tailMask == 0 else {
      return false
    }
    return matchesWhole(text.bytes.span, in: bytes)
  }

  /// Whether a resource matches, by its text.
  ///
  /// Not for patterns with variables.
  func matchesResource(_ text: RequestText, in bytes: Span<UInt8>) -> Bool {
    if kind == .every { return true }
    guard (text.head ^ head) & headMask == 0, (text.tail ^ tail) & tailMask == 0 else {
      return false
    }
    guard kind == .arn else { return matchesWhole(text.bytes.span, in: bytes) }
    guard text.colons.count == 5 else { return false }
    let own = bytes.extracting(Int(start)..<Int(start + count))
    let theirs = text.bytes.span
    for part in 0..<ArnPattern.partCount {
      let left = own.extracting(colons.part(part, of: own.count))
      let right = theirs.extracting(text.colons.part(part, of: theirs.count))
      guard Glob.matches(left, right) else { return false }
    }
    return true
  }

  private func matchesWhole(_ text: Span<UInt8>, in bytes: Span<UInt8>) -> Bool {
    switch kind {
    case .never, .arn, .variable: return false
    case .every: return true
    case .literal: guard text.count == count else { return false }
    case .prefix: guard text.count >= count else { return false }
    case .glob: return Glob.matches(bytes.extracting(Int(start)..<Int(start + count)), text)
    }
    // `head` has compared the first eight bytes; names differ near the end.
    let start = Int(start)
    var index = Int(count)
    while index > 8 {
      index -= 1
      if bytes[start + index] != text[index] { return false }
    }
    return true
  }
}

/// The places of the first five colons of a text.
struct ArnColons: Sendable {
  private(set) var count: Int32 = 0
  private var places = SIMD8<Int32>()

  init() {}

  init(_ bytes: [UInt8]) {
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: ":") {
      places[Int(count)] = Int32(index)
      count += 1
      if count == 5 { return }
    }
  }

  /// The bytes of a part, 0 to 5, of a text with five colons and `length` bytes.
  func part(_ index: Int, of length: Int) -> Range<Int> {
    let lower = index == 0 ? 0 : Int(places[index - 1]) + 1
    return lower..<(index == 5 ? length : Int(places[index]))
  }
}

/// An action or a resource of a request, its first and last bytes at hand.
struct RequestText: Sendable {
  let bytes: [UInt8]
  let head: UInt64
  let tail: UInt64
  let colons: ArnColons

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    head = packed(bytes.prefix(8)).value
    tail = packed(bytes.suffix(8).reversed()).value
    colons = ArnColons(bytes)
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
    return text.withUTF8Buffer { wanted in
      (0..<count).allSatisfy { bytes[range.lowerBound + $0] == wanted[$0] }
    }
  }
}

/// Up to eight bytes in one number, the first one lowest, and the mask of those that are there.
func packed(_ bytes: some Sequence<UInt8>) -> (value: UInt64, mask: UInt64) {
  var value: UInt64 = 0
  var mask: UInt64 = 0
  for (index, byte) in bytes.enumerated() where index < 8 {
    value |= UInt64(byte) << UInt64(index * 8)
    mask |= 0xFF << UInt64(index * 8)
  }
  return (value, mask)
}

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
      case (.literal, .resource), (.literal, .trust), (.literal, .endpoint): false
      case (_, .resource), (_, .trust), (_, .endpoint): true
      case (let shortness, .scp), (let shortness, .rcp): shortness == .openEnd
      }
    }
  }

  var kind: Kind
  var shortness: Shortness = .complete
  var hasWildcardService = false
  /// Where the text stands in the bytes of its policy, as it is written there.
  var start: Int32 = 0
  var count: Int32 = 0
  var head: UInt64 = 0
  var headMask: UInt64 = 0
  var tail: UInt64 = 0
  var tailMask: UInt64 = 0

  init(kind: Kind, start: Int = 0, count: Int = 0) {
    self.kind = kind
    self.start = Int32(start)
    self.count = Int32(count)
  }

  /// Compiles a text of this shape, which is of that kind where it is neither literal nor a prefix.
  init(
    _ shape: PatternShape, _ text: UnsafeBufferPointer<UInt8>, from start: Int,
    otherwise kind: Kind
  ) {
    self.init(kind: kind, start: start, count: shape.count)
    if !shape.hasWildcard {
      self.kind = .literal
    } else if shape.firstWildcard == shape.count - 1, shape.endsInRun {
      self.kind = .prefix
      count -= 1
    }
    let text = text.span
    (head, headMask) = packedHead(text.extracting(..<min(shape.firstWildcard, shape.count)))
    (tail, tailMask) = packedTail(text.extracting((shape.lastWildcard + 1)...))
  }

  /// Whether the first and the last bytes are those of a text, as far as they are literal.
  @inline(__always)
  private func mayMatch(_ text: borrowing RequestText) -> Bool {
    ((text.head ^ head) & headMask) | ((text.tail ^ tail) & tailMask) == 0
  }

  /// Whether a resource matches; not for patterns with variables.
  @inline(__always)
  func matches(resource text: borrowing RequestText, in bytes: Span<UInt8>) -> Bool {
    mayMatch(text) && (kind == .every || matchesWhole(text, in: bytes))
  }

  /// Whether an action, given in small letters, matches.
  @inline(__always)
  func matches(action text: borrowing RequestText, in bytes: Span<UInt8>) -> Bool {
    mayMatch(text) && (kind == .every || matchesWhole(action: text, in: bytes))
  }

  private func matchesWhole(_ text: borrowing RequestText, in bytes: Span<UInt8>) -> Bool {
    let own = bytes.extracting(Int(start)..<Int(start + count))
    let theirs = text.bytes.span
    switch kind {
    case .never, .variable, .glob: return false
    case .every: return true
    case .literal: guard theirs.count == own.count else { return false }
    case .prefix: guard theirs.count >= own.count else { return false }
    case .arn: return text.colons.count == 5 && matchesParts(own, theirs, text.colons)
    }
    // `head` has compared the first eight bytes; names differ near the end.
    var index = own.count
    while index > 8 {
      index -= 1
      if own[index] != theirs[index] { return false }
    }
    return true
  }

  private func matchesWhole(action text: borrowing RequestText, in bytes: Span<UInt8>) -> Bool {
    let own = bytes.extracting(Int(start)..<Int(start + count))
    let theirs = text.bytes.span
    switch kind {
    case .never, .variable, .arn: return false
    case .every: return true
    case .literal: guard theirs.count == own.count else { return false }
    case .prefix: guard theirs.count >= own.count else { return false }
    case .glob: return Glob.matches(action: own, theirs)
    }
    var index = own.count
    while index > 8 {
      index -= 1
      if asciiLowercased(own[index]) != theirs[index] { return false }
    }
    return true
  }

  private func matchesParts(
    _ own: Span<UInt8>, _ theirs: Span<UInt8>, _ colons: ArnColons
  ) -> Bool {
    var lower = 0
    for part in 0..<ArnPattern.partCount {
      var upper = own.count
      if part < ArnPattern.partCount - 1 {
        upper = lower
        while upper < own.count, own[upper] != UInt8(ascii: ":") { upper += 1 }
      }
      guard
        Glob.matches(
          written: own.extracting(lower..<upper),
          theirs.extracting(colons.part(part, of: theirs.count)))
      else { return false }
      lower = min(upper + 1, own.count)
    }
    return true
  }
}

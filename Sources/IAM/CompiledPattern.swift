/// An entry of Action or Resource, ready to be matched: plain numbers over the bytes of its policy.
///
/// Trivially copyable, so that walking over a policy's patterns touches no reference count. The eight bytes before the
/// first wildcard and the eight behind the last one turn most requests away in two comparisons: names differ there.
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
  /// The number of bytes before the first wildcard, and up to eight of them, the last ones.
  var leadCount: Int32 = 0
  var lead: UInt64 = 0
  var leadMask: UInt64 = 0
  /// Up to eight bytes behind the last wildcard.
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
    let lead = min(shape.firstWildcard, shape.count)
    leadCount = Int32(lead)
    (self.lead, leadMask) = text.extracting(max(lead - 8, 0)..<lead).packedHead
    if shape.hasWildcard {
      (tail, tailMask) = text.extracting((shape.lastWildcard + 1)...).packedTail
    }
  }

  /// Whether the bytes of a text around the wildcards are the same.
  @inline(__always)
  func mayMatch(_ text: Span<UInt8>, _ ends: TextEnds) -> Bool {
    let lead = Int(leadCount)
    guard text.count >= lead else { return false }
    let word = lead > 8 ? text.word(at: lead &- 8) : ends.head
    return ((word ^ self.lead) & leadMask) | ((ends.tail ^ tail) & tailMask) == 0
  }

  /// Whether a resource of which that is so matches; not for patterns with variables.
  func matches(
    resource theirs: Span<UInt8>, _ colons: ArnColons, _ bytes: PlainList<UInt8>
  ) -> Bool {
    let own = bytes[Int(start)..<Int(start + count)].span
    switch kind {
    case .never, .variable, .glob: return false
    case .every: return true
    case .literal:
      return theirs.count == own.count && own.begins(with: theirs, count: max(own.count - 8, 0))
    case .prefix: return own.begins(with: theirs, count: max(own.count - 8, 0))
    case .arn: return colons.count == 5 && matchesParts(own, theirs, colons)
    }
  }

  /// Whether an action, given in small letters, of which that is so matches.
  func matches(action theirs: Span<UInt8>, _ bytes: PlainList<UInt8>) -> Bool {
    let own = bytes[Int(start)..<Int(start + count)].span
    switch kind {
    case .never, .variable, .arn: return false
    case .every: return true
    case .literal:
      return theirs.count == own.count
        && own.beginsAnyCase(with: theirs, count: max(own.count - 8, 0))
    case .prefix: return own.beginsAnyCase(with: theirs, count: max(own.count - 8, 0))
    case .glob: return Glob.matches(action: own, theirs)
    }
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

import JSON

/// One key of a condition that compares one text with fixed ones: the kind that most conditions are of.
///
/// It says what `ConditionTest` says, from places in the policy's bytes. A Condition all of whose keys are of this kind is
/// decided by them, where the request has one value for each or the key is known to be absent.
struct TextCondition: Sendable {
  let isNegated: Bool
  let ifExists: Bool
  /// Whether `*` and `?` are wildcards.
  let isLike: Bool
  let key: PlainRun
  let keyHash: UInt64
  /// Which of the policy's values it compares with.
  let values: PlainRun

  /// The answer for a context; nil where it takes more than this.
  func truth(
    in context: borrowing RequestContext, _ places: PlainList<PlainRun>, _ bytes: PlainList<UInt8>
  ) -> Truth? {
    switch context.fact(of: bytes[key.range].span, hash: keyHash) {
    case .other: return nil
    case .unknown: return .unknown
    case .absent: return Truth(isNegated || ifExists)
    case .text(let range):
      let value = context.bytes.span.extracting(range)
      for index in values.range {
        let own = bytes[places[index].range].span
        let isSame = isLike ? Glob.matches(written: own, value) : own.isEqual(to: value)
        if isSame { return Truth(!isNegated) }
      }
      return Truth(isNegated)
    }
  }
}

extension TextCondition {
  /// Reads a key; nil where it is of another kind.
  ///
  /// - Parameters:
  ///   - tape: the document.
  ///   - name: the place of the operator.
  ///   - key: the place of the key.
  ///   - value: the place of its value, or of a list of them.
  ///   - hasVariables: whether the document's version has variables.
  ///   - start: where the policy begins in the document.
  ///   - places: where to add the values.
  init?(
    _ tape: JSONTape, operator name: Int, key: Int, value: Int, hasVariables: Bool,
    from start: Int, places: inout [PlainRun]
  ) {
    guard !tape.isEscaped(at: key), !tape.isEscaped(at: name),
      let kind = Kind.all.first(where: { tape.string(at: name, is: $0.name) })
    else { return nil }
    isNegated = kind.isNegated
    ifExists = kind.ifExists
    isLike = kind.isLike
    let range = tape.range(at: key)
    self.key = PlainRun(range, from: start)
    keyHash = hashRegardlessOfCase(UnsafeBufferPointer(rebasing: tape.bytes[range]).span)
    let first = places.count
    var isPlain = true
    func add(_ value: Int) {
      let text = tape.range(at: value)
      isPlain =
        isPlain && tape.kind(at: value) == .string && !tape.isEscaped(at: value)
        && !(hasVariables && tape.bytes[text].contains(UInt8(ascii: "$")))
      places.append(PlainRun(text, from: start))
    }
    if tape.kind(at: value) == .array {
      tape.forEachElement(of: value) { add($0) }
    } else {
      add(value)
    }
    guard isPlain else { return nil }
    values = PlainRun(first..<places.count)
  }

  private struct Kind {
    let name: StaticString
    var isNegated = false
    var ifExists = false
    var isLike = false

    static let all = [
      Kind(name: "StringEquals"),
      Kind(name: "StringLike", isLike: true),
      Kind(name: "StringNotEquals", isNegated: true),
      Kind(name: "StringNotLike", isNegated: true, isLike: true),
      Kind(name: "StringEqualsIfExists", ifExists: true),
      Kind(name: "StringLikeIfExists", ifExists: true, isLike: true),
      Kind(name: "StringNotEqualsIfExists", isNegated: true, ifExists: true),
      Kind(name: "StringNotLikeIfExists", isNegated: true, ifExists: true, isLike: true),
    ]
  }
}

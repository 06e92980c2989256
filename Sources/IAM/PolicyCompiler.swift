import JSON

/// Gathers the statements of a document and compiles what they match on.
struct PolicyCompiler {
  /// Whether the document's version has variables.
  var hasVariables = false
  /// The patterns that cannot be matched as they stand in the text of the policy, to be put behind that.
  private(set) var bytesBehind: [UInt8] = []
  private(set) var patterns: [CompiledPattern] = []
  private(set) var statements: [CompiledStatement] = []
  private(set) var variableTexts: [VariableText] = []
  /// The places of the Condition elements.
  private(set) var conditions: [Int32] = []
  private(set) var textConditions: [TextCondition] = []
  /// The values that these compare with.
  private(set) var textPlaces: [PlainRun] = []
  private(set) var principals: [PrincipalElement] = []
  /// Where the text of the policy stands in its document.
  private let text: Range<Int>
  /// The services of the actions of the statement in hand.
  private var services = ActionFilter.none

  init(_ text: Range<Int>) {
    self.text = text
    patterns.reserveCapacity(12)
    statements.reserveCapacity(4)
  }

  /// Takes the next statement; `condition` is the place of a Condition that has keys.
  mutating func addStatement(
    isDeny: Bool, actions: CompiledStatement.Patterns, resources: CompiledStatement.Patterns?,
    hasVariables: Bool, principal: PrincipalElement?, condition: Int?, _ tape: JSONTape
  ) {
    var statement = CompiledStatement(
      actionFilter: actions.isNegated ? .every : services, isDeny: isDeny, actions: actions,
      resources: resources,
      hasVariables: hasVariables)
    services = .none
    if let condition {
      statement.condition = Int32(conditions.count)
      conditions.append(Int32(condition))
      statement.texts = addTextConditions(tape, condition)
    }
    if let principal {
      statement.principal = Int32(principals.count)
      principals.append(principal)
    }
    statements.append(statement)
  }

  /// Compiles a Condition all of whose keys compare texts; for any other nothing.
  private mutating func addTextConditions(_ tape: JSONTape, _ condition: Int) -> PlainRun {
    let (first, firstPlace) = (textConditions.count, textPlaces.count)
    var isPlain = tape.hasDistinctNames(in: condition)
    tape.forEachMember(of: condition) { name, keys in
      isPlain = isPlain && tape.hasDistinctNames(in: keys)
      tape.forEachMember(of: keys) { key, value in
        guard isPlain else { return }
        let test = TextCondition(
          tape, operator: name, key: key, value: value, hasVariables: hasVariables,
          from: text.lowerBound, places: &textPlaces)
        if let test { textConditions.append(test) } else { isPlain = false }
      }
    }
    if !isPlain {
      textConditions.removeLast(textConditions.count - first)
      textPlaces.removeLast(textPlaces.count - firstPlace)
    }
    return PlainRun(first..<textConditions.count)
  }

  /// Compiles an entry of Action or NotAction.
  ///
  /// No wildcard stands for a service, but `*` and `*:*` for everything; an entry with commas or blanks matches nothing.
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  mutating func addAction(_ tape: JSONTape, at place: Int) {
    withText(tape, place) { compiler, text, start in
      let shape = PatternShape(text)
      let service = shape.colons == 0 ? 0 : shape.firstColon
      let isEvery =
        shape.firstWildcard == 0 && text[0] == UInt8(ascii: "*")
        && (text.count == 1 || (text.count == 3 && service == 1 && text[2] == UInt8(ascii: "*")))
      var pattern: CompiledPattern
      if isEvery {
        pattern = CompiledPattern(kind: .every)
        compiler.services = .every
      } else if shape.hasBlank || service == 0 || shape.firstWildcard < service {
        pattern = CompiledPattern(kind: .never)
      } else {
        pattern = CompiledPattern(shape, text, from: start, otherwise: .glob)
        pattern.lead = asciiLowercased(pattern.lead)
        pattern.tail = asciiLowercased(pattern.tail)
        compiler.services = compiler.services.union(
          ActionFilter(text.span.extracting(..<Int(pattern.leadCount))))
      }
      compiler.patterns.append(pattern)
    }
  }

  /// Compiles an entry of Resource or NotResource.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  mutating func addResource(_ tape: JSONTape, at place: Int) {
    withText(tape, place) { compiler, text, start in
      let shape = PatternShape(text)
      if compiler.hasVariables, shape.hasDollar, compiler.addVariables(text) { return }
      if shape.colons == ArnPattern.partCount - 1 {
        var pattern = CompiledPattern(shape, text, from: start, otherwise: .arn)
        pattern.hasWildcardService = shape.hasWildcardService
        compiler.patterns.append(pattern)
      } else if text.count == 1, text[0] == UInt8(ascii: "*") {
        compiler.patterns.append(CompiledPattern(kind: .every))
      } else {
        compiler.addShort(text, shape)
      }
    }
  }

  /// Compiles a resource that has fewer than six parts: it goes on with `*` in those that are missing.
  private mutating func addShort(_ text: UnsafeBufferPointer<UInt8>, _ shape: PatternShape) {
    let start = bytesBehind.count
    bytesBehind += text
    for _ in shape.colons..<(ArnPattern.partCount - 1) {
      bytesBehind.append(UInt8(ascii: ":"))
      bytesBehind.append(UInt8(ascii: "*"))
    }
    var pattern = CompiledPattern(
      kind: .arn, start: self.text.count + start, count: bytesBehind.count - start)
    pattern.shortness = shape.shortness
    patterns.append(pattern)
  }

  /// Compiles a resource in which variables stand; false where there is none.
  private mutating func addVariables(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let resource = VariableText(Array(text), wildcards: true, variables: true)
    var pattern = CompiledPattern(kind: .variable, start: variableTexts.count, count: 0)
    if let literal = resource.literal {
      // A wildcard that was written as a variable is the character itself, here any character that is no wildcard.
      let plain = literal.map { byte in
        switch byte {
        case Glob.anyRun: UInt8(ascii: "*")
        case Glob.anyOne: UInt8(ascii: "?")
        case UInt8(ascii: "*"), UInt8(ascii: "?"): UInt8(ascii: "x")
        default: byte
        }
      }
      if plain.elementsEqual(text) { return false }
      let shape = plain.withUnsafeBufferPointer(PatternShape.init)
      if shape.colons < ArnPattern.partCount - 1 {
        pattern.shortness = shape.shortness
      } else {
        pattern.hasWildcardService = shape.hasWildcardService
      }
    } else if !resource.beginsWithWholeArn {
      patterns.append(CompiledPattern(kind: .never))
      return true
    }
    patterns.append(pattern)
    variableTexts.append(resource)
    return true
  }

  /// Calls with the text of an entry, without superfluous `*` at its ends, and with its place in the policy's bytes.
  @inline(__always)
  private mutating func withText(
    _ tape: JSONTape, _ place: Int,
    _ body: (inout PolicyCompiler, UnsafeBufferPointer<UInt8>, _ start: Int) -> Void
  ) {
    if tape.isEscaped(at: place) {
      let text = tape.unescapedBytes(at: place)
      let start = self.text.count + bytesBehind.count
      bytesBehind += text
      text.withUnsafeBufferPointer { text in
        let range = Self.trimmed(text, 0..<text.count)
        body(&self, UnsafeBufferPointer(rebasing: text[range]), start + range.lowerBound)
      }
    } else {
      let range = Self.trimmed(tape.bytes, tape.range(at: place))
      body(
        &self, UnsafeBufferPointer(rebasing: tape.bytes[range]), range.lowerBound - text.lowerBound)
    }
  }

  /// The range of a text in which neither the first nor the last two characters are both `*`.
  @inline(__always)
  private static func trimmed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ text: Range<Int>
  ) -> Range<Int> {
    let run = UInt8(ascii: "*")
    var (lower, upper) = (text.lowerBound, text.upperBound)
    while upper - lower > 1, bytes[upper - 1] == run, bytes[upper - 2] == run { upper -= 1 }
    while upper - lower > 1, bytes[lower] == run, bytes[lower + 1] == run { lower += 1 }
    return lower..<upper
  }
}

extension PatternShape {
  /// How a resource of this shape, which has fewer than six parts, ends.
  fileprivate var shortness: CompiledPattern.Shortness {
    guard hasWildcard else { return .literal }
    let isOpen = colons >= 3 && lastColon == count - 2 && endsInRun
    return isOpen ? .openEnd : .wildcard
  }
}

extension JSONTape {
  /// Whether an object has few members, each with a name of its own; of several with the same name only the last counts.
  fileprivate func hasDistinctNames(in object: Int) -> Bool {
    var count = 0
    var isDistinct = true
    forEachMember(of: object) { name, _ in
      count += 1
      guard count > 1, count <= 8 else { return }
      forEachMember(of: object) { other, _ in
        if other < name, bytes[range(at: name)].elementsEqual(bytes[range(at: other)]) {
          isDistinct = false
        }
      }
    }
    return isDistinct && count <= 8
  }
}

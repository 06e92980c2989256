import JSON

/// Gathers the statements of a document and compiles what they match on.
struct PolicyCompiler {
  /// Whether the document's version has variables.
  var hasVariables = false
  /// The document itself and, behind it, the patterns that cannot be matched as they stand there.
  private(set) var bytes: [UInt8]
  private(set) var patterns: [CompiledPattern] = []
  private(set) var statements: [CompiledStatement] = []
  private(set) var variableTexts: [VariableText] = []
  /// The places of the Condition elements.
  private(set) var conditions: [Int32] = []
  private(set) var principals: [PrincipalElement] = []

  init(_ document: [UInt8]) {
    bytes = document
    patterns.reserveCapacity(12)
    statements.reserveCapacity(4)
  }

  /// Takes the next statement; `condition` is the place of a Condition that has keys.
  mutating func addStatement(
    isDeny: Bool, actions: CompiledStatement.Patterns, resources: CompiledStatement.Patterns?,
    hasVariables: Bool, principal: PrincipalElement?, condition: Int?
  ) {
    var statement = CompiledStatement(
      isDeny: isDeny, actions: actions, resources: resources, hasVariables: hasVariables,
      principal: -1, condition: -1)
    if let condition {
      statement.condition = Int32(conditions.count)
      conditions.append(Int32(condition))
    }
    if let principal {
      statement.principal = Int32(principals.count)
      principals.append(principal)
    }
    statements.append(statement)
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
      } else if shape.hasBlank || service == 0 || shape.firstWildcard < service {
        pattern = CompiledPattern(kind: .never)
      } else {
        pattern = CompiledPattern(shape, text, from: start, otherwise: .glob)
        pattern.head = asciiLowercased(pattern.head)
        pattern.tail = asciiLowercased(pattern.tail)
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
    let start = bytes.count
    bytes.append(contentsOf: text)
    for _ in shape.colons..<(ArnPattern.partCount - 1) {
      bytes.append(UInt8(ascii: ":"))
      bytes.append(UInt8(ascii: "*"))
    }
    var pattern = CompiledPattern(kind: .arn, start: start, count: bytes.count - start)
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

  /// Calls with the text of an entry, without superfluous `*` at its ends, and with its place in `bytes`.
  @inline(__always)
  private mutating func withText(
    _ tape: JSONTape, _ place: Int,
    _ body: (inout PolicyCompiler, UnsafeBufferPointer<UInt8>, _ start: Int) -> Void
  ) {
    if tape.isEscaped(at: place) {
      let text = tape.unescapedBytes(at: place)
      let start = bytes.count
      bytes += text
      text.withUnsafeBufferPointer { text in
        let range = Self.trimmed(text, 0..<text.count)
        body(&self, UnsafeBufferPointer(rebasing: text[range]), start + range.lowerBound)
      }
    } else {
      let range = Self.trimmed(tape.bytes, tape.range(at: place))
      body(&self, UnsafeBufferPointer(rebasing: tape.bytes[range]), range.lowerBound)
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

/// Gathers the statements of a document and compiles what they match on.
struct PolicyCompiler {
  /// Whether the document's version has variables.
  var hasVariables = false
  private(set) var bytes: [UInt8] = []
  private(set) var patterns: [CompiledPattern] = []
  private(set) var statements: [CompiledStatement] = []
  private(set) var variableTexts: [VariableText] = []
  private(set) var conditions: [[ConditionTest]] = []
  private(set) var principals: [PrincipalElement] = []

  init() {
    bytes.reserveCapacity(256)
    patterns.reserveCapacity(8)
  }

  mutating func addStatement(
    isDeny: Bool, actions: CompiledStatement.Patterns, resources: CompiledStatement.Patterns?,
    hasVariables: Bool, principal: PrincipalElement?, condition: [ConditionTest]
  ) {
    var statement = CompiledStatement(
      isDeny: isDeny, actions: actions, resources: resources, hasVariables: hasVariables,
      principal: -1, condition: -1)
    // A Condition without keys is none.
    if !condition.isEmpty {
      statement.condition = Int32(conditions.count)
      conditions.append(condition)
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
  mutating func addAction(_ text: [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    let (shape, end) = PatternShape.encodeAction(&bytes, from: start)
    bytes.removeLast(bytes.count - end)
    let service = shape.colons == 0 ? 0 : shape.firstColon
    let isWildcardAlone = shape.firstWildcard == 0 && bytes[start] == Glob.anyRun
    if isWildcardAlone,
      shape.count == 1 || (shape.count == 3 && service == 1 && bytes[start + 2] == Glob.anyRun)
    {
      addEmpty(.every, from: start)
    } else if shape.hasBlank || service == 0 || shape.firstWildcard < service {
      addEmpty(.never, from: start)
    } else {
      add(shape, from: start, otherwise: .glob)
    }
  }

  /// Compiles an entry of Resource or NotResource.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  mutating func addResource(_ text: [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    var (shape, end) = PatternShape.encodeResource(&bytes, from: start)
    if hasVariables, shape.hasDollar {
      bytes.removeLast(bytes.count - start)
      let resource = VariableText(text, wildcards: true, variables: true)
      guard let literal = resource.literal else {
        guard resource.beginsWithWholeArn else { return addEmpty(.never, from: start) }
        patterns.append(CompiledPattern(kind: .variable, start: Int32(variableTexts.count)))
        variableTexts.append(resource)
        return
      }
      bytes.append(contentsOf: literal)
      shape = PatternShape(encoded: literal)
      end = bytes.count
    }
    bytes.removeLast(bytes.count - end)
    if shape.count == 1, shape.firstWildcard == 0, bytes[start] == Glob.anyRun {
      return addEmpty(.every, from: start)
    }
    let lastColon = ArnPattern.partCount - 1
    guard shape.colons < lastColon else {
      add(shape, from: start, otherwise: .arn)
      patterns[patterns.count - 1].hasWildcardService = shape.hasWildcardService
      return
    }
    var shortness: CompiledPattern.Shortness = shape.hasWildcard ? .wildcard : .literal
    if shape.colons >= 3, shape.lastColon == shape.count - 2, bytes.last == Glob.anyRun {
      shortness = .openEnd
    }
    if !shape.hasWildcard { shape.firstWildcard = shape.count + 1 }
    for _ in shape.colons..<lastColon {
      bytes.append(UInt8(ascii: ":"))
      bytes.append(Glob.anyRun)
      shape.count += 2
    }
    shape.colons = lastColon
    shape.lastWildcard = shape.count - 1
    add(shape, from: start, otherwise: .arn)
    patterns[patterns.count - 1].shortness = shortness
  }

  private mutating func addEmpty(_ kind: CompiledPattern.Kind, from start: Int) {
    bytes.removeLast(bytes.count - start)
    patterns.append(CompiledPattern(kind: kind))
  }

  private mutating func add(
    _ shape: PatternShape, from start: Int, otherwise kind: CompiledPattern.Kind
  ) {
    patterns.append(pattern(shape, from: start, otherwise: kind))
  }

  private func pattern(
    _ shape: PatternShape, from start: Int, otherwise kind: CompiledPattern.Kind
  ) -> CompiledPattern {
    var pattern = CompiledPattern(kind: kind, start: Int32(start), count: Int32(shape.count))
    let text = bytes.span.extracting(start..<(start + shape.count))
    if !shape.hasWildcard {
      pattern.kind = .literal
    } else if shape.firstWildcard == shape.count - 1, text[shape.count - 1] == Glob.anyRun,
      kind == .glob || shape.colons == ArnPattern.partCount - 1
    {
      pattern.kind = .prefix
      pattern.count -= 1
    }
    let head = min(shape.firstWildcard, shape.count)
    (pattern.head, pattern.headMask) = packedHead(text.extracting(..<head))
    (pattern.tail, pattern.tailMask) = packedTail(text.extracting((shape.lastWildcard + 1)...))
    return pattern
  }
}

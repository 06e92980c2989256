/// A policy document made ready for many decisions: its patterns in one run of bytes.
final class CompiledPolicy: Sendable {
  let version: String
  let diagnostics: [PolicyDiagnostic]
  /// The statements as written.
  let texts: [Statement]
  let bytes: [UInt8]
  let patterns: [CompiledPattern]
  let statements: [CompiledStatement]
  let variableTexts: [VariableText]
  /// The conditions of the statements that have any.
  let conditions: [[ConditionTest]]
  let principals: [PrincipalElement]

  init(_ compiler: consuming PolicyCompiler, version: String, diagnostics: [PolicyDiagnostic]) {
    self.version = version
    self.diagnostics = diagnostics
    texts = compiler.texts
    bytes = compiler.bytes
    patterns = compiler.patterns
    statements = compiler.statements
    variableTexts = compiler.variableTexts
    conditions = compiler.conditions
    principals = compiler.principals
  }
}

/// A statement as places in the lists of its policy.
///
/// Trivially copyable.
struct CompiledStatement: Sendable {
  var isDeny: Bool
  var actions: Patterns
  /// nil: the statement has no Resource element.
  var resources: Patterns?
  var hasVariables: Bool
  /// Places in the policy's lists; -1 for none.
  var principal: Int32
  var condition: Int32

  /// A run of entries, of Action or NotAction, of Resource or NotResource.
  struct Patterns: Sendable {
    var isNegated: Bool
    var lower: Int32
    var upper: Int32

    var range: Range<Int> { Int(lower)..<Int(upper) }
  }
}

/// Gathers the statements of a document and compiles what they match on.
struct PolicyCompiler {
  let hasVariables: Bool
  var texts: [Statement] = []
  var bytes: [UInt8] = []
  var patterns: [CompiledPattern] = []
  var statements: [CompiledStatement] = []
  var variableTexts: [VariableText] = []
  var conditions: [[ConditionTest]] = []
  var principals: [PrincipalElement] = []

  init(hasVariables: Bool) {
    self.hasVariables = hasVariables
  }

  mutating func add(_ statement: Statement, principal: PrincipalElement?) {
    let actions = add(
      statement.notActions.isEmpty ? statement.actions : statement.notActions,
      isNegated: !statement.notActions.isEmpty, compile: { $0.addAction($1) })
    var resources: CompiledStatement.Patterns?
    let variablesBefore = variableTexts.count
    if !statement.resources.isEmpty || !statement.notResources.isEmpty {
      resources = add(
        statement.notResources.isEmpty ? statement.resources : statement.notResources,
        isNegated: !statement.notResources.isEmpty, compile: { $0.addResource($1) })
    }
    var condition: Int32 = -1
    if statement.hasCondition {
      condition = Int32(conditions.count)
      conditions.append(
        statement.conditions.map {
          ConditionTest($0.operatorName, key: $0.key, values: $0.values, variables: hasVariables)
        })
    }
    var principalIndex: Int32 = -1
    if let principal {
      principalIndex = Int32(principals.count)
      principals.append(principal)
    }
    statements.append(
      CompiledStatement(
        isDeny: statement.effect == .deny, actions: actions, resources: resources,
        hasVariables: variableTexts.count > variablesBefore, principal: principalIndex,
        condition: condition))
    texts.append(statement)
  }

  private mutating func add(
    _ entries: [String], isNegated: Bool, compile: (inout PolicyCompiler, String) -> Void
  ) -> CompiledStatement.Patterns {
    let lower = Int32(patterns.count)
    for entry in entries { compile(&self, entry) }
    return CompiledStatement.Patterns(
      isNegated: isNegated, lower: lower, upper: Int32(patterns.count))
  }

  /// Compiles an entry of Action or NotAction.
  ///
  /// No wildcard stands for a service, but `*` and `*:*` for everything; an entry with commas or blanks matches nothing.
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  private mutating func addAction(_ text: String) {
    let action = Glob.encode(text.utf8.lazy.map(asciiLowercased))
    let colon = UInt8(ascii: ":")
    if action == [Glob.anyRun] || action == [Glob.anyRun, colon, Glob.anyRun] {
      patterns.append(CompiledPattern(kind: .every))
      return
    }
    let isLegal = action.allSatisfy { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ",") }
    guard isLegal, let end = action.firstIndex(of: colon), end > 0,
      !action[..<end].contains(where: { $0 >= Glob.anyOne })
    else {
      patterns.append(CompiledPattern(kind: .never))
      return
    }
    append(action, otherwise: .glob)
  }

  /// Compiles an entry of Resource or NotResource.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  private mutating func addResource(_ text: String) {
    let resource = VariableText(text, wildcards: true, variables: hasVariables)
    guard var arn = resource.literal else {
      guard resource.beginsWithWholeArn else {
        patterns.append(CompiledPattern(kind: .never))
        return
      }
      patterns.append(CompiledPattern(kind: .variable, start: Int32(variableTexts.count)))
      variableTexts.append(resource)
      return
    }
    if arn == [Glob.anyRun] {
      patterns.append(CompiledPattern(kind: .every))
      return
    }
    let parts = ArnPattern.split(arn)
    var shortness = CompiledPattern.Shortness.complete
    if parts.count < ArnPattern.partCount {
      let hasWildcard = arn.contains { $0 >= Glob.anyOne }
      shortness = hasWildcard ? .wildcard : .literal
      if parts.count > 3, parts.last == [Glob.anyRun] { shortness = .openEnd }
    }
    let hasWildcardService =
      parts.count == ArnPattern.partCount && parts[2].contains { $0 >= Glob.anyOne }
    for _ in parts.count..<max(parts.count, ArnPattern.partCount) {
      arn += [UInt8(ascii: ":"), Glob.anyRun]
    }
    append(arn, otherwise: .arn)
    patterns[patterns.count - 1].shortness = shortness
    patterns[patterns.count - 1].hasWildcardService = hasWildcardService
  }

  private mutating func append(_ text: [UInt8], otherwise kind: CompiledPattern.Kind) {
    let isWildcard = { (byte: UInt8) in byte >= Glob.anyOne }
    var pattern = CompiledPattern(kind: kind, start: Int32(bytes.count), count: Int32(text.count))
    (pattern.head, pattern.headMask) = packed(text.prefix { !isWildcard($0) }.prefix(8))
    (pattern.tail, pattern.tailMask) = packed(
      text.reversed().prefix { !isWildcard($0) }.prefix(8))
    pattern.colons = ArnColons(text)
    if let first = text.firstIndex(where: isWildcard) {
      let endsInRun = first == text.count - 1 && text[first] == Glob.anyRun
      if endsInRun, kind == .glob || pattern.colons.count == 5 {
        pattern.kind = .prefix
        pattern.count -= 1
      }
    } else {
      pattern.kind = .literal
    }
    bytes += text
    patterns.append(pattern)
  }
}

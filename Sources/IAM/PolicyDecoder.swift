import JSON

/// Reads a policy document by its grammar, and compiles it on the way.
///
/// The texts of statements and what is odd about them are left in the document until somebody asks for them.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
struct PolicyDecoder {
  private let document: JSONNode
  private let tape: JSONTape
  private let kind: PolicyKind?
  private var compiler: PolicyCompiler
  private var place = PolicyPlace()

  static func decode(
    _ node: JSONNode, as kind: PolicyKind?
  ) throws(PolicyError) -> CompiledPolicy {
    try node.withTape { tape throws(PolicyError) in
      let text = tape.range(at: node.tapeIndex)
      var decoder = PolicyDecoder(
        document: node, tape: tape, kind: kind, compiler: PolicyCompiler(text))
      try decoder.decodeDocument()
      return CompiledPolicy(
        decoder.compiler, source: node, text: UnsafeBufferPointer(rebasing: tape.bytes[text]))
    }
  }

  private mutating func decodeDocument() throws(PolicyError) {
    guard document.isObject else {
      throw error("a policy document is an object, not \(document.kind)", "begin it with {")
    }
    var version: Int?
    var statements: Int?
    tape.forEachMember(of: document.tapeIndex) { name, value in
      if tape.string(at: name, is: "Version") {
        version = value
      } else if tape.string(at: name, is: "Statement") {
        statements = value
      }
    }
    if let version {
      // The values of `CompiledPolicy.currentVersion` and `formerVersion`.
      if tape.string(at: version, is: "2012-10-17") {
        compiler.hasVariables = true
      } else if !tape.string(at: version, is: "2008-10-17") {
        throw error(
          "\(document.value(at: version).text) is no version of the policy language",
          "use \"2012-10-17\"", ["Version"])
      }
    }
    guard let statements else {
      throw error("the policy has no Statement", "add a Statement with Effect, Action, Resource")
    }
    guard tape.kind(at: statements) == .array else {
      place.statement = -1
      return try decodeStatement(statements)
    }
    var index = 0
    try tape.forEachElement(of: statements) { statement throws(PolicyError) in
      place.statement = index
      try decodeStatement(statement)
      index += 1
    }
  }

  private mutating func decodeStatement(_ statement: Int) throws(PolicyError) {
    guard tape.kind(at: statement) == .object else {
      throw error(
        "a statement is an object, not \(tape.kind(at: statement))", "give it Effect and Action")
    }
    let found = StatementElements(tape, at: statement)
    if let stranger = found.stranger.flatMap({ document.value(at: $0).string }) {
      throw error(
        "\(stranger) is no element of a statement",
        "a statement has \(StatementElements.names.joined(separator: ", ")), spelled so", [stranger]
      )
    }
    let isDeny = found.effect.map { tape.string(at: $0, is: "Deny") } ?? false
    guard isDeny || found.effect.map({ tape.string(at: $0, is: "Allow") }) == true else {
      throw error(
        "the statement has no valid Effect", "use exactly Allow or Deny",
        found.effect == nil ? [] : ["Effect"])
    }
    if let sid = found.sid, tape.kind(at: sid) != .string {
      throw error("a Sid is a string", "quote it", ["Sid"])
    }
    if let (reason, hint, path) = kind?.complaint(about: found) { throw error(reason, hint, path) }
    let actions = try decodeActions(found)
    let (resources, hasVariables) = try decodeResources(found)
    let principal = try decodePrincipal(found)
    if kind == .resourceControl, let principal, !principal.entries.allSatisfy({ $0 == .everyone }) {
      throw error(
        "the Principal of a resource control policy is everybody",
        "write \"Principal\": \"*\" and a Condition", ["Principal"])
    }
    compiler.addStatement(
      isDeny: isDeny, actions: actions, resources: resources, hasVariables: hasVariables,
      principal: principal, condition: try checkedCondition(found), tape)
  }

  private mutating func decodeActions(
    _ found: borrowing StatementElements
  ) throws(PolicyError) -> CompiledStatement.Patterns {
    if let action = found.action {
      if found.notAction != nil { throw excess("Action", "NotAction") }
      return try decodeTexts(action, "Action", isNegated: false) { $0.addAction($1, at: $2) }
    }
    guard let notAction = found.notAction else {
      throw error("the statement has no Action", "name what it is about in Action")
    }
    return try decodeTexts(notAction, "NotAction", isNegated: true) { $0.addAction($1, at: $2) }
  }

  private mutating func decodeResources(
    _ found: borrowing StatementElements
  ) throws(PolicyError) -> (CompiledStatement.Patterns?, hasVariables: Bool) {
    let variablesBefore = compiler.variableTexts.count
    var resources: CompiledStatement.Patterns?
    if let resource = found.resource {
      if found.notResource != nil { throw excess("Resource", "NotResource") }
      resources = try decodeTexts(resource, "Resource", isNegated: false) {
        $0.addResource($1, at: $2)
      }
    } else if let notResource = found.notResource {
      resources = try decodeTexts(notResource, "NotResource", isNegated: true) {
        $0.addResource($1, at: $2)
      }
    }
    return (resources, compiler.variableTexts.count > variablesBefore)
  }

  /// Reads an element that is a string or a list of strings.
  @inline(__always)
  private mutating func decodeTexts(
    _ node: Int, _ element: String, isNegated: Bool,
    compile: (inout PolicyCompiler, JSONTape, _ text: Int) -> Void
  ) throws(PolicyError) -> CompiledStatement.Patterns {
    let lower = compiler.patterns.count
    switch tape.kind(at: node) {
    case .string: compile(&compiler, tape, node)
    case .array:
      try tape.forEachElement(of: node) { item throws(PolicyError) in
        guard tape.kind(at: item) == .string else {
          throw error(
            "an entry of \(element) is \(tape.kind(at: item)), not a string", "quote it",
            [element, String(compiler.patterns.count - lower)])
        }
        compile(&compiler, tape, item)
      }
    case .null, .bool, .number, .object: break
    }
    let upper = compiler.patterns.count
    guard upper > lower else {
      throw error(
        "\(element) is neither a string nor a list of strings", "name at least one", [element])
    }
    return CompiledStatement.Patterns(
      isNegated: isNegated, lower: Int32(lower), upper: Int32(upper))
  }

  private func decodePrincipal(
    _ found: borrowing StatementElements
  ) throws(PolicyError) -> PrincipalElement? {
    guard let principal = found.principal else {
      guard let notPrincipal = found.notPrincipal else { return nil }
      return PrincipalElement(
        entries: try entries(document.value(at: notPrincipal), "NotPrincipal"), isNegated: true)
    }
    if found.notPrincipal != nil { throw excess("Principal", "NotPrincipal") }
    return PrincipalElement(
      entries: try entries(document.value(at: principal), "Principal"), isNegated: false)
  }

  /// The place of a statement's Condition; nil for one without keys, which is none.
  ///
  /// It is only looked at whether AWS accepts it.
  private func checkedCondition(
    _ found: borrowing StatementElements
  ) throws(PolicyError) -> Int? {
    guard let condition = found.condition else { return nil }
    guard tape.kind(at: condition) == .object else {
      throw error(
        "a Condition is an object, not \(tape.kind(at: condition))",
        "write {operator: {key: value}}", ["Condition"])
    }
    var isValid = true
    var hasKeys = false
    tape.forEachMember(of: condition) { _, keys in
      guard tape.kind(at: keys) == .object else {
        isValid = false
        return
      }
      tape.forEachMember(of: keys) { _, value in
        hasKeys = true
        if !tape.isConditionValue(at: value) { isValid = false }
      }
    }
    if !isValid { try refuse(document.value(at: condition)) }
    return hasKeys ? condition : nil
  }

  /// Says what is wrong with a Condition; of members with the same name only the last is.
  private func refuse(_ condition: JSONNode) throws(PolicyError) {
    for (name, keys) in condition.membersByName {
      guard keys.isObject else {
        throw error(
          "\(name) holds \(keys.kind), not keys", "write {key: value}", ["Condition", name])
      }
      for (key, value) in keys.membersByName {
        let values = value.isArray ? Array(value.elements) : [value]
        if let odd = values.first(where: { $0.conditionText == nil }) {
          throw error(
            "a value of a condition is \(odd.kind)", "use a string, a number or a boolean",
            ["Condition", name, key])
        }
      }
    }
  }

  private func excess(_ element: String, _ other: String) -> PolicyError {
    error("the statement has both \(element) and \(other)", "keep one of them")
  }

  func error(_ reason: String, _ hint: String, _ path: [String] = []) -> PolicyError {
    PolicyError(pointer: place.pointer(path), reason: reason, hint: hint)
  }
}

extension JSONTape {
  /// Whether a value, or each of a list of values, is a text, a number or a boolean.
  fileprivate func isConditionValue(at place: Int) -> Bool {
    guard kind(at: place) == .array else { return isConditionText(at: place) }
    var isValid = true
    forEachElement(of: place) { if !isConditionText(at: $0) { isValid = false } }
    return isValid
  }

  private func isConditionText(at place: Int) -> Bool {
    switch kind(at: place) {
    case .string, .number, .bool: true
    case .null, .array, .object: false
    }
  }
}

import JSON

/// Reads a policy document by its grammar, and compiles it on the way.
///
/// The texts of statements and what is odd about them are left in the document until somebody asks for them.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
struct PolicyDecoder {
  private var compiler = PolicyCompiler()
  private var place = PolicyPlace()

  static func decode(_ node: JSONNode) throws(PolicyError) -> CompiledPolicy {
    var decoder = PolicyDecoder()
    try decoder.decodeDocument(node)
    return CompiledPolicy(decoder.compiler, source: node)
  }

  private mutating func decodeDocument(_ node: JSONNode) throws(PolicyError) {
    guard node.isObject else {
      throw error("a policy document is an object, not \(node.kind)", "begin it with {")
    }
    var version: JSONNode?
    var statements: JSONNode?
    for (key, value) in node.members {
      switch key {
      case "Version": version = value
      case "Statement": statements = value
      default: break
      }
    }
    if let version {
      switch version.string {
      case CompiledPolicy.currentVersion: compiler.hasVariables = true
      case CompiledPolicy.formerVersion: break
      default:
        throw error(
          "\(version.text) is no version of the policy language", "use \"2012-10-17\"", ["Version"])
      }
    }
    guard let statements else {
      throw error("the policy has no Statement", "add a Statement with Effect, Action, Resource")
    }
    if statements.isArray {
      var index = 0
      for statement in statements.elements {
        place.statement = index
        try decodeStatement(statement)
        index += 1
      }
    } else {
      place.statement = -1
      try decodeStatement(statements)
    }
  }

  private mutating func decodeStatement(_ node: JSONNode) throws(PolicyError) {
    guard node.isObject else {
      throw error("a statement is an object, not \(node.kind)", "give it Effect and Action")
    }
    let found = StatementElements(node)
    if let stranger = found.stranger {
      throw error(
        "\(stranger) is no element of a statement",
        "a statement has \(StatementElements.names.joined(separator: ", ")), spelled so", [stranger]
      )
    }
    guard let effect = found.effect?.string.flatMap(Effect.init) else {
      throw error(
        "the statement has no valid Effect", "use exactly Allow or Deny",
        found.effect == nil ? [] : ["Effect"])
    }
    if let sid = found.sid, !sid.isString {
      throw error("a Sid is a string", "quote it", ["Sid"])
    }
    let actions = try decodeActions(found)
    let (resources, hasVariables) = try decodeResources(found)
    let principal = try decodePrincipal(found)
    var condition: [ConditionTest] = []
    if let node = found.condition { condition = try decodeCondition(node) }
    compiler.addStatement(
      isDeny: effect == .deny, actions: actions, resources: resources, hasVariables: hasVariables,
      principal: principal, condition: condition)
  }

  private mutating func decodeActions(
    _ found: borrowing StatementElements
  ) throws(PolicyError) -> CompiledStatement.Patterns {
    if let action = found.action {
      if found.notAction != nil { throw excess("Action", "NotAction") }
      return try decodeTexts(action, "Action", isNegated: false) { $0.addAction($1) }
    }
    guard let notAction = found.notAction else {
      throw error("the statement has no Action", "name what it is about in Action")
    }
    return try decodeTexts(notAction, "NotAction", isNegated: true) { $0.addAction($1) }
  }

  private mutating func decodeResources(
    _ found: borrowing StatementElements
  ) throws(PolicyError) -> (CompiledStatement.Patterns?, hasVariables: Bool) {
    let variablesBefore = compiler.variableTexts.count
    var resources: CompiledStatement.Patterns?
    if let resource = found.resource {
      if found.notResource != nil { throw excess("Resource", "NotResource") }
      resources = try decodeTexts(resource, "Resource", isNegated: false) { $0.addResource($1) }
    } else if let notResource = found.notResource {
      resources = try decodeTexts(notResource, "NotResource", isNegated: true) {
        $0.addResource($1)
      }
    }
    return (resources, compiler.variableTexts.count > variablesBefore)
  }

  /// Reads an element that is a string or a list of strings.
  @inline(__always)
  private mutating func decodeTexts(
    _ node: JSONNode, _ element: String, isNegated: Bool,
    compile: (inout PolicyCompiler, [UInt8]) -> Void
  ) throws(PolicyError) -> CompiledStatement.Patterns {
    let lower = compiler.patterns.count
    if let text = node.utf8 {
      compile(&compiler, text)
    } else if node.isArray {
      for item in node.elements {
        guard let text = item.utf8 else {
          throw error(
            "an entry of \(element) is \(item.kind), not a string", "quote it",
            [element, String(compiler.patterns.count - lower)])
        }
        compile(&compiler, text)
      }
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
        entries: try entries(notPrincipal, "NotPrincipal"), isNegated: true)
    }
    if found.notPrincipal != nil { throw excess("Principal", "NotPrincipal") }
    return PrincipalElement(entries: try entries(principal, "Principal"), isNegated: false)
  }

  private func decodeCondition(_ node: JSONNode) throws(PolicyError) -> [ConditionTest] {
    guard node.isObject else {
      throw error(
        "a Condition is an object, not \(node.kind)", "write {operator: {key: value}}",
        ["Condition"])
    }
    var tests: [ConditionTest] = []
    for (name, keys) in node.membersByName {
      guard keys.isObject else {
        throw error(
          "\(name) holds \(keys.kind), not keys", "write {key: value}", ["Condition", name])
      }
      let condition = ConditionOperator(name)
      for (key, value) in keys.membersByName {
        let test = ConditionTest(
          name, condition, key: key, value: value, variables: compiler.hasVariables)
        guard let test else {
          let odd = value.isArray ? value.elements.first { $0.conditionText == nil } : value
          throw error(
            "a value of a condition is \((odd ?? value).kind)",
            "use a string, a number or a boolean", ["Condition", name, key])
        }
        tests.append(test)
      }
    }
    return tests
  }

  private func excess(_ element: String, _ other: String) -> PolicyError {
    error("the statement has both \(element) and \(other)", "keep one of them")
  }

  func error(_ reason: String, _ hint: String, _ path: [String] = []) -> PolicyError {
    PolicyError(pointer: place.pointer(path), reason: reason, hint: hint)
  }
}

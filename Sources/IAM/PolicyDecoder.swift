import JSON

/// Reads a policy document by its grammar.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
struct PolicyDecoder {
  private static let versions = ["2008-10-17", "2012-10-17"]
  private static let statementElements = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
  ]

  private(set) var diagnostics: [PolicyDiagnostic] = []
  var place = Place()

  /// Where the decoder is; made a pointer only when something is to be said about it.
  struct Place {
    var statement: Int?
    var element: String?

    func pointer(_ more: [String] = []) -> String {
      let statement = statement.map { $0 < 0 ? ["Statement"] : ["Statement", String($0)] } ?? []
      let parts = statement + [element].compactMap(\.self) + more
      return parts.map {
        "/"
          + $0.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
          .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
      }.joined()
    }
  }

  /// The elements of a statement, of which there are few.
  private struct Elements {
    var list: [(String, JSONNode)]

    subscript(name: String) -> JSONNode? { list.first { $0.0 == name }?.1 }
  }

  mutating func decode(_ node: JSONNode) throws(PolicyError) -> CompiledPolicy {
    guard node.isObject else {
      throw error("a policy document is an object, not \(node.kind)", "begin it with {")
    }
    var version = Self.versions[0]
    var statements: JSONNode?
    for (key, value) in members(of: node) {
      place.element = key
      switch key {
      case "Version":
        guard let text = value.string, Self.versions.contains(text) else {
          throw error("\(value.text) is no version of the policy language", "use \"2012-10-17\"")
        }
        version = text
      case "Statement": statements = value
      case "Id": break
      default: note("\(key) is no element of a policy and is ignored")
      }
    }
    place.element = nil
    guard let statements else {
      throw error("the policy has no Statement", "add a Statement with Effect, Action, Resource")
    }
    let hasVariables = version == Self.versions[1]
    var compiler = PolicyCompiler(hasVariables: hasVariables)
    if statements.isArray {
      for (index, statement) in statements.elements.enumerated() {
        place = Place(statement: index)
        try decodeStatement(statement, index, into: &compiler)
      }
    } else {
      place = Place(statement: -1)
      try decodeStatement(statements, 0, into: &compiler)
    }
    return CompiledPolicy(compiler, version: version, diagnostics: diagnostics)
  }

  private mutating func decodeStatement(
    _ node: JSONNode, _ index: Int, into compiler: inout PolicyCompiler
  ) throws(PolicyError) {
    guard node.isObject else {
      throw error("a statement is an object, not \(node.kind)", "give it Effect and Action")
    }
    let found = Elements(list: members(of: node))
    for (key, _) in found.list {
      guard Self.statementElements.contains(key) else {
        place.element = key
        throw error(
          "\(key) is no element of a statement",
          "a statement has \(Self.statementElements.joined(separator: ", ")), spelled so")
      }
    }
    guard let effect = found["Effect"]?.string.flatMap(Effect.init) else {
      place.element = found["Effect"] == nil ? nil : "Effect"
      throw error("the statement has no valid Effect", "use exactly Allow or Deny")
    }
    var statement = Statement(index: index, effect: effect)
    if let sid = found["Sid"] {
      place.element = "Sid"
      guard let text = sid.string else { throw error("a Sid is a string", "quote it") }
      statement.sid = text
    }
    statement.actions = try texts(found, "Action", exclusiveWith: "NotAction", isRequired: true)
    statement.notActions = try texts(found, "NotAction")
    statement.resources = try texts(found, "Resource", exclusiveWith: "NotResource")
    statement.notResources = try texts(found, "NotResource")
    if found["Principal"] != nil, found["NotPrincipal"] != nil {
      throw error("the statement has both Principal and NotPrincipal", "keep one of them")
    }
    var principal: PrincipalElement?
    if let node = found["Principal"] ?? found["NotPrincipal"] {
      place.element = found["Principal"] == nil ? "NotPrincipal" : "Principal"
      let entries = try principals(node)
      principal = PrincipalElement(
        entries: entries.map(entry), isNegated: found["Principal"] == nil)
      if found["Principal"] == nil {
        statement.notPrincipals = entries
      } else {
        statement.principals = entries
      }
    }
    if let node = found["Condition"] {
      place.element = "Condition"
      statement.conditions = try conditions(node)
    }
    noteOddities(of: statement)
    compiler.add(statement, principal: principal)
  }

  /// Reads an element that is a string or a list of strings.
  private mutating func texts(
    _ found: Elements, _ element: String, exclusiveWith other: String? = nil,
    isRequired: Bool = false
  ) throws(PolicyError) -> [String] {
    place.element = nil
    if let other, found[element] != nil, found[other] != nil {
      throw error("the statement has both \(element) and \(other)", "keep one of them")
    }
    guard let node = found[element] else {
      guard let other, isRequired, found[other] == nil else { return [] }
      throw error("the statement has no \(element)", "name what it is about in \(element)")
    }
    place.element = element
    if let text = node.string { return [text] }
    guard node.isArray, node.count > 0 else {
      throw error("\(element) is neither a string nor a list of strings", "name at least one")
    }
    var texts: [String] = []
    for (index, item) in node.elements.enumerated() {
      guard let text = item.string else {
        throw error(
          "an entry of \(element) is \(item.kind), not a string", "quote it", [String(index)])
      }
      texts.append(text)
    }
    return texts
  }

  private mutating func conditions(
    _ node: JSONNode
  ) throws(PolicyError) -> [Statement.ConditionText] {
    guard node.isObject else {
      throw error("a Condition is an object, not \(node.kind)", "write {operator: {key: value}}")
    }
    var conditions: [Statement.ConditionText] = []
    for (name, keys) in members(of: node) {
      guard keys.isObject else {
        throw error("\(name) holds \(keys.kind), not keys", "write {key: value}", [name])
      }
      if ConditionOperator(name) == nil {
        note("\(name) is no condition operator, so the statement never applies", [name])
      }
      for (key, value) in members(of: keys, [name]) {
        let items = value.isArray ? Array(value.elements) : [value]
        var values: [String] = []
        for item in items {
          guard
            let text = item.string ?? item.numberText ?? item.bool.map({ $0 ? "true" : "false" })
          else {
            throw error(
              "a value of a condition is \(item.kind)", "use a string, a number or a boolean",
              [name, key])
          }
          values.append(text)
        }
        conditions.append(Statement.ConditionText(operatorName: name, key: key, values: values))
      }
    }
    return conditions
  }

  /// The members of an object by name; of several with the same name the last, which is noted.
  mutating func members(of node: JSONNode, _ path: [String] = []) -> [(String, JSONNode)] {
    var members: [(String, JSONNode)] = []
    for (key, value) in node.members {
      if let index = members.firstIndex(where: { $0.0 == key }) {
        note("\(key) is given twice; the last one counts", path + [key])
        members[index].1 = value
      } else {
        members.append((key, value))
      }
    }
    return members
  }

  mutating func note(_ text: String, _ more: [String] = []) {
    diagnostics.append(PolicyDiagnostic(pointer: place.pointer(more), text: text))
  }

  func error(_ reason: String, _ hint: String, _ more: [String] = []) -> PolicyError {
    PolicyError(pointer: place.pointer(more), reason: reason, hint: hint)
  }
}

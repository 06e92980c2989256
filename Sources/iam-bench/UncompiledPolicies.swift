import IAM

/// The same decisions the slow way, to hold the fast one against: straight from the texts of the statements.
///
/// It knows identity policies, a boundary and service control policies, and of the conditions what compares texts;
/// everything must be known of a request. Whatever else it meets is an error, not a guess.
struct UncompiledPolicies {
  struct Question {
    var action: String
    var resource: String
    /// The values of the condition keys, whose names are in small letters; all others are absent.
    var context: [String: [String]]
  }

  /// What is in a policy that this evaluator does not know.
  struct Unsupported: Error {
    var what: String
  }

  private let identity: [Statement]
  private let boundary: [Statement]?
  private let levels: [[Statement]]

  init(_ policies: PolicySet) throws {
    func statements(_ policies: [Policy]) throws -> [Statement] {
      try policies.flatMap { policy in
        guard let document = policy.document else { throw Unsupported(what: policy.name) }
        return document.statements
      }
    }
    guard policies.resourcePolicy == nil, policies.session == nil, policies.resourceControl == nil
    else { throw Unsupported(what: "a layer") }
    identity = try statements(policies.identity)
    boundary = try policies.boundary.flatMap { $0.isEmpty ? nil : try statements($0) }
    levels = try (policies.serviceControl ?? []).map(statements)
  }

  /// Decides a question: an applying Deny wins, then every layer has to allow.
  func decide(_ question: Question) throws -> Decision.Outcome {
    var allows = true
    for layer in [identity] + levels + [boundary].compactMap(\.self) {
      let applying = try layer.filter { try applies($0, question) }
      if applying.contains(where: { $0.effect == .deny }) { return .explicitlyDenied }
      allows = allows && !applying.isEmpty
    }
    return allows ? .allowed : .implicitlyDenied
  }

  private func applies(_ statement: Statement, _ question: Question) throws -> Bool {
    guard statement.principals.isEmpty, statement.notPrincipals.isEmpty else {
      throw Unsupported(what: "Principal")
    }
    let named = statement.actions + statement.notActions
    let isNamed = try named.contains { pattern in
      guard pattern != "*" else { return true }
      guard let service = pattern.split(separator: ":").first, !service.contains("*") else {
        throw Unsupported(what: pattern)
      }
      return like(pattern.lowercased(), question.action.lowercased())
    }
    guard isNamed == statement.notActions.isEmpty else { return false }
    let resources = statement.resources + statement.notResources
    let isAbout = try resources.contains { try matches($0, question.resource) }
    guard isAbout == statement.notResources.isEmpty, !resources.isEmpty else { return false }
    return try statement.conditions.allSatisfy { try holds($0, question.context) }
  }

  private func matches(_ pattern: String, _ resource: String) throws -> Bool {
    if pattern == "*" { return true }
    let parts = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let asked = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !pattern.contains("$"), !parts[2].contains("*") else {
      throw Unsupported(what: pattern)
    }
    return asked.count == 6 && zip(parts, asked).allSatisfy { like(String($0), String($1)) }
  }

  private func holds(
    _ condition: Statement.ConditionText, _ context: [String: [String]]
  ) throws -> Bool {
    let values = context[condition.key.lowercased()] ?? []
    guard !condition.values.contains(where: { $0.contains("$") }) else {
      throw Unsupported(what: condition.values.description)
    }
    var name = condition.operatorName
    if name == "Null" { return condition.values.contains(values.isEmpty ? "true" : "false") }
    let isForAll = name.hasPrefix("ForAllValues:")
    let isForAny = name.hasPrefix("ForAnyValue:")
    if let colon = name.firstIndex(of: ":") { name = String(name[name.index(after: colon)...]) }
    let ifExists = name.hasSuffix("IfExists")
    if ifExists { name = String(name.dropLast(8)) }
    let isNegated = name.contains("Not")
    if isNegated { name = name.split(separator: "Not").joined() }
    func holds(_ value: String) throws -> Bool {
      try condition.values.contains { wanted in
        switch name {
        case "StringEquals": value == wanted
        case "StringLike": like(wanted, value)
        case "ArnLike", "ArnEquals": try matches(wanted, value)
        case "Bool": value.lowercased() == wanted.lowercased()
        default: throw Unsupported(what: condition.operatorName)
        }
      } != isNegated
    }
    if isForAll { return try values.allSatisfy(holds) }
    if isForAny { return try values.contains(where: holds) }
    if values.isEmpty { return isNegated || ifExists }
    return try values.count == 1 && holds(values[0])
  }

  /// Whether a text is like a pattern with `*` and `?`.
  private func like(_ pattern: String, _ text: String) -> Bool {
    var pattern = pattern[...]
    var text = text[...]
    while let symbol = pattern.popFirst() {
      if symbol == "*" {
        return text.indices.contains { like(String(pattern), String(text[$0...])) }
          || like(String(pattern), "")
      }
      guard let character = text.popFirst(), symbol == "?" || symbol == character else {
        return false
      }
    }
    return text.isEmpty
  }
}

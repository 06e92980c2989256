import JSON

/// Finds what is odd in a valid policy document: entries that can never match, or that AWS takes otherwise than they look.
struct PolicyOddities {
  private(set) var found: [PolicyDiagnostic] = []
  private var place = PolicyPlace()

  init(of document: JSONNode) {
    var statements: JSONNode?
    for (key, value) in members(of: document, []) {
      switch key {
      case "Statement": statements = value
      case "Version", "Id": break
      default: note("\(key) is no element of a policy and is ignored", [key])
      }
    }
    guard let statements else { return }
    noteRepeatedSids(statements)
    guard statements.isArray else {
      place.statement = -1
      noteStatement(statements)
      return
    }
    for (index, statement) in statements.elements.enumerated() {
      place.statement = index
      noteStatement(statement)
    }
  }

  private mutating func noteRepeatedSids(_ statements: JSONNode) {
    guard statements.isArray else { return }
    var seen: Set<String> = []
    for (index, statement) in statements.elements.enumerated() {
      guard let sid = statement["Sid"]?.string, !sid.isEmpty, !seen.insert(sid).inserted else {
        continue
      }
      place.statement = index
      note("\(sid) is the Sid of several statements, which IAM does not accept", ["Sid"])
    }
  }

  private mutating func noteStatement(_ node: JSONNode) {
    let elements = Dictionary(uniqueKeysWithValues: members(of: node, []))
    for element in ["Principal", "NotPrincipal"] {
      if let value = elements[element] { _ = members(of: value, [element]) }
    }
    if let condition = elements["Condition"] {
      for (name, keys) in members(of: condition, ["Condition"]) {
        if ConditionOperator(name) == nil {
          note(
            "\(name) is no condition operator, so the statement never applies", ["Condition", name])
        }
        _ = members(of: keys, ["Condition", name])
      }
    }
    let statement = Statement(node, index: 0)
    noteActions(statement.actions, "Action")
    noteActions(statement.notActions, "NotAction")
    noteResources(statement.resources, "Resource")
    noteResources(statement.notResources, "NotResource")
    notePrincipals(statement.principals, "Principal")
    notePrincipals(statement.notPrincipals, "NotPrincipal")
  }

  private mutating func notePrincipals(
    _ principals: [Statement.PrincipalText], _ element: String
  ) {
    for principal in principals
    where principal.type == "AWS" && principal.value != "*" && hasWildcard(principal.value) {
      note(
        "\(principal.value) has a wildcard within, which names nobody", [element, principal.type])
    }
  }

  private mutating func noteActions(_ actions: [String], _ element: String) {
    for (index, action) in actions.enumerated() where action != "*" && action != "*:*" {
      let service = action.utf8.prefix { $0 != UInt8(ascii: ":") }
      let namesService =
        service.endIndex < action.utf8.endIndex
        && !service.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
      let hasBlank = action.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: ",") }
      if namesService, !hasBlank { continue }
      note(
        hasBlank
          ? "\(action) has a blank or a comma, so it matches no action"
          : "\(action) names no service, so it matches no action",
        path(element, index, of: actions))
    }
  }

  private mutating func noteResources(_ resources: [String], _ element: String) {
    for (index, resource) in resources.enumerated() where resource != "*" {
      let parts = ArnParts(resource)
      if parts.isPlain { continue }
      let path = path(element, index, of: resources)
      if !parts.beginsAsArn {
        note("\(resource) is no ARN, so it matches no resource", path)
      } else if parts.colons < ArnPattern.partCount - 1 {
        note("\(resource) has fewer than six parts; the missing ones are taken for *", path)
      } else if parts.hasEarlyVariable {
        note("\(resource) has a variable before its sixth part, where none is allowed", path)
      } else {
        note("\(resource) has a wildcard for the service, which AWS does not document", path)
      }
    }
  }

  /// The place of an entry in its element, which may be the entry itself.
  private func path(_ element: String, _ index: Int, of entries: [String]) -> [String] {
    entries.count == 1 ? [element] : [element, String(index)]
  }

  private mutating func members(
    of node: JSONNode, _ path: [String]
  ) -> [(key: String, value: JSONNode)] {
    node.membersByName { note("\($0) is given twice; the last one counts", path + [$0]) }
  }

  private mutating func note(_ text: String, _ path: [String]) {
    found.append(PolicyDiagnostic(pointer: place.pointer(path), text: text))
  }
}

extension PolicySet {
  /// What is odd in the policies, each policy once.
  public var diagnostics: [(policy: String, diagnostic: PolicyDiagnostic)] {
    var seen: Set<String> = []
    return all.filter { seen.insert($0.name).inserted }.flatMap { policy in
      (policy.document?.diagnostics ?? []).map { (policy.name, $0) }
    }
  }

  /// Whether a condition has an operator that there is not, which makes its statement apply to nothing.
  public var hasUnknownOperators: Bool {
    all.contains { $0.document?.compiled.hasUnknownOperators == true }
  }

  private var all: [Policy] {
    identity + (boundary ?? []) + (session ?? []) + (resourcePolicy.map { [$0] } ?? [])
      + (serviceControl ?? []).flatMap(\.self) + (resourceControl ?? []).flatMap(\.self)
      + (endpoint ?? [])
  }
}

/// What one walk over a resource finds up to its fifth colon.
private struct ArnParts {
  var colons = 0
  var beginsAsArn = true
  var hasWildcardService = false
  var hasEarlyVariable = false

  /// Whether there is nothing to note.
  var isPlain: Bool {
    beginsAsArn && colons == ArnPattern.partCount - 1 && !hasWildcardService && !hasEarlyVariable
  }

  init(_ text: String) {
    var hasWildcardStart = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "*"), UInt8(ascii: "?"):
        if colons == 0 { hasWildcardStart = true }
        if colons == 2 { hasWildcardService = true }
      case UInt8(ascii: "$"): hasEarlyVariable = true
      default: break
      }
      if colons == ArnPattern.partCount - 1 { break }
    }
    beginsAsArn = hasWildcardStart || text.utf8.starts(with: "arn:".utf8)
  }
}

private func hasWildcard(_ text: String) -> Bool {
  text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
}

/// A statement that allows an action, and by which policy.
public struct OpenGrant: Hashable, Sendable {
  public var policy: String
  public var sid: String?
  /// The position in its document, counted from 0.
  public var statement: Int
}

extension Sequence<Policy> {
  /// The statements that allow an action on everything, or on everything but what they name.
  ///
  /// - Parameters:
  ///   - action: the action.
  ///   - everything: a pattern of all that the action can be about.
  ///   - keys: condition keys that narrow it; a statement that asks for one of them is none.
  /// - Returns: the statements, in the order of the policies.
  public func openGrants(
    of action: String, covering everything: String, unlessAskingFor keys: [String]
  ) -> [OpenGrant] {
    let request = Request(
      principal: .anonymous, action: action, resource: everything, resourceIsPattern: true)
    let head = everything.utf8.prefix { $0 != UInt8(ascii: "*") }.count
    return allowing(request) { compiled, statement in
      guard let resources = statement.resources else { return false }
      // What begins with more than everything has in common, or has no wildcard, does not cover it.
      let mayCover = resources.range.contains {
        let pattern = compiled.patterns[$0]
        return switch pattern.kind {
        case .every, .variable: true
        case .never, .literal: false
        case .prefix, .glob, .arn: Int(pattern.leadCount) <= head
        }
      }
      guard mayCover || resources.isNegated else { return false }
      let truth = compiled.matchesResource(statement, request, in: .identity, as: .audit)
      return truth == .yes || resources.isNegated && truth != .no
    }.filter { grant in
      !grant.text.conditions.contains { condition in
        keys.contains { $0.lowercased() == condition.key.lowercased() }
      }
    }.map(\.grant)
  }

  /// The resources without wildcards that statements which allow an action name, whatever their conditions.
  ///
  /// - Parameter action: the action.
  /// - Returns: the texts, in the order of the policies.
  public func resourcesNamed(for action: String) -> [String] {
    let request = Request(principal: .anonymous, action: action, resource: "*")
    var named: [String] = []
    for compiled in compactMap({ $0.document?.compiled }) {
      for statement in compiled.statements[compiled.statements.indices]
      where !statement.isDeny && compiled.matchesAction(statement, request) != .no {
        guard let resources = statement.resources, !resources.isNegated else { continue }
        for index in resources.range where compiled.patterns[index].kind == .literal {
          named.append(String(decoding: compiled.encoded(compiled.patterns[index]), as: UTF8.self))
        }
      }
    }
    return named
  }

  /// The roles that statements let somebody pass to a service, and to no other, each by its whole ARN.
  ///
  /// - Parameter service: the service.
  /// - Returns: each role with its statement, in the order of the policies.
  public func rolesPassed(to service: String) -> [(OpenGrant, role: String)] {
    let request = Request(principal: .anonymous, action: "iam:PassRole", resource: "*")
    return allowing(request) { compiled, statement in
      guard let resources = statement.resources, !resources.isNegated else { return false }
      return resources.range.contains { compiled.patterns[$0].kind == .literal }
    }.flatMap { grant in
      let services = grant.text.conditions.filter { $0.key.lowercased() == "iam:passedtoservice" }
      let isOnly = !services.isEmpty && services.allSatisfy { $0.values == [service] }
      guard isOnly else { return [(OpenGrant, role: String)]() }
      return grant.text.resources.filter { !$0.contains("*") && !$0.contains("?") }
        .map { (grant.grant, $0) }
    }
  }

  /// The Allow statements about the action of a request that meet a condition.
  private func allowing(
    _ request: Request, where isWanted: (CompiledPolicy, CompiledStatement) -> Bool
  ) -> [(grant: OpenGrant, text: Statement)] {
    var found: [(grant: OpenGrant, text: Statement)] = []
    for policy in self {
      guard let compiled = policy.document?.compiled else { continue }
      for (index, statement) in compiled.statements[compiled.statements.indices].enumerated()
      where !statement.isDeny && compiled.matchesAction(statement, request) != .no
        && isWanted(compiled, statement)
      {
        let text = compiled.text(at: index)
        found.append(
          (OpenGrant(policy: policy.name, sid: text.sid, statement: index), text))
      }
    }
    return found
  }
}

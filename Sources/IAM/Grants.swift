extension Sequence<Policy> {
  /// Whether some Allow statement of these policies is about some of the resources by some of the
  /// actions, conditions and denials aside.
  ///
  /// Tells where a permission sits that another role lacks.
  ///
  /// - Parameters:
  ///   - action: an action, or a pattern of actions.
  ///   - resource: an ARN, or a pattern of ARNs.
  /// - Returns: nil where none of the known statements does but a document is missing.
  public func mayAllow(action: String, resource: String) -> Bool? {
    var request = Request(
      principal: .anonymous, action: action, resource: resource, resourceIsPattern: true)
    request.actionIsPattern = true
    var isMissing = false
    for policy in self {
      guard let compiled = policy.document?.compiled else {
        isMissing = true
        continue
      }
      for statement in compiled.statements[compiled.statements.indices] where !statement.isDeny {
        let isAbout =
          compiled.matchesAction(statement, request) != .no
          && compiled.matchesResource(statement, request, in: .identity, as: .audit) != .no
        if isAbout { return true }
      }
    }
    return isMissing ? nil : false
  }

  /// Whether some Allow statement about an action names a resource without a wildcard.
  public func namesSingleResources(of action: String) -> Bool {
    let request = Request(principal: .anonymous, action: action, resource: "*")
    return contains { policy in
      guard let compiled = policy.document?.compiled else { return false }
      return compiled.statements[compiled.statements.indices].contains { statement in
        guard !statement.isDeny, let resources = statement.resources, !resources.isNegated else {
          return false
        }
        return resources.range.contains { compiled.patterns[$0].kind == .literal }
          && compiled.matchesAction(statement, request) != .no
      }
    }
  }
}

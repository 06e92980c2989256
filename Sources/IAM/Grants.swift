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
    let request = Request(
      principal: .anonymous, action: action, resource: resource, resourceIsPattern: true)
    var isMissing = false
    for policy in self {
      guard let compiled = policy.document?.compiled else {
        isMissing = true
        continue
      }
      for statement in compiled.statements where !statement.isDeny {
        let isAbout =
          compiled.overlapsAction(statement, Glob(bytes: Glob.encode(request.actionText.bytes)))
          && compiled.matchesResource(statement, request, in: .identity, as: .audit) != .no
        if isAbout { return true }
      }
    }
    return isMissing ? nil : false
  }
}

extension CompiledPolicy {
  /// Whether the statement is about some of the actions that a pattern matches.
  fileprivate func overlapsAction(_ statement: CompiledStatement, _ asked: Glob) -> Bool {
    let globs = statement.actions.range.compactMap { glob(ofAction: patterns[$0]) }
    return statement.actions.isNegated
      ? !globs.contains { $0.covers(asked) } : globs.contains { $0.overlaps(asked) }
  }

  private func glob(ofAction pattern: CompiledPattern) -> Glob? {
    switch pattern.kind {
    case .never, .variable, .arn: nil
    case .every: Glob(bytes: [Glob.anyRun])
    case .prefix, .literal, .glob: Glob(bytes: encoded(pattern).map(asciiLowercased))
    }
  }
}

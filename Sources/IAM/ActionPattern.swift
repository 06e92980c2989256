extension CompiledPolicy {
  /// Whether a statement is about the request's action or, where that is a pattern, about all of its actions or only some.
  func matchesAction(_ statement: CompiledStatement, _ request: borrowing Request) -> Truth {
    guard request.actionIsPattern else {
      return Truth(
        matchesAction(statement, request.actionText.text.utf8.span, request.actionText.ends))
    }
    return matches(statement, actions: Glob(bytes: Glob.encode(request.actionText.bytes)))
  }

  /// Whether a statement is about all the actions that a pattern of small letters matches, or only some.
  func matches(_ statement: CompiledStatement, actions asked: Glob) -> Truth {
    let globs = statement.actions.range.compactMap { glob(ofAction: patterns[$0]) }
    var listed = Truth.no
    if globs.contains(where: { $0.covers(asked) }) {
      listed = .yes
    } else if globs.contains(where: { $0.overlaps(asked) }) {
      listed = .unknown
    }
    return statement.actions.isNegated ? !listed : listed
  }

  private func glob(ofAction pattern: CompiledPattern) -> Glob? {
    switch pattern.kind {
    case .never, .variable, .arn: nil
    case .every: Glob(bytes: [Glob.anyRun])
    case .prefix, .literal, .glob: Glob(bytes: encoded(pattern).map(asciiLowercased))
    }
  }
}

extension Request {
  /// Whether an action takes no resource, so that only `*` in a Resource element is about it.
  public static func takesNoResource(_ action: String) -> Bool {
    ServiceRules.takesNoResource(RequestText(action: action))
  }
}

import JSON

extension TaskState {
  /// Whether the overrides of a RunTask call hand the task token to the task; nil where that cannot be known.
  ///
  /// The token exists only in the context object of the state that waits for it, so only an expression that reaches
  /// into that object can hold it. One that takes more of the object than the token cannot be judged, nor can
  /// overrides that are computed as a whole. A token that is written as plain text, without `.$` or `{% %}`, is not
  /// passed.
  ///
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
  public var taskTokenIsPassed: Bool? {
    let overrides: JSONNode
    switch arguments["Overrides"] {
    case .object(let node, _): overrides = node
    case .scalar(.absent): return false
    case .scalar, .list: return nil
    }
    // An InputPath may select the context object itself; then any path may lead to the token.
    var undecided = node["InputPath"]?.string?.hasPrefix("$$") ?? false
    var open = [overrides]
    while let value = open.popLast() {
      for (name, member) in value.members {
        if nameOfPath(name) != nil {
          guard let passed = passesToken(member.string ?? "") else {
            undecided = true
            continue
          }
          if passed { return true }
        } else {
          open.append(member)
        }
      }
      open.append(contentsOf: value.elements)
      guard let text = value.string, isJSONata(text) else { continue }
      guard let passed = passesToken(text) else {
        undecided = true
        continue
      }
      if passed { return true }
    }
    return undecided ? nil : false
  }
}

/// Whether an expression yields the task token; nil where it reaches into the context object in another way.
private func passesToken(_ expression: String) -> Bool? {
  if expression.contains("$$.Task.Token") || expression.contains("$states.context.Task.Token") {
    return true
  }
  return expression.contains("$$")
    || expression.contains("$states") && expression.contains("context")
    ? nil : false
}

import JSON

extension TaskState {
  /// Whether the failures that RunTask reports are looked at: by the state itself, or by a Choice that comes after it.
  ///
  /// RunTask answers with the tasks that it started and, in `Failures`, with those that it could not start; the call does not
  /// fail. A state in a branch or an item processor hands them on to the states around it, so of such a one it counts that the
  /// definition looks at them anywhere.
  ///
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
  public var failuresAreRead: Bool {
    if looksAtFailures(node) { return true }
    if locator.utf8.contains(UInt8(ascii: "/")) { return anyLooksAtFailures(root) }
    var seen: Set<String> = []
    var open = successors(of: node)
    while let name = open.popLast() {
      guard seen.insert(name).inserted, let state = siblings?[name] else { continue }
      if anyLooksAtFailures(state) { return true }
      open += successors(of: state)
    }
    return false
  }
}

private func successors(of state: JSONNode) -> [String] {
  let choices = state["Choices"]?.elements.compactMap { $0["Next"]?.string } ?? []
  return [state["Next"], state["Default"]].compactMap { $0?.string } + choices
}

/// Whether a member of a state or of a choice speaks of failures.
private func looksAtFailures(_ node: JSONNode) -> Bool {
  ["Variable", "Condition", "ResultSelector", "Assign", "Output", "OutputPath"].contains {
    node[$0]?.text.contains("Failures") == true
  }
}

/// Whether a value, or any value in it, speaks of failures where states look at data.
private func anyLooksAtFailures(_ root: JSONNode) -> Bool {
  var open = [root]
  while let node = open.popLast() {
    if node.isObject, looksAtFailures(node) { return true }
    open.append(contentsOf: node.members.lazy.map(\.value))
    open.append(contentsOf: node.elements)
  }
  return false
}

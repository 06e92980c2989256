import JSON

/// How many characters the overrides of a launch have at least, where that is more than RunTask takes.
///
/// Of the values of overrides only their form is kept, so their length has to be told when they are read. Counted is JSON without blanks, and
/// of it what is sure to be there: what is put in when the call is made, what RunTask does not know and escapes are left out.
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html (overrides)
enum OverridesLength {
  private static let limit = 8192

  private static let taskMembers: Set = [
    "containeroverrides", "cpu", "ephemeralstorage", "executionrolearn",
    "inferenceacceleratoroverrides", "memory", "taskrolearn",
  ]
  private static let containerMembers: Set = [
    "command", "cpu", "environment", "environmentfiles", "memory", "memoryreservation", "name",
    "resourcerequirements",
  ]

  /// The length of a task override, canonical JSON; nil where it may be within the limit.
  static func excess(of overrides: JSONNode?) -> String? {
    guard let overrides, overrides.isObject, overrides.text.utf8.count > limit,
      let length = length(of: overrides, depth: 0), length > limit
    else { return nil }
    return String(length)
  }

  /// Likewise of the input of a target, which is a text mostly: a task override, or a request that has one.
  static func excess(ofInput input: JSONNode?, isRequest: Bool) -> String? {
    guard let input, input.text.utf8.count > limit else { return nil }
    let root = input.isObject ? input : input.utf8.flatMap { try? JSONDocument($0).root }
    return excess(of: isRequest ? root?[caseBlind: "Overrides"] : root)
  }

  /// Likewise of the states of a definition that start tasks, by their pointers; nil where none is too long.
  static func excesses(inDefinition definition: JSONNode) -> CanonicalObject? {
    guard definition.text.utf8.count > limit else { return nil }
    var found = CanonicalObject()
    look(into: definition, below: definition.pointer, &found)
    return found.isEmpty ? nil : found
  }

  private static func look(
    into machine: JSONNode, below root: String, _ found: inout CanonicalObject
  ) {
    guard let states = machine["States"] else { return }
    for (_, state) in states.members {
      if StateMachineFilter.startsTasks(state) {
        let arguments = state["Parameters"] ?? state["Arguments"]
        if let length = excess(of: arguments?[caseBlind: "Overrides"]) {
          let place = state.pointer.utf8.dropFirst(root.utf8.count)
          found.set(String(decoding: place, as: UTF8.self), canonical: length)
        }
      }
      var inner = ["ItemProcessor", "Iterator"].compactMap { state[$0] }
      if let branches = state["Branches"] { inner += branches.elements }
      for machine in inner { look(into: machine, below: root, &found) }
    }
  }

  /// nil for what may turn out to be anything, or nothing.
  private static func length(of node: JSONNode, depth: Int) -> Int? {
    switch node.kind {
    case .null: return nil
    case .bool: return 4
    case .number: return 1
    case .string:
      let text = node.string ?? ""
      return isPutIn(text) ? nil : 2 + text.unicodeScalars.count
    case .array:
      return joined(node.elements.compactMap { length(of: $0, depth: depth + 1) })
    case .object:
      let known = depth == 0 ? taskMembers : depth == 2 ? containerMembers : nil
      return joined(
        node.members.compactMap { name, value in
          guard !name.hasSuffix(".$"), known?.contains(name.lowercased()) ?? true else {
            return nil
          }
          return length(of: value, depth: depth + 1).map { $0 + name.unicodeScalars.count + 3 }
        })
    }
  }

  /// The length of a list or an object of parts of these lengths.
  private static func joined(_ lengths: [Int]) -> Int {
    2 + lengths.reduce(0, +) + max(lengths.count - 1, 0)
  }

  /// Whether a text is, or has in it, something that is replaced: a path, an expression, an attribute of the schedule.
  private static func isPutIn(_ text: String) -> Bool {
    text.hasPrefix("{%") || text.hasPrefix("$") || text.contains("<aws.") || text.contains("<$")
  }
}

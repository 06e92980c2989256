import JSON

/// A place in a policy document: of which statement something is said.
struct PolicyPlace {
  /// nil: the document itself; -1: its only statement, which is not in a list.
  var statement: Int?

  /// The place as RFC 6901 writes it, with the names and positions that lead on from the statement or the document.
  func pointer(_ path: [String]) -> String {
    let statement = statement.map { $0 < 0 ? ["Statement"] : ["Statement", String($0)] } ?? []
    return (statement + path).map {
      "/"
        + $0.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }.joined()
  }
}

extension JSONNode {
  /// The members of an object by name; of several with the same name the last, at the place of the first.
  var membersByName: [(key: String, value: JSONNode)] { membersByName { _ in } }

  func membersByName(
    repeated: (String) -> Void
  ) -> [(key: String, value: JSONNode)] {
    var members: [(key: String, value: JSONNode)] = []
    for (key, value) in self.members {
      if !members.isEmpty, let index = members.firstIndex(where: { $0.key == key }) {
        repeated(key)
        members[index].value = value
      } else {
        members.append((key, value))
      }
    }
    return members
  }

  /// The values of one key of a condition.
  var conditionTexts: [String] {
    isArray ? elements.compactMap(\.conditionText) : [conditionText].compactMap(\.self)
  }

  /// A value of a condition, which may also be a number or a boolean; nil for any other value.
  var conditionText: String? {
    switch kind {
    case .string: string
    case .number: numberText
    case .bool: bool == true ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}

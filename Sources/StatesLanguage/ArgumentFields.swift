import JSON

/// The members of an object, decoded once for many questions.
struct ArgumentFields {
  private struct Field {
    var name: String
    var value: Argument
    /// Whether the name ended in `.$`.
    var isPath: Bool
  }

  private var fields: [Field] = []
  /// What every question gets where there is no object.
  private var otherwise: Argument = .scalar(.absent)

  init(_ argument: Argument) {
    switch argument {
    case .scalar(.absent): break
    case .scalar(.dynamic): otherwise = argument
    case .scalar, .list:
      otherwise = .scalar(.dynamic("something else stands where an object belongs"))
    case .object(let node, let syntax):
      fields.reserveCapacity(12)
      for (key, value) in node.members {
        if syntax == .statesLanguage, let name = nameOfPath(key) {
          fields.append(Field(name: name, value: .scalar(path(value)), isPath: true))
        } else {
          fields.append(Field(name: key, value: Argument(value, syntax), isPath: false))
        }
      }
    }
  }

  /// The names that are not among those, spelled exactly so.
  func names(besides known: Set<String>) -> [String] {
    fields.lazy.map(\.name).filter { !known.contains($0) }
  }

  /// The member of that name: a computed one wins over a written one, the right case over both.
  subscript(name: String) -> Argument {
    var found: Argument?
    var best = 0
    for field in fields where field.name.utf8.count == name.utf8.count {
      let isExact = field.name == name
      guard isExact || equalCaseBlind(field.name, name) else { continue }
      let rank = (isExact ? 2 : 0) + (field.isPath ? 1 : 0)
      if rank >= best {
        found = field.value
        best = rank
      }
    }
    return found ?? otherwise
  }

  /// The first of these names that is given.
  subscript(name: String, or other: String) -> Argument {
    let argument = self[name]
    if case .scalar(.absent) = argument { return self[other] }
    return argument
  }
}

/// The name before `.$`; nil for a name that does not end so.
func nameOfPath(_ key: String) -> String? {
  guard key.utf8.last == UInt8(ascii: "$"), key.utf8.dropLast().last == UInt8(ascii: ".") else {
    return nil
  }
  return String(decoding: key.utf8.dropLast(2), as: UTF8.self)
}

/// What is known of the value of a member whose name ends in `.$`: a path or an intrinsic function.
private func path(_ value: JSONNode) -> Scalar {
  guard let expression = value.string else {
    return .dynamic("the value of a name that ends in .$ is not a path")
  }
  return formatted(expression) ?? .dynamic(expression)
}

private func equalCaseBlind(_ a: String, _ b: String) -> Bool {
  a.utf8.elementsEqual(b.utf8) { $0 == $1 || lowercased($0) == lowercased($1) }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

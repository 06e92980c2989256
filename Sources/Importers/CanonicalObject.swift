import JSON

/// An object in the making, written as canonical text: names sorted by their bytes, no spaces.
struct CanonicalObject {
  private var members: [(name: String, text: String)] = []

  var isEmpty: Bool { members.isEmpty }

  /// Sets a member to a value if it was printed; null counts as not printed.
  mutating func set(_ name: String, _ node: JSONNode?) {
    guard let node, !node.isNull else { return }
    members.append((name, node.canonical()))
  }

  /// Sets a member to a scalar as it was printed, its text without credentials; anything else is left out.
  mutating func set(_ name: String, scalar node: JSONNode?) {
    guard let node else { return }
    switch node.kind {
    case .string: set(name, text: node.string.map(Redaction.kept))
    case .bool, .number: members.append((name, node.canonical()))
    case .null, .array, .object: break
    }
  }

  mutating func set(_ name: String, text: String?) {
    guard let text else { return }
    members.append((name, CanonicalList.quoted(text)))
  }

  /// Sets a member to a text that is canonical JSON already.
  mutating func set(_ name: String, canonical text: String?) {
    guard let text else { return }
    members.append((name, text))
  }

  /// The canonical text; of several members of one name the last counts.
  var text: String {
    var order = Array(members.indices)
    // Members are mostly set in order, so that this finds nothing to do.
    if !zip(order, order.dropFirst()).allSatisfy({ precedes(members[$0].name, members[$1].name) }) {
      order.sort {
        members[$0].name == members[$1].name
          ? $0 < $1 : precedes(members[$0].name, members[$1].name)
      }
    }
    var text = "{"
    text.reserveCapacity(members.reduce(2) { $0 + $1.name.utf8.count + $1.text.utf8.count + 4 })
    for (rank, i) in order.enumerated() {
      if rank + 1 < order.count, members[order[rank + 1]].name == members[i].name { continue }
      if text.utf8.count > 1 { text += "," }
      text += CanonicalList.quoted(members[i].name)
      text += ":"
      text += members[i].text
    }
    text += "}"
    return text
  }
}

/// Writes lists of canonical texts.
enum CanonicalList {
  /// The texts, sorted by their bytes, each once.
  static func ofSet(_ texts: some Sequence<String>) -> String {
    var sorted = Array(texts)
    sorted.sort(by: precedes)
    var list: [String] = []
    for (i, text) in sorted.enumerated() where i == 0 || text != sorted[i - 1] {
      list.append(quoted(text))
    }
    return Self.list(list)
  }

  /// Elements that are canonical JSON already.
  static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  static func quoted(_ text: String) -> String {
    let isPlain =
      text.utf8.withContiguousStorageIfAvailable { bytes in
        bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      } ?? false
    return isPlain ? "\"" + text + "\"" : JSONValue.string(text).canonical()
  }
}

/// Whether a text stands before another by their bytes.
func precedes(_ a: String, _ b: String) -> Bool {
  let order = a.utf8.withContiguousStorageIfAvailable { left in
    b.utf8.withContiguousStorageIfAvailable { right in
      let count = min(left.count, right.count)
      var i = 0
      while i < count, left[i] == right[i] { i += 1 }
      return i < count ? left[i] < right[i] : left.count < right.count
    }
  }
  return (order ?? nil) ?? a.utf8.lexicographicallyPrecedes(b.utf8)
}

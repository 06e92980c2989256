import JSON

/// An object in the making, written as canonical text: names sorted by their bytes, no spaces.
struct CanonicalObject {
  /// A member, and which bytes it takes.
  private struct Member {
    var name: String
    var start: Int
    var end: Int
  }

  /// The text without its last bracket, in the order in which members were set.
  private var bytes: [UInt8] = []
  private var members: [Member] = []
  private var isSorted = true

  init() {
    bytes.reserveCapacity(240)
    members.reserveCapacity(8)
    bytes.append(UInt8(ascii: "{"))
  }

  var isEmpty: Bool { members.isEmpty }

  /// Sets a member to a scalar as it was printed, its text without credentials; anything else is left out.
  mutating func set(_ name: String, scalar node: JSONNode?) {
    guard let node else { return }
    switch node.kind {
    case .string:
      guard !Redaction.keepsAll(node) else { return set(name, whole: node) }
      set(name, text: node.string.map(Redaction.kept))
    case .bool, .number: set(name, whole: node)
    case .null, .array, .object: break
    }
  }

  private mutating func set(_ name: String, whole node: JSONNode) {
    set(name) { CanonicalText.append(node, to: &$0) }
  }

  mutating func set(_ name: String, text: String?) {
    guard let text else { return }
    set(name) { CanonicalText.append(text, to: &$0) }
  }

  mutating func set(_ name: String, _ object: CanonicalObject?) {
    guard let object else { return }
    set(name) { object.append(to: &$0) }
  }

  mutating func set(_ name: String, _ list: CanonicalList?) {
    guard let list else { return }
    set(name) { $0 += list.bytes }
  }

  /// Sets a member to what is kept of a value if it was printed; null counts as not printed.
  mutating func set<Filter: CanonicalFilter>(
    _ name: String, _ node: JSONNode?, _ filter: Filter, _ context: Filter.Context
  ) {
    guard let node, !node.isNull else { return }
    set(name) { CanonicalText.append(node, filter, context, to: &$0) }
  }

  /// Sets a member to a text that is canonical JSON already.
  mutating func set(_ name: String, canonical text: String?) {
    guard let text else { return }
    set(name) { $0.append(contentsOf: text.utf8) }
  }

  private mutating func set(_ name: String, _ write: (inout [UInt8]) -> Void) {
    if let last = members.last {
      isSorted = isSorted && precedes(last.name, name)
      bytes.append(UInt8(ascii: ","))
    }
    let start = bytes.count
    CanonicalText.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    write(&bytes)
    members.append(Member(name: name, start: start, end: bytes.count))
  }

  /// The canonical text; of several members of one name the last counts.
  var text: String {
    var text: [UInt8] = []
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the canonical text.
  func append(to out: inout [UInt8]) {
    defer { out.append(UInt8(ascii: "}")) }
    // Members are mostly set in order.
    guard !isSorted else { return out.append(contentsOf: bytes) }
    let order = members.indices.sorted {
      precedes(members[$0].name, members[$1].name)
        || $0 < $1 && !precedes(members[$1].name, members[$0].name)
    }
    var border = UInt8(ascii: "{")
    for (rank, i) in order.enumerated() {
      let member = members[i]
      if rank + 1 < order.count, !precedes(member.name, members[order[rank + 1]].name) { continue }
      out.append(border)
      border = UInt8(ascii: ",")
      out.append(contentsOf: bytes[member.start..<member.end])
    }
  }
}

/// A list in the making, written as canonical text.
struct CanonicalList {
  private var open: [UInt8] = [UInt8(ascii: "[")]

  /// The canonical text.
  var bytes: [UInt8] { open + [UInt8(ascii: "]")] }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ object: CanonicalObject) {
    beginElement()
    object.append(to: &open)
  }

  mutating func append(_ text: String) {
    beginElement()
    CanonicalText.append(text, to: &open)
  }

  private mutating func beginElement() {
    if open.count > 1 { open.append(UInt8(ascii: ",")) }
  }

  init(_ texts: some Sequence<String>) {
    for text in texts { append(text) }
  }

  init(_ objects: some Sequence<CanonicalObject>) {
    for object in objects { append(object) }
  }

  /// The texts, sorted by their bytes, each once.
  init(set texts: some Sequence<String>) {
    var sorted = Array(texts)
    sorted.sort(by: precedes)
    for (i, text) in sorted.enumerated() where i == 0 || precedes(sorted[i - 1], text) {
      append(text)
    }
  }

  static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    CanonicalText.append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
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

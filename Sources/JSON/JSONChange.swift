/// One place in which two values differ.
public struct JSONChange: Hashable, Sendable {
  /// RFC 6901, in the value before; where nothing was there before, in the value after.
  public var pointer: String
  /// nil: nothing was there.
  public var before: JSONValue?
  /// nil: nothing is there any more.
  public var after: JSONValue?

  public init(pointer: String, before: JSONValue?, after: JSONValue?) {
    self.pointer = pointer
    self.before = before
    self.after = after
  }

  /// The places in which `after` differs from `before`, in the order of the values; names are sorted.
  ///
  /// Lists of texts are compared as sets: what is lost, then what is gained; a text beside such a list is a list of one, as it
  /// is in policies. In other lists the elements that both
  /// hold are paired first, in order. Either way a lost element is one change and not a shift of all behind it.
  public static func between(_ before: JSONValue?, _ after: JSONValue?) -> [JSONChange] {
    var changes: [JSONChange] = []
    compare(before, after, "", &changes)
    return changes
  }

  private static func compare(
    _ before: JSONValue?, _ after: JSONValue?, _ pointer: String, _ changes: inout [JSONChange]
  ) {
    guard before != after else { return }
    switch (before, after) {
    case (.object(let a), .object(let b)):
      let names = Set(a.keys).union(b.keys)
      for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        compare(a[name], b[name], pointer + "/" + JSONPointer.token(name), &changes)
      }
    case (.string, .array(let b)) where b.count > 1 && b.allSatisfy { $0.string != nil }:
      compareSets([before ?? .null], b, pointer, &changes)
    case (.array(let a), .string) where a.count > 1 && a.allSatisfy { $0.string != nil }:
      compareSets(a, [after ?? .null], pointer, &changes)
    case (.array(let a), .array(let b)):
      if (a + b).allSatisfy({ $0.string != nil }) {
        compareSets(a, b, pointer, &changes)
      } else if (a + b).contains(where: { $0["Sid"]?.string != nil }) {
        compareStatements(a, b, pointer, &changes)
      } else {
        compareLists(a, b, pointer, &changes)
      }
    default: changes.append(JSONChange(pointer: pointer, before: before, after: after))
    }
  }

  private static func compareSets(
    _ before: [JSONValue], _ after: [JSONValue], _ pointer: String, _ changes: inout [JSONChange]
  ) {
    let (old, new) = (Set(before), Set(after))
    for (i, text) in before.enumerated() where !new.contains(text) {
      changes.append(JSONChange(pointer: "\(pointer)/\(i)", before: text, after: nil))
    }
    for (i, text) in after.enumerated() where !old.contains(text) {
      changes.append(JSONChange(pointer: "\(pointer)/\(i)", before: nil, after: text))
    }
  }

  /// Compares the statements of two policies, those of one Sid with each other wherever they stand, and then the others.
  private static func compareStatements(
    _ before: [JSONValue], _ after: [JSONValue], _ pointer: String, _ changes: inout [JSONChange]
  ) {
    let (old, new) = (places(bySid: before), places(bySid: after))
    var (pairedOld, pairedNew): (Set<Int>, Set<Int>) = ([], [])
    for (i, statement) in before.enumerated() {
      guard let sid = statement["Sid"]?.string, old[sid] == i, let j = new[sid] else { continue }
      pairedOld.insert(i)
      pairedNew.insert(j)
      compare(statement, after[j], "\(pointer)/\(i)", &changes)
    }
    let (restOld, restNew) = (
      before.indices.filter { !pairedOld.contains($0) },
      after.indices.filter { !pairedNew.contains($0) }
    )
    var rest: [JSONChange] = []
    compareLists(restOld.map { before[$0] }, restNew.map { after[$0] }, "", &rest)
    for change in rest {
      let path = change.pointer.dropFirst().split(
        separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let index = path.first.flatMap({ Int($0) }) else { continue }
      let isNew = path.count == 1 && change.before == nil
      let place = isNew ? restNew[index] : restOld[index]
      let behind = path.count > 1 ? "/" + path[1] : ""
      changes.append(
        JSONChange(
          pointer: "\(pointer)/\(place)\(behind)", before: change.before, after: change.after))
    }
  }

  /// Where the elements stand that have a Sid of their own.
  private static func places(bySid list: [JSONValue]) -> [String: Int] {
    var places: [String: Int] = [:]
    var repeated: Set<String> = []
    for (i, element) in list.enumerated() {
      guard let sid = element["Sid"]?.string else { continue }
      if places.updateValue(i, forKey: sid) != nil { repeated.insert(sid) }
    }
    return places.filter { !repeated.contains($0.key) }
  }

  /// Compares, between the elements that both lists hold, those that only one of them holds, pair by pair.
  private static func compareLists(
    _ before: [JSONValue], _ after: [JSONValue], _ pointer: String, _ changes: inout [JSONChange]
  ) {
    var lost = Set(before.indices)
    var gained = Set(after.indices)
    // Pairing takes up to the product of the lengths; very long lists are compared place by place.
    if before.count * after.count <= 1_000_000 {
      let difference = after.difference(from: before)
      lost = Set(difference.removals.map(\.offset))
      gained = Set(difference.insertions.map(\.offset))
    }
    var i = 0
    var j = 0
    while i < before.count || j < after.count {
      switch (lost.contains(i), gained.contains(j)) {
      case (true, true):
        compare(before[i], after[j], "\(pointer)/\(i)", &changes)
        i += 1
        j += 1
      case (true, false):
        compare(before[i], nil, "\(pointer)/\(i)", &changes)
        i += 1
      case (false, true):
        compare(nil, after[j], "\(pointer)/\(j)", &changes)
        j += 1
      case (false, false):
        i += 1
        j += 1
      }
    }
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .remove(let offset, _, _), .insert(let offset, _, _): offset
    }
  }
}

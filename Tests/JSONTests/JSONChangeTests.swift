import JSON
import Testing

@Suite("The changes between two values")
struct JSONChangeTests {
  @Test("are the places in which they differ", arguments: Difference.all)
  func between(_ difference: Difference) throws {
    let changes = JSONChange.between(try difference.before, try difference.after)
    #expect(changes.map(Self.line) == difference.changes)
  }

  @Test("are none between equal values, and always some between others, in random pairs")
  func randomPairs() throws {
    var random = RandomJSON(seed: 6)
    var failures: [String] = []
    for _ in 0..<2_000 {
      let before = JSONValue(try JSONDocument(text: random.text(random.value())).root)
      let bytes = random.mutation(of: Array(before.canonical().utf8))
      guard let document = try? JSONDocument(bytes) else { continue }
      let after = JSONValue(document.root)
      let changes = JSONChange.between(before, after)
      let isSame = Self.withSets(before) == Self.withSets(after)
      if changes.isEmpty != isSame { failures.append("\(before.canonical()) \(after.canonical())") }
      if changes.contains(where: { $0.before == $0.after }) { failures.append(before.canonical()) }
    }
    #expect(failures.isEmpty)
  }

  @Test("are found in long lists in reasonable time")
  func longLists() {
    let before = JSONValue.array((0..<50_000).map { JSONValue($0) })
    let after = JSONValue.array((0..<50_000).map { JSONValue(-$0) })
    #expect(JSONChange.between(before, after).count == 49_999)
  }

  private static func line(_ change: JSONChange) -> String {
    let sides = [change.before, change.after].map { $0?.canonical() ?? "nothing" }
    return "\(change.pointer): \(sides[0]) -> \(sides[1])"
  }

  /// The value with each list of texts as the sorted list of its different texts.
  private static func withSets(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements) where elements.allSatisfy { $0.string != nil }:
      .array(Set(elements).sorted { $0.canonical() < $1.canonical() })
    case .array(let elements): .array(elements.map(withSets))
    case .object(let members): .object(members.mapValues(withSets))
    default: value
    }
  }
}

/// Two values as JSON, nil for nothing, and their changes a line each.
struct Difference: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let texts: (before: String?, after: String?)
  let changes: [String]

  init(_ name: String, _ before: String?, _ after: String?, _ changes: [String]) {
    testDescription = name
    texts = (before, after)
    self.changes = changes
  }

  var before: JSONValue? { get throws { try Self.value(texts.before) } }
  var after: JSONValue? { get throws { try Self.value(texts.after) } }

  private static func value(_ text: String?) throws -> JSONValue? {
    try text.map { JSONValue(try JSONDocument(text: $0).root) }
  }

  static let all = [
    Difference("nothing at all", nil, nil, []),
    Difference("equal values", #"{"a": [1.0]}"#, #"{"a":[1]}"#, []),
    Difference("a value that came", nil, "{}", [": nothing -> {}"]),
    Difference("a value that went", "[]", nil, [": [] -> nothing"]),
    Difference("another kind", "{}", "[]", [": {} -> []"]),
    Difference("another scalar", "1", "2", [": 1 -> 2"]),
    Difference("null is not nothing", #"{"a": null}"#, "{}", ["/a: null -> nothing"]),
    Difference(
      "members of objects, by name", #"{"c": 1, "a": 1, "d": {"e": 1}}"#,
      #"{"b": 2, "a": 2, "d": {"e": 2}}"#,
      ["/a: 1 -> 2", "/b: nothing -> 2", "/c: 1 -> nothing", "/d/e: 1 -> 2"]),
    Difference("names with signs", #"{"a/b~": 1}"#, #"{"a/b~": 2}"#, ["/a~1b~0: 1 -> 2"]),
    Difference("texts in another order", #"["a", "b"]"#, #"["b", "a"]"#, []),
    Difference("a text twice", #"["a", "a"]"#, #"["a"]"#, []),
    Difference(
      "texts as sets", #"["a", "b", "c"]"#, #"["c", "d", "a"]"#,
      ["/1: \"b\" -> nothing", "/1: nothing -> \"d\""]),
    Difference("the first text of a list", "[]", #"["a"]"#, ["/0: nothing -> \"a\""]),
    Difference(
      "a text that becomes a list", #"{"Action": "a"}"#, #"{"Action": ["a", "b"]}"#,
      [#"/Action/1: nothing -> "b""#]),
    Difference(
      "a list that becomes a text of it", #"{"Action": ["a", "b"]}"#, #"{"Action": "b"}"#,
      [#"/Action/0: "a" -> nothing"#]),
    Difference(
      "statements by their Sid, wherever they stand",
      #"[{"Sid": "a", "Action": "1"}, {"Sid": "b", "Action": "2"}, {"Action": "3"}]"#,
      #"[{"Sid": "new"}, {"Action": "4"}, {"Sid": "b", "Action": "2"}, {"Sid": "a", "Action": "5"}]"#,
      [
        #"/0/Action: "1" -> "5""#, #"/2/Action: "3" -> nothing"#, #"/2/Sid: nothing -> "new""#,
        #"/1: nothing -> {"Action":"4"}"#,
      ]),
    Difference(
      "a statement lost at the front", #"[{"Sid": "1"}, {"Sid": "2"}, {"Sid": "3"}]"#,
      #"[{"Sid": "2"}, {"Sid": "3"}]"#, [#"/0: {"Sid":"1"} -> nothing"#]),
    Difference(
      "a statement gained at the front", #"[{"Sid": "2"}]"#, #"[{"Sid": "1"}, {"Sid": "2"}]"#,
      [#"/0: nothing -> {"Sid":"1"}"#]),
    Difference(
      "a statement changed inside", #"[{"Sid": "1"}, {"Sid": "2", "Action": ["a", "b"]}]"#,
      #"[{"Sid": "1"}, {"Sid": "2", "Action": ["a"]}]"#, [#"/1/Action/1: "b" -> nothing"#]),
    Difference(
      "one lost and one changed", #"[{"a": 1}, {"b": 1}, {"c": 1}, {"d": 1}]"#,
      #"[{"b": 1}, {"c": 2}, {"d": 1}]"#, [#"/0: {"a":1} -> nothing"#, "/2/c: 1 -> 2"]),
    Difference(
      "lists of several kinds", #"["a", 1]"#, #"["b", 1, 2]"#,
      ["/0: \"a\" -> \"b\"", "/2: nothing -> 2"]),
    Difference("one text, spelled otherwise", "\"é\"", "\"e\u{301}\"", [": \"é\" -> \"e\u{301}\""]),
  ]
}

import JSON
import Testing

@Suite("A member")
struct LookupTests {
  private let root: JSONNode

  init() throws {
    root = try JSONDocument(
      text: """
        {"Family": 1, "family": 2, "Subnets": 3, "subnets": 4, "s\\u0075bnetS": 5, "A@": 6, "É": 7,
         "\\ud83d\\ude00": 8, "": 9, "twice": 10, "twice": 11, "e\u{301}": 12, "B[": 13}
        """
    ).root
  }

  @Test(
    "is found by its exact name",
    arguments: [
      ("Family", 1), ("family", 2), ("FAMILY", nil), ("Subnets", 3), ("subnetS", 5), ("", 9),
      ("twice", 11), ("😀", 8), ("fam", nil), ("familyx", nil), ("É", 7), ("é", nil),
      ("e\u{301}", 12),
    ] as [(String, Int?)])
  func exact(_ name: String, _ value: Int?) {
    #expect(root[name]?.int == value)
  }

  @Test(
    "is found whatever the case of ASCII letters, the exact name first",
    arguments: [
      ("Family", 1), ("family", 2), ("FAMILY", 2), ("Subnets", 3), ("subnets", 4), ("SUBNETS", 5),
      ("TWICE", 11), ("a@", 6), ("a`", nil), ("A`", nil), ("b[", 13), ("b{", nil), ("É", 7),
      ("é", nil), ("nothing", nil),
      ("", 9), ("SUBNETſ", nil),
    ] as [(String, Int?)])
  func caseBlind(_ name: String, _ value: Int?) {
    #expect(root[caseBlind: name]?.int == value)
  }

  @Test("belongs to objects only", arguments: ["[\"a\"]", "\"a\"", "1", "null", "[]", "[[1]]"])
  func noObject(_ text: String) throws {
    let root = try JSONDocument(text: text).root
    #expect(root["a"] == nil && root[caseBlind: "a"] == nil)
    #expect(Array(root.members).isEmpty)
  }

  @Test("keeps its place in the file's order")
  func order() {
    #expect(root.members.map(\.value.int) == Array(1...13))
    #expect(
      root.members.map(\.key) == [
        "Family", "family", "Subnets", "subnets", "subnetS", "A@", "É", "😀", "", "twice", "twice",
        "e\u{301}", "B[",
      ])
  }
}

@Suite("A value of a document")
struct NodeTests {
  @Test("answers only for its own kind")
  func kinds() throws {
    let root = try JSONDocument(text: #"[null, true, false, -1, 1.5, "1", [0], {"a": 0}]"#).root
    let nodes = Array(root.elements)
    #expect(nodes.map(\.kind) == [.null, .bool, .bool, .number, .number, .string, .array, .object])
    #expect(nodes.map(\.isNull) == [true, false, false, false, false, false, false, false])
    #expect(nodes.map(\.bool) == [nil, true, false, nil, nil, nil, nil, nil])
    #expect(nodes.map(\.int) == [nil, nil, nil, -1, nil, nil, nil, nil])
    #expect(nodes.map(\.double) == [nil, nil, nil, -1, 1.5, nil, nil, nil])
    #expect(nodes.map(\.numberText) == [nil, nil, nil, "-1", "1.5", nil, nil, nil])
    #expect(nodes.map(\.string) == [nil, nil, nil, nil, nil, "1", nil, nil])
    #expect(nodes.map(\.count) == [0, 0, 0, 0, 0, 0, 1, 1])
    #expect(nodes.map(\.text) == ["null", "true", "false", "-1", "1.5", "1", "[0]", #"{"a": 0}"#])
    #expect(nodes.map { Array($0.elements).count } == [0, 0, 0, 0, 0, 0, 1, 0])
  }

  @Test(
    "is an Int where it is a whole number of 64 bits, as written",
    arguments: [
      ("9223372036854775807", Int.max), ("-9223372036854775808", .min),
      ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil), ("-0", 0),
    ] as [(String, Int?)])
  func ints(_ text: String, _ int: Int?) throws {
    #expect(try JSONDocument(text: text).root.int == int)
  }

  @Test("has the text as it was written")
  func text() throws {
    let root = try JSONDocument(text: #" [ "a\u0062\n" , { } ] "#).root
    #expect(root.text == #"[ "a\u0062\n" , { } ]"#)
    #expect(root.elements.map(\.text) == [#"a\u0062\n"#, "{ }"])
    #expect(root.elements.map(\.string) == ["ab\n", nil])
  }
}

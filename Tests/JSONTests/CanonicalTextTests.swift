import JSON
import TestSupport
import Testing

@Suite("Canonical text")
struct CanonicalTextTests {
  @Test("is one for all texts of a value, and reads back as itself")
  func oneForAll() throws {
    var random = RandomJSON(seed: 3)
    var failures: [String] = []
    for _ in 0..<3_000 {
      let value = random.value()
      let text = random.text(value)
      let node = try JSONDocument(text: text).root
      let canonical = node.canonical()
      let other = try JSONDocument(text: random.text(value)).root.canonical()
      let again = try JSONDocument(text: canonical).root.canonical()
      let pretty = try JSONDocument(text: JSONValue(node).pretty()).root.canonical()
      if [other, again, pretty, JSONValue(node).canonical()].contains(where: { $0 != canonical }) {
        failures.append(text)
      }
    }
    #expect(failures.isEmpty)
  }

  @Test("differs where values differ")
  func differs() throws {
    var random = RandomJSON(seed: 4)
    var failures: [String] = []
    var values = 0
    var last = JSONValue.null
    for _ in 0..<3_000 {
      let value = JSONValue(try JSONDocument(text: random.text(random.value())).root)
      if value != last { values += 1 }
      if (value == last) != (value.canonical() == last.canonical()) {
        failures.append("\(value.canonical()) \(last.canonical())")
      }
      last = value
    }
    #expect(failures.isEmpty)
    #expect(values > 2_000)
  }

  @Test(
    "sorts names by their bytes",
    arguments: [
      (#"{"b":1,"a":2}"#, #"{"a":2,"b":1}"#), (#"{"a":1,"B":2}"#, #"{"B":2,"a":1}"#),
      (#"{"aa":1,"a":2,"":3}"#, #"{"":3,"a":2,"aa":1}"#), (#"{"é":1,"z":2}"#, #"{"z":2,"é":1}"#),
      (#"{"a10":1,"a9":2}"#, #"{"a10":1,"a9":2}"#),
      // In UTF-16 a surrogate would stand before U+FFFF.
      ("{\"😀\":1,\"\u{FFFF}\":2}", "{\"\u{FFFF}\":2,\"😀\":1}"),
      (#"{"\u0062":1,"a":2}"#, #"{"a":2,"b":1}"#),
      (
        #"{"abcdefgh2":1,"abcdefgh1":2,"abcdefgh":3}"#,
        #"{"abcdefgh":3,"abcdefgh1":2,"abcdefgh2":1}"#
      ),
      // One text to a Swift String, two to JSON.
      ("{\"é\":1,\"f\":2,\"e\u{301}\":3}", "{\"e\u{301}\":3,\"f\":2,\"é\":1}"),
    ])
  func names(_ text: String, _ canonical: String) throws {
    #expect(Array(try JSONDocument(text: text).root.canonical().utf8) == Array(canonical.utf8))
  }

  @Test("keeps the last of several members of one name", arguments: [1, 3, 40])
  func duplicates(_ count: Int) throws {
    let members = (0..<count).flatMap { [#""a":\#($0)"#, #""\u0062":[\#($0)]"#] }
    let node = try JSONDocument(text: "{\(members.joined(separator: ","))}").root
    #expect(node.canonical() == #"{"a":\#(count - 1),"b":[\#(count - 1)]}"#)
    #expect(JSONValue(node).canonical() == node.canonical())
    #expect(node["a"]?.int == count - 1)
    #expect(node[caseBlind: "B"]?.elements.first { _ in true }?.int == count - 1)
    #expect(node.count == 2 * count)
  }

  @Test("sorts many names as it sorts few", arguments: [15, 16, 17, 18, 100])
  func manyNames(_ count: Int) throws {
    var numbers = SeededNumbers(seed: UInt64(count))
    let names = (0..<count).map { "name-\($0)" }.shuffled(using: &numbers)
    let text = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    let sorted = "{" + names.sorted().map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    #expect(try JSONDocument(text: text).root.canonical() == sorted)
    let list = "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    let sortedList = "[" + names.sorted().map { "\"\($0)\"" }.joined(separator: ",") + "]"
    #expect(try JSONDocument(text: list).root.canonical(sortingTexts: true) == sortedList)
  }

  @Test(
    "makes numbers of one value one, as far as Double tells them apart",
    arguments: [
      (["1", "1.0", "1e0", "10e-1", "0.1e1", "1.000"], "1"),
      (["100", "1e2", "1E+2", "100.0"], "100"), (["0", "-0", "0.0", "-0.0", "0e7"], "0"),
      (["0.1", "0.10", "1e-1"], "0.1"), (["-1.5", "-15e-1"], "-1.5"),
      (["123456789012345", "123456789012345.0", "1.23456789012345e14"], "123456789012345"),
    ])
  func numbers(_ texts: [String], _ canonical: String) throws {
    for text in texts {
      #expect(try JSONDocument(text: text).root.canonical() == canonical)
    }
  }

  @Test("keeps whole numbers apart that Double cannot")
  func bigNumbers() throws {
    let texts = ["9007199254740992", "9007199254740993", "18446744073709551615", "1e400", "1e401"]
    let canonical = try texts.map { try JSONDocument(text: $0).root.canonical() }
    #expect(canonical == texts)
  }

  @Test(
    "sorts lists of texts where they are sets",
    arguments: [
      (#"["b","a"]"#, #"["a","b"]"#), (#"["b",1,"a"]"#, #"["b",1,"a"]"#),
      (#"["b",["d","c"],"a"]"#, #"["b",["c","d"],"a"]"#), ("[]", "[]"),
      (#"["a","a"]"#, #"["a","a"]"#), (#"["b","\u0061","B"]"#, #"["B","a","b"]"#),
      (#"{"x":[{"y":["2","1"]}]}"#, #"{"x":[{"y":["1","2"]}]}"#), ("[2,1]", "[2,1]"),
    ])
  func sets(_ text: String, _ canonical: String) throws {
    let root = try JSONDocument(text: text).root
    #expect(root.canonical(sortingTexts: true) == canonical)
    #expect(root.canonical() == JSONValue(root).canonical())
  }

  @Test("holds only what a filter keeps")
  func filter() throws {
    let text = """
      {"name": "app", "Secret": "s3cret", "volatile": 1, "volatile": {"a": 2}, "s\\u0065t": ["b", "a"],
       "list": ["b", "a", "drop", "hide"], "inner": {"name": "n", "deep": 1}, "empty": {"volatile": 1}}
      """
    let canonical = try JSONDocument(text: text).root.canonical(Redacting(), .top)
    #expect(
      canonical == """
        {"Secret":"*\\"*","empty":{},"inner":{"deep":"below"},"list":["b","a","*"],"name":"app","set":["a","b"]}
        """)
  }

  @Test("of a part of a document is that of the part alone")
  func parts() throws {
    let root = try JSONDocument(text: #"[{"b": [1.0, "\u0061"], "a": {}}, 2]"#).root
    let first = try #require(root.elements.first { _ in true })
    #expect(first.canonical() == #"{"a":{},"b":[1,"a"]}"#)
    #expect(first["b"]?.canonical() == #"[1,"a"]"#)
  }
}

/// Drops, hides and sorts by name, and knows whether it is below `inner`.
private struct Redacting: CanonicalFilter {
  enum Place {
    case top
    case list
    case set
    case inner
  }

  func member(_ name: JSONName, _ value: JSONNode, in context: Place) -> CanonicalChoice<Place> {
    switch (name, context) {
    case ("volatile", _), ("name", .inner): .drop
    case ("Secret", _): .replace("*\"*")
    case ("deep", .inner): .replace("below")
    case ("set", _): .keep(.set)
    case ("list", _): .keep(.list)
    case ("inner", _): .keep(.inner)
    default: .keep(context)
    }
  }

  func element(_ value: JSONNode, in context: Place) -> CanonicalChoice<Place> {
    switch value.string {
    case "drop": .drop
    case "hide": .replace("*")
    default: .keep(context)
    }
  }

  func isSet(_ list: JSONNode, in context: Place) -> Bool { context == .set }
}

import JSON
import Testing

@Suite("The place")
struct PlaceTests {
  @Test("of an error is line, column and pointer", arguments: Fault.all)
  func errors(_ fault: Fault) {
    let error = #expect(throws: JSONError.self) { try JSONDocument(text: fault.text) }
    #expect(error?.line == fault.line)
    #expect(error?.column == fault.column)
    #expect(error?.pointer == fault.pointer)
  }

  @Test("of an error is part of its description")
  func description() {
    let error = #expect(throws: JSONError.self) { try JSONDocument(text: "{\"a\":\n [1, x]}") }
    #expect(error?.description == "line 2, column 6, at /a/1: a value is expected")
    let atRoot = #expect(throws: JSONError.self) { try JSONDocument(text: "x") }
    #expect(atRoot?.description == "line 1, column 1: a value is expected")
  }

  @Test("of an error in a part of a file speaks of the whole file")
  func errorsInParts() {
    let text = Array("{\"Roles\": [\n {\"a\": 1},\n {\"a\": x}]}".utf8)
    let error = #expect(throws: JSONError.self) {
      try JSONDocument(text, firstLine: 100, firstElement: 40)
    }
    #expect(error?.line == 102)
    #expect(error?.column == 8)
    #expect(error?.pointer == "/Roles/41/a")
  }

  @Test("of an error in very deep text can still be read")
  func deepErrors() {
    let deep = #expect(throws: JSONError.self) {
      try JSONDocument(text: String(repeating: "[", count: 100_000))
    }
    #expect(deep?.pointer == "/0/0/0/0/0/0/0/0/…")
    #expect(deep?.column == 513)
    let definition = #expect(throws: JSONError.self) {
      try JSONDocument(text: String(repeating: #"{"States":"#, count: 32) + "x")
    }
    #expect(definition?.pointer == String(repeating: "/States", count: 32))
  }

  @Test("of a value is its line and its pointer")
  func values() throws {
    let text = """
      {
        "a": [
          1, {"b": "x"}
        ], "c":

        null, "": [true], "d/e~f": {"~1": 0}, "\\u0067\\/": 1
      }
      """
    let root = try JSONDocument(text: text).root
    var places: [String] = []
    func visit(_ node: JSONNode) {
      places.append("\(node.line) \(node.pointer)")
      for element in node.elements { visit(element) }
      for member in node.members { visit(member.value) }
    }
    visit(root)
    #expect(
      places == [
        "1 ", "2 /a", "3 /a/0", "3 /a/1", "3 /a/1/b", "6 /c", "6 /", "6 //0", "6 /d~1e~0f",
        "6 /d~1e~0f/~01", "6 /g~1",
      ])
  }

  @Test("of a value in a part of a file speaks of the whole file")
  func valuesInParts() throws {
    let text = Array("{\"Roles\": [\n {\"a\": [1, 2]},\n {}], \"x\": {\"y\": [0]}}".utf8)
    let root = try JSONDocument(text, firstLine: 100, firstElement: 40).root
    let roles = try #require(root["Roles"])
    let pointers = roles.elements.map(\.pointer)
    #expect(pointers == ["/Roles/40", "/Roles/41"])
    #expect(roles.elements.map(\.line) == [101, 102])
    #expect(roles.elementLines == [101, 102])
    // Only lists directly below the root are parts of larger ones.
    let first = try #require(roles.elements.first { _ in true })
    #expect(first["a"]?.elements.map(\.pointer) == ["/Roles/40/a/0", "/Roles/40/a/1"])
    #expect(root["x"]?["y"]?.elements.map(\.pointer) == ["/x/y/0"])
  }

  @Test("of a name with a combining mark behind a sign is escaped all the same")
  func combiningMarks() throws {
    let root = try JSONDocument(text: "{\"a/\u{301}~\u{301}\": 1}").root
    let pointers = root.members.map { Array($0.value.pointer.unicodeScalars) }
    #expect(pointers == [Array("/a~1\u{301}~0\u{301}".unicodeScalars)])
  }

  @Test("is found again by its pointer, in random documents")
  func randomPointers() throws {
    var random = RandomJSON(seed: 5)
    var failures: [String] = []
    for _ in 0..<500 {
      let text = random.text(random.value())
      let root = try JSONDocument(text: text).root
      func visit(_ node: JSONNode) {
        let found = resolve(node.pointer, in: root)
        if found?.pointer != node.pointer || found?.text != node.text { failures.append(text) }
        for element in node.elements { visit(element) }
        for member in node.members { visit(member.value) }
      }
      visit(root)
    }
    #expect(failures.isEmpty)
  }
}

/// The value at a pointer, as RFC 6901 says.
private func resolve(_ pointer: String, in root: JSONNode) -> JSONNode? {
  var node: JSONNode? = root
  for token in pointer.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    .dropFirst()
  {
    let escaped = String(token)
    let name = escaped.replacing("~1", with: "/").replacing("~0", with: "~")
    guard let parent = node else { return nil }
    node =
      if parent.isArray {
        Int(name).flatMap { index in parent.elements.dropFirst(index).first { _ in true } }
      } else {
        parent[name]
      }
  }
  return node
}

/// A text that is not JSON, and where it stops to be.
struct Fault: Sendable, CustomTestStringConvertible {
  let text: String
  let line: Int
  let column: Int
  let pointer: String

  init(_ text: String, _ line: Int, _ column: Int, _ pointer: String) {
    self.text = text
    self.line = line
    self.column = column
    self.pointer = pointer
  }

  var testDescription: String { text.debugDescription }

  static let all = [
    Fault("", 1, 1, ""), Fault("\n\n  ", 3, 3, ""), Fault("x", 1, 1, ""), Fault("[1]\nx", 2, 1, ""),
    Fault("[1, x]", 1, 5, "/1"), Fault("[1,]", 1, 4, "/1"), Fault("[1 2]", 1, 4, "/0"),
    Fault("[[], [[\n0, 01]]]", 2, 4, "/1/0/1"),
    Fault(#"{"a": x}"#, 1, 7, "/a"), Fault(#"{"a": 1, "b": x}"#, 1, 15, "/b"),
    Fault(#"{"a": 1, b: 2}"#, 1, 10, ""), Fault(#"{"a": 1, "b" 2}"#, 1, 14, "/b"),
    Fault(#"{"a": {"b": 1, }}"#, 1, 16, "/a"), Fault(#"{"a": {"b": 1, "c\x": 2}}"#, 1, 18, "/a"),
    Fault(#"{"a": ["b", "c\x"]}"#, 1, 15, "/a/1"), Fault("{\"a\": \"b\n\"}", 1, 9, "/a"),
    Fault("{\"a\":\r\n\"b\\\"", 2, 5, "/a"), Fault(#"{"\u0061\/~": x}"#, 1, 15, "/a~1~0"),
    // Columns count bytes.
    Fault(#"["é", x]"#, 1, 8, "/1"), Fault("\u{FEFF}x", 1, 4, ""),
  ]
}

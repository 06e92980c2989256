import JSON
import Testing

@Suite("A document laid open")
struct JSONTapeTests {
  static let text = #"{"list": [1, "a\u0062", [true]], "n\u0061me": "b", "": {}}"#

  @Test("shows each member and element by its place")
  func places() throws {
    let root = try JSONDocument(text: Self.text).root
    var names: [String?] = []
    var kinds: [JSONNode.Kind] = []
    root.withTape { tape in
      tape.forEachMember(of: root.tapeIndex) { name, value in
        names.append(root.value(at: name).string)
        kinds.append(tape.kind(at: value))
        if tape.kind(at: value) == .array {
          tape.forEachElement(of: value) { kinds.append(tape.kind(at: $0)) }
        }
      }
    }
    #expect(names == ["list", "name", ""])
    #expect(kinds == [.array, .number, .string, .array, .string, .object])
  }

  @Test("compares texts with their escapes resolved")
  func texts() throws {
    let root = try JSONDocument(text: Self.text).root
    let node = try #require(root["list"])
    let text = try #require(node.elements.first { $0.isString }).tapeIndex
    node.withTape { tape in
      #expect(tape.isEscaped(at: text))
      #expect(tape.length(at: text) == 2)
      #expect(tape.string(at: text, is: "ab"))
      #expect(!tape.string(at: text, is: "a"))
      #expect(!tape.string(at: node.tapeIndex, is: ""))
      #expect(tape.unescapedBytes(at: text) == Array("ab".utf8))
      #expect(node.documentBytes[tape.range(at: text)].count == 7)
    }
  }
}

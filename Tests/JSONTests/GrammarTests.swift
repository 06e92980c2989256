import JSON
import Testing

/// RFC 8259, rule by rule.
@Suite("The JSON grammar")
struct GrammarTests {
  @Test("accepts every text that it describes", arguments: Sentence.valid)
  func accepts(_ sentence: Sentence) throws {
    #expect(try JSONDocument(sentence.bytes).root.canonical() == sentence.expected)
  }

  @Test("accepts nothing else and says why", arguments: Sentence.invalid)
  func rejects(_ sentence: Sentence) {
    let error = #expect(throws: JSONError.self) { try JSONDocument(sentence.bytes) }
    #expect(error?.reason == sentence.expected)
  }

  @Test(
    "ends at the depth limit with an error, however deep the text",
    arguments: ["[", "{\"a\":", "[{\"a\":"], [512, 513, 100_000])
  func depth(_ opening: String, _ repetitions: Int) {
    let levels = repetitions * opening.utf8.filter { "[{".utf8.contains($0) }.count
    let text = String(repeating: opening, count: repetitions)
    let error = #expect(throws: JSONError.self) { try JSONDocument(text: text) }
    let isTooDeep = error?.reason == "the text is nested more than 512 levels deep"
    #expect(isTooDeep == (levels > 512))
    #expect((error?.description.utf8.count ?? 0) < 200)
  }

  @Test("allows as many levels as it is told to, without recursion")
  func depthOfChoice() throws {
    let text = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(try JSONDocument(text: text, depthLimit: 100_000).root.count == 1)
    #expect(throws: JSONError.self) { try JSONDocument(text: text, depthLimit: 99_999) }
    #expect(throws: JSONError.self) { try JSONDocument(text: "[]", depthLimit: 0) }
    #expect(try JSONDocument(text: "1", depthLimit: 0).root.int == 1)
  }

  @Test("takes no prefix of a text for the text")
  func prefixes() throws {
    let text = Array(#"{"a": [1.5e+3, "\u00e9 é", {"b": null}, true, false], "c": {}}"#.utf8)
    _ = try JSONDocument(text)
    for length in text.indices {
      #expect(throws: JSONError.self) { try JSONDocument(Array(text.prefix(length))) }
    }
  }
}

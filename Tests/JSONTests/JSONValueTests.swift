import JSON
import Testing

@Suite("A value that the program builds")
struct JSONValueTests {
  @Test("is written with sorted names and the shortest escapes")
  func canonical() {
    let value: JSONValue = [
      "b": ["x\"\n", 1, true, nil], "a": [:], "": .number("1.5"), "c": .array([]),
    ]
    #expect(value.canonical() == #"{"":1.5,"a":{},"b":["x\"\n",1,true,null],"c":[]}"#)
  }

  @Test("is written for people with a member or element a line")
  func pretty() {
    let value: JSONValue = ["b": [1, ["c": nil]], "a": .array([]), "d": .object([:])]
    #expect(
      value.pretty() == """
        {
          "a": [],
          "b": [
            1,
            {
              "c": null
            }
          ],
          "d": {}
        }
        """)
    #expect(JSONValue.array([1]).pretty(indent: 4) == "[\n    1\n]")
    #expect(JSONValue.string("a\nb").pretty() == #""a\nb""#)
  }

  @Test("answers only for its own kind")
  func kinds() {
    let object: JSONValue = ["a": "x"]
    #expect(object["a"]?.string == "x")
    #expect(object["b"] == nil && JSONValue.string("a")["a"] == nil)
    #expect(object.object?.count == 1 && object.array == nil && object.string == nil)
    #expect(JSONValue.null.isNull && !object.isNull)
    #expect(JSONValue.number("100").int == 100 && JSONValue.number("1.5").int == nil)
    #expect(JSONValue(true).bool == true && JSONValue(1).bool == nil)
    #expect(JSONValue(String?.none) == .null && JSONValue(String?.some("a")) == "a")
  }

  @Test("equals another one if their texts are equal")
  func equality() {
    let composed = JSONValue.string("é")
    let decomposed = JSONValue.string("e\u{301}")
    #expect(composed != decomposed)
    #expect(JSONValue.object(["é": 1]) != .object(["e\u{301}": 1]))
    #expect(JSONValue.array([composed]) != .array([decomposed]))
    #expect(Set([composed, decomposed, "é"]).count == 2)
    #expect(JSONValue.object(["a": 1, "b": 2]) == .object(["b": 2, "a": 1]))
    #expect(JSONValue.object(["a": nil]) != .object([:]))
    #expect(JSONValue.object(["a": nil]) != .object(["b": nil]))
    #expect(JSONValue.string("1") != .number("1") && JSONValue.bool(false) != .null)
  }
}

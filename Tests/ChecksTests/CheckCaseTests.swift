import Checks
import Findings
import Testing

@Suite("The cases of a check")
struct CheckCaseTests {
  private func cases(_ cases: [String: String]) throws -> [CheckCase] {
    try CheckFolder(cases: cases).library().checks.flatMap(\.cases)
  }

  @Test("extend each other by merging, null taking a member away")
  func merging() throws {
    let cases = try cases([
      "base": """
      {"title": "The base", "given": {"a.json": {"x": {"y": 1, "z": [1, 2]}, "w": "v"}, "b.json": {}}, "expect": []}
      """,
      "middle": """
      {"extends": "base", "given": {"a.json": {"x": {"y": null, "z": [3]}}, "b.json": null}, "expect": []}
      """,
      "top": """
      {"extends": "middle", "given": {"a.json": {"w": {"deep": {"null": null, "kept": true}}}, "c.json": [null]}, "expect": []}
      """,
    ])
    #expect(cases.map(\.name) == ["base", "middle", "top"])
    #expect(cases.map(\.title) == ["The base", "middle", "top"])
    #expect(
      cases.map(\.given) == [
        ["a.json": #"{"w":"v","x":{"y":1,"z":[1,2]}}"#, "b.json": "{}"],
        ["a.json": #"{"w":"v","x":{"z":[3]}}"#],
        ["a.json": #"{"w":{"deep":{"kept":true}},"x":{"z":[3]}}"#, "c.json": "[null]"],
      ])
  }

  @Test("may hold a file as a text, so that it can be malformed")
  func text() throws {
    let cases = try cases(["a": #"{"given": {"a.json": "{ not JSON"}, "expect": []}"#])
    #expect(cases.first?.given == ["a.json": "{ not JSON"])
  }

  @Test("expect rows in any order, the place being optional")
  func expected() throws {
    let cases = try cases([
      "a": """
      {"expect": [
        {"subject": "s2", "code": "c", "verdict": "unknown", "locator": "Run"},
        {"subject": "s1", "code": "c", "verdict": "fail"}]}
      """
    ])
    #expect(
      cases.first?.expected == [
        ExpectedFinding(subject: "s1", locator: nil, code: "c", verdict: .fail),
        ExpectedFinding(subject: "s2", locator: "Run", code: "c", verdict: .unknown),
      ])
  }
}

import Foundation
import JSON
import TestSupport
import Testing

@Suite("The settings")
struct SettingsTests {
  private static let english = "First run"
  private static let japanese = "最初の実行"

  @Test("are taken from the flag, the environment, the file, in this order")
  func precedence() throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"lang\": \"ja\", \"db\": \":memory:\"}", to: "c.json")
    let file = try folder.rolecall("audit", Program.broken, "--config", "c.json")
    let variable = try folder.rolecall(
      "audit", Program.broken, "--config", "c.json", environment: ["ROLECALL_LANG": "en"])
    let flag = try folder.rolecall(
      "audit", Program.broken, "--config", "c.json", "--lang", "ja",
      environment: ["ROLECALL_LANG": "en"])
    let none = try folder.rolecall("audit", Program.broken, "--db", ":memory:")
    #expect(file.output.contains(Self.japanese))
    #expect(variable.output.contains(Self.english))
    #expect(flag.output.contains(Self.japanese))
    #expect(none.output.contains(Self.english))
    #expect(!FileManager.default.fileExists(atPath: folder.defaultStore))
  }

  @Test("are found where they are said to be")
  func places() throws {
    let folder = try TemporaryFolder()
    let text = "{\"lang\": \"ja\"}"
    func output(_ environment: [String: String] = [:]) throws -> String {
      try folder.rolecall("audit", Program.broken, "--db", ":memory:", environment: environment)
        .output
    }
    try folder.write(text, to: "config.json")
    #expect(try output().contains(Self.english), "another program's config.json")
    try folder.write(
      "{\"$schema\": \"docs/config.schema.json\", \"lang\": \"ja\"}", to: "config.json")
    #expect(try output().contains(Self.japanese))
    try FileManager.default.removeItem(atPath: folder.path("config.json"))
    try folder.write(text, to: "config/rolecall/config.json")
    #expect(try output().contains(Self.japanese))
    #expect(try output(["XDG_CONFIG_HOME": ""]).contains(Self.english))
    try folder.write(text, to: "elsewhere.json")
    #expect(
      try output(["XDG_CONFIG_HOME": "", "ROLECALL_CONFIG": "elsewhere.json"])
        .contains(Self.japanese))
  }

  @Test("name the store by variable, too")
  func storeVariable() throws {
    let folder = try TemporaryFolder()
    let answer = try folder.rolecall(
      "audit", Program.broken, environment: ["ROLECALL_DB": folder.path("a.db")])
    #expect(answer.status == 0)
    #expect(try folder.names.contains("a.db"))
    #expect(!FileManager.default.fileExists(atPath: folder.defaultStore))
  }

  @Test("of the time are a flag, a variable, SOURCE_DATE_EPOCH, in this order")
  func time() throws {
    let folder = try TemporaryFolder()
    func started(_ arguments: [String], _ environment: [String: String]) throws -> JSONValue? {
      try folder.rolecall(
        ["audit", Program.broken, "--db", ":memory:", "--format", "json"] + arguments,
        environment: environment
      ).report()["run"]?["started"]
    }
    let epoch = ["SOURCE_DATE_EPOCH": "1790000000"]
    #expect(
      try started([], epoch.merging(["ROLECALL_NOW": ""]) { $1 }) == "2026-09-21T14:13:20Z")
    #expect(try started([], epoch) == .string(Program.now))
    #expect(
      try started(["--now", "2026-12-01T09:00:00+09:00"], epoch) == "2026-12-01T00:00:00Z")
  }

  @Test("that the repository ships are as the schema says")
  func shipped() throws {
    let schema = try Self.schema()
    let shipped = JSONValue(try JSONDocument(text: Self.text("config.json")).root)
    let members = try #require(shipped.object)
    #expect(members["$schema"] == "docs/config.schema.json")
    #expect(schema["additionalProperties"] == false)
    for (key, value) in members {
      #expect(value.string != nil)
      let property = try #require(schema["properties"]?[key])
      if let allowed = property["enum"]?.array { #expect(allowed.contains(value)) }
    }
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test("are known to the program as the schema lists them")
  func schema() throws {
    let folder = try TemporaryFolder()
    let properties = try #require(Self.schema()["properties"]?.object)
    for (key, property) in properties {
      #expect(property["type"] == (["assume", "expected"].contains(key) ? "array" : "string"))
      #expect(property["description"]?.string?.isEmpty == false)
      let misspelt = try folder.rolecall(
        "report", "--config", folder.write("{\"\(key)x\": \"\"}", to: "c.json"))
      #expect(misspelt.status == 78)
      #expect(misspelt.hintLines == ["hint: did you mean \(key)?"])
      guard let words = property["enum"]?.array?.compactMap(\.string) else { continue }
      #expect(property["default"]?.string == words.first)
      for word in words + ["other"] {
        let answer = try folder.rolecall(
          "checks", "list", "--config",
          folder.write("{\"\(key)\": \"\(word)\"}", to: "c.json"))
        #expect(answer.status == (word == "other" ? 78 : 0))
        if word == "other" {
          #expect(answer.hintLines == ["hint: it is one of " + words.joined(separator: ", ")])
        }
      }
    }
  }

  static func schema() throws -> JSONValue {
    JSONValue(try JSONDocument(text: text("docs/config.schema.json")).root)
  }

  private static func text(_ file: String) throws -> String {
    try String(contentsOf: Program.repository.appending(path: file), encoding: .utf8)
  }
}

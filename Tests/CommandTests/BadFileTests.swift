import Foundation
import JSON
import TestSupport
import Testing

@Suite("A bad file among good ones")
struct BadFileTests {
  @Test(
    "is named with its place and a hint and left out whole, and the rest is audited",
    arguments: BadFile.all)
  func note(_ bad: BadFile) throws {
    let folder = try TemporaryFolder()
    let export = try Export(in: folder)
    try bad.spoil(export)
    let answer = try folder.rolecall("audit", "export", "--format", "json")
    #expect(answer.status == 2, "\(answer.errors)")
    let report = try answer.report()
    let found = Set((report["findings"]?.array ?? []).compactMap { $0["code"]?.string })
    #expect(
      found.isSuperset(of: ["network.missing", "trust.task-role", "placement.execution-role"]))
    #expect(!found.contains("passrole.no-allow"))
    let notes = report["notes"]?.array ?? []
    let note = notes.first { $0["file"]?.string?.hasSuffix(bad.file) == true }
    #expect(note?["text"]?.string?.contains(bad.text) == true, "\(notes)")
    #expect(note?["hint"]?.string?.isEmpty == false)
    if let pointer = bad.pointer {
      #expect(note?["pointer"]?.string?.hasPrefix(pointer) == true)
      #expect((note?["line"]?.int ?? 0) > 0)
    }
    let markdown = try folder.rolecall("report")
    #expect(markdown.output.contains(bad.file))
    #expect(markdown.output.contains("Incomplete"))
    #expect(Self.isPlain(markdown.output))
  }

  @Test("resolves nothing, and reading it again finds nothing new", arguments: BadFile.all)
  func lives(_ bad: BadFile) throws {
    let folder = try TemporaryFolder()
    let export = try Export(in: folder)
    let before = try folder.rolecall("audit", "export", "--format", "json").report()
    try bad.spoil(export)
    let during = try folder.rolecall("audit", "export", "--format", "json").report()
    try FileManager.default.removeItem(atPath: export.path)
    _ = try Export(in: folder)
    let after = try folder.rolecall("audit", "export", "--format", "json").report()

    #expect(during["summary"]?["resolved"] == 0)
    #expect(during["summary"]?["new"] == 0)
    #expect(after["summary"]?["new"] == 0)
    #expect(after["summary"]?["resolved"] == 0)
    #expect(after["summary"]?["reopened"] == 0)
    #expect(after["summary"]?["open"] == before["summary"]?["open"])
  }

  @Test("of a name that would steer a terminal or a page does not")
  func hostileName() throws {
    let name = "<script>alert(1)</script>\n| a | b |\n# c `d` \u{7}\u{1B}[31m\u{202E}"
    let folder = try TemporaryFolder()
    let export = try Export(in: folder)
    let quoted = String(JSONValue.string(name).canonical().dropFirst().dropLast())
    try export.changeDefinition { $0.replacing("WriteReport", with: quoted) }
    let answer = try folder.rolecall("audit", "export", "--format", "json")
    #expect(answer.status == 0)
    #expect(answer.errors.isEmpty)
    let findings = try answer.report()["findings"]?.array ?? []
    #expect(findings.count { $0["locator"]?.string == name } == 2)
    #expect(Self.isPlain(answer.output))

    let markdown = try folder.rolecall("report", "--all")
    #expect(Self.isPlain(markdown.output))
    let carriers = markdown.lines.filter { $0.contains("alert(1)") }
    #expect(!carriers.isEmpty)
    #expect(carriers.allSatisfy { $0.contains("`` <script>") })
    #expect(!markdown.lines.contains { $0.hasPrefix("| a") || $0.hasPrefix("# c") })

    let imported = try folder.rolecall("import", "export")
    #expect(Self.isPlain(imported.output))
  }

  /// Whether a text holds no control characters but newlines, and nothing that changes the direction of writing.
  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || (scalar.properties.generalCategory != .control
          && scalar.properties.generalCategory != .format)
    }
  }
}

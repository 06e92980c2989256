import Foundation
import JSON
import TestSupport
import Testing

@Suite("What the program prints")
struct OutputTests {
  @Test(
    "goes to a file, in the format of its ending",
    arguments: [
      ("report.json", [String](), "{\n"), ("report.md", [], "# rolecall"),
      ("report.json", ["--format", "markdown"], "# rolecall"), ("report", [], "# rolecall"),
      ("REPORT.JSON", [], "{\n"), ("report.html", [], "<!doctype html>"),
    ])
  func file(_ name: String, _ options: [String], _ start: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "old ", count: 100_000), to: name)
    let answer = try folder.rolecall(
      ["audit", Program.broken, "--db", ":memory:", "--output", name] + options)
    #expect(answer.status == 0)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.isEmpty)
    let text = try folder.text(name)
    #expect(text.hasPrefix(start))
    #expect(!text.contains("old old"))
  }

  @Test("goes to several files, each in the format of its ending, and to the standard output")
  func several() throws {
    let folder = try TemporaryFolder()
    let audit = ["audit", Program.broken, "--db", ":memory:"]
    let answer = try folder.rolecall(
      audit + ["--output", "a.md", "--output", "a.json", "--output", "-"])
    #expect(try folder.text("a.md") == answer.output)
    let json = try folder.rolecall(audit + ["--format", "json"]).output
    #expect(try folder.text("a.json") == json)
  }

  @Test("is not written over a store, by whatever name", arguments: ["store.db", "link.json"])
  func overStore(_ name: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.rolecall("audit", Program.broken, "--db", "store.db")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.json"), withDestinationPath: "store.db")
    for command in [["report"], ["audit", Program.repaired], ["trend"], ["history"]] {
      let answer = try folder.rolecall(
        command + ["--db", "store.db", "--output", name, "--format", "json"])
      #expect(answer.status == 73)
      #expect(answer.errorLines.first?.contains("\(name): this is a database") == true)
      #expect(answer.hintLines.first?.contains("another file") == true)
    }
    #expect(try folder.rolecall("report", "--run", "1", "--db", "store.db").status == 0)
    // A store that is only made by the command itself.
    let made = try folder.rolecall(
      "audit", Program.broken, "--db", "fresh.db", "--output", "fresh.db", "--format", "json")
    #expect(made.status == 73)
    #expect(try folder.rolecall("report", "--db", "fresh.db").status == 0)
  }

  @Test("is about the standard input for -")
  func standardInput() throws {
    let folder = try TemporaryFolder()
    let details = try String(
      contentsOf: URL(filePath: Program.broken).appending(path: Export.iam), encoding: .utf8)
    let imported = try folder.rolecall("import", "-", input: details)
    #expect(imported.status == 0)
    #expect(imported.output.contains("111122223333 role: 13, complete"))
    let audited = try folder.rolecall(
      "audit", "-", "--db", ":memory:", "--format", "json", input: details)
    #expect(audited.status == 0)
    #expect(try audited.report()["run"]?["accounts"] == ["111122223333"])
    let nothing = try folder.rolecall("audit", "-", "--db", ":memory:")
    #expect(nothing.status == 65)
    #expect(nothing.errorLines == ["error: -:1: the file is empty"])
  }

  @Test("to a reader that has gone away is no error")
  func closedPipe() throws {
    let folder = try TemporaryFolder()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let errors = try folder.write("", to: "errors")
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["audit", Program.broken, "--db", ":memory:"]
    process.environment = folder.environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(try folder.text("errors").isEmpty)
  }

  @Test("is in the language that was asked for, JSON's own words excepted")
  func language() throws {
    let folder = try TemporaryFolder()
    let japanese = try folder.rolecall("audit", Program.broken, "--lang", "ja")
    #expect(japanese.status == 0)
    #expect(japanese.output.contains("失敗 5 件"))
    #expect(!japanese.output.contains("First run"))
    let report = try folder.rolecall("report", "--lang", "ja", "--format", "json").report()
    let messages = (report["findings"]?.array ?? []).compactMap { $0["message"]?.string }
    #expect(messages.count == 5)
    #expect(messages.allSatisfy { $0.contains("。") })
    #expect(report["schema"] == "rolecall.report/1")
  }

  @Test("says on the standard error what is going on, when asked")
  func progress() throws {
    let folder = try TemporaryFolder()
    let quiet = try folder.rolecall("audit", Program.broken, "--db", ":memory:")
    let told = try folder.rolecall(
      "audit", Program.broken, "--db", ":memory:", "--progress", "always")
    #expect(quiet.errors.isEmpty)
    #expect(told.errors.contains("reading "))
    #expect(told.output == quiet.output)
  }

  @Test("lists the checks as text and as JSON")
  func checks() throws {
    let folder = try TemporaryFolder()
    let text = try folder.rolecall("checks", "list")
    let list = JSONValue(
      try JSONDocument(text: folder.rolecall("checks", "list", "--format", "json").output).root)
    let checks = try #require(list.array)
    let modules = Set(checks.compactMap { $0["module"]?.string })
    #expect(modules.isSuperset(of: ["network", "passrole", "role-placement", "trust"]))
    for check in checks {
      #expect(text.output.contains("  " + (check["id"]?.string ?? "?") + "  "))
      #expect(check["codes"]?.array?.isEmpty == false)
    }
  }

  @Test("names every command and the exit codes in its help")
  func help() throws {
    let folder = try TemporaryFolder()
    let help = try folder.rolecall("--help")
    #expect(help.status == 0)
    for command in ["audit", "import", "report", "checks", "demo"] {
      #expect(help.lines.contains { $0.hasPrefix("  \(command) ") })
      #expect(try folder.rolecall("help", command).status == 0)
    }
    #expect(help.output.contains("Exit codes"))
    #expect(try folder.rolecall("--version").output.hasPrefix("0."))
  }
}

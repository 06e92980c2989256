import Foundation
import Testing

@Suite("The documents")
struct DocumentTests {
  /// README.md and all of docs/, in one text.
  private let documents = (["README.md"] + Repository.files(in: "docs", ".md"))
    .map(Repository.text).joined(separator: "\n")

  @Test("name commands of the README that exist")
  func readme() {
    let lines = Self.shellLines(of: Repository.text("README.md"))
    let offences = lines.filter { !Self.exists($0) }
    #expect(offences.isEmpty)
    #expect(lines.contains { $0.hasPrefix("rolecall ") })
    #expect(lines.contains { $0.hasPrefix("./scripts/") })
  }

  @Test("name every command")
  func commands() {
    let commands = Command.all.map(\.path)
    #expect(commands.contains("audit") && commands.contains("checks list"))
    let missing = commands.filter { !holds("rolecall \($0)") }
    #expect(missing.isEmpty)
  }

  @Test("name every option")
  func options() {
    let options = Set(Command.all.flatMap(\.options) + Command.globalOptions)
    #expect(options.isSuperset(of: ["--fail-on", "--db", "--format", "--run"]))
    let missing = options.sorted().filter { !holds($0) }
    #expect(missing.isEmpty)
  }

  @Test("name every key of config.json")
  func configuration() throws {
    let schema = try JSONSerialization.jsonObject(
      with: Data(Repository.text("docs/config.schema.json").utf8))
    let properties = (schema as? [String: Any])?["properties"] as? [String: Any]
    let keys = try #require(properties).keys.sorted()
    #expect(!keys.isEmpty)
    let missing = keys.filter { !documents.contains("`\($0)`") }
    #expect(missing.isEmpty)
  }

  @Test("are linked with files that exist")
  func links() {
    var broken: [String] = []
    for file in Repository.files where file.hasSuffix(".md") && !file.hasPrefix("Tests/") {
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      for match in Repository.text(file).matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
        let target = String(match.1)
        guard !target.contains(":") else { continue }
        let url = Repository.root.appending(path: folder).appending(path: target)
        if !FileManager.default.fileExists(atPath: url.path) { broken.append("\(file): \(target)") }
      }
    }
    #expect(broken.isEmpty)
  }

  @Test(
    "are read as they are meant",
    arguments: [
      ("rolecall audit export", true), ("rolecall checks list --format json", true),
      ("rolecall --help", true), ("rolecall help", true), ("rolecall checks", true),
      ("rolecall adit export", false), ("rolecall checks lst", false), ("./scripts/test", true),
      ("./scripts/demo --lang ja", true), ("./scripts/nothing", false),
    ])
  func commandLines(_ line: String, _ exists: Bool) {
    #expect(Self.exists(line) == exists)
  }

  /// Whether the documents hold a word that is not a part of a longer one.
  private func holds(_ word: String) -> Bool {
    documents.ranges(of: word).contains { range in
      guard let after = documents[range.upperBound...].first else { return true }
      return !(after.isLetter || after.isNumber || after == "-" || after == "_")
    }
  }

  /// The lines of the code blocks marked `sh` that call the program or a script, without their prompts.
  private static func shellLines(of text: String) -> [String] {
    var lines: [String] = []
    var isShell = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isShell = !isShell && line.dropFirst(3).trimmingCharacters(in: .whitespaces) == "sh"
      } else if isShell {
        let command = line.hasPrefix("$ ") ? line.dropFirst(2) : line
        if command.hasPrefix("rolecall") || command.hasPrefix("./scripts") {
          lines.append(String(command))
        }
      }
    }
    return lines
  }

  /// Whether there is the subcommand or the script with which a command line begins.
  private static func exists(_ line: String) -> Bool {
    let words = line.split(separator: " ").map(String.init)
    if words[0].hasPrefix("./") {
      return Repository.files.contains(String(words[0].dropFirst(2))) && isProgram(words[0])
    }
    let names = words.dropFirst().prefix { !$0.hasPrefix("-") }
    guard words[0] == "rolecall", let first = names.first else { return words[0] == "rolecall" }
    if first == "help" { return true }
    let commands = Command.all.map(\.path)
    guard commands.contains(first) else { return false }
    guard let second = names.dropFirst().first,
      commands.contains(where: { $0.hasPrefix(first + " ") })
    else { return true }
    return commands.contains("\(first) \(second)")
  }

  private static func isProgram(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: Repository.root.appending(path: path).path)
  }
}

import Foundation
import TestSupport
import Testing

/// The commands of README.md, run one after the other in the repository, with one store.
@Suite("The README")
struct ReadmeTests {
  /// A command in a `console` block and what the README shows of its output: `…` stands for lines that are left out.
  struct Shown: CustomTestStringConvertible {
    var command: String
    var lines: [String]
    var testDescription: String { command }
  }

  @Test("shows what its commands print")
  func commands() throws {
    let home = try TemporaryFolder()
    let shown = try Self.shown()
    #expect(shown.contains { $0.command.hasPrefix("rolecall audit") })
    #expect(shown.contains { $0.command.hasPrefix("rolecall report") })
    for item in shown {
      let words = item.command.split(separator: " ").map(String.init)
      try #require(words.first == "rolecall")
      let answer = try Answer(
        of: [Program.path] + words.dropFirst(), environment: home.environment,
        in: Program.repository.path)
      let printed = (answer.output + answer.errors).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(String.init)
      #expect(
        Self.isExcerpt(item.lines, of: printed),
        "\(item.command) prints:\n\(printed.prefix(60).joined(separator: "\n"))")
    }
  }

  @Test("is short")
  func length() throws {
    #expect(try Self.text().split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
  }

  @Test("knows an excerpt from something else")
  func excerpts() {
    let printed = ["one", "two", "three", "four", "five"]
    #expect(Self.isExcerpt(["one", "two", "…"], of: printed))
    #expect(Self.isExcerpt(["one", "…", "three", "…", "five"], of: printed))
    #expect(Self.isExcerpt(printed, of: printed))
    #expect(!Self.isExcerpt(["two", "…"], of: printed))
    #expect(!Self.isExcerpt(["one", "two"], of: printed))
    #expect(!Self.isExcerpt(["one", "…", "two", "four", "…"], of: printed))
    #expect(!Self.isExcerpt(["one", "…", "three", "…", "four"], of: printed))
  }

  /// Whether the lines are those that were printed, with `…` for any number of lines.
  private static func isExcerpt(_ lines: [String], of printed: [String]) -> Bool {
    let parts = lines.split(separator: "…", omittingEmptySubsequences: false).map(Array.init)
    guard let first = parts.first, let last = parts.last else { return false }
    guard parts.count > 1 else { return first == printed }
    guard printed.starts(with: first) else { return false }
    var rest = printed.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  private static func text() throws -> String {
    try String(contentsOf: Program.repository.appending(path: "README.md"), encoding: .utf8)
  }

  private static func shown() throws -> [Shown] {
    var shown: [Shown] = []
    var isConsole = false
    for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
      } else if isConsole, line.hasPrefix("$ ") {
        shown.append(Shown(command: String(line.dropFirst(2)), lines: []))
      } else if isConsole, let last = shown.indices.last {
        shown[last].lines.append(String(line))
      }
    }
    return shown
  }
}

import Foundation
import JSON
import TestSupport
import Testing

@Suite("rolecall simulate")
struct SimulateTests {
  @Test("answers as its documentation shows, with 2 for a line that is no case")
  func documentation() throws {
    let blocks = try Self.documentedLines()
    try #require(blocks.count == 2)
    let folder = try TemporaryFolder()
    let file = try folder.write(blocks[0], to: "cases.jsonl")
    for answer in [
      try folder.rolecall("simulate", "--cases", file),
      try folder.rolecall("simulate", "--cases", "-", input: blocks[0]),
    ] {
      #expect(answer.output == blocks[1])
      #expect(answer.status == 2)
      #expect(answer.errors.contains("1 line is no case"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.defaultStore))
  }

  @Test("answers many lines in their order, the last without a line feed")
  func manyLines() throws {
    let folder = try TemporaryFolder()
    let filler = String(repeating: "x", count: 700)
    let lines = (0..<12_000).map {
      #"{"id": \#($0), "name": "\#(filler)", "request": {"principal": "*", "action": "s3:GetObject"}}"#
    }
    let file = try folder.write(lines.joined(separator: "\n"), to: "cases.jsonl")
    let answer = try folder.rolecall("simulate", "--cases", file)
    #expect(answer.status == 0, "\(answer.errors)")
    let answers = answer.lines
    #expect(answers.count == lines.count)
    #expect(
      answers.indices.allSatisfy { answers[$0].hasPrefix("{\"id\":\($0),\"decision\":\"Impl") })
  }

  @Test("names the line of a mistake far into a file")
  func farLine() throws {
    let folder = try TemporaryFolder()
    let good = #"{"request": {"principal": "*", "action": "s3:GetObject"}}"# + "\n"
    let text = String(repeating: good, count: 20_000) + "{\n" + good
    let answer = try folder.rolecall("simulate", "--cases", "-", input: text)
    #expect(answer.status == 2)
    #expect(answer.lines.count == 20_002)
    #expect(answer.lines[20_000].hasPrefix(#"{"error":"line 20001, column 2"#))
  }

  @Test("ends where nobody reads on, however much there is to come")
  func noReader() throws {
    let folder = try TemporaryFolder()
    let line = #"{"id": 1, "request": {"principal": "*", "action": "s3:GetObject"}}"#
    let answer = try Answer(
      of: [
        "/bin/sh", "-c", "yes '\(line)' | '\(Program.path)' simulate --cases - | head -n 1",
      ], environment: folder.environment, in: folder.path)
    #expect(answer.lines.count == 1)
    #expect(answer.output.hasPrefix(#"{"id":1,"decision":"#))
    #expect(answer.errors.isEmpty)
  }

  /// The texts of the blocks of JSON Lines in docs/simulate.md.
  private static func documentedLines() throws -> [String] {
    let file = Program.repository.appending(path: "docs/simulate.md")
    let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```jsonl\n")
    return parts.dropFirst().compactMap { $0.components(separatedBy: "```").first }
  }
}

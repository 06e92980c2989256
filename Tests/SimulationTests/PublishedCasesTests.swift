import Foundation
import JSON
import Simulation
import Testing

@Suite("The published cases")
struct PublishedCasesTests {
  private static let here = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// The cases beside these tests.
  static let own = lines(of: here.appending(path: "cases.jsonl"))

  /// The cases beside the checkout; none where they are not there.
  static let fixtures: [String] = {
    let file = here.appending(path: "../../../shared/fixtures/iam-cases.jsonl").standardized
    let lines = Self.lines(of: file)
    if lines.isEmpty { print("skipped: \(file.path) is not there") }
    return lines
  }()

  @Test("are decided as expected", arguments: own + fixtures)
  func decision(line: String) throws {
    let node = try JSONDocument(text: line).root
    let answer = try answer(line)
    #expect(answer["id"]?.string == node["id"]?.string)
    #expect(answer["decision"]?.string == node["expected"]?.string, "\(answer.canonical())")
  }

  @Test("begin each answer with its id, in their order, however they are cut")
  func order() throws {
    let lines = Self.own + Self.own
    let whole = Simulation(Array(lines.joined(separator: "\n").utf8))
    #expect(whole.failures == 0)
    #expect(whole.text == lines.flatMap { Simulation(Array($0.utf8)).text })
    let answers = String(decoding: whole.text, as: UTF8.self).split(separator: "\n")
    let names = try lines.map { try JSONDocument(text: $0).root["id"]?.string }
    #expect(try answers.map { try JSONDocument(text: String($0)).root["id"]?.string } == names)
  }

  private static func lines(of file: URL) -> [String] {
    ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }
}

/// The answer to one line.
func answer(_ line: String) throws -> JSONNode {
  try JSONDocument(Simulation(Array(line.utf8)).text).root
}

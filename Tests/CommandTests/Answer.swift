import Foundation
import JSON
import TestSupport

/// What a program printed and how it ended.
struct Answer: Sendable {
  var status: Int32
  var output: String
  var errors: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The lines of the standard error that begin with `error:`.
  var errorLines: [String] { Self.lines(of: errors, beginningWith: "error: ") }
  /// Those that begin with `hint:`.
  var hintLines: [String] { Self.lines(of: errors, beginningWith: "hint: ") }

  /// The report that was printed as JSON.
  func report() throws -> JSONValue { JSONValue(try JSONDocument(text: output).root) }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - words: the program's path and its arguments.
  ///   - environment: all that it gets, and no more.
  ///   - folder: where it runs.
  ///   - input: what it reads on the standard input.
  /// - Throws: if it cannot be started.
  init(
    of words: [String], environment: [String: String], in folder: String, input: String = ""
  ) throws {
    let files = try TemporaryFolder()
    let (inputFile, outputFile, errorFile) = (
      files.path("input"), files.path("output"), files.path("errors")
    )
    for (file, text) in [(inputFile, input), (outputFile, ""), (errorFile, "")] {
      try text.write(toFile: file, atomically: false, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: inputFile))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputFile))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errorFile))
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: try Data(contentsOf: URL(filePath: outputFile)), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: URL(filePath: errorFile)), as: UTF8.self)
  }

  private static func lines(of text: String, beginningWith start: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(start) }
  }
}

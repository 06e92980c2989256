import Foundation

/// What a program said and how it ended.
struct Answer: Sendable {
  let status: Int32
  /// Standard output and standard error, as they came.
  let text: String

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - words: The program, looked for in the `PATH` of `environment`, and its arguments.
  ///   - environment: All that it gets, and no more.
  /// - Throws: When it cannot be started.
  init(of words: [String], environment: [String: String]) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    status = process.terminationStatus
    text = String(decoding: bytes, as: UTF8.self)
  }
}

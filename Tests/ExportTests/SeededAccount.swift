import Foundation

/// An AWS account on this machine, made by `seed.py`: moto's server, filled through its API.
///
/// The server lives as long as this process does.
struct SeededAccount: Sendable {
  /// The number of the account.
  static let id = "123456789012"

  /// Where the server listens.
  let url: String
  private let commands: FileHandle
  private let answers: FileHandle

  init() throws {
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", Tools.repository.appending(path: "Tests/ExportTests/seed.py").path,
    ]
    process.environment = Tools.environment()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    commands = input.fileHandleForWriting
    answers = output.fileHandleForReading
    url = try Self.line(of: answers)
  }

  /// Tells the server something, as `seed.py` describes it, and returns what it answers.
  @discardableResult
  func tell(_ command: String) throws -> String {
    try commands.write(contentsOf: Data("\(command)\n".utf8))
    return try Self.line(of: answers)
  }

  private static func line(of file: FileHandle) throws -> String {
    var bytes: [UInt8] = []
    while let byte = try file.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

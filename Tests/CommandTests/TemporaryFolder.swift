import Foundation

/// A folder that is there for one test, and gone with it; a user's home while it is there.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "rolecall-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in it.
  func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = URL(filePath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
    return file.path
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: URL(filePath: path(name)), encoding: .utf8)
  }

  /// The names of what is in it, sorted.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Where the default store is, with `environment`.
  var defaultStore: String { path("state/rolecall/rolecall.db") }

  /// The environment of a user whose home this is, at the time `Program.now`.
  var environment: [String: String] {
    [
      "HOME": path, "XDG_STATE_HOME": path("state"), "XDG_CONFIG_HOME": path("config"),
      "PATH": "/usr/local/bin:/usr/bin:/bin", "ROLECALL_NOW": Program.now,
    ]
  }

  /// Runs the program here, in this environment with some additions; an empty addition takes a variable away.
  func rolecall(
    _ arguments: String..., environment additions: [String: String] = [:], input: String = ""
  ) throws -> Answer {
    try rolecall(arguments, environment: additions, input: input)
  }

  func rolecall(
    _ arguments: [String], environment additions: [String: String] = [:], input: String = ""
  ) throws -> Answer {
    try Answer(
      of: [Program.path] + arguments,
      environment: environment.merging(additions) { $1 }.filter { !$0.value.isEmpty }, in: path,
      input: input)
  }
}

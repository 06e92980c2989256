import TestSupport

/// The folder as a user's home.
extension TemporaryFolder {
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

import ArgumentParser
import Findings
import Foundation
import Reports
import Store

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The configuration to read.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The store: a file, or :memory:. (default: rolecall/rolecall.db in the XDG state folder)",
      valueName: "file"))
  var db: String?

  @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
  var color: String?

  @Option(
    help: ArgumentHelp("Progress on the standard error: auto, always or never.", valueName: "when"))
  var progress: String?

  @Option(help: ArgumentHelp("The language of reports: en or ja.", valueName: "language"))
  var lang: String?

  @Option(
    help: ArgumentHelp("The time to take for now, for reproducible output.", valueName: "time"))
  var now: String?

  func settings() throws -> Settings {
    try Settings(self, environment: ProcessInfo.processInfo.environment)
  }
}

/// The options of commands that write to the store.
struct WritingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Seconds to wait for another rolecall to finish.", valueName: "seconds"))
  var wait: Double = 30

  /// - Throws: `CommandFailure` for what is no time to wait.
  func access() throws -> Store.Access {
    guard wait.isFinite, wait >= 0 else {
      throw CommandFailure(
        code: .usage, message: "--wait: \(wait) is no time to wait", hint: "give seconds, as 60")
    }
    return .write(wait: min(wait, 1e6))
  }
}

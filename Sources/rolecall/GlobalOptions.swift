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

/// The options of commands that print a report.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("markdown or json. (default: markdown)", valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Write to a file; its ending tells the format unless --format does.", valueName: "file"))
  var output: String?

  @Flag(help: "Cut nothing, however long the report becomes.")
  var all = false

  /// - Throws: `CommandFailure` for a format that is not known, or an output without a name.
  func chosen() throws -> Format {
    if output == "" {
      throw CommandFailure(
        code: .usage, message: "--output: the file has no name",
        hint: "name one, or give - for the standard output")
    }
    let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
    guard let format else {
      let name = output?.split(separator: "/").last ?? ""
      guard let output, name.dropFirst().contains(".") else { return .markdown }
      guard let format = Format(fileName: output) else {
        throw CommandFailure(
          code: .usage, message: "--output \(output): the ending tells no format",
          hint: "say which with --format: \(known)")
      }
      return format
    }
    guard let chosen = Format(rawValue: format) else {
      throw CommandFailure(
        code: .usage, message: "--format: \(format) is not known",
        hint: "it is one of \(known)")
    }
    return chosen
  }

  /// Notices a place that cannot be written to before the work is done.
  func probe() throws {
    _ = try chosen()
    if let output, output != "-" { try Terminal.probe(output) }
  }

  func write(_ report: Report, _ settings: Settings) throws {
    let text = try chosen().renderer(language: settings.language, all: all).render(report)
    try Terminal.write(text, toFile: output ?? "-")
  }
}

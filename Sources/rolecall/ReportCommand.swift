import ArgumentParser
import Audit
import Store

/// `rolecall report`: renders a run that was recorded.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print the report of a recorded run, with the difference to the run before.")

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The number of the run. (default: the newest)", valueName: "number"))
  var number: Int64?

  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    try output.probe()
    let report = try settings.withStore(.read) { store in
      guard let record = try store.run(number) else {
        throw try store.absence(ofRun: number)
      }
      return try ReportBuilder(store, language: settings.languageCode).report(of: record)
    }
    try output.write(report, settings)
  }
}

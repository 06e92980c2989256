import ArgumentParser
import Audit
import Store

/// `rolecall report`: renders a run that was recorded.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Print the report of a recorded run, with the difference to the run before or any other.",
    discussion: """
      A run is named by its number, by latest, first or previous, or by a day or a time, which means the last run that had \
      started then. previous is the run before the latest or, of --against, before the one of --run. --against looks among \
      the runs that were about the same; a later run than that of --run reads the difference backwards.
      """)

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Which run. (default: latest)", valueName: "run"))
  var chosenRun = "latest"

  @Option(
    help: ArgumentHelp(
      "The run to compare with. (default: what was before, for each account and kind)",
      valueName: "run"))
  var against: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let chosen = try RunOption.reference(chosenRun, flag: "--run")
    let other = try against.map { try RunOption.reference($0, flag: "--against") }
    try output.probe()
    let report = try settings.withStore(.read, readsInventory: false) { store in
      let record = try store.run(chosen)
      return try ReportBuilder(store, language: settings.languageCode).report(
        of: record, against: other.map { try store.runToCompare(with: record, $0) })
    }
    try output.write(report, settings)
  }
}

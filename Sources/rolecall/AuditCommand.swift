import ArgumentParser
import Audit
import BundledChecks
import Checks
import Findings
import Importers
import Store

/// `rolecall audit`: the main job.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Import exports, run the checks, record the run, print the report.",
    discussion: """
      An export is a file that an aws command printed, a folder of such files, or - for the standard input; \
      scripts/export-account makes one. Without an export, what was imported before is audited again, and with --as-of what had been \
      imported until then, of which nothing is recorded.
      """)

  @Argument(help: ArgumentHelp("Exports to import first.", valueName: "export"))
  var exports: [String] = []

  @Flag(help: "End at the first file that cannot be read, with nothing recorded.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Audit what had been imported until a day or a time, and record nothing.", valueName: "time"))
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      "Exit with 1 if a failure of this severity or above is open: critical, high, medium, low or info; new:high and the like count only what came with this run.",
      valueName: "severity"))
  var failOn: String?

  @Flag(help: "Let --fail-on count what is unknown or conditional, too.")
  var failOnUnknown = false

  @Option(
    help: ArgumentHelp(
      "Exit with 2 unless all of these services was exported, as iam,ecs.", valueName: "services"))
  var require: String?

  @Option(
    help: ArgumentHelp(
      "What is accepted for a time. (default: suppressions.json beside config.json)",
      valueName: "file"))
  var suppressions: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let gate = try failOn.map { try Gate($0, countsUndecided: failOnUnknown) }
    let required = try RequiredCoverage(require)
    let suppressions = try settings.suppressionFile(suppressions).list()
    let time = try asOf.map { try pastTime($0) }
    try output.probe()
    try ImportCommand.find(exports)
    let library = try CheckLibrary(
      files: BundledChecks.files, source: "bundled", withCases: false)
    func auditor(_ store: Store) -> Auditor {
      Auditor(
        store, library, now: settings.now, tool: Rolecall.tool, build: Rolecall.build,
        language: settings.languageCode, assuming: settings.assumptions,
        expecting: settings.expectations, suppressing: suppressions, logger: settings.logger)
    }
    let outcome: Auditor.Outcome
    if let time {
      outcome = try settings.withStore(.read) { store in
        let past = try store.pastImport(upTo: time)
        let inventory = try store.inventory(of: past, now: settings.now)
        return try auditor(inventory).audit(nil, asOf: past)
      }
    } else {
      outcome = try settings.withStore(writing.access()) { store in
        let imported =
          exports.isEmpty
          ? nil
          : try auditor(store).importExports(exports.map(ExportSource.path), strict: strict)
        return try auditor(store).audit(imported)
      }
    }
    try output.write(outcome.report, settings)
    let missing = required.missing(from: outcome.report)
    for line in missing { Terminal.complain("error: --require: \(line)") }
    if !missing.isEmpty { Terminal.complain("hint: docs/exporting.md tells what to export") }
    if gate?.trips(outcome.report) == true { throw ExitCode(ProgramExit.gate.rawValue) }
    if outcome.isIncomplete || !missing.isEmpty { throw ExitCode(ProgramExit.incomplete.rawValue) }
  }

  /// The time that --as-of means.
  ///
  /// - Throws: `CommandFailure` for what is no time, and where exports are given, too.
  private func pastTime(_ text: String) throws -> String {
    guard exports.isEmpty else {
      throw CommandFailure(
        code: .usage, message: "--as-of: exports are not audited as of another time",
        hint: "leave the exports out: --as-of looks at what was imported before")
    }
    guard let time = Instant(endOf: text) else {
      throw CommandFailure(
        code: .usage, message: "--as-of: \(text) is not a time",
        hint: "give a day as 2026-11-20, or a time as 2026-11-20T04:00:00Z")
    }
    return time.text
  }
}

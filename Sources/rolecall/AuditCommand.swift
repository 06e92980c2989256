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
      scripts/export-account makes one. Without an export, what was imported before is audited again.
      """)

  @Argument(help: ArgumentHelp("Exports to import first.", valueName: "export"))
  var exports: [String] = []

  @Flag(help: "End at the first file that cannot be read, with nothing recorded.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Exit with 1 if a failure of this severity or above is open: critical, high, medium, low or info.",
      valueName: "severity"))
  var failOn: String?

  @Flag(help: "Let --fail-on count what is unknown or conditional, too.")
  var failOnUnknown = false

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
    let gate = try failOn.map(Self.severity)
    let suppressions = try settings.suppressionFile(suppressions).list()
    try output.probe()
    try ImportCommand.find(exports)
    let library = try CheckLibrary(
      files: BundledChecks.files, source: "bundled", withCases: false)
    let outcome = try settings.withStore(writing.access()) { store in
      let auditor = Auditor(
        store, library, now: settings.now, tool: Rolecall.tool,
        language: settings.languageCode, assuming: settings.assumptions,
        expecting: settings.expectations, suppressing: suppressions, logger: settings.logger)
      let imported =
        exports.isEmpty
        ? nil : try auditor.importExports(exports.map(ExportSource.path), strict: strict)
      return try auditor.audit(imported)
    }
    try output.write(outcome.report, settings)
    if let gate, trips(gate, outcome.report) { throw ExitCode(ProgramExit.gate.rawValue) }
    if outcome.isIncomplete { throw ExitCode(ProgramExit.incomplete.rawValue) }
  }

  private func trips(_ gate: Severity, _ report: Report) -> Bool {
    report.findings.contains {
      $0.isCurrent && $0.severity >= gate && ($0.verdict == .fail || failOnUnknown)
    }
  }

  private static func severity(_ text: String) throws -> Severity {
    guard let severity = Severity(rawValue: text) else {
      throw CommandFailure(
        code: .usage, message: "--fail-on: \(text) is not a severity",
        hint: "it is one of " + Severity.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return severity
  }
}

import ArgumentParser
import Audit
import Checks
import Importers
import Store

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `rolecall import`: reads exports into the record and tells what was read.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Import exports; print what was read, coverage and notes.")

  @Argument(help: ArgumentHelp("Files, folders, or - for the standard input.", valueName: "export"))
  var exports: [String]

  @Flag(help: "End at the first file that cannot be read, with nothing recorded.")
  var strict = false

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    try Self.find(exports)
    let library = try CheckLibrary(files: [:], source: "")
    let summary = try settings.withStore(writing.access()) { store in
      let auditor = Auditor(
        store, library, now: settings.now, tool: Rolecall.tool, build: Rolecall.build,
        language: settings.languageCode, logger: settings.logger)
      return try auditor.importExports(exports.map(ExportSource.path), strict: strict).summary
    }
    try Terminal.print(Self.text(summary))
    if summary.notes.contains(where: { $0.severity == .error }) {
      throw ExitCode(ProgramExit.incomplete.rawValue)
    }
  }

  /// - Throws: `CommandFailure` or `ImportError` for the first export without a name or that is not there, before a store is made for what was never read.
  static func find(_ exports: [String]) throws {
    if exports.contains("") {
      throw CommandFailure(
        code: .usage, message: "an export has no name",
        hint: "name a file or a folder, or give - for the standard input")
    }
    for path in exports where path != "-" && access(path, F_OK) != 0 {
      throw ImportError.missing(path: path)
    }
  }

  private static func text(_ summary: ImportSummary) -> String {
    var lines = [
      "read \(summary.recognised) exports in \(summary.files) files: \(summary.elements) resources"
        + (summary.accounts.isEmpty
          ? "" : " of \(summary.accounts.joined(separator: ", "))")
    ]
    for item in summary.coverage {
      let place = [item.scope.account, item.scope.region].filter { !$0.isEmpty }
      lines.append(
        "\(place.joined(separator: " ")) \(item.scope.kind): \(item.count)"
          + (item.complete ? ", complete" : ", incomplete: \(item.why ?? "not all was exported")"))
    }
    for note in summary.notes {
      let place =
        note.file + (note.line.map { ":\($0)" } ?? "")
        + (note.pointer.map { $0.isEmpty ? "" : " at \($0)" } ?? "")
      lines.append("\(note.severity.rawValue): \(place): \(note.text)")
      lines.append("hint: \(note.hint)")
    }
    return lines.map { Terminal.visible($0) + "\n" }.joined()
  }
}

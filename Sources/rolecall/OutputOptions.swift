import ArgumentParser
import Findings
import Reports

/// The options of commands that print a report.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "markdown, json, html, csv, sarif or ocsf. (default: markdown)", valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Write to a file; its ending tells the format unless --format does. Several times for several files.",
      valueName: "file"))
  var output: [String] = []

  @Flag(help: "Cut nothing, however long the report becomes.")
  var all = false

  /// The places to write to with the format of each; the standard output where none is named.
  ///
  /// - Throws: `CommandFailure` for a format that is not known, or an output without a name.
  private func chosen() throws -> [(place: String, format: Format)] {
    try (output.isEmpty ? ["-"] : output).map {
      ($0, try OutputFormat.of(format, output: $0, default: .markdown))
    }
  }

  /// Notices a place that cannot be written to before the work is done.
  func probe() throws {
    for (place, _) in try chosen() where place != "-" { try Terminal.probe(place) }
  }

  func write(_ report: Report, _ settings: Settings) throws {
    for (place, format) in try chosen() {
      let text = format.renderer(language: settings.language, all: all).render(report)
      try Terminal.write(text, toFile: place)
    }
  }
}

/// The format that somebody asks for by --format and --output.
enum OutputFormat {
  /// The format that --format names, else the one that the ending of the output tells.
  ///
  /// - Throws: `CommandFailure` for a format that is not known, an ending that tells none, or an output without a name.
  static func of<Format: FileFormat>(
    _ format: String?, output: String?, default usual: Format
  ) throws -> Format {
    if output == "" {
      throw CommandFailure(
        code: .usage, message: "--output: the file has no name",
        hint: "name one, or give - for the standard output")
    }
    if let format { return try NamedChoice.of(format, "--format") }
    guard let output, output.split(separator: "/").last?.dropFirst().contains(".") == true else {
      return usual
    }
    guard let format = Format(fileName: output) else {
      throw CommandFailure(
        code: .usage, message: "--output \(output): the ending tells no format",
        hint: "say which with --format: " + Format.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return format
  }
}

import ArgumentParser
import BundledChecks
import Checks
import Findings
import JSON

/// `rolecall checks`: the modules and their checks.
struct ChecksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checks", abstract: "The modules and their checks.",
    subcommands: [ListCommand.self])

  /// `rolecall checks list`.
  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the checks with their severity and codes.")

    @Option(help: ArgumentHelp("text or json.", valueName: "format"))
    var format: ListFormat = .text

    @OptionGroup var global: GlobalOptions

    enum ListFormat: String, ExpressibleByArgument {
      case text
      case json
    }

    func run() throws {
      let settings = try global.settings()
      let library = try CheckLibrary(
        files: BundledChecks.files, source: "bundled", withCases: false)
      switch format {
      case .text: try Terminal.print(Self.text(library, settings.languageCode))
      case .json: try Terminal.print(Self.json(library).pretty() + "\n")
      }
    }

    private static func text(_ library: CheckLibrary, _ language: String) -> String {
      var lines: [String] = []
      for module in library.modules {
        if !lines.isEmpty { lines.append("") }
        lines.append("\(module.id): \(module.title[language])")
        for check in module.checks {
          lines.append("  \(check.id)  \(check.manifest.severity.rawValue)")
          lines.append("    \(check.manifest.title[language])")
          lines.append("    " + check.manifest.codes.keys.sorted().joined(separator: " "))
        }
      }
      return lines.map { $0 + "\n" }.joined()
    }

    private static func json(_ library: CheckLibrary) -> JSONValue {
      .array(
        library.checks.map { check in
          [
            "id": .string(check.id), "module": .string(check.module),
            "severity": .string(check.manifest.severity.rawValue),
            "source": .string(check.source),
            "title": .string(check.manifest.title.english),
            "codes": .array(check.manifest.codes.keys.sorted().map(JSONValue.string)),
          ]
        })
    }
  }
}

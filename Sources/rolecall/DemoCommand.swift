import ArgumentParser
import Audit
import BundledChecks
import Checks
import Examples
import Importers
import Reports
import Store

/// `rolecall demo`: the main job on the bundled example, broken and then repaired.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Audit the bundled example account, broken and then repaired.",
    discussion: "Everything happens in memory; nothing is stored.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let library = try CheckLibrary(
      files: BundledChecks.files, source: "bundled", withCases: false)
    let store = try Store(.memory, .write(wait: 0), now: settings.now)
    let auditor = Auditor(
      store, library, now: settings.now, tool: Rolecall.tool,
      language: settings.languageCode, logger: settings.logger)
    let renderer = Format.markdown.renderer(language: settings.language)
    for (name, files) in [("broken", Examples.broken), ("repaired", Examples.repaired)] {
      try Terminal.print("$ rolecall audit Examples/\(name)\n\n")
      let imported = try auditor.importExports([.texts(name: "Examples/\(name)", files: files)])
      try Terminal.print(renderer.render(try auditor.audit(imported).report) + "\n")
    }
  }
}

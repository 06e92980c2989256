import ArgumentParser
import Store

/// `rolecall store`: looks after the file in which everything is.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Look after the store.",
    subcommands: [StoreCheckCommand.self, StoreBackupCommand.self, StorePruneCommand.self])
}

/// `rolecall store check`.
struct StoreCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for damage of the file, its schema, its references and its intervals.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let problems = try settings.withStore(.inspect) { try $0.problems() }
    guard !problems.isEmpty else {
      return try Terminal.printLines(["\(settings.store.name): nothing is wrong"])
    }
    for problem in problems {
      Terminal.complain("error: \(settings.store.name): \(problem)")
    }
    Terminal.complain("hint: restore it from a backup, and keep this file to look into")
    throw ExitCode(ProgramExit.badInput.rawValue)
  }
}

/// `rolecall store backup`.
struct StoreBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the store to a file as it is at one moment, also while audits run.")

  @Argument(help: ArgumentHelp("Where to; it must not be there.", valueName: "file"))
  var file: String

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    guard !file.isEmpty, file != "-" else {
      throw CommandFailure(
        code: .usage, message: "a backup is a file, not `\(file)`",
        hint: "name one that is not there, as `rolecall store backup rolecall-copy.db`")
    }
    try settings.withStore(.inspect) { try $0.backUp(to: file) }
    try Terminal.printLines(["\(settings.store.name): copied to \(file)"])
  }
}

/// `rolecall store prune`.
struct StorePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Forget runs and imports older than a time, and what only they need.",
    discussion: """
      Findings that are open or could not be evaluated stay with all that is known of them, and so do the inventory as it is \
      now and what later runs are compared with. Reports of older runs cannot be made any more.
      """)

  @Option(
    help: ArgumentHelp("How much to keep: days, weeks, months or years.", valueName: "time"))
  var keep: String

  @Flag(help: "Only tell what would be forgotten.")
  var dryRun = false

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let time = try KeptTime(keep).before(settings.now)
    try settings.store.mustBeThere()
    let pruned = try settings.withStore(writing.access()) {
      try $0.prune(before: time, isRehearsal: dryRun)
    }
    try Terminal.printLines([settings.store.name + ": " + text(pruned, since: time)])
  }

  private func text(_ pruned: Pruned, since time: String) -> String {
    guard !pruned.isEmpty else { return "nothing is older than \(time) and not needed" }
    let parts = [
      (pruned.runs, "run", "runs"), (pruned.imports, "import", "imports"),
      (pruned.findings, "resolved finding", "resolved findings"),
      (pruned.versions, "version of a resource", "versions of resources"),
      (pruned.texts, "text", "texts"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    let oldest = pruned.oldestRun.map { "; run \($0) is the oldest that can be reported" } ?? ""
    let space = pruned.bytes > 0 ? ", \(pruned.bytes / 1024) KiB given back" : ""
    return "\(dryRun ? "would forget" : "forgot") \(parts.joined(separator: ", "))\(space)\(oldest)"
  }
}

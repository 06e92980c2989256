import ArgumentParser
import Store

/// `rolecall store`: looks after the file in which everything is.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Look after the store.",
    subcommands: [StoreCheckCommand.self, StoreBackupCommand.self])
}

/// `rolecall store check`.
struct StoreCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for damage of the file, its schema, its references and its intervals.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let problems = try settings.withStore(.read) { try $0.problems() }
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
    try settings.withStore(.read) { try $0.backUp(to: file) }
    try Terminal.printLines(["\(settings.store.name): copied to \(file)"])
  }
}

import ArgumentParser

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program: one command a file.
///
/// What a command throws becomes `error:` and `hint:` here, and an exit code.
@main
struct Rolecall: ParsableCommand {
  static let version = "0.1.0"
  /// How the program names itself in the record and in reports.
  static let tool = "rolecall \(version)"

  static let configuration = CommandConfiguration(
    commandName: "rolecall",
    abstract: "Audits the roles behind Amazon ECS tasks, offline.",
    discussion: """
      rolecall reads exported AWS configuration, works out every place that starts ECS tasks and every permission that \
      this needs, decides each one, and says which will be refused, why, and what the smallest fix is. It makes no \
      network connection and needs no credentials.

      Exit codes: 0 done; 1 the gate --fail-on tripped; 2 done, but something could not be read or checked, an export is cut, or --require is not met; 64 wrong \
      usage; 65 bad input; 66 missing input; 70 a bug; 73 cannot create; 74 input/output error; 75 the store is busy; \
      77 permission denied; 78 bad configuration.
      """,
    version: version,
    subcommands: [
      AuditCommand.self, ImportCommand.self, ReportCommand.self, HistoryCommand.self,
      TrendCommand.self, ExplainCommand.self, WhyCommand.self, FixCommand.self, QueryCommand.self,
      ChecksCommand.self,
      CanCommand.self, WhoCanCommand.self, SimulateCommand.self, SuppressCommand.self,
      StoreCommand.self,
      DemoCommand.self,
    ])

  static func main() {
    // A file that may not become larger is an error to report, not an end without a word.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      if let failure = CommandFailure(error) { failure.exit() }
      let code = exitCode(for: error)
      if code == .failure { CommandFailure(bug: error).exit() }
      guard code == .validationFailure else { exit(withError: error) }
      CommandFailure(
        code: .usage, message: message(for: error),
        hint: "`rolecall help` and `rolecall help COMMAND` tell what there is"
      ).exit()
    }
  }
}

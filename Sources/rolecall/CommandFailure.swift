import Checks
import GRDB
import Importers
import Store
import World

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The exit codes of the program.
///
/// Those from 64 on are those of sysexits.
enum ProgramExit: Int32 {
  case gate = 1
  case incomplete = 2
  case usage = 64
  case badInput = 65
  case missingInput = 66
  case bug = 70
  case cannotCreate = 73
  case inputOutput = 74
  case busy = 75
  case permission = 77
  case configuration = 78
}

/// Why a command cannot do what it was asked: what, where, and what to do about it.
struct CommandFailure: Error {
  var code: ProgramExit
  var message: String
  var hint: String?

  init(code: ProgramExit, message: String, hint: String?) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// The failure that an error of the modules below means; nil for errors of the command line.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as ImportError: self.init(error)
    case let error as StoreError: self.init(error)
    case let error as AccessError: self.init(error)
    case let error as QueryError:
      self.init(
        code: error.kind == .wrong ? .usage : .badInput, message: error.description,
        hint: error.hint)
    case let error as CheckError:
      self.init(
        code: .configuration, message: error.description, hint: "mend the check, or leave it out")
    case let error as DatabaseError: self.init(bug: error)
    default: return nil
    }
  }

  /// The failure that an error means which nobody expected.
  init(bug error: any Error) {
    self.init(
      code: .bug, message: "\(error)", hint: "please report this with the command that led to it")
  }

  private init(_ error: ImportError) {
    let code: ProgramExit =
      switch error {
      case .missing: .missingInput
      case .forbidden: .permission
      case .unreadable: .inputOutput
      case .nothingRecognised, .bad: .badInput
      }
    self.init(code: code, message: error.description, hint: error.hint)
  }

  private init(_ error: AccessError) {
    switch error {
    case .noPrincipal(let name):
      self.init(
        code: .missingInput, message: "\(name): no role or user of that name was exported",
        hint:
          "give the ARN or the name of a role or a user, or a service as ecs-tasks.amazonaws.com")
    case .group(let name):
      self.init(
        code: .missingInput, message: "\(name): a group does not act, its users do",
        hint: "ask about a user of the group; the group's policies count as theirs")
    case .noRole(let name):
      self.init(
        code: .missingInput, message: "\(name): there is no such role",
        hint: "all roles of its account were exported; compare the name and the path")
    case .ambiguous(let name, let arns):
      self.init(
        code: .usage, message: "\(name): several have that name",
        hint: "it is one of " + arns.joined(separator: ", "))
    }
  }

  private init(_ error: StoreError) {
    let code: ProgramExit =
      switch error {
      case .missing, .noRun, .noSuchRun, .pruned: .missingInput
      case .notAStore, .newer, .damaged: .badInput
      case .busy: .busy
      case .cannotCreate, .cannotCopy: .cannotCreate
      case .forbidden, .unfinished: .permission
      case .failed, .notShrunk: .inputOutput
      }
    self.init(code: code, message: error.description, hint: error.hint)
  }

  /// Prints `error:` and `hint:` to the standard error and ends the program.
  func exit() -> Never {
    Terminal.complain("error: " + message)
    if let hint { Terminal.complain("hint: " + hint) }
    #if canImport(Glibc)
      Glibc.exit(code.rawValue)
    #else
      Darwin.exit(code.rawValue)
    #endif
  }
}

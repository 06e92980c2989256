import ArgumentParser
import Audit
import IAM
import JSON
import Reports
import Simulation
import Store
import World

/// `rolecall can`: one question about permissions.
struct CanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "can",
    abstract: "Tell whether a principal may do something, and why.",
    discussion: """
      The principal is the ARN or the name of a role or a user, the ARN of a session, or a service. * and ? make a pattern of \
      the action and the resource: allowed is what is allowed for all that they stand for. What was imported last is asked. \
      The exit code is 0 for allowed, 1 for denied and conditional, 2 for unknown.
      """)

  @Argument(help: "Who asks.") var principal: String
  @Argument(help: "The action, as iam:PassRole.") var action: String
  @Argument(help: "The ARN of the resource.") var resource: String
  @OptionGroup var circumstances: CircumstanceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    if principal.isEmpty {
      throw CommandFailure(
        code: .usage, message: "the principal has no name",
        hint: "give the ARN or the name of a role or a user, or a service")
    }
    let question = try circumstances.question(principal, action, resource)
    let (answer, odd) = try settings.asking {
      (try $0.answer(question), try $0.diagnostics(question))
    }
    var report = AccessReport(answer, question, settings)
    report.diagnostics = odd.map {
      AccessReport.Diagnostic(
        policy: $0.policy, pointer: $0.diagnostic.pointer, text: $0.diagnostic.text)
    }
    switch circumstances.format {
    case .json: try Terminal.print(report.json(answer).pretty() + "\n")
    case .text:
      let color: Terminal.Color =
        switch answer.decision.outcome {
        case .allowed: .green
        case .explicitlyDenied, .implicitlyDenied: .red
        case .conditional, .unknown: .yellow
        }
      try Terminal.printLines(
        [settings.paint(report.headline(settings.language), color)]
          + report.details(settings.language).map { "  " + Terminal.visible($0) })
    }
    switch answer.decision.outcome {
    case .allowed: return
    case .explicitlyDenied, .implicitlyDenied, .conditional:
      throw ExitCode(ProgramExit.gate.rawValue)
    case .unknown: throw ExitCode(ProgramExit.incomplete.rawValue)
    }
  }
}

/// The circumstances of a question, and how to print its answer.
struct CircumstanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A condition key of the request with its value; several times for several.",
      valueName: "key=value"))
  var context: [String] = []

  @Option(
    help: ArgumentHelp("A condition key that is not in the request.", valueName: "key"))
  var absent: [String] = []

  @Option(
    help: ArgumentHelp(
      "A condition key that is to be taken for unknown, whatever is known or assumed of it.",
      valueName: "key"))
  var unknown: [String] = []

  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format: ChecksCommand.ListCommand.ListFormat = .text

  /// - Throws: `CommandFailure` for a context without a value, or what is no action or no ARN.
  func question(
    _ principal: String, _ action: String, _ resource: String
  ) throws -> AccessQuestion {
    var values: [String: [String]] = [:]
    for text in context {
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw CommandFailure(
          code: .usage, message: "--context \(text): there is no value",
          hint: "write it as aws:SourceVpc=vpc-1; --unknown and --absent take a key alone")
      }
      values[String(text[..<equals]), default: []].append(
        String(text[text.index(after: equals)...]))
    }
    for key in absent { values[key] = [] }
    guard action == "*" || action.wholeMatch(of: #/[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+/#) != nil else {
      throw CommandFailure(
        code: .usage, message: "\(action) is no action",
        hint: "write service and call, as iam:PassRole")
    }
    guard resource.hasPrefix("arn:") || resource == "*" else {
      throw CommandFailure(
        code: .usage, message: "\(resource) is no ARN",
        hint: "write arn:partition:service:region:account:resource, or * in quotes")
    }
    return AccessQuestion(
      principal: principal, action: action, resource: resource, context: values,
      unknownKeys: Set(unknown))
  }
}

extension Settings {
  /// Asks what the store holds.
  ///
  /// - Throws: `StoreError` if nothing was ever imported.
  func asking<Answer>(_ ask: (AccessDecider) throws -> Answer) throws -> Answer {
    try withStore(.read) { store in
      guard try store.latestImport() != nil else {
        throw StoreError.noRun("nothing was ever imported into this store")
      }
      return try ask(AccessDecider(store.writer, assuming: assumptions))
    }
  }
}

extension AccessReport {
  init(_ answer: AccessAnswer, _ question: AccessQuestion, _ settings: Settings) {
    let decision = answer.decision
    self.init(
      principal: answer.principal, action: question.action, resource: question.resource,
      outcome: decision.outcome.rawValue, layer: decision.layer?.rawValue,
      cause: decision.cause.rawValue, reason: decision.reason,
      assumptions: answer.premises.map { $0.text(settings.languageCode) })
  }

  /// The answer with the members that `rolecall simulate` gives it, and the question.
  func json(_ answer: AccessAnswer) -> JSONValue {
    let members: [String: JSONValue] = [
      "principal": .string(principal), "action": .string(action), "resource": .string(resource),
      "assumed": .array(assumptions.map(JSONValue.string)),
      "diagnostics": .array(diagnostics.map(\.json)),
    ]
    return .object(members.merging(answer.decision.answer) { $1 })
  }
}

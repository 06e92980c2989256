import ArgumentParser
import IAM
import JSON
import Reports
import World

/// `rolecall who-can`: everybody who may do something.
struct WhoCanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who-can",
    abstract:
      "List who may do something: roles, users, services that a role trusts; and to which statement each owes it.",
    discussion: """
      * and ? make a pattern of the action and the resource. What was imported last is asked. The exit code is 2 if the answer \
      about somebody is unknown.
      """)

  @Argument(help: "The action, as iam:PassRole.") var action: String
  @Argument(help: "The ARN of the resource.") var resource: String
  @OptionGroup var circumstances: CircumstanceOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let question = try circumstances.question("", action, resource)
    let answers = try settings.asking { try $0.answers(ofAll: question) }
    switch circumstances.format {
    case .json:
      let listed = answers.filter { !$0.decision.outcome.isDenial }
      let list = listed.map { AccessReport($0, question, settings).json($0) }
      let report: JSONValue = [
        "action": .string(action), "resource": .string(resource), "answers": .array(list),
        "denied": JSONValue(answers.count - listed.count),
      ]
      try Terminal.print(report.pretty() + "\n")
    case .text: try Terminal.printLines(lines(answers, question, settings))
    }
    if answers.contains(where: { $0.decision.outcome == .unknown }) {
      throw ExitCode(ProgramExit.incomplete.rawValue)
    }
  }

  private func lines(
    _ answers: [AccessAnswer], _ question: AccessQuestion, _ settings: Settings
  ) -> [String] {
    let language = settings.language
    let reports = answers.map { AccessReport($0, question, settings) }
    var lines: [String] = []
    for (outcome, color) in [
      ("allowed", Terminal.Color.green), ("conditional", .yellow), ("unknown", .yellow),
    ] {
      for report in reports where report.outcome == outcome {
        let why = report.grants(language)
        lines.append(
          Terminal.visible(report.principal) + ": "
            + settings.paint(report.headline(language), color)
            + (why.isEmpty ? "" : Terminal.visible(", " + why)))
      }
    }
    let denied = answers.count { $0.decision.outcome.isDenial }
    lines.append(AccessReport.others(denied, of: answers.count, language))
    let premises = Set(
      reports.filter { $0.outcome != "implicitly-denied" }.flatMap { $0.premises(language) })
    return lines + premises.sorted().map(Terminal.visible)
  }
}

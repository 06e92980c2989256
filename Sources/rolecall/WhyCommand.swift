import ArgumentParser
import Audit
import BundledChecks
import Checks
import Findings
import Foundation
import Reports
import Store
import World

/// `rolecall why`: the finding behind an error of AWS.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Find what is behind an error of AWS, such as an AccessDeniedException.",
    discussion: """
      The text may be wrapped into lines or cut off; without one, or with -, it is read from the standard input. What the newest \
      run found is looked through; where nothing of it explains the error, and the text tells who asked for what, the question is \
      put to what was imported last. The exit code is 0 where a finding explains it, else 1.
      """)

  @Argument(help: "The text, in quotes.") var text: [String] = []
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let error = ErrorText(try words())
    if error.isEmpty {
      throw CommandFailure(
        code: .usage, message: "there is no error text",
        hint: "give it in quotes, or pipe it: aws … 2>&1 | rolecall why")
    }
    let library = try CheckLibrary(
      files: BundledChecks.files, source: "bundled", withCases: false)
    let language = settings.languageCode
    let phrases = WhyWords(settings.language)
    let explained = try settings.withStore(.read, readsInventory: false) { store -> String? in
      guard let run = try store.run() else { return nil }
      let report = try ReportBuilder(store, language: language).report(of: run)
      let found = error.explained(by: report.findings)
      guard let first = found.first else { return nil }
      var text = try ExplainCommand.text(of: first.identity, in: store, library, settings)
      if found.count > 1 { text += "\n" + phrases.others(Array(found.dropFirst())) }
      return text
    }
    if let explained { return try Terminal.print(explained) }
    try Terminal.printLines(try answer(error, phrases, library, settings))
    throw ExitCode(ProgramExit.gate.rawValue)
  }

  /// What the policies say where no finding does.
  private func answer(
    _ error: ErrorText, _ phrases: WhyWords, _ library: CheckLibrary, _ settings: Settings
  ) throws -> [String] {
    guard let denial = error.denial, denial.isWhole, let principal = denial.principal,
      let resource = denial.resource
    else {
      let codes = library.checks.flatMap { check in
        check.manifest.codes.filter { $0.value.awsError.map(error.isOf) ?? false }.keys
      }
      return [phrases.nothingKnown] + phrases.codes(Set(codes).sorted())
    }
    let isPassing = denial.action.lowercased() == "iam:passrole"
    let question = AccessQuestion(
      principal: principal, action: denial.action, resource: resource,
      context: isPassing ? ["iam:PassedToService": ["ecs-tasks.amazonaws.com"]] : [:])
    let answer: AccessAnswer
    do {
      answer = try settings.asking { try $0.answer(question) }
    } catch let failure as AccessError {
      return [phrases.nothingKnown, Terminal.visible("\(failure)")]
    }
    let report = AccessReport(answer, question, settings)
    return [
      phrases.asked(principal, denial.action, resource), report.headline(settings.language),
    ] + report.details(settings.language).map { "  " + Terminal.visible($0) }
      + (report.isAllowed ? [phrases.allowedNow] : [])
  }

  private func words() throws -> String {
    if !text.isEmpty, text != ["-"] { return text.joined(separator: " ") }
    return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
  }
}

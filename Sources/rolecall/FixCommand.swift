import ArgumentParser
import Audit
import BundledChecks
import Checks
import Findings
import Reports
import Store

/// `rolecall fix`: the smallest change that mends a finding, proven on a copy of what was imported.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Print the smallest change that mends a finding, and prove it.",
    discussion: """
      The change is made in a copy of what was imported last, in memory, and everything is audited there: the finding has to pass, \
      and no other verdict may become worse. Nothing is changed anywhere else. The exit code is 0 where that is so, else 2.
      """)

  enum ChangeFormat: String, CaseIterable {
    case policy
    case cli
  }

  @Argument(help: "The finding: its id, the first letters of it, or its fingerprint.")
  var finding: String

  @Option(
    help: ArgumentHelp(
      "policy: the policy as it is to be; cli: the command of the AWS CLI that makes the change.",
      valueName: "format"))
  var format = ChangeFormat.policy.rawValue

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let format: ChangeFormat = try NamedChoice.of(format, "--format")
    let library = try CheckLibrary(
      files: BundledChecks.files, source: "bundled", withCases: false)
    let (found, outcome) = try settings.withStore(.read) { store in
      let identity = try FindingName(finding).identity(in: store)
      let proof = try FixProof(of: store, now: settings.now) { copy in
        Auditor(
          copy, library, now: settings.now, tool: Rolecall.tool, language: settings.languageCode,
          assuming: settings.assumptions, expecting: settings.expectations)
      }
      guard let found = proof.finding(identity) else {
        throw CommandFailure(
          code: .missingInput,
          message: "\(identity.id): what was imported last does not have this finding",
          hint: "`rolecall explain \(identity.id)` tells what it said")
      }
      return (found, try Self.outcome(for: found, proof))
    }
    let words = FixReport(found, language: settings.language)
    guard let outcome else {
      Terminal.complain(words.noPolicy)
      throw ExitCode(ProgramExit.incomplete.rawValue)
    }
    let text = PolicyChangeText(outcome.change)
    try Terminal.print(format == .policy ? text.policy : text.command)
    for line in words.lines(
      outcome.change, verdict: outcome.verdict, worse: outcome.worse, mended: outcome.alsoMended,
      questions: outcome.questions)
    {
      Terminal.complain(line)
    }
    if !outcome.isProven { throw ExitCode(ProgramExit.incomplete.rawValue) }
  }

  /// What the smallest change comes to that mends the finding or, where none does, the largest; nil where no policy is to be changed.
  private static func outcome(for finding: Finding, _ proof: FixProof) throws -> FixProof.Outcome? {
    guard let target = finding.changedPolicy else { return nil }
    var last: FixProof.Outcome?
    for change in finding.policyChanges(target, from: try proof.present(target)) {
      guard let outcome = try proof.outcome(of: change, for: finding.identity) else { continue }
      last = outcome
      if outcome.isProven { break }
    }
    return last
  }
}

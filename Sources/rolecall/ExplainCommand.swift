import ArgumentParser
import Audit
import BundledChecks
import Checks
import Findings
import JSON
import Reports
import Store
import World

/// `rolecall explain`: all that there is to say of a finding, a check or a code.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell all that is known of a finding, or what a check or a code is about.",
    discussion: """
      A finding is named by the id that reports print, or the first letters of it; a check by its folder, as \
      passrole/caller-may-pass-role; a code as passrole.no-allow. Of a finding: the way from the trigger to the task with what is \
      allowed of it, the text that AWS shows, the statements that decide and those that nearly did, what changed, and the fix.
      """)

  @Argument(help: "A finding, a check or a code.") var name: String
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let library = try CheckLibrary(
      files: BundledChecks.files, source: "bundled", withCases: false)
    if let text = try CheckExplanation(library, settings.languageCode).text(of: name) {
      return try Terminal.print(text)
    }
    let text = try settings.withStore(.read, readsInventory: false) { store in
      try Self.text(of: FindingName(name).identity(in: store), in: store, library, settings)
    }
    try Terminal.print(text)
  }

  /// The explanation of a finding of a store.
  static func text(
    of identity: FindingIdentity, in store: Store, _ library: CheckLibrary, _ settings: Settings
  ) throws -> String {
    let language = settings.languageCode
    guard
      let history = try ReportBuilder(store, language: language).history(of: identity)
    else { throw StoreError.noRun("\(identity.id): no run was about it") }
    var finding = history.finding
    finding.cause = history.steps.last?.finding.cause ?? []
    let check = library.checks.first { $0.id == identity.check }
    let chain = try ChainReader(store.writer).chain(
      of: finding.subject, identity.locator,
      starting: finding.evidence["taskDefinition"]?.string)
    return MarkdownExplanation(language: settings.language).render(
      finding, chain: chain, title: check?.manifest.title[language] ?? identity.check,
      references: check?.manifest.references ?? [], ascii: settings.wantsASCII)
  }
}

/// What a check or a code is about, for people.
struct CheckExplanation {
  private let library: CheckLibrary
  private let language: String

  init(_ library: CheckLibrary, _ language: String) {
    self.library = library
    self.language = language
  }

  /// The text, Markdown; nil where the name is that of a finding.
  ///
  /// - Throws: `CommandFailure` for a check or a code that there is not.
  func text(of name: String) throws -> String? {
    let isCheck = name.contains("/")
    guard isCheck || name.contains("."), !name.hasPrefix("v1 ") else { return nil }
    let found = library.checks.filter {
      isCheck ? $0.id == name || $0.manifest.was.contains(name) : $0.manifest.codes[name] != nil
    }
    guard !found.isEmpty else {
      let known =
        isCheck
        ? library.checks.map(\.id) : library.checks.flatMap { $0.manifest.codes.keys }.sorted()
      throw CommandFailure(
        code: .missingInput, message: "\(name): there is no such \(isCheck ? "check" : "code")",
        hint: NearestName.of(name, in: known, within: 4).map { "did you mean \($0)?" }
          ?? "`rolecall checks list` prints all of them")
    }
    return found.map { text($0, code: isCheck ? nil : name) }.joined(separator: "\n")
  }

  private func text(_ check: Check, code: String?) -> String {
    var lines = ["# " + check.manifest.title[language], "", "`\(check.id)`", ""]
    for (name, entry) in check.manifest.codes.sorted(by: { $0.key < $1.key })
    where code == nil || name == code {
      let severity = entry.severity ?? check.manifest.severity
      lines.append("- `\(name)` (\(severity.rawValue))")
    }
    // The title of the page is the check's.
    let page = check.readme.split(separator: "\n", omittingEmptySubsequences: false).drop {
      $0.hasPrefix("# ") || $0.isEmpty
    }
    lines += [""] + page.map(String.init)
    if lines.last != "" { lines.append("") }
    lines += check.manifest.references.map { "- <\($0)>" }
    return lines.joined(separator: "\n") + "\n"
  }
}

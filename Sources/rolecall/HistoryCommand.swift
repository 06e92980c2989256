import ArgumentParser
import Audit
import Findings
import Reports
import Store

/// `rolecall history`: the runs of the store, or the life of one finding.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract:
      "List the runs of the store, or tell the life of a finding: every change and its cause.",
    discussion: """
      A finding is named by the id that reports print behind it, by the first letters of that (4 or more), or by its whole \
      fingerprint.
      """)

  @Argument(help: ArgumentHelp("The finding; none for the runs.", valueName: "finding"))
  var finding: String?

  @Option(
    help: ArgumentHelp("How many runs to list, from the newest back. (default: 20)"))
  var limit: Int?

  @Option(help: ArgumentHelp("markdown or json. (default: markdown)", valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Write to a file; its ending tells the format unless --format does.", valueName: "file"))
  var output: String?

  @Flag(help: "Cut nothing, however long the history becomes.")
  var all = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let format = try OutputFormat.of(format, output: output, default: HistoryFormat.markdown)
    if let limit, limit < 1 || finding != nil {
      throw CommandFailure(
        code: .usage,
        message: limit < 1
          ? "--limit: \(limit) is no number of runs" : "--limit: of a finding all is told",
        hint: "`rolecall history --limit 50` lists the newest 50 runs")
    }
    if let output, output != "-" { try Terminal.probe(output) }
    let text = try settings.withStore(.read, readsInventory: false) { store in
      let builder = ReportBuilder(store, language: settings.languageCode)
      guard let finding else {
        let runs = try builder.runs(limit: limit ?? 20)
        if runs.isEmpty { throw StoreError.noRun("the store has no run") }
        let list = RunList(runs)
        return format == .json ? list.json() : list.markdown(settings.language)
      }
      let identity = try FindingName(finding).identity(in: store)
      guard let history = try builder.history(of: identity) else {
        throw StoreError.noRun("\(finding): no run was about it")
      }
      return format == .json
        ? JSONHistory().render(history)
        : MarkdownHistory(language: settings.language, all: all).render(history)
    }
    try Terminal.write(text, toFile: output ?? "-")
  }
}

/// A finding as somebody names it: by its id, the first letters of that, or its fingerprint.
struct FindingName {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The finding of the store that is meant.
  ///
  /// - Throws: `CommandFailure` if there is none, or several.
  func identity(in store: Store) throws -> FindingIdentity {
    let known = try store.allFindings()
    if text.hasPrefix("v1 ") {
      if let identity = known.first(where: { $0.fingerprint == text }) { return identity }
      throw failure("no finding ever had this fingerprint", nearest: nil)
    }
    guard text.utf8.count >= 4 else {
      throw CommandFailure(
        code: .usage, message: "\(text): too short to name a finding",
        hint: "give at least 4 letters of the id that reports print, or all of it")
    }
    let named = known.map { (id: $0.id, identity: $0) }.filter { $0.id.hasPrefix(text) }
    if named.count == 1 { return named[0].identity }
    guard named.isEmpty else {
      let shown = named.prefix(6).map { "\($0.id) (\($0.identity.check))" }
      let left = named.count - shown.count
      throw CommandFailure(
        code: .usage, message: "\(text): \(named.count) findings begin with this",
        hint: "it is one of " + shown.joined(separator: ", ")
          + (left > 0 ? " and \(left) more" : ""))
    }
    throw failure(
      "no finding has this id",
      nearest: NearestName.of(text, in: known.map(\.id), within: 2))
  }

  private func failure(_ reason: String, nearest: String?) -> CommandFailure {
    CommandFailure(
      code: .missingInput, message: "\(text): \(reason)",
      hint: nearest.map { "did you mean \($0)?" }
        ?? "`rolecall report --all` prints the ids of findings, `rolecall report --run RUN --all` those of an older run"
    )
  }
}

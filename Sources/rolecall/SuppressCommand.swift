import ArgumentParser
import Audit
import Findings
import Store

/// `rolecall suppress`: accepts findings for a time.
struct SuppressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suppress",
    abstract: "Accept findings until a day: they are listed apart and trip no gate.",
    discussion: """
      Suppressions stand in a JSON file beside config.json, to be reviewed like code. They count from the next audit on. \
      Whoever accepts all findings of a code writes an entry of the file by hand.
      """,
    subcommands: [SuppressAddCommand.self, SuppressBaselineCommand.self])
}

/// What every suppression has.
struct SuppressionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
  var owner: String

  @Option(help: ArgumentHelp("The last day on which it holds, as 2027-01-31.", valueName: "day"))
  var until: String

  @Option(help: ArgumentHelp("Where the work is followed up.", valueName: "text"))
  var ticket: String?

  @Option(help: ArgumentHelp("The file of suppressions.", valueName: "file"))
  var suppressions: String?

  /// The suppressions of findings.
  ///
  /// - Throws: `CommandFailure` for an empty text, and for a day that is none or is over.
  func suppressions(
    of fingerprints: [String], reason: String, now: String
  ) throws -> [Suppression] {
    for (name, text) in [("owner", owner), ("reason", reason), ("ticket", ticket ?? "-")]
    where text.allSatisfy(\.isWhitespace) {
      throw CommandFailure(
        code: .usage, message: "--\(name): it is empty", hint: "say it in a few words")
    }
    guard until.utf8.count == 10, let day = Day(until) else {
      throw CommandFailure(
        code: .usage, message: "--until: \(until) is not a day", hint: "give it as 2027-01-31")
    }
    if let today = Day(now), day < today {
      throw CommandFailure(
        code: .usage, message: "--until: \(until) is over", hint: "give a day that is still to come"
      )
    }
    return fingerprints.map {
      Suppression(
        target: .fingerprint($0), owner: owner, reason: reason, until: day, ticket: ticket)
    }
  }
}

/// `rolecall suppress add`.
struct SuppressAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Accept findings by their fingerprints.")

  @Argument(
    help: ArgumentHelp(
      "The finding: its id, as reports print it, the first letters of that, or its fingerprint.",
      valueName: "fingerprint"))
  var fingerprints: [String]

  @Option(help: ArgumentHelp("Why it is acceptable.", valueName: "text"))
  var reason: String

  @OptionGroup var suppression: SuppressionOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let found = try settings.withStore(.read, readsInventory: false) { store in
      let open = Set(try store.openFindings().values.joined())
      return try fingerprints.map { given in
        let finding = try FindingName(given).identity(in: store)
        guard open.contains(finding) else {
          throw CommandFailure(
            code: .missingInput, message: "\(given): this finding is not open any more",
            hint: "`rolecall report` prints the ids of those that are")
        }
        return finding.fingerprint
      }
    }
    let file = settings.suppressionFile(suppression.suppressions)
    let known = try file.exists ? file.list().suppressions : []
    var added: [Suppression] = []
    var lines: [String] = []
    for entry in try suppression.suppressions(of: found, reason: reason, now: settings.now) {
      guard case .fingerprint(let text) = entry.target else { continue }
      if let same = (known + added).first(where: {
        $0.target == entry.target && $0.until >= entry.until
      }) {
        lines.append("\(text): is accepted until \(same.until) already, by \(same.owner)")
      } else {
        added.append(entry)
        lines.append("\(text): suppressed until \(suppression.until), from the next audit on")
      }
    }
    if !added.isEmpty { try file.append(added) }
    try Terminal.printLines(
      lines + [added.isEmpty ? "nothing was written" : "written to \(file.path)"])
  }
}

/// `rolecall suppress baseline`.
struct SuppressBaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Accept every failure that is open today, so that only what is new counts.")

  @Option(
    help: ArgumentHelp(
      "Why they are acceptable. (default: accepted with the baseline of today)", valueName: "text"))
  var reason: String?

  @Flag(help: "Accept what is unknown or conditional, too.")
  var undecided = false

  @OptionGroup var suppression: SuppressionOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let open = try settings.withStore(.read, readsInventory: false) {
      try $0.openFindings(undecided ? Verdict.allCases : [.fail])
    }.values.joined()
    let file = settings.suppressionFile(suppression.suppressions)
    let list = try file.exists ? file.list() : nil
    let today = Day(settings.now) ?? Day(number: 0)
    // What somebody accepted until a later day stays with its owner.
    let accepted = Set(
      (list?.suppressions ?? []).filter { $0.until >= today }.compactMap {
        if case .fingerprint(let text) = $0.target { text } else { nil }
      })
    let fingerprints = open.map(\.fingerprint).filter { !accepted.contains($0) }.sorted()
    let added = try suppression.suppressions(
      of: fingerprints, reason: reason ?? "accepted with the baseline of \(today)",
      now: settings.now)
    if !added.isEmpty { try file.append(added) }
    guard !added.isEmpty else {
      return try Terminal.printLines([
        "nothing is open that is not accepted already; nothing was written"
      ])
    }
    try Terminal.printLines([
      "\(added.count) \(added.count == 1 ? "finding" : "findings") suppressed until \(suppression.until), from the next audit on",
      "written to \(file.path)",
    ])
  }
}

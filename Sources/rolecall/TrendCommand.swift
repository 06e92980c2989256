import ArgumentParser
import Findings
import Reports
import Store

/// `rolecall trend`: how failures came, stayed and went.
struct TrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract:
      "Show how open failures developed: open, opened, resolved, their age, the time they took.",
    discussion: """
      Only failures count, suppressed or not; one that could not be evaluated stays open. The last run of a day tells how \
      things stood on it, and days without a run are as the day before.
      """)

  @Option(
    help: ArgumentHelp(
      "The first day: a date, or how long ago, as 90d, 12w, 6m or 1y.", valueName: "time"))
  var since = "90d"

  @Option(
    help: ArgumentHelp(
      "What is counted apart: severity, module, code, account or team.", valueName: "group"))
  var by = TrendGrouping.severity.rawValue

  @Option(help: ArgumentHelp("How long a period is: day, week or month.", valueName: "interval"))
  var interval = TrendInterval.day.rawValue

  @Option(
    help: ArgumentHelp("table, csv, json or svg. (default: table)", valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Write to a file; its ending tells the format unless --format does.", valueName: "file"))
  var output: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    let format = try OutputFormat.of(format, output: output, default: TrendFormat.table)
    let grouping: TrendGrouping = try NamedChoice.of(by, "--by")
    let interval: TrendInterval = try NamedChoice.of(interval, "--interval")
    guard let today = Day(settings.now), let first = Lookback(since)?.first(today) else {
      throw CommandFailure(
        code: .usage, message: "--since: \(since) is no date and no time that is past",
        hint: "give it as 90d, 12w, 6m, 1y or 2026-11-21")
    }
    if grouping == .team, settings.teamTag == nil {
      throw CommandFailure(
        code: .configuration, message: "--by team: no tag is named whose values are teams",
        hint: "name one in config.json, as \"teamTag\": \"Owner\"")
    }
    if let output, output != "-" { try Terminal.probe(output) }
    let trend = try settings.withStore(.read) { store in
      guard try store.run() != nil else { throw StoreError.noRun("the store has no run") }
      return try store.trend(
        TrendQuestion(
          grouping: grouping, interval: interval, since: first, now: settings.now,
          teamTag: settings.teamTag))
    }
    let isToScreen = output == nil || output == "-"
    let text = format.render(
      trend, language: settings.language, width: (isToScreen ? Terminal.width : nil) ?? 100,
      ascii: isToScreen && settings.wantsASCII)
    try Terminal.write(text, toFile: output ?? "-")
  }
}

/// A time that is looked back to.
enum Lookback: Equatable {
  /// The day itself.
  case date(Day)
  /// That many days, the present one included.
  case days(Int)
  /// That many months, up to the present day.
  case months(Int)

  /// Reads `90d`, `12w`, `6m`, `1y` or `2026-11-21`; nil for anything else.
  init?(_ text: String) {
    if let day = Day(text), text.utf8.count == 10 {
      self = .date(day)
      return
    }
    guard let unit = text.last, let count = Int(text.dropLast()), (1...100_000).contains(count),
      text.utf8.first.map({ (0x30...0x39).contains($0) }) == true
    else { return nil }
    switch unit {
    case "d": self = .days(count)
    case "w": self = .days(7 * count)
    case "m": self = .months(count)
    case "y": self = .months(12 * count)
    default: return nil
    }
  }

  /// The first day that is looked at; nil if that is after today.
  func first(_ today: Day) -> Day? {
    switch self {
    case .date(let day): day <= today ? day : nil
    case .days(let count): Day(number: today.number - count + 1)
    case .months(let count): Day(number: today.before(months: min(count, 12_000)).number + 1)
    }
  }
}

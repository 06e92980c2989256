public import Findings
import GRDB

/// What a trend is to be about.
public struct TrendQuestion: Sendable {
  public var grouping: TrendGrouping
  public var interval: TrendInterval
  public var since: Day
  /// RFC 3339, UTC: what came later is left out.
  public var now: String
  /// The key of the tag whose value is a team; nil: nothing belongs to any.
  public var teamTag: String?

  public init(
    grouping: TrendGrouping, interval: TrendInterval, since: Day, now: String,
    teamTag: String? = nil
  ) {
    self.grouping = grouping
    self.interval = interval
    self.since = since
    self.now = now
    self.teamTag = teamTag
  }
}

extension Store {
  /// Counts how failures came, stayed and went.
  ///
  /// The last run of a day tells how things stood on it, and days without one are as the day before. Nothing is told of the
  /// time before the first run.
  ///
  /// - Returns: a trend without periods if no run is in that time.
  /// - Throws: `DatabaseError`.
  public func trend(_ question: TrendQuestion) throws -> Trend {
    try writer.read { try TrendReader(db: $0, question: question).trend() }
  }
}

/// Reads the lives of findings once, one after the other, and counts them.
private struct TrendReader {
  let db: Database
  let question: TrendQuestion

  /// A failure that goes on, as far as it was read.
  private struct Life {
    var finding: Int64
    var opened: TrendCounter.Moment
    /// The run that ends what was read.
    var end: Int64?
    var group: Int
  }

  func trend() throws -> Trend {
    let (moments, first) = try moments()
    let today = TrendCounter.Moment(question.now)?.day
    guard let today, let first else { return trend(TrendCounter(periods: [])) }
    var counter = TrendCounter(
      periods: TrendPeriod.all(
        from: max(question.since, first), to: today, by: question.interval))
    if !counter.periods.isEmpty { try count(moments, &counter) }
    return trend(counter)
  }

  private func trend(_ counter: TrendCounter) -> Trend {
    Trend(
      grouping: question.grouping, interval: question.interval, periods: counter.periods,
      series: counter.series(by: question.grouping))
  }

  private func count(
    _ moments: [Int64: TrendCounter.Moment], _ counter: inout TrendCounter
  ) throws {
    let groups = try groupsOfFindings(&counter)
    let column = question.grouping == .code ? "code" : "severity"
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT finding, from_run, to_run, verdict = 'fail', \(column) FROM finding_interval
        ORDER BY finding, from_run
        """)
    var life: Life?
    func finish(as ending: TrendCounter.Ending) {
      guard let last = life else { return }
      let end = last.end.flatMap { moments[$0] }
      counter.lives(in: last.group, from: last.opened, to: end.map { ($0, ending) })
      life = nil
    }
    while let row = try rows.next() {
      let finding: Int64 = row[0]
      let from: Int64 = row[1]
      let goesOn = life.map { $0.finding == finding && $0.end == from } ?? false
      if !goesOn { finish(as: .resolved) }
      guard row[3] as Bool else {
        finish(as: .undecided)
        continue
      }
      guard let start = moments[from] else { continue }
      let end: Int64? = row[2]
      let group = groups?[finding] ?? counter.group(groups == nil ? row[4] : "")
      let opened = life?.opened ?? start
      counter.isOpen(
        in: group, opened: opened.day, from: start.day, to: end.flatMap { moments[$0]?.day })
      life = Life(finding: finding, opened: opened, end: end, group: group)
    }
    finish(as: .resolved)
  }

  /// When each run was, up to now.
  ///
  /// Clocks go wrong: a run whose clock was behind takes the time of the run before it, and so does one that claims to be
  /// later than now although another that is not came after it.
  ///
  /// - Returns: the moments by the numbers of the runs, and the first day of which all is known: findings that ended before
  ///   the oldest run that was not pruned may be forgotten.
  private func moments() throws -> ([Int64: TrendCounter.Moment], first: Day?) {
    var runs: [(id: Int64, moment: TrendCounter.Moment?, isPruned: Bool)] = []
    for row in try Row.fetchAll(
      db,
      sql: """
        SELECT run.id, started, body = '{"pruned":true}' FROM run JOIN document ON document.id = remarks
        ORDER BY run.id
        """)
    {
      let started: String = row[1]
      let moment = started <= question.now ? TrendCounter.Moment(started) : nil
      runs.append((row[0], moment, row[2]))
    }
    guard let last = runs.lastIndex(where: { $0.moment != nil }),
      var now = runs.lazy.compactMap(\.moment).first
    else { return ([:], nil) }
    var moments: [Int64: TrendCounter.Moment] = [:]
    var first: Day?
    for run in runs[...last] {
      if let moment = run.moment, moment.seconds > now.seconds { now = moment }
      moments[run.id] = now
      if !run.isPruned, first == nil { first = now.day }
    }
    return (moments, first)
  }

  /// The group of each finding; nil where it is told by the stretches of its life.
  private func groupsOfFindings(_ counter: inout TrendCounter) throws -> [Int64: Int]? {
    let column: String
    switch question.grouping {
    case .severity, .code: return nil
    case .module: column = "substr(check_id, 1, instr(check_id || '/', '/') - 1)"
    case .account: column = "account"
    case .team:
      let teams = try question.teamTag.map { try TeamReader(db: db, tag: $0).teams() } ?? [:]
      return teams.mapValues { counter.group($0) }
    }
    var groups: [Int64: Int] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT id, \(column) FROM finding")
    while let row = try rows.next() { groups[row[0]] = counter.group(row[1]) }
    return groups
  }
}

extension TrendCounter.Moment {
  /// Reads an RFC 3339 time in UTC, as `2026-11-21T04:00:00Z`; nil for anything else.
  fileprivate init?(_ text: String) {
    guard let day = Day(text) else { return nil }
    let parts = text.utf8.dropFirst(11).prefix(8).split(separator: UInt8(ascii: ":"))
      .map { part in part.reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    guard parts.count == 3, parts.allSatisfy((0...60).contains) else { return nil }
    self.init(day: day, seconds: day.number * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2])
  }
}

/// How the failures of a store came, stayed and went over time.
///
/// A failure is open from the run that finds it to the run that no longer does. One that is not evaluated stays open: what
/// was not looked at is not known to be mended. Suppressed ones count, too: accepting a failure does not mend it.
public struct Trend: Sendable, Equatable {
  public var grouping: TrendGrouping
  public var interval: TrendInterval
  /// In order, without gaps; empty where the store has no run in that time.
  public var periods: [TrendPeriod]
  /// One for each group, each with a point for every period; by severity all five, the worst first, else the fullest first.
  public var series: [TrendSeries]

  public init(
    grouping: TrendGrouping, interval: TrendInterval, periods: [TrendPeriod], series: [TrendSeries]
  ) {
    self.grouping = grouping
    self.interval = interval
    self.periods = periods
    self.series = series
  }

  /// All series as one, without a name.
  public var total: TrendSeries {
    var points = [TrendPoint](repeating: TrendPoint(), count: periods.count)
    for each in series { for (i, point) in each.points.enumerated() { points[i].add(point) } }
    return TrendSeries(name: "", points: points)
  }
}

/// By what failures are counted apart.
public enum TrendGrouping: String, Sendable, Hashable, CaseIterable {
  case severity
  /// The first part of a check's id.
  case module
  case code
  case account
  /// The value of a tag that the configuration names.
  case team
}

/// How long a period is.
public enum TrendInterval: String, Sendable, Hashable, CaseIterable {
  case day
  /// From Monday to Sunday.
  case week
  case month

  /// The first day of the period that a day is in.
  public func start(of day: Day) -> Day {
    switch self {
    case .day: day
    case .week: day.startOfWeek
    case .month: day.startOfMonth
    }
  }

  /// The first day of the period after the one that a day is in.
  func next(after day: Day) -> Day {
    switch self {
    case .day: Day(number: day.number + 1)
    case .week: Day(number: day.startOfWeek.number + 7)
    case .month: Day(number: day.startOfMonth.number + 31).startOfMonth
    }
  }
}

/// Days that are counted together; both are included.
public struct TrendPeriod: Sendable, Hashable {
  public var first: Day
  public var last: Day

  public init(first: Day, last: Day) {
    self.first = first
    self.last = last
  }

  /// The most periods that a trend has.
  public static let limit = 4_000

  /// The periods from the one that `first` is in to the one that `last` is in, which ends with that day.
  ///
  /// - Returns: at most `limit` of them, the last ones; none if `last` is before `first`.
  public static func all(
    from first: Day, to last: Day, by interval: TrendInterval
  ) -> [TrendPeriod] {
    // No period has fewer days than one.
    let earliest = Day(number: last.number - 31 * limit)
    var start = interval.start(of: max(first, earliest))
    var periods: [TrendPeriod] = []
    while start <= last, first <= last {
      let next = interval.next(after: start)
      periods.append(
        TrendPeriod(first: start, last: min(last, Day(number: next.number - 1))))
      start = next
    }
    return periods.suffix(limit)
  }
}

/// The failures of one group over time.
public struct TrendSeries: Sendable, Equatable {
  /// The group, as `critical` or an account's id; empty for what belongs to no team.
  public var name: String
  public var points: [TrendPoint]

  public init(name: String, points: [TrendPoint]) {
    self.name = name
    self.points = points
  }

  /// What the periods have together, with what is open at the end of the last.
  public var summary: TrendPoint {
    var sum = TrendPoint()
    for point in points { sum.add(point) }
    sum.ages = points.last?.ages ?? sum.ages
    return sum
  }
}

/// The failures of one group in one period.
public struct TrendPoint: Sendable, Hashable {
  /// How many are open at the end of the period, by the days since they opened: those of `ageBuckets`.
  public var ages = [Int](repeating: 0, count: ageBuckets.count)
  /// How many opened in the period.
  public var opened = 0
  /// How many were resolved in it: they pass, or what they were about is gone.
  public var resolved = 0
  /// How many neither stayed nor were resolved: they became conditional or unknown.
  public var undecided = 0
  /// The seconds from opening to being resolved, of all that were resolved together.
  public var secondsToResolve = 0

  public init() {}

  /// The days of each age bucket; the last has no end.
  public static let ageBuckets: [(from: Int, to: Int?)] = [(0, 6), (7, 29), (30, 89), (90, nil)]

  /// `0-6`, …, `90+`.
  public static let ageBucketNames = ageBuckets.map { bucket in
    bucket.to.map { "\(bucket.from)-\($0)" } ?? "\(bucket.from)+"
  }

  /// How many are open at the end of the period.
  public var open: Int { ages.reduce(0, +) }

  /// The mean time from opening to being resolved, in tenths of a day; nil where nothing was resolved.
  public var tenthsOfDaysToResolve: Int? {
    resolved == 0 ? nil : (secondsToResolve * 10 / resolved + 43_200) / 86_400
  }

  mutating func add(_ other: TrendPoint) {
    for i in ages.indices { ages[i] += other.ages[i] }
    opened += other.opened
    resolved += other.resolved
    undecided += other.undecided
    secondsToResolve += other.secondsToResolve
  }
}

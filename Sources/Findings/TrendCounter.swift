/// Counts failures into the periods of a trend, one stretch of a life after the other.
///
/// What is counted from one day to another costs two additions, however long it lasts: each number is kept as its change
/// from period to period until all are there.
public struct TrendCounter {
  /// A moment in the life of a failure.
  public struct Moment: Sendable, Hashable {
    public var day: Day
    /// Since 1970, as POSIX counts them.
    public var seconds: Int

    public init(day: Day, seconds: Int) {
      self.day = day
      self.seconds = seconds
    }
  }

  /// How a failure ceased to be one.
  public enum Ending: Sendable, Hashable {
    case resolved
    /// It became conditional or unknown.
    case undecided
  }

  public let periods: [TrendPeriod]
  /// The period of each day from the first one of all.
  private let periodOfDay: [Int]
  private let firstDay: Int
  private var names: [String] = []
  private var groups: [String: Int] = [:]
  /// For each group and bucket, by how much more is open than in the period before; one more than there are periods.
  private var changes: [[[Int]]] = []
  private var points: [[TrendPoint]] = []

  /// - Parameter periods: in order, without gaps.
  public init(periods: [TrendPeriod]) {
    self.periods = periods
    firstDay = periods.first?.first.number ?? 0
    periodOfDay = periods.enumerated().flatMap { i, period in
      repeatElement(i, count: period.last.number - period.first.number + 1)
    }
  }

  /// The number of a group, which is made if there is none of that name.
  public mutating func group(_ name: String) -> Int {
    if let known = groups[name] { return known }
    groups[name] = names.count
    names.append(name)
    let none = [Int](repeating: 0, count: periods.count + 1)
    changes.append(Array(repeating: none, count: TrendPoint.ageBuckets.count))
    points.append(Array(repeating: TrendPoint(), count: periods.count))
    return names.count - 1
  }

  /// Counts a failure as open in a group, at the end of each day from one to the day before the other.
  ///
  /// - Parameters:
  ///   - group: its number.
  ///   - opened: when it opened, which tells its age.
  ///   - from: the first day in this group.
  ///   - end: the first day on which it is not in it any more; nil: it still is.
  public mutating func isOpen(in group: Int, opened: Day, from: Day, to end: Day?) {
    for (i, bucket) in TrendPoint.ageBuckets.enumerated() {
      let first = max(from.number, opened.number + bucket.from)
      let last = min(end?.number ?? .max, bucket.to.map { opened.number + $0 + 1 } ?? .max)
      let (start, stop) = (period(of: first), period(of: last))
      guard start < stop else { continue }
      changes[group][i][start] += 1
      changes[group][i][stop] -= 1
    }
  }

  /// Counts that a failure opened and, perhaps, ended.
  public mutating func lives(
    in group: Int, from opened: Moment, to end: (moment: Moment, how: Ending)?
  ) {
    if let period = periodWith(opened.day) { points[group][period].opened += 1 }
    guard let end, let period = periodWith(end.moment.day) else { return }
    switch end.how {
    case .resolved:
      points[group][period].resolved += 1
      points[group][period].secondsToResolve += max(0, end.moment.seconds - opened.seconds)
    case .undecided: points[group][period].undecided += 1
    }
  }

  /// The series of all groups in which there was anything, in the order of a trend.
  public func series(by grouping: TrendGrouping) -> [TrendSeries] {
    let all = names.indices.map { group in
      var points = points[group]
      for bucket in TrendPoint.ageBuckets.indices {
        var open = 0
        for period in points.indices {
          open += changes[group][bucket][period]
          points[period].ages[bucket] = open
        }
      }
      return TrendSeries(name: names[group], points: points)
    }
    if grouping == .severity {
      let none = [TrendPoint](repeating: TrendPoint(), count: periods.count)
      return Severity.allCases.map { severity in
        all.first { $0.name == severity.rawValue }
          ?? TrendSeries(name: severity.rawValue, points: none)
      }
    }
    let present = all.filter { series in series.points.contains { $0 != TrendPoint() } }
    return present.map(Weighed.init).sorted(by: Weighed.isBefore).map(\.series)
  }

  /// A series with what puts it before others: what is open at the end, then its peak.
  private struct Weighed {
    var series: TrendSeries
    var open: Int
    var peak: Int

    init(_ series: TrendSeries) {
      self.series = series
      open = series.points.last?.open ?? 0
      peak = series.points.reduce(0) { max($0, $1.open) }
    }

    static func isBefore(_ a: Weighed, _ b: Weighed) -> Bool {
      if a.open != b.open { return a.open > b.open }
      if a.peak != b.peak { return a.peak > b.peak }
      return a.series.name < b.series.name
    }
  }

  /// The period that a day is in, or the nearest one: 0 for days before all, their number for days after.
  private func period(of day: Int) -> Int {
    day < firstDay
      ? 0 : day - firstDay < periodOfDay.count ? periodOfDay[day - firstDay] : periods.count
  }

  private func periodWith(_ day: Day) -> Int? {
    let index = day.number - firstDay
    return periodOfDay.indices.contains(index) ? periodOfDay[index] : nil
  }
}

import Findings

/// Trends to be rendered.
enum SampleTrend {
  private static let last = Day("2026-11-21") ?? Day(number: 0)

  /// A quarter by day and severity, in which failures of four severities come and go.
  static let quarter = trend(days: 90, by: .severity) { counter in
    // Severity, the day from the first one on which it opens, and for how many days.
    let lives: [(String, Int, Int?)] = [
      ("critical", 30, 4), ("critical", 32, 9), ("critical", 33, 8), ("critical", 80, nil),
      ("high", -200, 260), ("high", -20, nil), ("high", 12, 40), ("high", 55, nil),
      ("high", 70, 6), ("medium", -100, nil), ("medium", -40, 70), ("medium", -8, nil),
      ("medium", 26, 44), ("medium", 60, nil), ("low", -300, nil), ("low", 3, 3), ("low", 40, nil),
    ]
    for (severity, day, days) in lives {
      live(severity, from: day, for: days, how: day == 26 ? .undecided : .resolved, &counter)
    }
  }

  static let threeDays = trend(days: 3, by: .account) { counter in
    live("111122223333", from: -3, for: 4, &counter)
    live("111122223333", from: 1, for: nil, &counter)
    live("444455556666", from: 2, for: nil, &counter)
  }

  /// Teams with names that somebody chose who may set tags.
  static let hostile = trend(days: 7, by: .team) { counter in
    for (i, name) in HostileName.all.enumerated() {
      live(name.name, from: i % 7, for: nil, &counter)
    }
    live("", from: 0, for: nil, &counter)
  }

  /// A year of an account in which nothing ever failed.
  static let none = trend(days: 365, by: .severity) { _ in }

  private static func trend(
    days: Int, by grouping: TrendGrouping, _ count: (inout TrendCounter) -> Void
  ) -> Trend {
    var counter = TrendCounter(
      periods: TrendPeriod.all(from: Day(number: last.number - days + 1), to: last, by: .day))
    count(&counter)
    return Trend(
      grouping: grouping, interval: .day, periods: counter.periods,
      series: counter.series(by: grouping))
  }

  private static func live(
    _ name: String, from first: Int, for days: Int?, how: TrendCounter.Ending = .resolved,
    _ counter: inout TrendCounter
  ) {
    func moment(_ day: Int) -> TrendCounter.Moment {
      let day = Day(number: (counter.periods.first?.first.number ?? 0) + day)
      return TrendCounter.Moment(day: day, seconds: day.number * 86_400)
    }
    let group = counter.group(name)
    let (opened, end) = (moment(first), days.map { moment(first + $0) })
    counter.isOpen(in: group, opened: opened.day, from: opened.day, to: end?.day)
    counter.lives(in: group, from: opened, to: end.map { ($0, how) })
  }
}

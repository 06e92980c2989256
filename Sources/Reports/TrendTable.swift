import Findings

/// A trend as a table for a terminal: a line for each group, with a sparkline of what was open.
struct TrendTable {
  var phrases: Phrases
  var width: Int
  var ascii: Bool

  private static let leastSparkline = 10
  private static let mostSparkline = 60

  func render(_ trend: Trend) -> String {
    guard let first = trend.periods.first, let last = trend.periods.last else {
      return phrases.trendTitle(trend.grouping) + phrases.colon + phrases.nothingInThatTime + "\n"
    }
    let title =
      phrases.trendTitle(trend.grouping) + phrases.colon
      + phrases.trendTime(first.first, last.last, trend.interval)
    let lines = table(trend).lines(width: width)
    return
      ([title, ""] + lines.map { ascii ? $0.replacing("…", with: "~") : $0 }
      + ["", phrases.trendLegend]).map { $0 + "\n" }.joined()
  }

  private func table(_ trend: Trend) -> TextTable {
    let total = trend.total
    let all = trend.series + [total]
    let hasUndecided = total.summary.undecided > 0
    let names =
      trend.series.map { phrases.groupName($0.name) } + [phrases.total]
    let titles =
      [phrases.trendOpen, phrases.opened, phrases.trendResolved]
      + (hasUndecided ? [phrases.undecided] : []) + [phrases.meanDays]
    var rows = all.map { series in
      let sum = series.summary
      let counts =
        [sum.open, sum.opened, sum.resolved] + (hasUndecided ? [sum.undecided] : [])
      return counts.map(phrases.number) + [sum.daysToResolve ?? (ascii ? "-" : "–")]
    }
    let ages = TrendPoint.ageBucketNames.map(phrases.age)
    var numbers = titles
    func room() -> Int {
      let columns =
        [[phrases.grouping(trend.grouping)] + names]
        + numbers.indices.map { i in
          [numbers[i]] + rows.map { $0[i] }
        }
      let widths = columns.map { $0.map(TextTable.width).max() ?? 0 }
      return width - widths.reduce(0, +) - 2 * columns.count
    }
    let withoutAges = rows
    for (i, series) in all.enumerated() { rows[i] += series.summary.ages.map(phrases.number) }
    numbers += ages
    if room() < Self.leastSparkline {
      (numbers, rows) = (titles, withoutAges)
    }
    let size = min(Self.mostSparkline, max(Self.leastSparkline, room()))
    return TextTable(
      columns: [
        .init(title: phrases.grouping(trend.grouping)),
        .init(title: phrases.overTime, mayShrink: false),
      ] + numbers.map { .init(title: $0, isNumeric: true) },
      rows: all.indices.map { i in
        [names[i], Sparkline.text(all[i].points.map(\.open), width: size, ascii: ascii)] + rows[i]
      })
  }
}

import Findings

/// The marks on the axes of a chart of a trend.
enum TrendAxis {
  /// A mark on the axis of time, before the day at which it stands.
  struct Mark: Equatable {
    var day: Day
    var label: String
    /// Below the label where the year begins or changes.
    var year: String?
  }

  /// Round numbers from 0 to the first that is not below a number.
  ///
  /// - Returns: at least 0 and 1, at most seven numbers.
  static func values(to greatest: Int) -> [Int] {
    var (step, unit) = (1, 1)
    while greatest > step * 5 {
      step = step == unit ? unit * 2 : step == unit * 2 ? unit * 5 : unit * 10
      if step == unit * 10 { unit = step }
    }
    let count = max(1, (greatest + step - 1) / step)
    return (0...count).map { $0 * step }
  }

  /// The days, Mondays or months at which the axis of time is marked: at most some fourteen.
  static func marks(
    from first: Day, to last: Day, _ interval: TrendInterval, _ phrases: Phrases
  ) -> [Mark] {
    let count = last.number - first.number + 1
    var days: [Day]
    let isByMonth = count > 120 || interval == .month
    if isByMonth {
      let months = count / 30
      let step = [1, 2, 3, 6, 12, 24, 60, 120].first { months / $0 <= 13 } ?? 240
      days = []
      var day = first.startOfMonth
      while day <= last {
        if day >= first, (parts(of: day).month - 1 + parts(of: day).year * 12) % step == 0 {
          days.append(day)
        }
        day = Day(number: day.number + 31).startOfMonth
      }
    } else {
      let step = count <= 14 ? 1 : count <= 70 ? 7 : 14
      let start = step == 1 ? first : Day(number: first.number + 6).startOfWeek
      days = stride(from: start.number, through: last.number, by: step).map(Day.init(number:))
    }
    if days.isEmpty { days = [first] }
    var year: Int?
    return days.map { day in
      let (ofYear, month, ofMonth) = parts(of: day)
      defer { year = ofYear }
      return Mark(
        day: day, label: isByMonth ? phrases.month(month) : phrases.day(ofMonth, of: month),
        year: year == ofYear ? nil : phrases.year(ofYear))
    }
  }

  private static func parts(of day: Day) -> (year: Int, month: Int, day: Int) {
    let numbers = day.description.split(separator: "-").map { Int($0) ?? 0 }
    return numbers.count == 3 ? (numbers[0], numbers[1], numbers[2]) : (0, 1, 1)
  }
}

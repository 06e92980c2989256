import Findings
import Testing

@Suite("The periods of a trend")
struct TrendPeriodTests {
  private func periods(_ first: String, _ last: String, _ interval: TrendInterval) throws
    -> [String]
  {
    TrendPeriod.all(
      from: try #require(Day(first)), to: try #require(Day(last)), by: interval
    ).map { "\($0.first) \($0.last)" }
  }

  @Test("are days, weeks from Monday, and months, the last one up to the last day")
  func intervals() throws {
    #expect(
      try periods("2026-02-28", "2026-03-01", .day)
        == ["2026-02-28 2026-02-28", "2026-03-01 2026-03-01"])
    #expect(
      try periods("2026-11-15", "2026-11-18", .week)
        == ["2026-11-09 2026-11-15", "2026-11-16 2026-11-18"])
    #expect(
      try periods("2023-12-31", "2024-02-29", .month)
        == ["2023-12-01 2023-12-31", "2024-01-01 2024-01-31", "2024-02-01 2024-02-29"])
    #expect(try periods("2026-11-19", "2026-11-18", .day) == [])
  }

  @Test("are not more than a reader can bear, the last ones")
  func limit() throws {
    for interval in TrendInterval.allCases {
      let all = TrendPeriod.all(
        from: try #require(Day("0001-01-01")), to: try #require(Day("2026-11-18")), by: interval)
      #expect(all.count == TrendPeriod.limit)
      #expect(all.last?.last == Day("2026-11-18"))
    }
  }

  @Test(
    "begin on days of the calendar",
    arguments: [
      ("2026-11-16", "2026-11-16", "2026-11-01"), ("2026-11-22", "2026-11-16", "2026-11-01"),
      ("1969-12-31", "1969-12-29", "1969-12-01"), ("1970-01-01", "1969-12-29", "1970-01-01"),
    ])
  func starts(_ day: String, _ week: String, _ month: String) throws {
    let day = try #require(Day(day))
    #expect(day.startOfWeek == Day(week))
    #expect(day.startOfMonth == Day(month))
  }

  @Test(
    "look back by months that may be shorter",
    arguments: [
      ("2026-11-21", 6, "2026-05-21"), ("2026-03-31", 1, "2026-02-28"),
      ("2024-03-31", 1, "2024-02-29"), ("2026-01-15", 1, "2025-12-15"),
      ("2026-12-31", 12, "2025-12-31"), ("2024-02-29", 12, "2023-02-28"),
    ])
  func months(_ day: String, _ count: Int, _ before: String) throws {
    #expect(try #require(Day(day)).before(months: count) == Day(before))
  }

  @Test("tell how long it took to resolve to a tenth of a day")
  func mean() {
    var point = TrendPoint()
    #expect(point.tenthsOfDaysToResolve == nil)
    point.resolved = 2
    point.secondsToResolve = 3 * 86_400
    #expect(point.tenthsOfDaysToResolve == 15)
    point.secondsToResolve = 86_400 / 10 - 2
    #expect(point.tenthsOfDaysToResolve == 0)
    point.secondsToResolve = 86_400 / 10
    #expect(point.tenthsOfDaysToResolve == 1)
  }
}

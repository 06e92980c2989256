import Findings
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("The trend of a store")
struct TrendTests {
  private static let sixth = "2026-01-06T12:00:00Z"
  private let a = ResourceState.machine("a")
  private let b = ResourceState.machine("b")

  /// `critical 1,1,2`: what is open at the end of each period.
  private func open(_ trend: Trend) -> [String] {
    trend.series.map { series in
      "\(series.name) " + series.points.map { String($0.open) }.joined(separator: ",")
    }
  }

  private func flows(_ trend: Trend) -> [String] {
    zip(trend.periods, trend.total.points).map { period, point in
      "\(period.first) +\(point.opened) -\(point.resolved) ?\(point.undecided)"
    }
  }

  @Test(
    "follows a failure through nights in which it is not evaluated, changes, goes and comes back")
  func life() throws {
    let nights = try Nights()
    try nights.night([a, b], .check(.found(a, severity: .high)))
    try nights.night([a, b], .check(status: .failed))
    try nights.night([a, b], .check(.found(a), .found(b, verdict: .conditional, severity: .high)))
    try nights.night([a, b], .check(.found(b, severity: .low)))
    try nights.night([a, b], .check(.found(a, severity: .high), .found(b, verdict: .unknown)))
    let trend = try nights.store.trend(.year(of: Self.sixth))
    #expect(
      open(trend) == [
        "critical 0,0,1,0,0,0", "high 1,1,0,0,1,1", "medium 0,0,0,0,0,0", "low 0,0,0,1,0,0",
        "info 0,0,0,0,0,0",
      ])
    #expect(
      flows(trend) == [
        "2026-01-01 +1 -0 ?0", "2026-01-02 +0 -0 ?0", "2026-01-03 +0 -0 ?0",
        "2026-01-04 +1 -1 ?0", "2026-01-05 +1 -0 ?1", "2026-01-06 +0 -0 ?0",
      ])
    #expect(trend.total.summary.secondsToResolve == 3 * 86_400)
    #expect(trend.total.summary.tenthsOfDaysToResolve == 30)
  }

  @Test("says how things stood after the last run of a day, and goes on where there is none")
  func days() throws {
    let nights = try Nights()
    try nights.night([a], .check(.found(a)))
    try nights.night([a], .check())
    try nights.night([a], .check(.found(a)))
    try nights.store.writer.write {
      try $0.execute(sql: "UPDATE run SET started = '2026-01-01T09:00:00Z' WHERE id = 2")
    }
    let trend = try nights.store.trend(.year(of: Self.sixth))
    #expect(open(trend)[0] == "critical 0,0,1,1,1,1")
    #expect(flows(trend)[0] == "2026-01-01 +1 -1 ?0")
  }

  @Test("knows of failures in accounts that the last run was not about")
  func accounts() throws {
    let nights = try Nights()
    let other = ResourceState.machine("a", account: "444455556666")
    try nights.night([a], .check(.found(a)))
    try nights.night([other], .check(.found(other)))
    let trend = try nights.store.trend(.year(of: "2026-01-02T00:00:00Z", by: .account))
    #expect(open(trend) == ["111122223333 1,1", "444455556666 0,1"])
    let modules = try nights.store.trend(.year(of: "2026-01-02T00:00:00Z", by: .module))
    #expect(open(modules) == ["passrole 1,2"])
    let codes = try nights.store.trend(.year(of: "2026-01-02T00:00:00Z", by: .code))
    #expect(open(codes) == ["passrole.no-allow 1,2"])
  }

  @Test("is as of the time that it is asked for, and begins with the first run")
  func times() throws {
    let nights = try Nights()
    try nights.night([a], .check(.found(a)))
    try nights.night([a], .check(.found(a), .found(b)))
    try nights.night([a], .check())
    #expect(open(try nights.store.trend(.year(of: "2026-01-02T00:00:00Z")))[0] == "critical 1,2")
    #expect(try nights.store.trend(.year(of: "2025-12-31T00:00:00Z")).periods == [])
    var question = TrendQuestion.year(of: Self.sixth)
    question.since = Day(number: try #require(Day("2026-01-05")).number)
    let late = try nights.store.trend(question)
    #expect(open(late)[0] == "critical 0,0")
    #expect(late.total.summary == TrendPoint())
  }

  @Test("begins with the oldest run that was not pruned, with what was open by then")
  func pruned() throws {
    let nights = try Nights()
    try nights.night([a, b], .check(.found(a), .found(b)))
    try nights.night([a, b], .check(.found(a)))
    try nights.night([a, b], .check(.found(a)))
    try nights.store.writer.write { db in
      try db.execute(
        sql: """
          INSERT INTO document (hash, body) VALUES (x'00', '{"pruned":true}');
          UPDATE run SET remarks = last_insert_rowid() WHERE id < 3
          """)
      #expect(
        try Row.fetchAll(db, sql: "SELECT day, open FROM open_by_day")
          == [["day": "2026-01-03", "open": 1]])
    }
    let trend = try nights.store.trend(.year(of: "2026-01-04T00:00:00Z"))
    #expect(open(trend)[0] == "critical 1,1")
    #expect(trend.periods.first?.first == Day("2026-01-03"))
    #expect(trend.total.summary.opened == 0)
  }

  @Test("counts in weeks that begin on Monday, and in months")
  func intervals() throws {
    let nights = try Nights()
    for night in 1...8 {
      try nights.night([a], .check(.found(night.isMultiple(of: 2) ? a : b)))
    }
    var question = TrendQuestion.year(of: "2026-02-03T00:00:00Z")
    question.interval = .week
    let weeks = try nights.store.trend(question)
    #expect(
      weeks.periods.map { "\($0.first) \($0.last)" }.prefix(2)
        == ["2025-12-29 2026-01-04", "2026-01-05 2026-01-11"])
    #expect(weeks.periods.last?.last == Day("2026-02-03"))
    #expect(open(weeks)[0] == "critical 1,1,1,1,1,1")
    question.interval = .month
    let months = try nights.store.trend(question)
    #expect(months.periods.map(\.first) == [Day("2026-01-01"), Day("2026-02-01")])
    #expect(months.total.points.map(\.opened) == [8, 0])
    #expect(months.total.points.map(\.ages) == [[0, 1, 0, 0], [0, 1, 0, 0]])
  }

  @Test("survives clocks that go wrong")
  func clocks() throws {
    let nights = try Nights()
    try nights.night([a], .check(.found(a)))
    try nights.night([a], .check())
    try nights.night([a], .check(.found(a)))
    for (times, expected) in [
      (["2026-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-03T00:00:00Z"], "0,0,1,1,1,1"),
      (["2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "2026-01-03T00:00:00Z"], "0,0,1,1,1,1"),
      (["2099-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"], "0,1,1,1,1"),
      (["2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"], "1,1,1,1"),
      (["soon", "2026-01-02T00:00:00Z", "9999-99-99T99:99:99Z"], "0,0,0,0,0"),
    ] {
      try nights.store.writer.write { db in
        for (i, time) in times.enumerated() {
          try db.execute(
            sql: "UPDATE run SET started = ? WHERE id = ?", arguments: [time, i + 1])
        }
      }
      #expect(open(try nights.store.trend(.year(of: Self.sixth)))[0] == "critical \(expected)")
    }
  }

  @Test("counts as the views do", arguments: [1, 2, 3])
  func views(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let nights = try Nights()
    let machines = (0..<6).map { ResourceState.machine("m\($0)") }
    for _ in 0..<20 {
      var found: [FoundFinding] = []
      for machine in machines where !numbers.once(in: 3) {
        found.append(
          .found(
            machine, verdict: numbers.pick([.fail, .fail, .conditional]),
            severity: numbers.pick([.critical, .low])))
      }
      let status: ReportedCheck.Status = numbers.once(in: 5) ? .failed : .completed
      try nights.night(
        machines,
        CheckOutcome(
          checkID: CheckOutcome.id, revision: "1", manifest: "{}", source: "bundled",
          result: ReportedCheck(status: status),
          findings: status == .completed ? found : [], passed: []))
    }
    let trend = try nights.store.trend(.year(of: "2026-01-20T23:00:00Z"))
    let total = trend.total.summary
    try nights.store.writer.read { db in
      for series in trend.series {
        for (period, point) in zip(trend.periods, series.points) {
          let open = try Int.fetchOne(
            db, sql: "SELECT sum(open) FROM open_by_day WHERE day = ? AND severity = ?",
            arguments: [period.first.description, series.name])
          #expect(open ?? 0 == point.open)
        }
      }
      let sums = try #require(
        try Row.fetchOne(
          db, sql: "SELECT sum(opened), sum(resolved), sum(undecided) FROM churn"))
      #expect([sums[0], sums[1], sums[2]] == [total.opened, total.resolved, total.undecided])
      #expect(total.opened - total.resolved - total.undecided == total.open)
      let days = try Double.fetchOne(db, sql: "SELECT sum(days) FROM time_to_resolve") ?? 0
      #expect(Int((days * 86_400).rounded()) == total.secondsToResolve)
      for (bucket, count) in zip(TrendPoint.ageBucketNames, total.ages) {
        #expect(
          try Int.fetchOne(
            db, sql: "SELECT sum(findings) FROM age_bucket WHERE bucket = ?", arguments: [bucket])
            ?? 0 == count)
      }
    }
  }
}

extension TrendQuestion {
  /// A year by day and severity.
  static func year(of now: String, by grouping: TrendGrouping = .severity) -> TrendQuestion {
    TrendQuestion(
      grouping: grouping, interval: .day, since: Day(number: (Day(now)?.number ?? 0) - 364),
      now: now)
  }
}

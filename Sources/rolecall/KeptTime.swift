import Findings

/// How long something is kept: `400d`, `12w`, `6m` or `1y`.
struct KeptTime {
  private let count: Int
  private let unit: Character

  /// - Throws: `CommandFailure` for what is no time.
  init(_ text: String) throws {
    guard let match = text.wholeMatch(of: #/([0-9]{1,5})([dwmy])/#), let count = Int(match.1),
      count > 0, let unit = match.2.first
    else {
      throw CommandFailure(
        code: .usage, message: "--keep: \(text) is no time to keep anything",
        hint: "give days, weeks, months or years, as 400d, 12w, 6m or 1y")
    }
    self.count = count
    self.unit = unit
  }

  /// The time that is so long before another one, RFC 3339 UTC; of a day that a month has not, its last one.
  ///
  /// - Throws: `CommandFailure` for a time before the first year.
  func before(_ now: String) throws -> String {
    let clock = now.dropFirst(10)
    let day: Day? =
      switch unit {
      case "d": Day(now).map { Day(number: $0.number - count) }
      case "w": Day(now).map { Day(number: $0.number - 7 * count) }
      case "m": monthsEarlier(than: now, count)
      default: monthsEarlier(than: now, 12 * count)
      }
    guard let day, day >= Day(number: -719_162) else {
      throw CommandFailure(
        code: .usage, message: "--keep: \(count)\(unit) before \(now) there was no year",
        hint: "give a shorter time, as 10y")
    }
    return "\(day)\(clock)"
  }

  private func monthsEarlier(than now: String, _ count: Int) -> Day? {
    let parts = now.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    let months = parts[0] * 12 + parts[1] - 1 - count
    guard months >= 12 else { return nil }
    func digits(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: width - String(value).count) + String(value)
    }
    let month = "\(digits(months / 12, 4))-\(digits(months % 12 + 1, 2))-"
    return stride(from: parts[2], to: 27, by: -1).lazy.compactMap { Day(month + digits($0, 2)) }
      .first ?? Day(month + digits(parts[2], 2))
  }
}

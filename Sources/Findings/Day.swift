/// A day of the Gregorian calendar, in UTC.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  /// Takes the days since 1970-01-01.
  public init(number: Int) { self.number = number }

  /// Reads `2026-11-21`, also at the beginning of an RFC 3339 time in UTC; nil for anything else and for days that there are not.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8.prefix(10))
    let dash = UInt8(ascii: "-")
    guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
      text.utf8.count == 10 || text.utf8.dropFirst(10).first == UInt8(ascii: "T")
    else { return nil }
    func value(_ range: Range<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = value(0..<4), let month = value(5..<7), let day = value(8..<10) else {
      return nil
    }
    self.init(number: Self.number(year, month, day))
    // The count turns a day that a month has not into one of another.
    guard description.utf8.elementsEqual(bytes) else { return nil }
  }

  /// `2026-11-21`.
  public var description: String {
    let (year, month, day) = civil
    func digits(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
  }

  /// The Monday of its week.
  public var startOfWeek: Day {
    let sinceMonday = (number + 3) % 7
    return Day(number: number - (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday))
  }

  public var startOfMonth: Day { Day(number: number - civil.day + 1) }

  /// The same day of a month that is so many months before; the last one of that month if it has no such day.
  public func before(months: Int) -> Day {
    let (year, month, day) = civil
    let count = year * 12 + month - 1 - months
    let (year2, month2) = (count / 12, count % 12 + 1)
    let next = count + 1
    let length = Self.number(next / 12, next % 12 + 1, 1) - Self.number(year2, month2, 1)
    return Day(number: Self.number(year2, month2, 1) + min(day, length) - 1)
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// The days since 1970-01-01 of a date; years begin in March here, so that a leap day is their last.
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month < 3 ? year - 1 : year
    let fromMarch = (month + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * fromMarch + 2) / 5 + day - 1
      - 719_468
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    var year = shifted * 400 / 146_097
    while Self.number(year + 1, 3, 1) <= number { year += 1 }
    while Self.number(year, 3, 1) > number { year -= 1 }
    let inYear = number - Self.number(year, 3, 1)
    let fromMarch = (5 * inYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (month < 3 ? year + 1 : year, month, inYear - (153 * fromMarch + 2) / 5 + 1)
  }
}

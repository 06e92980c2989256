#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A second, as RFC 3339 writes it in UTC.
struct Instant {
  /// `2026-11-21T04:00:00Z`.
  var text: String

  static var now: Instant { Instant(seconds: time(nil)) }

  /// - Parameter seconds: since 1970, as POSIX counts them.
  init(seconds: Int) {
    var seconds = time_t(seconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func digits(_ value: Int32, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    text =
      "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
      + "T\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))Z"
  }

  /// Reads what `init(_:)` reads, but for a date, which means its last second in UTC.
  init?(endOf text: String) {
    self.init(text.utf8.count == 10 ? text + "T23:59:59Z" : text)
  }

  /// Reads a time with seconds and an offset, or a date, which means its midnight in UTC; nil if it is neither.
  init?(_ text: String) {
    let pattern =
      #/(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d)))?/#
    guard let match = text.wholeMatch(of: pattern) else { return nil }
    func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    var parts = tm()
    parts.tm_year = Int32(number(match.1)) - 1900
    parts.tm_mon = Int32(number(match.2)) - 1
    parts.tm_mday = Int32(number(match.3))
    parts.tm_hour = Int32(number(match.4))
    parts.tm_min = Int32(number(match.5))
    parts.tm_sec = Int32(number(match.6))
    guard (0...11).contains(parts.tm_mon), (1...31).contains(parts.tm_mday), parts.tm_hour < 24,
      parts.tm_min < 60, parts.tm_sec < 61
    else { return nil }
    // The calendar turns a day that a month has not into one of the next.
    let day = parts.tm_mday
    var date = tm()
    (date.tm_year, date.tm_mon, date.tm_mday) = (parts.tm_year, parts.tm_mon, day)
    _ = timegm(&date)
    guard date.tm_mday == day else { return nil }
    let offset = (number(match.8) * 60 + number(match.9)) * 60
    self.init(seconds: timegm(&parts) - (match.7 == "-" ? -offset : offset))
  }
}

import JSON

/// A moment as an AWS CLI prints it, as RFC 3339 in UTC with whole seconds.
///
/// Version 2 prints `2026-11-21T07:28:23.249380+00:00`, version 1 the seconds since 1970 with a fraction.
enum Timestamp {
  static func text(_ node: JSONNode?) -> String? {
    guard let node else { return nil }
    if let seconds = node.double {
      guard seconds.isFinite, abs(seconds) < 253_402_300_800 else { return nil }
      return text(seconds: Int(seconds.rounded(.down)))
    }
    return node.string.flatMap { seconds($0) }.map { text(seconds: $0) }
  }

  /// The seconds since 1970 of an ISO 8601 date and time; without an offset it is UTC.
  private static func seconds(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      return bytes[start..<start + count].reduce(Optional(0)) { value, byte in
        guard let value, byte >= 0x30, byte <= 0x39 else { return nil }
        return value * 10 + Int(byte - 0x30)
      }
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
      (1...12).contains(month), (1...31).contains(day), bytes[4] == UInt8(ascii: "-")
    else { return nil }
    var at = 19
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
    }
    var offset = 0
    if at < bytes.count, bytes[at] != UInt8(ascii: "Z") {
      let minutesAt = bytes.count > at + 3 && bytes[at + 3] == UInt8(ascii: ":") ? at + 4 : at + 3
      guard let hours = number(at + 1, 2), let minutes = number(minutesAt, 2) else { return nil }
      offset = (hours * 60 + minutes) * (bytes[at] == UInt8(ascii: "-") ? -60 : 60)
    }
    return days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
  }

  /// The days since 1970-01-01 in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years begin in March here, so that the leap day is the last of its year.
    let year = month > 2 ? year : year - 1
    let month = month > 2 ? month - 3 : month + 9
    return year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469
  }

  private static func text(seconds: Int) -> String {
    let day = seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400)
    let rest = seconds - day * 86400
    var year = 1970 + day / 366
    while days(year + 1, 1, 1) <= day { year += 1 }
    while days(year, 1, 1) > day { year -= 1 }
    var month = 12
    while days(year, month, 1) > day { month -= 1 }
    let date = [month, day - days(year, month, 1) + 1].map { padded($0, 2) }.joined(separator: "-")
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, 2) }
    return "\(padded(year, 4))-\(date)T\(time.joined(separator: ":"))Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}

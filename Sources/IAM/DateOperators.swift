/// A value under DateEquals, DateLessThan and the like: ISO 8601 with or without a time, or seconds since 1970.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
struct DateOperand: Sendable {
  private let instant: Double?
  private let relation: ConditionOperator.Relation

  init(_ text: String, _ relation: ConditionOperator.Relation) {
    instant = secondsSince1970(text)
    self.relation = relation
  }

  func likeness(to value: RequestValue) -> Likeness {
    guard let instant else { return .nothing }
    guard case .text(let bytes) = value else { return .unknown }
    guard let theirs = secondsSince1970(String(decoding: bytes, as: UTF8.self)) else {
      return .incomparable
    }
    return relation.holds(theirs, instant) ? .same : .different
  }
}

/// The moment that a text names, in seconds since 1970-01-01T00:00:00Z; a time without zone is UTC.
func secondsSince1970(_ text: String) -> Double? {
  let isNumber = text.utf8.enumerated().allSatisfy { index, byte in
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: ".")
      || (index == 0 && byte == UInt8(ascii: "-"))
  }
  if isNumber { return Double(text) }
  var reader = DateReader(rest: Array(text.utf8)[...])
  return reader.instant()
}

/// Reads `YYYY-MM[-DD[Thh:mm[:ss[.fff]][Z|±hh:mm]]]`.
private struct DateReader {
  var rest: ArraySlice<UInt8>

  mutating func instant() -> Double? {
    guard let year = digits(4), take("-"), let month = digits(2) else { return nil }
    var day = 1
    if take("-") {
      guard let read = digits(2) else { return nil }
      day = read
    }
    guard (1...12).contains(month), (1...daysIn(month, of: year)).contains(day) else { return nil }
    var seconds = Double(daysSince1970(year, month, day) * 86_400)
    guard !rest.isEmpty else { return seconds }
    guard take("T") || take("t") || take(" ") else { return nil }
    guard let hour = digits(2), take(":"), let minute = digits(2), minute < 60,
      hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    seconds += Double(hour * 3600 + minute * 60)
    if take(":") {
      guard let second = digits(2), second < (hour == 24 ? 1 : 61) else { return nil }
      seconds += Double(second)
      if take(".") {
        let fraction = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard let value = Double("0." + String(decoding: fraction, as: UTF8.self)) else {
          return nil
        }
        rest = rest.dropFirst(fraction.count)
        seconds += value
      }
    }
    guard let offset = zone() else { return nil }
    return rest.isEmpty ? seconds - offset : nil
  }

  private mutating func zone() -> Double? {
    if rest.isEmpty || take("Z") || take("z") { return 0 }
    let sign: Double
    if take("+") {
      sign = 1
    } else if take("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hour = digits(2), hour < 24 else { return nil }
    guard !rest.isEmpty else { return sign * Double(hour * 3600) }
    _ = take(":")
    guard let minute = digits(2), minute < 60 else { return nil }
    return sign * Double(hour * 3600 + minute * 60)
  }

  private mutating func digits(_ count: Int) -> Int? {
    let read = rest.prefix(count)
    guard read.count == count, read.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return read.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }
}

private func daysIn(_ month: Int, of year: Int) -> Int {
  switch month {
  case 4, 6, 9, 11: 30
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  default: 31
  }
}

/// Days of the Gregorian calendar since 1970-01-01, counted in eras of 400 years that begin in March.
private func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
  let marchYear = month <= 2 ? year - 1 : year
  let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
  let yearOfEra = marchYear - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

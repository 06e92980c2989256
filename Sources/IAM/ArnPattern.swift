/// An ARN whose six parts are patterns, each compared with the part of its own place.
///
/// A `*` stays within its part; the sixth part keeps its colons, so that there it crosses them.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
struct ArnPattern: Hashable, Sendable {
  static let partCount = 6

  let parts: [Glob]

  /// Splits encoded bytes at their first five colons; nil unless there are five.
  init?(_ bytes: [UInt8]) {
    let parts = Self.split(bytes)
    guard parts.count == Self.partCount else { return nil }
    self.parts = parts.map { Glob(bytes: Array($0)) }
  }

  /// Reads a resource as a policy writes it: a short ARN goes on with `*` in every part that is missing.
  init(extending bytes: [UInt8]) {
    var parts = Self.split(bytes).map { Glob(bytes: Array($0)) }
    while parts.count < Self.partCount { parts.append(Glob(bytes: [Glob.anyRun])) }
    self.parts = parts
  }

  static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(
      separator: UInt8(ascii: ":"), maxSplits: partCount - 1, omittingEmptySubsequences: false)
  }

  func covers(_ other: ArnPattern) -> Bool {
    zip(parts, other.parts).allSatisfy { $0.covers($1) }
  }

  func overlaps(_ other: ArnPattern) -> Bool {
    zip(parts, other.parts).allSatisfy { $0.overlaps($1) }
  }

  /// How much of `other` this pattern matches: all of it, none, or some.
  func matches(allOf other: ArnPattern) -> Truth {
    covers(other) ? .yes : overlaps(other) ? .unknown : .no
  }

  /// The account id in an ARN; nil where that part is empty, a pattern, or `aws`.
  static func account(of arn: String) -> String? {
    let bytes = arn.utf8.span
    guard let part = ArnColons(bytes).account(in: bytes) else { return nil }
    return String(unsafeUninitializedCapacity: part.count) { digits in
      for index in 0..<part.count { digits[index] = bytes[part.lowerBound + index] }
      return part.count
    }
  }

  /// Whether all behind the fifth colon of an ARN begins with a text.
  static func resource(of arn: String, beginsWith prefix: StaticString) -> Bool {
    let bytes = arn.utf8.span
    let colons = ArnColons(bytes)
    guard colons.count == partCount - 1 else { return false }
    let start = colons.part(5, of: bytes.count).lowerBound
    return bytes.count - start >= prefix.utf8CodeUnitCount && bytes.has(prefix, at: start)
  }
}

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
    guard let (account, _) = tail(of: arn), !account.isEmpty,
      account.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return String(account)
  }

  /// All behind the fifth colon of an ARN.
  static func resource(of arn: String) -> Substring.UTF8View? { tail(of: arn)?.resource }

  /// The account and the resource of an ARN; nil where it has fewer than six parts.
  private static func tail(
    of arn: String
  ) -> (account: Substring.UTF8View, resource: Substring.UTF8View)? {
    var rest = arn[...].utf8
    var account = rest
    for part in 1..<partCount {
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      if part == partCount - 1 { account = rest[..<colon] }
      rest = rest[rest.index(after: colon)...]
    }
    return (account, rest)
  }
}

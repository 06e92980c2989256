/// A condition operator with its set prefix and suffix, as `ForAnyValue:StringLikeIfExists`.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
struct ConditionOperator: Hashable, Sendable {
  /// How the values of a key with several values are put together.
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  enum Quantifier: Sendable {
    case single
    case forAllValues
    case forAnyValue
  }

  enum Relation: Sendable {
    case equal
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual

    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
      switch self {
      case .equal: left == right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
  }

  enum Comparison: Hashable, Sendable {
    case stringEquals
    case stringEqualsIgnoreCase
    case stringLike
    case numeric(Relation)
    case date(Relation)
    case bool
    case binaryEquals
    case ipAddress
    case arnLike
    case null
  }

  var quantifier: Quantifier
  var comparison: Comparison
  var isNegated: Bool
  var ifExists: Bool

  /// Reads an operator's name in any case; nil for a name that AWS does not know.
  init?(_ name: String) {
    var rest = name.utf8[...]
    quantifier = .single
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      if isSame(rest[..<colon], "forallvalues") {
        quantifier = .forAllValues
      } else if isSame(rest[..<colon], "foranyvalue") {
        quantifier = .forAnyValue
      } else {
        return nil
      }
      rest = rest[rest.index(after: colon)...]
    }
    ifExists = isSame(rest.suffix(8), "ifexists")
    if ifExists { rest = rest.dropLast(8) }
    guard let found = Self.named.first(where: { isSame(rest, $0.name) }) else { return nil }
    if found.comparison == .null, ifExists { return nil }
    comparison = found.comparison
    isNegated = found.isNegated
  }

  private static let named: [(name: StaticString, comparison: Comparison, isNegated: Bool)] = [
    ("stringequals", .stringEquals, false),
    ("stringnotequals", .stringEquals, true),
    ("stringequalsignorecase", .stringEqualsIgnoreCase, false),
    ("stringnotequalsignorecase", .stringEqualsIgnoreCase, true),
    ("stringlike", .stringLike, false),
    ("stringnotlike", .stringLike, true),
    ("numericequals", .numeric(.equal), false),
    ("numericnotequals", .numeric(.equal), true),
    ("numericlessthan", .numeric(.less), false),
    ("numericlessthanequals", .numeric(.lessOrEqual), false),
    ("numericgreaterthan", .numeric(.greater), false),
    ("numericgreaterthanequals", .numeric(.greaterOrEqual), false),
    ("dateequals", .date(.equal), false),
    ("datenotequals", .date(.equal), true),
    ("datelessthan", .date(.less), false),
    ("datelessthanequals", .date(.lessOrEqual), false),
    ("dategreaterthan", .date(.greater), false),
    ("dategreaterthanequals", .date(.greaterOrEqual), false),
    ("bool", .bool, false),
    ("binaryequals", .binaryEquals, false),
    ("ipaddress", .ipAddress, false),
    ("notipaddress", .ipAddress, true),
    ("arnequals", .arnLike, false),
    ("arnlike", .arnLike, false),
    ("arnnotequals", .arnLike, true),
    ("arnnotlike", .arnLike, true),
    ("null", .null, false),
  ]
}

/// Whether a text is a word of small letters, whatever its own case.
private func isSame(_ text: Substring.UTF8View, _ word: StaticString) -> Bool {
  guard text.count == word.utf8CodeUnitCount else { return false }
  return word.withUTF8Buffer { word in
    var index = 0
    for byte in text {
      if asciiLowercased(byte) != word[index] { return false }
      index += 1
    }
    return true
  }
}

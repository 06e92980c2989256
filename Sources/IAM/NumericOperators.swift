/// A value under NumericEquals, NumericLessThan and the like.
///
/// Whole and decimal numbers; no variables.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
struct NumericOperand: Sendable {
  private let number: DecimalNumber?
  private let relation: ConditionOperator.Relation

  init(_ text: String, _ relation: ConditionOperator.Relation) {
    number = DecimalNumber(Array(text.utf8))
    self.relation = relation
  }

  func likeness(to value: RequestValue) -> Likeness {
    guard let number else { return .nothing }
    guard case .text(let bytes) = value else { return .unknown }
    guard let theirs = DecimalNumber(bytes) else { return .incomparable }
    return relation.holds(theirs, number) ? .same : .different
  }
}

/// A decimal number with all of its digits, however many: account ids and sizes are compared exactly.
struct DecimalNumber: Hashable, Comparable, Sendable {
  private var isNegative = false
  /// The digits from the first to the last that is not 0.
  private var digits: ArraySlice<UInt8>
  /// How many of them stand before the point; negative where zeros stand between the two.
  private var scale: Int

  /// Reads `-12.50` or `1e3`; nil for hexadecimal, `inf`, `nan`, blanks and anything else.
  init?(_ text: [UInt8]) {
    var rest = text[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    let whole = Self.takeDigits(&rest)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = Self.takeDigits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty, let exponent = Self.exponent(rest) else {
      return nil
    }
    let all = whole + fraction
    digits = all.drop { $0 == UInt8(ascii: "0") }
    scale = whole.count - (all.count - digits.count) + exponent
    while digits.last == UInt8(ascii: "0") { digits = digits.dropLast() }
    if digits.isEmpty { (isNegative, scale) = (false, 0) }
  }

  static func == (left: DecimalNumber, right: DecimalNumber) -> Bool {
    left.isNegative == right.isNegative && left.scale == right.scale
      && left.digits.elementsEqual(right.digits)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(isNegative)
    hasher.combine(scale)
    hasher.combine(Array(digits))
  }

  static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  /// Compares without the signs.
  private func isSmaller(than other: DecimalNumber) -> Bool {
    guard !digits.isEmpty, !other.digits.isEmpty, scale != other.scale else {
      return digits.isEmpty || other.digits.isEmpty
        ? digits.isEmpty && !other.digits.isEmpty
        : digits.lexicographicallyPrecedes(other.digits)
    }
    return scale < other.scale
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix { (48...57).contains($0) }
    rest = rest[digits.endIndex...]
    return digits
  }

  /// What stands behind the digits: nothing, or a power of ten of up to six digits.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    guard let letter = text.first else { return 0 }
    let power = text.dropFirst()
    guard letter | 0x20 == UInt8(ascii: "e"), power.count <= 7 else { return nil }
    return Int(String(decoding: power, as: UTF8.self))
  }
}

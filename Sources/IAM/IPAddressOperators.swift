/// A value under IpAddress and NotIpAddress: an IPv4 or IPv6 address or range in CIDR notation.
///
/// A text that is no address never matches, negated or not.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
struct IPAddressOperand: Sendable {
  private let range: IPRange?

  init(_ text: String) {
    range = IPRange(text)
  }

  func likeness(to value: RequestValue) -> Likeness {
    guard let range else { return .nothing }
    guard case .text(let bytes) = value else { return .unknown }
    guard let theirs = IPRange(String(decoding: bytes, as: UTF8.self)) else { return .incomparable }
    return range.contains(theirs) ? .same : .different
  }
}

/// An address and the number of its leading bits that count.
public struct IPRange: Hashable, Sendable {
  let address: [UInt8]
  let prefixLength: Int

  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = Self.version4(parts[0]) ?? Self.version6(parts[0]) else { return nil }
    self.address = address
    guard parts.count == 2 else {
      prefixLength = address.count * 8
      return
    }
    guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
      let length = Int(parts[1]), length <= address.count * 8
    else { return nil }
    prefixLength = length
  }

  /// Whether all of the other range lies in this one.
  ///
  /// Ranges of different families never do.
  public func contains(_ other: IPRange) -> Bool {
    guard address.count == other.address.count, prefixLength <= other.prefixLength else {
      return false
    }
    let whole = prefixLength / 8
    guard address.prefix(whole) == other.address.prefix(whole) else { return false }
    let bits = prefixLength % 8
    return bits == 0 || (address[whole] ^ other.address[whole]) >> (8 - bits) == 0
  }

  /// The lowest address of the range.
  var first: [UInt8] {
    address.enumerated().map { index, byte in
      byte & ~UInt8(truncatingIfNeeded: 0xFF >> max(0, min(8, prefixLength - index * 8)))
    }
  }

  /// The address that follows the highest of the range; behind the last address of all comes the first.
  var behind: [UInt8] {
    var next = first
    guard prefixLength > 0 else { return next }
    var index = (prefixLength - 1) / 8
    var carry = UInt16(1) << UInt16(7 - (prefixLength - 1) % 8)
    while carry > 0, index >= 0 {
      let sum = UInt16(next[index]) + carry
      next[index] = UInt8(truncatingIfNeeded: sum)
      carry = sum >> 8
      index -= 1
    }
    return next
  }

  private static func version4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { part in
      (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
        ? UInt8(part) : nil
    }
    return bytes.count == 4 ? bytes : nil
  }

  private static func version6(_ text: Substring) -> [UInt8]? {
    guard text.utf8.contains(UInt8(ascii: ":")), let gap = gap(in: text) else { return nil }
    guard let head = groups(gap.head), let tail = groups(gap.tail) else { return nil }
    guard gap.isElided else { return head.count == 16 ? head : nil }
    guard head.count + tail.count <= 14 else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// What stands before and behind `::`, which may occur once.
  private static func gap(in text: Substring) -> (head: Substring, tail: Substring, isElided: Bool)?
  {
    var colons: [Substring.Index] = []
    for index in text.indices where text[index...].hasPrefix("::") { colons.append(index) }
    guard let first = colons.first else { return (text, "", false) }
    guard colons.count == 1 else { return nil }
    return (text[..<first], text[text.index(first, offsetBy: 2)...], true)
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, group) in groups.enumerated() {
      if index == groups.count - 1, let embedded = version4(group) {
        bytes += embedded
      } else {
        guard (1...4).contains(group.utf8.count), group.first?.isHexDigit == true,
          let value = UInt16(group, radix: 16)
        else { return nil }
        bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
      }
      guard bytes.count <= 16 else { return nil }
    }
    return bytes
  }
}

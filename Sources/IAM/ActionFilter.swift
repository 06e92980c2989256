/// Which services an Action element may be about, a bit for each of them and maybe others: it tells at once of most
/// statements that a request is none of their business.
struct ActionFilter: Sendable {
  private let bits: UInt64

  private init(bits: UInt64) {
    self.bits = bits
  }

  static let none = ActionFilter(bits: 0)
  static let every = ActionFilter(bits: .max)

  /// The service of an action, of which at least the name of the service is given; without one any.
  init(_ action: Span<UInt8>) {
    let colon = UInt64(UInt8(ascii: ":"))
    var name = asciiLowercased(action.packedHead.value)
    var count = 0
    while count < min(action.count, 8), name >> UInt64(count * 8) & 0xFF != colon { count += 1 }
    if count < 8 { name &= 1 << UInt64(count * 8) - 1 }
    bits = count == action.count ? .max : 1 << ((name &* 0x9E37_79B9_7F4A_7C15) >> 58)
  }

  func union(_ other: ActionFilter) -> ActionFilter { ActionFilter(bits: bits | other.bits) }

  func meets(_ other: ActionFilter) -> Bool { bits & other.bits != 0 }
}

/// The answer to a question whose inputs may be missing: Kleene's three values.
///
/// The cases are ordered, so that AND is `min` and OR is `max`: `false AND unknown` is false, `true OR
/// unknown` is true.
enum Truth: UInt8, Comparable, Sendable {
  case no
  case unknown
  case yes

  init(_ known: Bool) {
    self = known ? .yes : .no
  }

  /// Takes `nil` for a value that nobody knows.
  init(_ known: Bool?) {
    guard let known else {
      self = .unknown
      return
    }
    self.init(known)
  }

  static func < (left: Truth, right: Truth) -> Bool { left.rawValue < right.rawValue }

  static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }

  func and(_ other: Truth) -> Truth { rawValue < other.rawValue ? self : other }

  func or(_ other: Truth) -> Truth { rawValue > other.rawValue ? self : other }
}

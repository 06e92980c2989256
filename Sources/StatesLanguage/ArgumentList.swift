/// A list whose elements are known, or which is computed, or which is not given.
public enum ArgumentList<Element: Sendable>: Sendable {
  case absent
  /// The elements; there may be none.
  case fixed([Element])
  /// Known only when it runs: the expression, or why it cannot be known.
  case dynamic(String)

  /// The word for the case: `static`, `dynamic` or `absent`.
  public var kind: String {
    switch self {
    case .absent: "absent"
    case .fixed: "static"
    case .dynamic: "dynamic"
    }
  }

  /// The elements as far as they are known.
  public var values: [Element] { if case .fixed(let values) = self { values } else { [] } }

  /// The list with each element transformed; one that is not known stays so.
  public func map<Other>(_ transform: (Element) -> Other) -> ArgumentList<Other> {
    switch self {
    case .absent: .absent
    case .fixed(let values): .fixed(values.map(transform))
    case .dynamic(let why): .dynamic(why)
    }
  }
}

extension ArgumentList: Equatable where Element: Equatable {}
extension ArgumentList: Hashable where Element: Hashable {}

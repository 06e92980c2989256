/// A list of plain values in memory of its own, walked over without counting a reference.
///
/// A decision goes over a dozen lists in less time than it takes to count the references to them. Whoever makes one
/// deallocates it, and hands out no values beyond that.
struct PlainList<Element: BitwiseCopyable> {
  // Nothing is written to it once it is filled.
  nonisolated(unsafe) private let elements: UnsafeMutableBufferPointer<Element>

  init(_ list: [Element]) {
    elements = .allocate(capacity: list.count)
    _ = elements.initialize(fromContentsOf: list)
  }

  /// Takes the one elements, and the others behind them.
  init(_ first: UnsafeBufferPointer<Element>, _ rest: [Element]) {
    elements = .allocate(capacity: first.count + rest.count)
    let end = elements.initialize(fromContentsOf: first)
    _ = elements[end...].initialize(fromContentsOf: rest)
  }

  func deallocate() { elements.deallocate() }

  var count: Int { elements.count }
  var indices: Range<Int> { 0..<elements.count }

  subscript(index: Int) -> Element {
    precondition(index >= 0 && index < elements.count)
    return elements[index]
  }

  subscript(range: Range<Int>) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(rebasing: elements[range])
  }
}

extension PlainList: Sendable where Element: Sendable {}

/// A run of the elements of a list.
struct PlainRun: Sendable {
  private let lower: Int32
  private let upper: Int32

  /// Takes a range, counted from a place before it.
  init(_ range: Range<Int>, from start: Int = 0) {
    lower = Int32(range.lowerBound - start)
    upper = Int32(range.upperBound - start)
  }

  static let none = PlainRun(0..<0)

  var range: Range<Int> { Int(lower)..<Int(upper) }
  var isEmpty: Bool { lower == upper }
}

/// Pattern against pattern: does one match all that the other matches, or at least something of it?
extension Glob {
  /// Whether every text that `other` matches is matched by this pattern as well.
  ///
  /// Exact, but for patterns of many runs on both sides, where it gives up after `familyLimit` states and
  /// says no, which only makes an answer less certain.
  public func covers(_ other: Glob) -> Bool {
    if isAny || bytes == other.bytes { return true }
    if other.isLiteral { return matches(other.bytes) }
    guard let first = bytes.firstIndex(where: { $0 >= Self.anyOne }) else { return false }
    if first == bytes.count - 1, bytes[first] == Self.anyRun {
      let known = other.bytes.prefix { $0 < Self.anyOne }
      return known.starts(with: bytes[..<first])
    }
    return Cover(Symbols(bytes)).covers(Symbols(other.bytes))
  }

  /// Whether some text is matched by both patterns.
  public func overlaps(_ other: Glob) -> Bool {
    if isAny || other.isAny { return true }
    if isLiteral { return other.matches(bytes) }
    if other.isLiteral { return matches(other.bytes) }
    let left = Symbols(bytes).list
    let right = Symbols(other.bytes).list
    // after[j]: the rest of `left` behind the symbol in hand and right[j...] share a text.
    var after = [Bool](repeating: false, count: right.count + 1)
    for i in stride(from: left.count, through: 0, by: -1) {
      var row = [Bool](repeating: false, count: right.count + 1)
      for j in stride(from: right.count, through: 0, by: -1) {
        if i == left.count, j == right.count {
          row[j] = true
        } else if i < left.count, left[i] == Symbols.anyRun {
          row[j] = after[j] || (j < right.count && row[j + 1])
        } else if j < right.count, right[j] == Symbols.anyRun {
          row[j] = row[j + 1] || (i < left.count && after[j])
        } else if i < left.count, j < right.count {
          let shared =
            left[i] == right[j] || left[i] == Symbols.anyOne || right[j] == Symbols.anyOne
          row[j] = shared && after[j + 1]
        }
      }
      after = row
    }
    return after[0]
  }
}

/// A pattern as whole characters, for which `?` is one symbol and not up to four bytes.
private struct Symbols {
  static let anyRun = UInt32.max
  static let anyOne = UInt32.max - 1

  var list: [UInt32] = []

  init(_ bytes: [UInt8]) {
    for piece in bytes.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 >= Glob.anyOne })
    {
      list += String(decoding: piece, as: UTF8.self).unicodeScalars.map(\.value)
      guard piece.endIndex < bytes.endIndex else { break }
      list.append(bytes[piece.endIndex] == Glob.anyRun ? Self.anyRun : Self.anyOne)
    }
  }
}

/// Inclusion of one pattern in another, by following all positions of the covering one at once.
///
/// A character that the covering pattern does not name leaves the fewest positions standing, so `?` and
/// `*` of the covered pattern need to be tried with such a stranger only: `?` once, `*` any number of times
/// until nothing changes.
private struct Cover {
  private static let familyLimit = 256

  private let pattern: [UInt32]

  init(_ symbols: Symbols) {
    pattern = symbols.list
  }

  func covers(_ other: Symbols) -> Bool {
    var family: [[Bool]] = [closed([0])]
    for symbol in other.list {
      if symbol == Symbols.anyRun {
        family = minimal(family.flatMap(repeated))
      } else {
        family = minimal(family.map { step($0, symbol) })
      }
      guard family.count <= Self.familyLimit, !family.contains(where: { !$0.contains(true) }) else {
        return false
      }
    }
    return family.allSatisfy { $0[pattern.count] }
  }

  /// The sets that none, one, two, … strangers lead to.
  private func repeated(_ start: [Bool]) -> [[Bool]] {
    var sets = [start]
    var current = start
    while true {
      let next = step(current, Symbols.anyOne)
      if next == current { return sets }
      sets.append(next)
      current = next
    }
  }

  /// The positions after one more character; `anyOne` is a character that the pattern does not name.
  private func step(_ positions: [Bool], _ symbol: UInt32) -> [Bool] {
    var next: [Int] = []
    for (position, isReached) in positions.enumerated() where isReached && position < pattern.count
    {
      let own = pattern[position]
      if own == Symbols.anyRun {
        next.append(position)
      } else if own == Symbols.anyOne || (own == symbol) {
        next.append(position + 1)
      }
    }
    return closed(next)
  }

  private func closed(_ positions: [Int]) -> [Bool] {
    var set = [Bool](repeating: false, count: pattern.count + 1)
    for position in positions { set[position] = true }
    for (position, symbol) in pattern.enumerated() where symbol == Symbols.anyRun && set[position] {
      set[position + 1] = true
    }
    return set
  }

  /// Drops every set that holds all of another one: where the smaller succeeds, so does the larger.
  private func minimal(_ family: [[Bool]]) -> [[Bool]] {
    var kept: [[Bool]] = []
    for set in family {
      if kept.contains(where: { isSubset($0, of: set) }) { continue }
      kept.removeAll { isSubset(set, of: $0) }
      kept.append(set)
    }
    return kept
  }

  private func isSubset(_ inner: [Bool], of outer: [Bool]) -> Bool {
    zip(inner, outer).allSatisfy { !$0 || $1 }
  }
}

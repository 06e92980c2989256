/// The conditions of a query: the terms of its WHERE and ON clauses, however deep they stand in it.
///
/// Terms are what AND joins, or OR where nothing else joins them, also within parentheses. SQLite has parsed the query before,
/// so that only its words and parentheses have to be told apart here.
struct QueryTerms {
  struct Term {
    /// The place of the condition in the query, as UTF-8.
    var range: Range<Int>
    var text: String
    var line: Int
    /// What takes its place where it is dropped: what changes nothing beside AND, or beside OR.
    var neutral: String
  }

  private(set) var terms: [Term] = []
  private let sql: [UInt8]
  private let words: [Word]

  /// A word, a parenthesis, a comma or anything else that is not blank, by its place.
  private struct Word {
    var range: Range<Int>
    var text: String
    /// How many parentheses and CASEs it stands in.
    var depth: Int
  }

  init(of sql: String) {
    self.sql = Array(sql.utf8)
    words = Self.words(of: self.sql)
    for (index, word) in words.enumerated() where word.text == "WHERE" || word.text == "ON" {
      add(index + 1..<end(ofClause: index), neutral: "1")
    }
  }

  /// The query without one of its terms.
  func dropping(_ term: Term) -> String {
    String(
      decoding: sql[..<term.range.lowerBound] + Array(term.neutral.utf8)
        + sql[term.range.upperBound...], as: UTF8.self)
  }

  /// Words that end a condition where they stand as deep as it.
  private static let clauses: Set<String> = [
    "WHERE", "GROUP", "ORDER", "LIMIT", "HAVING", "UNION", "EXCEPT", "INTERSECT", "WINDOW", "JOIN",
    "LEFT", "INNER", "CROSS", "FULL", "RIGHT", "NATURAL", ",", ";",
  ]

  private func end(ofClause start: Int) -> Int {
    let depth = words[start].depth
    return words.indices[(start + 1)...].first {
      words[$0].depth < depth || (words[$0].depth == depth && Self.clauses.contains(words[$0].text))
    } ?? words.endIndex
  }

  /// Adds the terms of a condition, and those within it.
  private mutating func add(_ condition: Range<Int>, neutral: String) {
    guard let first = condition.first else { return }
    let depth = words[first].depth
    let parts: [Range<Int>]
    var inner = "1"
    let disjuncts = split(condition, at: "OR", depth)
    if disjuncts.count > 1 {
      (parts, inner) = (disjuncts, "0")
    } else {
      parts = split(condition, at: "AND", depth)
    }
    guard parts.count > 1 else {
      if words[first].text == "(", close(of: first) == condition.upperBound - 1,
        words[first + 1].text != "SELECT", words[first + 1].text != "WITH"
      {
        return add(first + 1..<condition.upperBound - 1, neutral: neutral)
      }
      return add(term: condition, neutral: neutral)
    }
    for part in parts { add(part, neutral: inner) }
  }

  private mutating func add(term: Range<Int>, neutral: String) {
    let range =
      words[term.lowerBound].range.lowerBound..<words[term.upperBound - 1].range.upperBound
    terms.append(
      Term(
        range: range, text: String(decoding: sql[range], as: UTF8.self),
        line: 1 + sql[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") }, neutral: neutral))
  }

  /// The parts of a condition between the words AND or OR of its own depth; the AND of a BETWEEN parts nothing.
  private func split(_ condition: Range<Int>, at word: String, _ depth: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = condition.lowerBound
    var isBetween = false
    for index in condition where words[index].depth == depth {
      if words[index].text == "BETWEEN" { isBetween = true }
      guard words[index].text == word else { continue }
      if isBetween, word == "AND" {
        isBetween = false
        continue
      }
      parts.append(start..<index)
      start = index + 1
    }
    return parts + [start..<condition.upperBound]
  }

  private func close(of open: Int) -> Int? {
    words.indices[(open + 1)...].first {
      words[$0].text == ")" && words[$0].depth == words[open].depth
    }
  }

  private static func words(of sql: [UInt8]) -> [Word] {
    var words: [Word] = []
    var depth = 0
    var index = 0
    while index < sql.count {
      let end = endOfWord(sql, at: index)
      defer { index = end }
      let byte = sql[index]
      if byte <= 0x20 || (byte == UInt8(ascii: "-") && end - index > 1) { continue }
      let text = String(decoding: sql[index..<end], as: UTF8.self).uppercased()
      if text == ")" || text == "END" { depth -= 1 }
      words.append(Word(range: index..<end, text: text, depth: depth))
      if text == "(" || text == "CASE" { depth += 1 }
    }
    return words
  }

  /// Where a blank, a comment, a text, a name or a single character ends.
  private static func endOfWord(_ sql: [UInt8], at start: Int) -> Int {
    func end(where isBehind: (UInt8) -> Bool) -> Int {
      sql[(start + 1)...].firstIndex(where: isBehind) ?? sql.count
    }
    switch sql[start] {
    case UInt8(ascii: "'"): return min(end { $0 == UInt8(ascii: "'") } + 1, sql.count)
    case UInt8(ascii: "\""): return min(end { $0 == UInt8(ascii: "\"") } + 1, sql.count)
    case UInt8(ascii: "-") where sql[(start + 1)...].first == UInt8(ascii: "-"):
      return end { $0 == UInt8(ascii: "\n") }
    case let byte where isLetter(byte): return end { !isLetter($0) }
    default: return start + 1
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte >= 0x80
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }
}

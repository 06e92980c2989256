/// Turns texts that anybody may have written into Markdown that says exactly them and does nothing else.
///
/// The rules are those of CommonMark 0.31 and of GitHub's additions to it (https://github.github.com/gfm/). The means
/// is the code span: in it nothing is markup, no HTML, no link and no mention. So a name is a code span, and in a
/// sentence every word that is more than letters becomes one: ARNs, actions and paths read better so, and hostile
/// words can do nothing there. No word needs a backslash, which a terminal would show.
enum MarkdownText {
  /// A name, an ARN or a path as a code span, cut in the middle when longer than `limit`.
  static func code(_ text: String, limit: Int = 160) -> String {
    guard !text.isEmpty else { return "–" }
    let content = text.visible(limit: limit) { "…(\($0))…" }
    guard content.utf8.contains(UInt8(ascii: "`")) || content.first == " " else {
      return "`\(content)`"
    }
    let fence = String(repeating: "`", count: longestRun(of: UInt8(ascii: "`"), in: content) + 1)
    // One space at both ends is taken off again, and keeps the backticks of the name and of the span apart.
    return "\(fence) \(content) \(fence)"
  }

  /// A word of ours where it is one, else a code span.
  static func plain(_ word: String) -> String {
    word.utf8.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "-") } ? word : code(word)
  }

  /// A sentence, for anywhere but the beginning of a line.
  ///
  /// What stands between two backticks is a code span, as its author meant it; other words become one if they need to.
  static func prose(_ text: String, limit: Int = 800) -> String {
    let bytes = Array(text.visible(limit: limit, atWords: true) { "…(\($0))…" }.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    var start = 0
    while start < bytes.count {
      if let end = endOfQuoted(bytes, start) {
        append(
          code(String(decoding: bytes[(start + 1)..<end], as: UTF8.self), limit: .max), to: &out)
        start = end + 1
        continue
      }
      let isWord = isWordByte(bytes[start])
      let end =
        bytes[(start + 1)...].indices.first {
          isWordByte(bytes[$0]) != isWord || endOfQuoted(bytes, $0) != nil
        } ?? bytes.count
      if isWord { appendWord(bytes[start..<end], to: &out) } else { out += bytes[start..<end] }
      start = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The first sentence and the others, which begin with a letter, so that they may begin a line.
  ///
  /// What stands between backticks ends no sentence.
  static func sentences(_ text: String) -> (first: String, rest: String) {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "`" { isQuoted.toggle() }
      guard !isQuoted, text[index] == "。" || text[index] == "." else { continue }
      let end = text.index(after: index)
      let rest = text[end...].drop { $0 == " " }
      guard let first = rest.first else { break }
      // A lower-case letter follows an abbreviation.
      if text[index] == "。" ? first.isLetter : first.isUppercase && rest.startIndex > end {
        return (String(text[..<end]), String(rest))
      }
    }
    return (text, "")
  }

  /// Inline Markdown, made fit for a cell of a table.
  static func cell(_ markdown: String) -> String {
    var out = ""
    var previous: Unicode.Scalar = " "
    for scalar in markdown.unicodeScalars {
      if scalar == "|" {
        // Readers differ on what a backslash before an escaped pipe means.
        out += previous == "\\" ? "\\u{7c}" : "\\|"
      } else {
        out.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return out
  }

  /// A block of text as it is, control characters aside, from one fence to the other.
  static func block(_ text: String, language: String) -> String {
    let fence = String(
      repeating: "`", count: max(3, longestRun(of: UInt8(ascii: "`"), in: text) + 1))
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }

  /// Where the backtick is that ends what one at `start` begins, if both are single.
  private static func endOfQuoted(_ bytes: [UInt8], _ start: Int) -> Int? {
    let tick = UInt8(ascii: "`")
    let blank = UInt8(ascii: " ")
    guard bytes[start] == tick, let end = bytes[(start + 1)...].firstIndex(of: tick),
      end > start + 1, bytes[start + 1] != blank, bytes[end - 1] != blank
    else { return nil }
    return end + 1 < bytes.count && bytes[end + 1] == tick ? nil : end
  }

  private static func append(_ span: String, to out: inout [UInt8]) {
    // Two spans side by side would be read as one.
    if out.last == UInt8(ascii: "`") { out.append(UInt8(ascii: " ")) }
    out += span.utf8
  }

  private static func appendWord(_ word: ArraySlice<UInt8>, to out: inout [UInt8]) {
    let rest = word.drop { $0 == UInt8(ascii: "(") || isQuote($0) }
    let closers = rest.reversed().prefix { ".,;:!?)".utf8.contains($0) || isQuote($0) }.count
    let core = rest.dropLast(closers)
    out += word[..<rest.startIndex]
    if core.isEmpty || isPlain(core) {
      out += core
    } else {
      append(code(String(decoding: core, as: UTF8.self), limit: .max), to: &out)
    }
    out += rest.suffix(closers)
  }

  /// Whether a word is nothing but letters, or nothing but digits, so that no reader of Markdown finds a meaning in it.
  private static func isPlain(_ word: ArraySlice<UInt8>) -> Bool {
    if word.allSatisfy({ isLetter($0) || "'-/()".utf8.contains($0) }) { return true }
    if word.allSatisfy({ isDigit($0) || ".,%-".utf8.contains($0) }) { return true }
    // e.g. and i.e.
    return word.split(separator: UInt8(ascii: ".")).allSatisfy {
      $0.count == 1 && $0.allSatisfy(isLetter)
    }
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isWordByte(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  private static func longestRun(of byte: UInt8, in text: String) -> Int {
    var longest = 0
    var run = 0
    for other in text.utf8 {
      run = other == byte ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

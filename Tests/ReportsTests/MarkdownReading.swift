/// A reader of Markdown that knows just enough of CommonMark and GitHub's tables to tell structure from text.
struct MarkdownReading {
  enum Line: Equatable {
    case blank
    case heading(Int)
    case item(indent: Int)
    case row(columns: Int)
    case fence(info: String)
    case code
    case rule
    case text
  }

  /// What each line is.
  ///
  /// Lines of code are left out: how many there are depends on what is quoted.
  private(set) var lines: [Line] = []
  /// What a reader of the lines takes for more than plain words: everything outside of code spans and fences.
  private(set) var outsideCode = ""

  init(_ markdown: String) {
    var fence: Int?
    for raw in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = String(raw)
      let ticks = line.prefix { $0 == "`" }.count
      if let open = fence {
        if ticks >= open, line.allSatisfy({ $0 == "`" }) {
          fence = nil
          lines.append(.fence(info: ""))
        }
        continue
      }
      if ticks >= 3, !line.dropFirst(ticks).contains("`") {
        fence = ticks
        lines.append(.fence(info: String(line.dropFirst(ticks))))
        continue
      }
      lines.append(Self.kind(line))
      outsideCode += Self.withoutCodeSpans(line) + "\n"
    }
    if fence != nil { lines.append(.code) }
  }

  private static func kind(_ line: String) -> Line {
    let indent = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(indent)
    let hashes = rest.prefix { $0 == "#" }.count
    if rest.isEmpty { return .blank }
    if (1...6).contains(hashes), rest.dropFirst(hashes).first == " " { return .heading(hashes) }
    if rest.hasPrefix("|") { return .row(columns: columns(rest)) }
    if rest.count >= 3, rest.allSatisfy({ $0 == "-" }) || rest.allSatisfy({ $0 == "=" }) {
      return .rule
    }
    let digits = rest.prefix(while: \.isNumber).count
    if rest.hasPrefix("- ") || digits > 0 && rest.dropFirst(digits).hasPrefix(". ") {
      return .item(indent: indent)
    }
    return .text
  }

  /// The cells of a row: pipes part them, wherever they stand, unless a backslash stands before.
  private static func columns(_ row: Substring) -> Int {
    var columns = -1
    var isEscaped = false
    for scalar in row.unicodeScalars {
      if scalar == "|", !isEscaped { columns += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return columns
  }

  /// A line without its code spans: a run of backticks up to the next run of the same length.
  private static func withoutCodeSpans(_ line: String) -> String {
    let scalars = Array(line.unicodeScalars)
    var out = String.UnicodeScalarView()
    var i = 0
    while i < scalars.count {
      guard scalars[i] == "`" else {
        out.append(scalars[i])
        i += 1
        continue
      }
      let length = run(scalars, i)
      var j = i + length
      while j < scalars.count, run(scalars, j) != length { j += max(1, run(scalars, j)) }
      if j < scalars.count {
        i = j + length
      } else {
        out.append(contentsOf: scalars[i..<(i + length)])
        i += length
      }
    }
    return String(out)
  }

  private static func run(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
    var end = start
    while end < scalars.count, scalars[end] == "`" { end += 1 }
    return end - start
  }
}

extension Unicode.Scalar {
  /// Whether a terminal obeys it, or the eye is misled by it.
  var isDangerous: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}

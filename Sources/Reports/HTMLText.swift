/// Turns texts that anybody may have written into HTML that says exactly them and does nothing else.
///
/// Every character that HTML gives a meaning in a text or between quotes is escaped, and what a reader cannot see is
/// written as its visible escape (https://html.spec.whatwg.org/multipage/parsing.html).
enum HTMLText {
  /// A text on one line, for an element or a quoted attribute.
  static func escaped(_ text: String) -> String { escaped(text, keepsLines: false) }

  /// A text that keeps its lines, for an element that shows them.
  static func block(_ text: String) -> String { escaped(text, keepsLines: true) }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var out = ""
    out.reserveCapacity(text.utf8.count + 32)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n" where keepsLines: out += "\n"
      case _ where scalar.isUnseen || scalar.value & 0xFFFE == 0xFFFE: out += scalar.visibleEscape
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x27, 0x3C, 0x3E: false
    default: byte >= 0x20 && byte < 0x7F
    }
  }

  /// Markdown of one line, as our own words are written: code spans and `**` become elements, all else stays text.
  static func inline(_ markdown: String) -> String {
    var out = ""
    var isStrong = false
    scan(markdown) { piece in
      switch piece {
      case .text(let text): out += escaped(text)
      case .code(let text): out += "<code>" + escaped(text) + "</code>"
      case .strong:
        out += isStrong ? "</strong>" : "<strong>"
        isStrong.toggle()
      }
    }
    return isStrong ? out + "</strong>" : out
  }

  /// The same without elements and not yet escaped, for places that take text alone.
  static func plain(_ markdown: String) -> String {
    var out = ""
    scan(markdown) { piece in
      switch piece {
      case .text(let text), .code(let text): out += text
      case .strong: break
      }
    }
    return out
  }

  /// Items of a list in Markdown, each with those below it, as items in HTML.
  static func items(_ items: some Sequence<String>) -> String {
    var out = "<ul class=\"list\">\n"
    for item in items {
      let lines = item.split(separator: "\n").map { $0.drop { $0 == " " }.dropFirst(2) }
      out += "<li>" + inline(String(lines.first ?? ""))
      if lines.count > 1 {
        out += "<ul>"
        for line in lines.dropFirst() { out += "<li>" + inline(String(line)) + "</li>" }
        out += "</ul>"
      }
      out += "</li>\n"
    }
    return out + "</ul>\n"
  }

  private enum Piece {
    case text(String)
    case code(String)
    case strong
  }

  /// Code spans as CommonMark reads them: from a run of backticks to the next run that is as long.
  private static func scan(_ markdown: String, _ take: (Piece) -> Void) {
    let bytes = Array(markdown.utf8)
    let tick = UInt8(ascii: "`")
    let star = UInt8(ascii: "*")
    var start = 0
    var i = 0
    func text(to end: Int) {
      if end > start { take(.text(String(decoding: bytes[start..<end], as: UTF8.self))) }
    }
    while i < bytes.count {
      if bytes[i] == tick {
        let size = run(of: tick, in: bytes, at: i)
        if let end = closing(size, in: bytes, from: i + size) {
          text(to: i)
          take(.code(content(bytes[(i + size)..<end])))
          start = end + size
        }
        i = max(start, i + size)
      } else if bytes[i] == star, i + 1 < bytes.count, bytes[i + 1] == star {
        text(to: i)
        take(.strong)
        i += 2
        start = i
      } else {
        i += 1
      }
    }
    text(to: bytes.count)
  }

  private static func run(of byte: UInt8, in bytes: [UInt8], at start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == byte { end += 1 }
    return end - start
  }

  private static func closing(_ size: Int, in bytes: [UInt8], from start: Int) -> Int? {
    let tick = UInt8(ascii: "`")
    var i = start
    while i < bytes.count {
      guard bytes[i] == tick else {
        i += 1
        continue
      }
      let run = run(of: tick, in: bytes, at: i)
      if run == size { return i }
      i += run
    }
    return nil
  }

  /// One space at both ends only keeps the backticks apart.
  private static func content(_ bytes: ArraySlice<UInt8>) -> String {
    let blank = UInt8(ascii: " ")
    let isPadded =
      bytes.count > 2 && bytes.first == blank && bytes.last == blank
      && bytes.contains { $0 != blank }
    return String(decoding: isPadded ? bytes.dropFirst().dropLast() : bytes, as: UTF8.self)
  }
}

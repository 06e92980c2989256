/// A table for a terminal: columns side by side, as wide as what is in them, or cut to fit.
struct TextTable {
  struct Column {
    var title: String
    /// Whether it holds numbers, which stand at its right.
    var isNumeric = false
    /// Whether its texts may be cut where the table is too wide.
    var mayShrink = true
  }

  var columns: [Column]
  var rows: [[String]]

  private static let gap = 2
  private static let least = 8

  /// The lines, each without blanks at its end.
  ///
  /// - Parameter width: in how many cells of a terminal they are to fit as far as they can; nil: nothing is cut.
  /// - Returns: the titles and the rows.
  func lines(width: Int?) -> [String] {
    let texts = ([columns.map(\.title)] + rows).map { $0.map(Self.harmless) }
    var widths = columns.indices.map { column in texts.map { Self.width($0[column]) }.max() ?? 0 }
    if let width {
      var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
      while excess > 0 {
        let candidates = columns.indices.filter {
          columns[$0].mayShrink && !columns[$0].isNumeric && widths[$0] > Self.least
        }
        guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
        widths[widest] -= 1
        excess -= 1
      }
    }
    return texts.map { row in
      let cells = columns.indices.map { i in
        let text = Self.cut(row[i], to: widths[i])
        let blank = String(repeating: " ", count: max(0, widths[i] - Self.width(text)))
        return columns[i].isNumeric ? blank + text : text + blank
      }
      let line = cells.joined(separator: String(repeating: " ", count: Self.gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// A text on one line that steers no terminal.
  private static func harmless(_ text: String) -> String {
    text.visible(limit: 2_000) { "…(\($0))…" }
  }

  /// A text of at most that width, its middle left out where it is wider.
  static func cut(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    let scalars = Array(text.unicodeScalars)
    func piece(_ scalars: some Sequence<Unicode.Scalar>, _ limit: Int) -> [Unicode.Scalar] {
      var left = limit
      return scalars.prefix { scalar in
        left -= width(scalar)
        return left >= 0
      }
    }
    var out = String.UnicodeScalarView(piece(scalars, (limit - 1) / 2))
    out.append("…")
    out.append(contentsOf: piece(scalars.reversed(), limit - 1 - (limit - 1) / 2).reversed())
    return String(out)
  }

  /// How many cells of a terminal a text takes.
  static func width(_ text: String) -> Int {
    text.utf8.allSatisfy { $0 < 0x80 }
      ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// Two for what East Asian Width calls wide, none for marks on what stands before (Unicode Standard Annex 11).
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

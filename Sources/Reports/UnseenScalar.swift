extension Unicode.Scalar {
  /// Whether a reader cannot see it for what it is: it is drawn as nothing, moves the cursor, begins a new line or
  /// turns the direction of what follows.
  ///
  /// These are the control and format characters, U+2028, U+2029 and all that Unicode ignores by default. A terminal
  /// obeys the first, and the eye falls for the others (Unicode Technical Report 36, "Security Considerations").
  var isUnseen: Bool {
    if value < 0x7F { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return properties.isDefaultIgnorableCodePoint
    }
  }

  /// The scalar as people can read it: `\u{202e}`.
  var visibleEscape: String { "\\u{\(String(value, radix: 16))}" }
}

extension String {
  /// The text with every unseen scalar written as its visible escape, its middle left out where it is too long.
  ///
  /// - Parameters:
  ///   - limit: about how many scalars the result has at most, escapes included.
  ///   - atWords: whether to cut between words, where there are any: a name that is cut looks like another name.
  ///   - cut: what stands for the middle, from the number of scalars left out.
  /// - Returns: a text on one line, whatever it shows.
  func visible(limit: Int, atWords: Bool = false, cut: (Int) -> String) -> String {
    if utf8.count <= limit, utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    let whole = Self.escaping(unicodeScalars, limit: limit)
    if whole.count == unicodeScalars.count { return whole.pieces.joined() }
    // What stands for the middle is not to be longer than it.
    let rest = 16
    if unicodeScalars.count <= limit + rest {
      let whole = Self.escaping(unicodeScalars, limit: limit + rest)
      if whole.count == unicodeScalars.count { return whole.pieces.joined() }
    }
    let tail = Self.escaping(unicodeScalars.reversed(), limit: limit / 4)
    let head = Self.escaping(unicodeScalars, limit: limit - limit / 4)
    let first = atWords ? Self.wholeWords(head.pieces) : head.pieces
    let last = (atWords ? Self.wholeWords(tail.pieces) : tail.pieces).reversed()
    return first.joined() + cut(unicodeScalars.count - first.count - last.count) + last.joined()
  }

  /// Escapes scalars, one a piece, until the text has `limit` of them.
  private static func escaping(
    _ scalars: some Sequence<Unicode.Scalar>, limit: Int
  ) -> (pieces: [String], count: Int) {
    var pieces: [String] = []
    var size = 0
    for scalar in scalars {
      let piece = scalar.isUnseen ? scalar.visibleEscape : String(scalar)
      size += piece.unicodeScalars.count
      if size > limit { break }
      pieces.append(piece)
    }
    return (pieces, pieces.count)
  }

  /// The pieces without the word at their end, which may go on behind it; all of them if no word ends in the second half.
  private static func wholeWords(_ pieces: [String]) -> [String] {
    let isBorder = { (piece: String) in piece == " " || piece.utf8.allSatisfy { $0 >= 0x80 } }
    guard let end = pieces.lastIndex(where: isBorder), end >= pieces.count / 2 else {
      return pieces
    }
    return Array(pieces[...end])
  }
}

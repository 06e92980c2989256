/// What is known, before anything runs, of a single value.
///
/// The cases are four, and no two of them may be taken for each other: a value that is computed is not a value that is
/// missing.
public enum Scalar: Hashable, Sendable {
  /// The value itself. Numbers and booleans are the text that JSON writes for them.
  case fixed(String)
  /// A glob in which `*` stands for any text, none included. No other character is special.
  case pattern(String)
  /// Known only when it runs: the expression that computes it, or why it cannot be known.
  case dynamic(String)
  /// Not given.
  case absent

  /// The word for the case: `static`, `pattern`, `dynamic` or `absent`.
  public var kind: String {
    switch self {
    case .fixed: "static"
    case .pattern: "pattern"
    case .dynamic: "dynamic"
    case .absent: "absent"
    }
  }

  /// The text, the glob or the expression; nil where nothing was given.
  public var value: String? {
    switch self {
    case .fixed(let text), .pattern(let text), .dynamic(let text): text
    case .absent: nil
    }
  }

  /// The text itself; nil where it is anything else than fixed.
  public var fixedValue: String? { if case .fixed(let text) = self { text } else { nil } }

  /// A text from pieces between which lies what is not known.
  ///
  /// With nothing known at all, the text is as dynamic as the expression that makes it.
  init(pieces: [String], of expression: String) {
    if pieces.count == 1 {
      self = .fixed(pieces[0])
    } else if pieces.allSatisfy(\.isEmpty) {
      self = .dynamic(expression)
    } else {
      var glob = pieces[0]
      for (piece, before) in zip(pieces.dropFirst(), pieces) {
        // Two unknown texts side by side are one.
        glob += (before.isEmpty && glob.utf8.last == UInt8(ascii: "*") ? "" : "*") + piece
      }
      self = .pattern(glob)
    }
  }
}

/// What is known of a structure of which only this much matters.
public enum Presence: Hashable, Sendable {
  case absent
  /// Given, with nothing in it: `{}` or `[]`.
  case empty
  case fixed
  /// Known only when it runs: the expression, or why it cannot be known.
  case dynamic(String)

  /// The word for the case: `static`, `dynamic` or `absent`, which an empty structure counts as.
  public var kind: String {
    switch self {
    case .absent, .empty: "absent"
    case .fixed: "static"
    case .dynamic: "dynamic"
    }
  }
}

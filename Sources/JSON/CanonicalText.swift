/// What becomes of a member of an object, or of an element of a list, when its canonical text is written.
public enum CanonicalChoice<Context> {
  case drop
  /// The value stays; the context is the one in which its own members are judged.
  case keep(Context)
  /// The value is replaced by that text, as a string.
  case replace(String)
}

/// Names the parts of a value that its canonical text holds.
///
/// An importer says with it which fields it keeps.
public protocol CanonicalFilter {
  associatedtype Context
  /// What becomes of the member of that name of an object.
  func member(_ name: JSONName, _ value: JSONNode, in context: Context) -> CanonicalChoice<Context>
  /// What becomes of an element of a list.
  func element(_ value: JSONNode, in context: Context) -> CanonicalChoice<Context>
  /// Whether the order of a list of texts in this context means nothing, so that it is sorted.
  func isSet(_ list: JSONNode, in context: Context) -> Bool
}

/// Canonical text in the making, as its UTF-8 bytes: what is composed of many values becomes a `String` once.
public enum CanonicalText {
  /// Appends a text with its quotes and the shortest escapes.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    appendQuoted(text, to: &bytes)
  }

  /// Appends the canonical text of a value.
  public static func append(_ node: JSONNode, to bytes: inout [UInt8]) {
    CanonicalWriter.append(node, to: &bytes) { $0.write(node.index, sortingTexts: false) }
  }

  /// Appends the canonical text of what a filter keeps of a value.
  @inlinable
  public static func append<Filter: CanonicalFilter>(
    _ node: JSONNode, _ filter: Filter, _ context: Filter.Context, to bytes: inout [UInt8]
  ) {
    CanonicalWriter.append(node, to: &bytes) { $0.write(node.tapeIndex, filter, context) }
  }
}

extension JSONNode {
  /// The one text of this value: names sorted by their bytes, no spaces, the shortest escapes.
  ///
  /// Of several members of one name the last counts, as it does for the subscript.
  ///
  /// - Parameter sortingTexts: whether lists that hold texts only are sorted, as fits documents in which such lists
  ///   are sets; IAM policies are of this kind.
  /// - Returns: the text; equal values have equal texts.
  public func canonical(sortingTexts: Bool = false) -> String {
    var bytes: [UInt8] = []
    CanonicalWriter.append(self, to: &bytes) { $0.write(index, sortingTexts: sortingTexts) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The canonical text of what a filter keeps of this value.
  @inlinable
  public func canonical<Filter: CanonicalFilter>(
    _ filter: Filter, _ context: Filter.Context
  ) -> String {
    var bytes: [UInt8] = []
    CanonicalText.append(self, filter, context, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

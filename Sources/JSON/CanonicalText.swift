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
  /// What becomes of the member `key` of an object.
  func member(_ key: String, _ value: JSONNode, in context: Context) -> CanonicalChoice<Context>
  /// What becomes of an element of a list.
  func element(_ value: JSONNode, in context: Context) -> CanonicalChoice<Context>
  /// Whether the order of a list of texts in this context means nothing, so that it is sorted.
  func isSet(_ list: JSONNode, in context: Context) -> Bool
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
    CanonicalWriter.text(of: self) { $0.write(index, sortingTexts: sortingTexts) }
  }

  /// The canonical text of what a filter keeps of this value.
  @inlinable
  public func canonical<Filter: CanonicalFilter>(
    _ filter: Filter, _ context: Filter.Context
  ) -> String {
    CanonicalWriter.text(of: self) { $0.write(tapeIndex, filter, context) }
  }
}

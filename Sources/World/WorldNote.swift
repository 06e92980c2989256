/// Something in the record that the world could not make sense of, or only half.
///
/// It may be a policy that is none, or a definition that is not valid Amazon States Language. Questions that rest on it are
/// answered `unknown`.
public struct WorldNote: Hashable, Sendable {
  /// The ARN of the resource.
  public var resource: String
  /// The account whose export shows the resource; nil: the one in its ARN.
  public var account: String?
  /// As the record names it: `trust`, `inline:NAME`, `document`, `definition`, `content`.
  public var aspect: String
  /// RFC 6901, in the document.
  public var pointer: String
  public var text: String
  public var hint: String?
  /// Whether something may have gone unseen because of it.
  public var isError = true
}

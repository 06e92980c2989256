/// When the newest word on a scope was spoken.
public struct ScopeImport: Hashable, Sendable {
  public var account: String
  public var region: String
  public var kind: String
  /// The time of the import, RFC 3339 UTC.
  public var at: String
}

/// What was read, all in all.
public struct ImportSummary: Sendable {
  /// The files that were looked at.
  public var files = 0
  /// Of these, the exports that were read.
  public var recognised = 0
  /// Of these, the exports and evidence that are known and not read: networks, instances, settings.
  public var passedOver = 0
  /// The readings that were delivered.
  public var elements = 0
  /// Of the files that were looked at, in their order; nil unless wanted, and where one of them can be read only once, or not to its end.
  public var digests: [FileDigest]?
  /// Sorted by file and line.
  public var notes: [ImportNote] = []
  /// Sorted by scope.
  public var coverage: [Coverage] = []
  /// The accounts that were read, sorted.
  public var accounts: [String] = []

  public init() {}
}

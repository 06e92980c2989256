/// What is covered, or not, as one: a kind of resource in one region of one account.
public struct Scope: Hashable, Sendable, Comparable {
  public var account: String
  /// Empty for IAM and Organizations.
  public var region: String
  /// A `ResourceKind`'s raw value.
  public var kind: String

  public init(account: String, region: String, kind: String) {
    self.account = account
    self.region = region
    self.kind = kind
  }

  public static func < (a: Self, b: Self) -> Bool {
    (a.account, a.region, a.kind) < (b.account, b.region, b.kind)
  }
}

/// Whether a scope was exported completely: the list is whole, and every listed item was described.
///
/// Only in a complete scope can "not found" or "gone" be concluded.
public struct Coverage: Hashable, Sendable {
  public var scope: Scope
  public var complete: Bool
  /// How many different resources of the kind were read.
  public var count: Int
  /// What is missing, in words; nil if complete.
  public var why: String?

  public init(scope: Scope, complete: Bool, count: Int, why: String? = nil) {
    self.scope = scope
    self.complete = complete
    self.count = count
    self.why = why
  }
}

/// What an export says of one resource: the aspects that it prints, each as canonical JSON.
public struct ResourceState: Sendable {
  /// `role`, `state-machine` and so on.
  public var kind: String
  public var arn: String
  public var account: String
  /// Empty for what has no region.
  public var region: String
  public var aspects: [(name: String, body: String)]

  public init(
    kind: String, arn: String, account: String, region: String,
    aspects: [(name: String, body: String)]
  ) {
    self.kind = kind
    self.arn = arn
    self.account = account
    self.region = region
    self.aspects = aspects
  }

  /// Whether the export prints all of a principal's policies, so that an inline policy it does not print is gone.
  var printsAllPolicies: Bool { aspects.contains { $0.name == "attached" } }

  /// Whether there are commands that print only a part of what decisions about such a resource rest on.
  ///
  /// `list-roles` and `get-role` print no policies, `list-rules` no targets, `list-policies` no content. A revision of a
  /// task definition is printed in parts, too, but never changes.
  var isPrintedInParts: Bool { ["role", "rule", "organization-policy"].contains(kind) }
}

/// One (account, region, kind), the unit in which exports are complete or not.
public struct StoreScope: Hashable, Sendable {
  public var account: String
  public var region: String
  public var kind: String

  public init(account: String, region: String, kind: String) {
    self.account = account
    self.region = region
    self.kind = kind
  }

  /// The scope whose coverage speaks for resources of a kind: all of an organization is one.
  init(account: String, region: String, speakingFor kind: String) {
    let isOfOrganization = kind.hasPrefix("organization-")
    self.init(account: account, region: region, kind: isOfOrganization ? "organization" : kind)
  }
}

/// How much of a scope an import saw.
public struct ScopeCoverage: Hashable, Sendable {
  public var scope: StoreScope
  public var complete: Bool
  public var count: Int
  public var exportedAt: String?
  public var why: String?

  public init(
    scope: StoreScope, complete: Bool, count: Int, exportedAt: String? = nil, why: String? = nil
  ) {
    self.scope = scope
    self.complete = complete
    self.count = count
    self.exportedAt = exportedAt
    self.why = why
  }
}

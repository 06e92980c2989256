/// A statement that matches the action of a request it does not allow, and what keeps it from allowing it.
public struct NearMiss: Hashable, Sendable {
  public enum Failure: String, Sendable {
    case condition
    case principal
    case resource
    case action
  }

  public var statement: StatementReference
  public var failed: Failure
  /// The conditions that are false or, where the decision is conditional, unknown.
  public var conditions: [ConditionMismatch] = []
  /// The entries of the failing element and how each differs, the nearest first; at most `entryLimit`.
  public var entries: [EntryMismatch] = []

  static let entryLimit = 3

  /// How far the statement is from matching; less is nearer.
  var distance: Int {
    switch failed {
    case .condition: 0
    case .action: 1
    case .principal: 2
    case .resource: 3 + (entries.first?.distance ?? EntryMismatch.far)
    }
  }
}

/// One key of a condition, and what the request has for it.
public struct ConditionMismatch: Hashable, Sendable {
  public var operatorName: String
  public var key: String
  public var policyValues: [String]
  public var requestValue: ContextValue

  public init(
    operatorName: String, key: String, policyValues: [String], requestValue: ContextValue
  ) {
    self.operatorName = operatorName
    self.key = key
    self.policyValues = policyValues
    self.requestValue = requestValue
  }
}

/// One entry of Action, Resource or Principal that does not match.
public struct EntryMismatch: Hashable, Sendable {
  /// The entry as the policy writes it.
  public var text: String
  /// In what a resource differs from the one asked for; empty where they have nothing in common, and for other elements.
  public var differences: [Difference]

  public enum Difference: String, Sendable {
    case partition
    case service
    case region
    case account
    /// Another kind of resource of the same service, as a cluster for a task definition.
    case type
    /// Only capitals and small letters.
    case letterCase = "case"
    /// The same name under another path.
    case path
    /// A task definition without revision, or of another one.
    case revision
    /// The ARN of a session of the role.
    case session
    /// The name alone, where an ARN is needed.
    case bareName = "bare-name"
    /// The entry of a NotResource that excludes the resource.
    case excluded
  }

  public init(text: String, differences: [Difference]) {
    self.text = text
    self.differences = differences
  }

  static let far = 10

  var distance: Int { differences.isEmpty ? Self.far : differences.count }
}

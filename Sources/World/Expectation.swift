import IAM

/// What the application of some task definitions needs, as the user's configuration declares it.
public struct Expectation: Hashable, Sendable {
  /// The families of the task definitions, as a pattern.
  public var taskDefinition: String
  /// Actions, or patterns of actions of which all are needed.
  public var actions: [String]
  /// ARNs, patterns of ARNs of which all are meant, or `*` for actions that take no resource.
  public var resources: [String]

  public init(taskDefinition: String, actions: [String], resources: [String]) {
    self.taskDefinition = taskDefinition
    self.actions = actions
    self.resources = resources
  }

  /// Whether it is about the task definitions of a family.
  public func isAbout(_ family: String) -> Bool { Glob(taskDefinition).matches(family) }
}

public import JSON

/// What a call replaces of the task definition.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
public struct TaskOverride: Hashable, Sendable {
  public var presence: Presence
  /// A name or an ARN.
  public var taskRole: Scalar
  /// A name or an ARN.
  public var executionRole: Scalar

  /// Reads the value of `Overrides` of a call.
  ///
  /// The roles stand at its top level; a role inside `ContainerOverrides` means nothing.
  public init(_ argument: Argument) {
    let fields = ArgumentFields(argument)
    presence = argument.presence
    taskRole = fields["TaskRoleArn"].scalar
    executionRole = fields["ExecutionRoleArn"].scalar
  }

  /// Reads overrides as JSON: the `Input` or `InputTemplate` of an EventBridge or Scheduler target.
  public init(request node: JSONNode, syntax: ArgumentSyntax = .literal) {
    self.init(Argument(node, syntax))
  }
}

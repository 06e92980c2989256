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
  /// The task's CPU units, or virtual CPUs as in `1 vCPU`.
  public var cpu: Scalar
  /// The task's memory in MiB, or as in `2 GB`.
  public var memory: Scalar
  /// The names of the containers of which something is replaced.
  public var containers: ArgumentList<Scalar>

  /// Reads the value of `Overrides` of a call.
  ///
  /// The roles stand at its top level; a role inside `ContainerOverrides` means nothing.
  public init(_ argument: Argument) {
    let fields = ArgumentFields(argument)
    presence = argument.presence
    taskRole = fields["TaskRoleArn"].scalar
    executionRole = fields["ExecutionRoleArn"].scalar
    cpu = fields["Cpu"].scalar
    memory = fields["Memory"].scalar
    containers = fields["ContainerOverrides"].elements.map { ArgumentFields($0)["Name"].scalar }
  }

  /// Reads overrides as JSON: the `Input` or `InputTemplate` of an EventBridge or Scheduler target.
  public init(request node: JSONNode, syntax: ArgumentSyntax = .literal) {
    self.init(Argument(node, syntax))
  }
}

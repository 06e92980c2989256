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
  /// The containers of which something is replaced.
  public var containers: ArgumentList<ContainerOverride>

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
    containers = fields["ContainerOverrides"].elements.map(ContainerOverride.init)
  }

  /// Reads overrides as JSON: the `Input` or `InputTemplate` of an EventBridge or Scheduler target.
  public init(request node: JSONNode, syntax: ArgumentSyntax = .literal) {
    self.init(Argument(node, syntax))
  }
}

/// What a call replaces of one container.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html
public struct ContainerOverride: Hashable, Sendable {
  /// A variable that is set.
  public struct Variable: Hashable, Sendable {
    public var name: Scalar
    public var value: Scalar

    init(_ argument: Argument) {
      let fields = ArgumentFields(argument)
      name = fields["Name"].scalar
      value = fields["Value"].scalar
    }
  }

  public var name: Scalar
  public var environment: ArgumentList<Variable>
  /// The ARNs of the files of variables that take the place of the container's own.
  public var environmentFiles: ArgumentList<Scalar>
  /// Whether a task role is written here, where it means nothing: a container has none of its own.
  public var namesTaskRole = false
  /// Whether an execution role is, likewise.
  public var namesExecutionRole = false

  init(_ argument: Argument) {
    let fields = ArgumentFields(argument)
    name = fields["Name"].scalar
    environment = fields["Environment"].elements.map(Variable.init)
    environmentFiles = fields["EnvironmentFiles"].elements.map { $0["Value"].scalar }
    if case .object = argument {
      namesTaskRole = fields["TaskRoleArn"].scalar != .absent
      namesExecutionRole = fields["ExecutionRoleArn"].scalar != .absent
    }
  }
}

public import JSON

/// The arguments of an ECS RunTask or StartTask call, whatever wrote them: a Task state, the target of a rule or of a
/// schedule.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html and
/// https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
public struct RunTaskArguments: Hashable, Sendable {
  /// Whether the call is StartTask, which names container instances and knows neither launch type nor strategy.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html
  public var isStartTask = false
  /// Whether they are written down; false where one expression computes them all, or where there is no object.
  public var areWritten: Bool
  /// A name or an ARN; absent means the cluster `default`.
  public var cluster: Scalar
  /// A family, `family:revision`, or an ARN with or without revision.
  public var taskDefinition: Scalar
  public var launchType: Scalar
  public var platformVersion: Scalar
  public var placementConstraints: Presence
  public var placementStrategy: Presence
  public var network: NetworkConfiguration
  public var capacityProviderStrategy: ArgumentList<CapacityProviderStrategyItem>
  public var overrides: TaskOverride
  public var count: Scalar
  public var enableExecuteCommand: Scalar
  public var enableECSManagedTags: Scalar
  public var propagateTags: Scalar
  public var tags: Presence
  /// The infrastructure roles with which ECS makes EBS volumes, one for each volume.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskManagedEBSVolumeConfiguration.html
  public var volumeRoles: ArgumentList<Scalar>
  public var startedBy: Presence
  /// Members of a state's request that are none of RunTask, or not spelled as one.
  public var strangers: [String]

  /// The role that replaces the task definition's task role.
  public var taskRole: Scalar { overrides.taskRole }
  /// The role that replaces the task definition's execution role.
  public var executionRole: Scalar { overrides.executionRole }

  /// Reads the arguments of a Task state that starts tasks.
  public init(state: TaskState) {
    self.init(state.arguments)
    isStartTask = state.integration?.action == "startTask"
  }

  /// Reads a request as JSON: the `Input` of a Scheduler universal target, or the `EcsParameters` of a target.
  ///
  /// `TaskDefinitionArn`, `TaskCount` and `TagList`, as targets name these, are read too. Where tasks run and with
  /// which overrides stands elsewhere in such a target; the caller sets `cluster` and `overrides`.
  public init(request: JSONNode, syntax: ArgumentSyntax = .literal) {
    self.init(Argument(request, syntax))
  }

  private init(_ arguments: Argument) {
    let fields = ArgumentFields(arguments)
    areWritten = if case .object = arguments { true } else { false }
    cluster = fields["Cluster"].scalar
    taskDefinition = fields["TaskDefinition", or: "TaskDefinitionArn"].scalar
    launchType = fields["LaunchType"].scalar
    platformVersion = fields["PlatformVersion"].scalar
    placementConstraints = fields["PlacementConstraints"].presence
    placementStrategy = fields["PlacementStrategy"].presence
    network = NetworkConfiguration(fields["NetworkConfiguration"])
    capacityProviderStrategy = fields["CapacityProviderStrategy"].elements
      .map(CapacityProviderStrategyItem.init)
    overrides = TaskOverride(fields["Overrides"])
    count = fields["Count", or: "TaskCount"].scalar
    enableExecuteCommand = fields["EnableExecuteCommand"].scalar
    enableECSManagedTags = fields["EnableECSManagedTags"].scalar
    propagateTags = fields["PropagateTags"].scalar
    tags = fields["Tags", or: "TagList"].presence
    volumeRoles = fields["VolumeConfigurations"].elements
      .map { ArgumentFields($0["ManagedEBSVolume"])["RoleArn"].scalar }
    startedBy = fields["StartedBy"].presence
    strangers = []
    if case .object(_, .statesLanguage) = arguments {
      strangers = fields.names(besides: Self.members)
    }
  }

  /// The members of a RunTask request as Step Functions spells them, and of a StartTask request.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
  private static let members: Set = [
    "CapacityProviderStrategy", "ClientToken", "Cluster", "ContainerInstances", "Count",
    "EnableECSManagedTags", "EnableExecuteCommand", "Group", "LaunchType", "NetworkConfiguration",
    "Overrides", "PlacementConstraints", "PlacementStrategy", "PlatformVersion", "PropagateTags",
    "ReferenceId", "StartedBy", "Tags", "TaskDefinition", "VolumeConfigurations",
  ]

  /// The member that is spelled like that but for the case of its letters.
  public static func member(like name: String) -> String? {
    members.first { $0.lowercased() == name.lowercased() }
  }
}

/// Which capacity provider gets which share of the tasks.
public struct CapacityProviderStrategyItem: Hashable, Sendable {
  public var capacityProvider: Scalar
  public var weight: Scalar
  public var base: Scalar

  init(_ argument: Argument) {
    let fields = ArgumentFields(argument)
    capacityProvider = fields["CapacityProvider"].scalar
    weight = fields["Weight"].scalar
    base = fields["Base"].scalar
  }
}

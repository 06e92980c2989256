import JSON
import StatesLanguage

/// Writes down what services run, and where: they start tasks as launches do, but in nobody's name.
///
/// Whoever made a service had to be allowed to pass its roles, and ECS refused then what cannot run; what the tasks do with their
/// roles is as with any other launch. A revision that was deregistered goes on running.
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-definition-state.html
struct Services {
  /// The task definitions that services run.
  private(set) var used: Set<Int64> = []
  /// Those that they run on EC2 instances.
  private(set) var placements: [ServicePlacement] = []

  init(
    _ inventory: Inventory, _ definitions: TaskDefinitionDirectory, _ clusters: ClusterDirectory,
    _ commands: ExecuteCommandNeeds, _ needs: LaunchNeeds
  ) throws {
    let tables = try ServiceTables(inventory.db)
    var opened: [Int64: (task: TaskDefinition, clusters: [Cluster])] = [:]
    try inventory.forEach("service") { resource in
      // A service that was deleted is told of for a while.
      guard let service = resource.document("service"), service["status"]?.string != "INACTIVE"
      else { return }
      let clusterArn = service["cluster"]?.string
      let cluster = clusterArn.flatMap { clusters[$0] }
      try tables.service(
        resource, cluster: clusterArn,
        wantsTasks: service["desired"]?.string.map { $0 == "some" })
      for role in service["volumeRoles"]?.elements.compactMap(\.string) ?? [] {
        try needs.assume(role, slot: "infrastructure", ofService: resource)
      }
      if let role = Self.role(of: service) {
        try needs.assume(role, slot: "service", ofService: resource)
      }
      let opens = service["enableExecuteCommand"]?.bool == true
      for start in Self.starts(of: service) {
        var arguments = RunTaskArguments(request: start.node)
        if opens { arguments.enableExecuteCommand = .fixed("true") }
        let runsOn = RunsOn(arguments, cluster: cluster)
        let task = definitions.resolve(
          .fixed(start.definition), account: resource.account, region: resource.region
        ).running
        try tables.start(
          of: resource, start.locator, definition: start.definition, task, arguments, runsOn,
          isBalanced: start.node["balanced"]?.bool == true)
        guard let task else { continue }
        used.insert(task.id)
        if opens { opened[task.id, default: (task, [])].clusters += cluster.map { [$0] } ?? [] }
        if let cluster = clusterArn, runsOn.value == "EC2" {
          placements.append(
            ServicePlacement(
              cluster: cluster, task: task.id, isScaled: runsOn.why.hasSuffix("strategy"),
              opens: opens))
        }
      }
    }
    for (task, clusters) in opened.values.sorted(by: { $0.task.id < $1.task.id }) {
      try commands.write(task, on: clusters)
    }
  }

  /// The role with which ECS registers the tasks of a service with its load balancers; nil where that is ECS's own, which always works.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
  private static func role(of service: JSONNode) -> String? {
    service["roleArn"]?.string.flatMap { $0.contains(":role/aws-service-role/") ? nil : $0 }
  }

  /// Something that a service starts.
  private struct Start {
    /// Empty for the service itself, else the family and revision of a task set.
    var locator: String
    var definition: String
    var node: JSONNode
  }

  /// What a service starts: what its task sets name unless they are on their way out, and what it names itself unless one of
  /// them does.
  ///
  /// A service that is deployed by CodeDeploy or by something else outside ECS runs its tasks in task sets.
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
  private static func starts(of service: JSONNode) -> [Start] {
    var starts: [Start] = []
    for set in service["taskSets"]?.elements.map({ $0 }) ?? []
    where set["status"]?.string != "DRAINING" {
      guard let definition = set["taskDefinition"]?.string else { continue }
      // By its family, so that a deployment does not make all findings new.
      let name = definition.split(separator: "/").last?.split(separator: ":").first
      starts.append(
        Start(locator: name.map(String.init) ?? definition, definition: definition, node: set))
    }
    if let own = service["taskDefinition"]?.string,
      !starts.contains(where: { $0.definition == own })
    {
      starts.insert(Start(locator: "", definition: own, node: service), at: 0)
    }
    return starts
  }
}

/// A task definition that a service runs on EC2 instances.
struct ServicePlacement {
  /// An ARN.
  var cluster: String
  var task: Int64
  /// Whether a capacity provider runs it.
  var isScaled: Bool
  /// Whether it switches ECS Exec on.
  var opens: Bool
}

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
      guard let service = resource.document("service"), service["status"]?.string != "INACTIVE",
        let definition = service["taskDefinition"]?.string
      else { return }
      let arguments = RunTaskArguments(request: service)
      let clusterArn = service["cluster"]?.string
      let cluster = clusterArn.flatMap { clusters[$0] }
      let runsOn = RunsOn(arguments, cluster: cluster)
      let task = definitions.resolve(
        .fixed(definition), account: resource.account, region: resource.region
      ).running
      try tables.service(
        resource, cluster: clusterArn, task: task?.id, runsOn,
        wantsTasks: service["desired"]?.string.map { $0 == "some" })
      for role in service["volumeRoles"]?.elements.compactMap(\.string) ?? [] {
        try needs.assumeVolumeRole(role, ofService: resource)
      }
      guard let task else { return }
      used.insert(task.id)
      let opens = service["enableExecuteCommand"]?.bool == true
      if opens { opened[task.id, default: (task, [])].clusters += cluster.map { [$0] } ?? [] }
      if let cluster = clusterArn, runsOn.value == "EC2" {
        placements.append(
          ServicePlacement(
            cluster: cluster, task: task.id, isScaled: runsOn.why.hasSuffix("strategy"),
            opens: opens))
      }
    }
    for (task, clusters) in opened.values.sorted(by: { $0.task.id < $1.task.id }) {
      try commands.write(task, on: clusters)
    }
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

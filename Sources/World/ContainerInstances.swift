import JSON
import StatesLanguage
import Store

/// Writes what is known of the machines of clusters, and which task definitions run on them.
///
/// Where no container instance was exported, neither the inventory nor the launches are looked through.
struct ContainerInstances {
  private let inventory: Inventory
  private let tables: InstanceTables
  private let all: [ContainerInstance]
  private let clusters: Set<String>
  private let scopes: Scopes

  init(_ inventory: Inventory, _ scopes: Scopes, _ tables: InstanceTables) throws {
    self.inventory = inventory
    self.tables = tables
    self.scopes = scopes
    guard scopes.imports.contains(where: { $0.kind == "container-instance" }) else {
      all = []
      clusters = []
      return
    }
    var all: [ContainerInstance] = []
    try inventory.forEach("container-instance") { resource in
      if let instance = ContainerInstance(resource) { all.append(instance) }
    }
    let machines = try Machines(inventory, scopes)
    self.all = all.map(machines.completed)
    clusters = Set(all.map(\.cluster))
  }

  /// Writes the instances, what their roles need, and what was found out on them.
  ///
  /// - Returns: of which hosts nothing is judged.
  func write(_ needs: InstanceNeeds, _ roles: RoleDirectory) throws -> [WorldNote] {
    for instance in all { try tables.containerInstance(instance) }
    try needs.write(all, roles)
    guard try inventory.holdsHosts() else { return [] }
    var notes: [WorldNote] = []
    try inventory.forEach("host") { resource in
      if let host = Host(resource, self) { return try tables.host(host) }
      let why =
        areKnown(of: resource.account, resource.region)
        ? "it is none of the container instances that were exported"
        : "its evidence does not say of which cluster it is"
      notes.append(
        WorldNote(
          resource: resource.arn, aspect: "agent", pointer: "",
          text: "\(why): what was found out on it is not judged",
          hint: "export the container instances of its cluster, or delete its folder if it is gone",
          isError: false))
    }
    return notes
  }

  /// The instance of an ARN; where there is none of it, which it may have had once, that of a machine in a region.
  func instance(
    named arn: String?, ofMachine machine: String, account: String, region: String
  ) -> ContainerInstance? {
    all.first { $0.arn == arn }
      ?? all.first { $0.machine == machine && $0.account == account && $0.region == region }
  }

  /// Whether container instances of a region were exported.
  func areKnown(of account: String, _ region: String) -> Bool {
    scopes.imports.contains {
      $0.kind == "container-instance" && $0.account == account && $0.region == region
    }
  }

  /// Writes which task definitions launches and services run on the instances, when all launches are written, and what those need
  /// of the instances' roles that have no execution role.
  func writePlacements(
    of used: [TaskDefinition], services: [ServicePlacement], _ needs: ExecutionNeeds,
    _ roles: RoleDirectory
  ) throws {
    guard !all.isEmpty else { return }
    var placements: [Placement: Circumstance] = [:]
    func add(_ placement: Placement, _ circumstance: Circumstance) {
      let known = placements[placement] ?? Circumstance()
      placements[placement] = known.and(circumstance)
    }
    let launches = try BulkStatement(
      inventory.db,
      sql: """
        SELECT cluster, task_definition_id, runs_on_why LIKE '%strategy', enabled = 0,
          id IN (SELECT launch FROM launch_argument WHERE name = 'execution-role'),
          id IN (SELECT launch FROM need WHERE purpose = 'execute-command')
        FROM launch WHERE runs_on = 'EC2' AND task_definition_id IS NOT NULL AND cluster_is IN ('static', 'absent')
        """)
    try launches.forEachRow { row in
      add(
        Placement(cluster: row.text(0), task: row.number(1)),
        Circumstance(
          isScaled: row.number(2) != 0, isLatent: row.number(3) != 0, hasRole: row.number(4) != 0,
          opens: row.number(5) != 0))
    }
    for service in services {
      add(
        Placement(cluster: service.cluster, task: service.task),
        Circumstance(
          isScaled: service.isScaled, isLatent: false, hasRole: false, opens: service.opens))
    }
    let tasks = Dictionary(uniqueKeysWithValues: used.map { ($0.id, $0) })
    let hosts = self.roles(roles)
    var asked: Set<[Int64]> = []
    for (placement, how) in placements where clusters.contains(placement.cluster) {
      guard let task = tasks[placement.task] else { continue }
      try tables.placement(
        of: task.id, cluster: placement.cluster, required: required(by: task),
        isScaled: how.isScaled, isLatent: how.isLatent,
        takesRole: task.executionRole == nil && !how.hasRole)
      for demand in AgentDemand.all(of: task, opens: how.opens) {
        try tables.agentDemand(demand, of: task.id, cluster: placement.cluster)
      }
      guard !how.hasRole else { continue }
      for role in hosts[placement.cluster] ?? [] where asked.insert([task.id, role.id]).inserted {
        try needs.write(task, onInstancesOf: role)
      }
    }
  }

  /// The instances on which tasks are placed.
  private var active: [ContainerInstance] {
    all.filter { $0.status == "ACTIVE" && $0.machine != nil }
  }

  /// The roles of the instances on which tasks are placed.
  var rolesInUse: Set<Int64> { Set(active.compactMap(\.role)) }

  /// The roles of the instances on which tasks are placed, by cluster.
  private func roles(_ directory: RoleDirectory) -> [String: [Role]] {
    let active = active
    let used = rolesInUse
    let found = directory.all.filter { used.contains($0.id) }
    let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    return Dictionary(grouping: active, by: \.cluster).mapValues { instances in
      Set(instances.compactMap(\.role)).sorted().compactMap { byID[$0] }
    }
  }

  private struct Placement: Hashable {
    var cluster: String
    var task: Int64
  }

  /// What holds for the launches of a task definition on a cluster.
  private struct Circumstance {
    /// Whether only capacity providers run it.
    var isScaled = true
    var isLatent = true
    /// Whether an execution role is handed over.
    var hasRole = true
    /// Whether one of them switches ECS Exec on.
    var opens = false

    func and(_ other: Circumstance) -> Circumstance {
      Circumstance(
        isScaled: isScaled && other.isScaled, isLatent: isLatent && other.isLatent,
        hasRole: hasRole && other.hasRole, opens: opens || other.opens)
    }
  }

  /// The attributes that an instance must have for a task definition: those that ECS worked out when it was registered.
  ///
  /// Where an export does not print them, at least the one for task roles is known.
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
  private func required(by task: TaskDefinition) -> String {
    if let listed = task.requiredAttributes { return listed }
    guard task.taskRole != nil else { return "[]" }
    let suffix = task.networkMode == "host" ? "-network-host" : ""
    return #"["com.amazonaws.ecs.capability.task-iam-role\#(suffix)"]"#
  }
}

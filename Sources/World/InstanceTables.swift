import GRDB
import StatesLanguage
import Store

/// The statements that fill the world's tables on container instances, and on what is in containers.
struct InstanceTables {
  private let instances: BulkStatement
  private let placements: BulkStatement
  private let demands: BulkStatement
  private let ways: BulkStatement
  private let subnets: BulkStatement
  private let groups: BulkStatement
  private let broadRoles: BulkStatement
  private let hosts: BulkStatement
  private let hostProxies: BulkStatement
  private let userData: BulkStatement
  private let starters: BulkStatement
  private let readOnly: BulkStatement
  private let credentials: BulkStatement
  private let givenCredentials: BulkStatement
  private let proxies: BulkStatement
  private let variables: BulkStatement
  private let kits: BulkStatement

  init(_ db: Database) throws {
    instances = try BulkStatement(
      db,
      sql:
        "INSERT INTO container_instance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    placements = try BulkStatement(db, sql: "INSERT INTO placement VALUES (?, ?, ?, ?, ?, ?)")
    ways = try BulkStatement(db, sql: "INSERT INTO egress VALUES (?, ?, ?, ?, ?)")
    broadRoles = try BulkStatement(db, sql: "INSERT INTO broad_instance_role VALUES (?, ?, ?)")
    subnets = try BulkStatement(db, sql: "INSERT OR IGNORE INTO subnet VALUES (?, ?, ?, ?, ?)")
    groups = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO security_group_use VALUES (?, ?, ?, ?, ?, ?, ?)")
    demands = try BulkStatement(db, sql: "INSERT INTO agent_demand VALUES (?, ?, ?, ?, ?)")
    hosts = try BulkStatement(
      db, sql: "INSERT INTO host VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    hostProxies = try BulkStatement(db, sql: "INSERT INTO host_proxy VALUES (?, ?, ?, ?)")
    userData = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO user_data VALUES (?, ?, ?, ?, ?)")
    starters = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO process_starter VALUES (?, ?, ?, ?)")
    readOnly = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO read_only_container VALUES (?, ?)")
    credentials = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO static_credentials VALUES (?, ?, ?, ?)")
    givenCredentials = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO given_credentials VALUES (?, ?, ?, ?)")
    proxies = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO container_proxy VALUES (?, ?, ?, ?)")
    variables = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO credentials_variable VALUES (?, ?, ?, ?, ?)")
    kits = try BulkStatement(
      db, sql: "INSERT OR IGNORE INTO installed_sdk VALUES (?, ?, ?, ?, ?, ?, ?)")
  }

  func containerInstance(_ instance: ContainerInstance) throws {
    try instances.run(
      instance.id, instance.arn, instance.account, instance.region, instance.cluster,
      instance.status, instance.machine, instance.isConnected, instance.agentVersion?.text,
      instance.agentVersion?.number, instance.attributes, instance.isOptimized, instance.profile,
      instance.profileIs, instance.role, instance.vpc, instance.zone, instance.metadata)
    if let machine = instance.machine {
      try userData(
        instance.userData, of: machine, cluster: instance.cluster, instance: instance.id)
    }
  }

  private func userData(
    _ settings: UserDataSettings?, of machine: String, cluster: String, instance: Int64?
  ) throws {
    guard let settings else { return }
    try userData.run(
      cluster, machine, instance, settings.taskRoles, settings.taskRolesOfHost)
  }

  func host(_ host: Host) throws {
    try hosts.run(
      host.id, host.name, host.cluster, host.containerInstance, host.taskRoles,
      host.taskRolesOfHost, host.requestsPerSecond, host.agentRuns, host.prerouting, host.output,
      host.routeLocalnet, host.dropsMetadata)
    try userData(
      host.userData, of: host.name, cluster: host.cluster, instance: host.containerInstance)
    for proxy in host.proxies {
      let missing = proxy.missing.isEmpty ? nil : proxy.missing.joined(separator: ", ")
      try hostProxies.run(host.id, proxy.file, missing, proxy.isCertain)
    }
  }

  /// Writes what the containers of a task definition begin with, what their variables say, and which are read-only.
  func containers(of task: TaskDefinition) throws {
    for container in task.readOnlyContainers { try readOnly.run(task.id, container) }
    for starter in task.processStarters {
      try starters.run(task.id, starter.container, starter.program, starter.scrubs)
    }
    for container in task.variables {
      if !container.credentials.isEmpty {
        try credentials.run(
          task.id, container.container, container.credentials.joined(separator: ", "),
          container.areKeys)
      }
      if let proxy = container.proxy {
        try proxies.run(task.id, container.container, proxy, container.isExcepted)
      }
    }
  }

  /// Writes which credentials a launch sets among the variables of containers; certain are keys whose values are written down.
  func credentials(in containers: [ContainerOverride], of launch: Int64) throws {
    for container in containers {
      var isWritten: [String: Bool] = [:]
      for variable in container.environment.values {
        guard case .fixed(let name) = variable.name, name.hasPrefix("AWS_"),
          variable.value != .fixed("")
        else { continue }
        isWritten[name] = if case .fixed = variable.value { true } else { false }
      }
      let names = ContainerVariables.namesOfCredentials.filter { isWritten[$0] != nil }
      if names.isEmpty { continue }
      try givenCredentials.run(
        launch, container.name.value ?? "", names.joined(separator: ", "),
        ContainerVariables.areKeys { isWritten[$0] == true })
    }
  }

  func credentialsVariable(
    of task: Int64, container: String, host: String, first: Bool, others: Bool?
  ) throws {
    try variables.run(task, container, host, first, others)
  }

  func installedSDK(
    _ kit: SDKVersion, of task: Int64, container: String, source: String
  ) throws {
    try kits.run(
      task, container, source, kit.name, kit.version, kit.needed, kit.isOutdated)
  }

  func placement(
    of task: Int64, cluster: String, required: String, isScaled: Bool, isLatent: Bool,
    takesRole: Bool
  ) throws {
    try placements.run(cluster, task, required, isScaled, isLatent, takesRole)
  }

  func agentDemand(_ demand: AgentDemand, of task: Int64, cluster: String) throws {
    try demands.run(cluster, task, demand.feature, demand.agent.number, demand.agent.text)
  }

  func egress(
    of launch: Int64, subnet: String?, missing: [String]?, isPublic: Bool, vpcs: [String]?
  ) throws {
    try ways.run(
      launch, subnet, missing?.joined(separator: ", "), isPublic, vpcs?.joined(separator: ", "))
  }

  /// Writes which actions the role of container instances allows beyond what the agent needs.
  func broadRole(_ role: Int64, _ actions: [String]) throws {
    try broadRoles.run(
      role, actions.prefix(3).joined(separator: ", "), actions.count > 3 ? actions.count - 3 : nil)
  }

  func subnet(_ name: String, of account: String, _ region: String, _ subnet: Networks.Subnet)
    throws
  {
    try subnets.run(account, region, name, subnet.vpc, subnet.zone)
  }

  func securityGroup(
    _ name: String, of launch: Int64, _ state: String, vpc: String? = nil, wanted: String? = nil,
    beside: String? = nil, isCertain: Bool = false
  ) throws {
    try groups.run(launch, name, state, vpc, wanted, beside, isCertain)
  }
}

import GRDB
import JSON
import StatesLanguage
import Store

/// The statements that fill the world's tables.
struct WorldTables {
  private let roles: BulkStatement
  private let definitions: BulkStatement
  private let uses: BulkStatement
  private let halfRead: BulkStatement
  private let clusters: BulkStatement
  private let launches: BulkStatement
  private let launchArguments: BulkStatement
  private let platformDemands: BulkStatement
  private let machineTriggers: BulkStatement
  private let answers: BulkStatement
  private let needs: BulkStatement
  private let grants: BulkStatement

  init(_ db: Database) throws {
    roles = try BulkStatement(db, sql: "INSERT INTO role VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    definitions = try BulkStatement(
      db,
      sql: """
        INSERT INTO task_definition VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    uses = try BulkStatement(
      db, sql: "UPDATE task_definition SET in_use = 1 WHERE id = ?")
    halfRead = try BulkStatement(db, sql: "UPDATE role SET policies_read = 0 WHERE id = ?")
    clusters = try BulkStatement(db, sql: "INSERT INTO cluster VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    launches = try BulkStatement(
      db,
      sql: """
        INSERT INTO launch VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    launchArguments = try BulkStatement(
      db, sql: "INSERT INTO launch_argument VALUES (NULL, ?, ?, ?, ?, ?)")
    platformDemands = try BulkStatement(db, sql: "INSERT INTO platform_demand VALUES (?, ?, ?)")
    machineTriggers = try BulkStatement(
      db, sql: "INSERT INTO machine_trigger VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    answers = try BulkStatement(db, sql: "INSERT INTO answer VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)")
    needs = try BulkStatement(
      db,
      sql: """
        INSERT INTO need
          (purpose, subject_id, launch, machine_trigger, slot, role, role_is, role_id, origin, decision, answer)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    grants = try BulkStatement(
      db, sql: "INSERT INTO misplaced_grant VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
  }

  func role(_ role: Role) throws {
    try roles.run { row in
      row.bind(role.id)
      row.bind(role.arn)
      row.bind(role.account)
      row.bind(role.path)
      row.bind(role.name)
      row.bind(role.boundary)
      row.bind(role.boundaryIs)
      row.bind(role.policiesRead ? 1 : 0)
      row.bind(role.trust)
    }
  }

  func taskDefinition(_ task: TaskDefinition, isActive: Bool, isLatest: Bool) throws {
    try definitions.run(
      task.id, task.arn, task.account, task.region, task.family, task.revision,
      isActive ? "ACTIVE" : "INACTIVE", isLatest, false, task.networkMode, task.taskRole,
      task.executionRole, task.compatibilities, task.requiresCompatibilities, task.cpu,
      task.memory, task.operatingSystem, Self.texts(task.containers), task.usesEFS,
      task.fargateRefuses)
  }

  /// Notes that a policy of a role has no document, so that what it lacks cannot be told.
  func isHalfRead(_ role: Role) throws { try halfRead.run(role.id) }

  func isInUse(_ task: TaskDefinition) throws { try uses.run(task.id) }

  func cluster(_ cluster: Cluster) throws {
    try clusters.run(
      cluster.id, cluster.arn, cluster.account, cluster.region, cluster.name, cluster.status,
      Self.texts(cluster.defaultStrategy), cluster.capacityProviders.map(Self.texts),
      cluster.hasInstances)
  }

  private static func texts(_ names: [String]) -> String {
    JSONValue.array(names.map(JSONValue.string)).canonical()
  }

  func launch(
    _ launch: Launch, caller: String?, callerIs: String, callerID: Int64?, serviceRole: String?,
    cluster: Cluster?, clusterArn: String?, task: TaskDefinitionDirectory.Resolution,
    _ decisions: LaunchDecisions
  ) throws -> Int64 {
    let runsOn = RunsOn(launch.arguments, cluster: cluster)
    let arguments = launch.arguments
    let network = arguments.network
    let subnets = network.subnets
    return try launches.run { row in
      row.bind(launch.source)
      row.bind(launch.subjectID)
      row.bind(launch.subject)
      row.bind(launch.locator)
      row.bind(launch.account)
      row.bind(launch.region)
      row.bind(launch.isEnabled ? 1 : 0)
      row.bind(launch.pattern)
      row.bind(launch.action)
      row.bind(caller)
      row.bind(callerIs)
      row.bind(callerID)
      row.bind(serviceRole)
      row.bind(clusterArn ?? arguments.cluster.value)
      row.bind(arguments.cluster.kind)
      row.bind(cluster?.id)
      row.bind(arguments.taskDefinition.value)
      row.bind(arguments.taskDefinition.kind)
      row.bind(arguments.launchType.value)
      row.bind(arguments.launchType.kind)
      row.bind(Self.strategy(arguments))
      row.bind(arguments.capacityProviderStrategy.kind)
      row.bind(network.presence.kind)
      row.bind(Self.texts(subnets))
      row.bind(Self.kind(subnets))
      row.bind(network.assignPublicIp.value)
      row.bind(network.assignPublicIp.kind)
      row.bind(task.definition?.id)
      row.bind(task.word)
      row.bind(runsOn.value)
      row.bind(runsOn.kind)
      row.bind(runsOn.why)
      Self.bind(decisions, to: &row)
      Self.bind(task, of: launch, to: &row)
    }
  }

  private static func bind(_ decisions: LaunchDecisions, to row: inout BulkBinder) {
    row.bind(decisions.taskRole?.role)
    row.bind(decisions.taskRole?.word)
    row.bind(decisions.taskRole?.resolution?.role?.id)
    row.bind(decisions.executionRole?.role)
    row.bind(decisions.mayPass(decisions.taskRole))
    row.bind(decisions.mayPass(decisions.executionRole))
    row.bind(decisions.mayRunTask)
    row.bind(decisions.mayWait)
  }

  private static func bind(
    _ task: TaskDefinitionDirectory.Resolution, of launch: Launch, to row: inout BulkBinder
  ) {
    let definition = task.definition
    row.bind(definition?.networkMode)
    row.bind(definition?.compatibilities)
    row.bind(definition?.requiresCompatibilities)
    row.bind(task.region(of: launch).flatMap { $0 == launch.region ? nil : $0 })
  }

  private static func strategy(_ arguments: RunTaskArguments) -> String? {
    guard case .fixed(let items) = arguments.capacityProviderStrategy else { return nil }
    return JSONValue.array(items.map { JSONValue($0.capacityProvider.value) }).canonical()
  }

  private static func texts(_ list: ArgumentList<Scalar>) -> String? {
    guard case .fixed(let values) = list else { return nil }
    return JSONValue.array(values.map { JSONValue($0.value) }).canonical()
  }

  /// A list in which an element is not static is not static either.
  private static func kind(_ list: ArgumentList<Scalar>) -> String {
    list.values.contains { $0.fixedValue == nil } ? "dynamic" : list.kind
  }

  /// Writes an argument of a launch; `position` is that of an element in its list, from 1, and 0 for what is no element.
  func launchArgument(
    _ launch: Int64, _ name: String, _ position: Int, _ value: String?, _ valueIs: String
  ) throws {
    try launchArguments.run(launch, name, position, value, valueIs)
  }

  /// Writes what the platform version that a launch names does not know.
  func platformDemand(_ demand: PlatformDemand, of launch: Int64) throws {
    try platformDemands.run(launch, demand.feature, demand.version)
  }

  func machineTrigger(
    _ trigger: MachineTrigger, role: String, _ resolution: RoleDirectory.Resolution?
  ) throws -> Int64 {
    try machineTriggers.run(
      trigger.source, trigger.subjectID, trigger.subject, trigger.locator, trigger.account,
      trigger.region, trigger.isEnabled, trigger.machine.value, trigger.machine.kind,
      trigger.role == .absent ? nil : role, resolution?.word ?? "absent", resolution?.role?.id)
  }

  func answer(
    principal: String, action: String, resource: String, context: String, layer: String?,
    cause: String, reason: String
  ) throws -> Int64 {
    try answers.run(principal, action, resource, context, layer, cause, reason)
  }

  /// Writes a need.
  ///
  /// `role` is the name of the role asked about, `origin` where a role that is handed over comes from.
  func need(
    _ purpose: String, subject: Int64, launch: Int64? = nil, machineTrigger: Int64? = nil,
    slot: String, role: String,
    _ resolution: RoleDirectory.Resolution, origin: String? = nil, _ answer: NeedDecider.Answer
  ) throws {
    try needs.run { row in
      row.bind(purpose)
      row.bind(subject)
      row.bind(launch)
      row.bind(machineTrigger)
      row.bind(slot)
      row.bind(role)
      row.bind(resolution.word)
      row.bind(resolution.role?.id)
      row.bind(origin)
      row.bind(answer.decision)
      row.bind(answer.row)
    }
  }

  /// Writes that a launch hands over a role that its caller may not pass, or of which that cannot be told.
  func handover(_ handover: LaunchDecisions.Handover, subject: Int64, launch: Int64) throws {
    try needs.run(
      "pass-role", subject, launch, nil as Int64?, handover.slot, handover.role, handover.word,
      handover.resolution?.role?.id, handover.origin, handover.answer.decision, handover.answer.row)
  }

  /// Writes that it cannot be told which roles a launch hands over.
  func hiddenRoles(subject: Int64, launch: Int64) throws {
    try needs.run(
      "pass-role", subject, launch, nil as Int64?, "", "", "unread", nil as Int64?,
      nil as String?, "unknown", nil as Int64?)
  }

  func misplacedGrant(
    _ task: TaskDefinition, slot: String, launch: Int64?, role: Role, _ grant: GrantedAction,
    taskRole: String?, taskRoleHas: Bool?, namesTask: Bool, unclear: RoleUses.Unclear?
  ) throws {
    try grants.run(
      task.id, slot, launch, role.id, grant.policy, grant.sid, grant.statement, grant.action,
      grant.resource, taskRole, taskRoleHas, namesTask, unclear?.kind.rawValue, unclear?.name)
  }
}

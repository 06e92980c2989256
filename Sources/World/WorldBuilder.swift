public import GRDB
import JSON
import Migrations
import StatesLanguage
public import Store

/// Builds the world of the record's newest import.
public struct WorldBuilder {
  /// What is worth saying about a world that was built.
  public struct Result: Sendable {
    public var notes: [WorldNote]
    /// Accounts of whose service control policies nothing is known: none were assumed.
    public var accountsWithoutServiceControl: [String]
    public var launches: Int
  }

  private let db: Database
  private let inventory: Inventory
  private let scopes: Scopes
  private let roles: RoleDirectory
  private let definitions: TaskDefinitionDirectory
  private let clusters: ClusterDirectory
  private let library: PolicyLibrary
  private let tables: WorldTables
  private let decider: NeedDecider
  private let misplaced: MisplacedGrants

  /// Builds the world in the store, in one transaction, in place of the one that was there.
  public static func build(in store: Store) throws -> Result {
    try store.writeTrusted { try build($0) }
  }

  /// Builds the world in a database that holds a record.
  public static func build(_ db: Database) throws -> Result {
    let statements = Migrations.world.split(separator: ";\n").map { statement in
      statement.split(separator: "\n").drop { $0.hasPrefix("--") }.joined(separator: "\n")
    }.filter { !$0.isEmpty }
    for statement in statements.reversed() {
      let words = statement.prefix(100).split(separator: " ", maxSplits: 3)
      if words[1] != "INDEX" { try db.execute(sql: "DROP \(words[1]) IF EXISTS \(words[2])") }
    }
    for statement in statements where !statement.hasPrefix("CREATE INDEX") {
      try db.execute(sql: statement)
    }
    let result = try WorldBuilder(db).build()
    // Indexes come last: sorting once is cheaper than keeping sorted.
    for statement in statements where statement.hasPrefix("CREATE INDEX") {
      try db.execute(sql: statement)
    }
    return result
  }

  private init(_ db: Database) throws {
    self.db = db
    inventory = try Inventory(db)
    scopes = try Scopes(db)
    tables = try WorldTables(db)
    roles = try RoleDirectory(inventory, scopes)
    definitions = try TaskDefinitionDirectory(inventory, scopes)
    clusters = try ClusterDirectory(inventory)
    library = try PolicyLibrary(inventory, scopes)
    decider = NeedDecider(library, tables)
    misplaced = MisplacedGrants(library, roles, tables)
  }

  private func build() throws -> Result {
    for role in roles.all { try tables.role(role) }
    for cluster in clusters.all { try tables.cluster(cluster) }
    let at = try String.fetchOne(db, sql: "SELECT at FROM import ORDER BY id DESC") ?? ""
    // In the order in which they refer to each other, so that no reference is ever open.
    for (task, isActive, isLatest) in definitions.all {
      try tables.taskDefinition(task, isActive: isActive, isLatest: isLatest)
    }
    var used = try revisionsOfServices()
    var count = 0
    var assumed: Set<String> = []
    let notes = try LaunchReader(inventory: inventory, at: at).forEach { launch in
      count += 1
      try write(launch, &used, &assumed)
    }
    for (task, _, isLatest) in definitions.all where isLatest || used.contains(task.id) {
      try tables.isInUse(task)
      try assumeTaskRoles(of: task)
      try misplaced.findOnExecutionRole(of: task)
    }
    let accounts = Set(roles.all.map(\.account))
    return Result(
      notes: notes + library.notes,
      accountsWithoutServiceControl: accounts.filter { !library.knowsServiceControl(of: $0) }
        .sorted(), launches: count)
  }

  /// The task definitions that services run.
  private func revisionsOfServices() throws -> Set<Int64> {
    var used: Set<Int64> = []
    try inventory.forEach("service") { service in
      guard let name = service.document("service")?["taskDefinition"]?.string else { return }
      let task = definitions.resolve(
        .fixed(name), account: service.account, region: service.region)
      if case .found(let task) = task { used.insert(task.id) }
    }
    return used
  }

  private func write(
    _ launch: Launch, _ used: inout Set<Int64>, _ assumed: inout Set<String>
  ) throws {
    let callerName: String? = if case .fixed(let name) = launch.caller { name } else { nil }
    let caller = callerName.map { roles.resolve($0, account: launch.account) }
    let callerArn = caller?.role?.arn ?? callerName ?? launch.caller.value
    let clusterArn = clusters.arn(
      of: launch.arguments.cluster, partition: launch.partition, account: launch.account,
      region: launch.region)
    let cluster = clusterArn.flatMap { clusters[$0] }
    let callerIs = caller?.word ?? (launch.caller == .absent ? "absent" : "dynamic")
    let id = try tables.launch(
      launch, caller: callerArn, callerIs: callerIs, callerID: caller?.role?.id, cluster: cluster,
      clusterArn: clusterArn)
    let owner =
      caller?.role?.account ?? callerName.flatMap { ResourceName.account(of: $0).map(String.init) }
      ?? launch.account
    let task = definitions.resolve(
      launch.arguments.taskDefinition, account: owner, region: launch.region)
    let launchTask = try tables.launchTask(
      id, task, RunsOn(launch.arguments, cluster: cluster))
    var definition: TaskDefinition?
    if case .found(let found) = task {
      used.insert(found.id)
      definition = found
    }
    try passRoles(launch, launchTask, definition, caller, callerArn)
    try assumeCaller(launch, launchTask, caller, callerArn, &assumed)
    if let definition, let role = caller?.role, launch.source != "states" {
      try misplaced.findOnCaller(
        role, of: definition, launch: id, taskRole: launch.arguments.taskRole)
    }
  }

  /// The roles that a launch hands over: an override's, else the task definition's.
  private func passRoles(
    _ launch: Launch, _ launchTask: Int64, _ task: TaskDefinition?,
    _ caller: RoleDirectory.Resolution?, _ callerName: String?
  ) throws {
    let slots = [
      ("task", launch.arguments.taskRole, task?.taskRole),
      ("execution", launch.arguments.executionRole, task?.executionRole),
    ]
    for (slot, override, own) in slots {
      switch override {
      case .pattern(let text), .dynamic(let text):
        _ = try tables.passedRole(
          launchTask, slot: slot, role: text, roleIs: "dynamic", roleID: nil, origin: "override")
      case .fixed(let name):
        try pass(name, slot, "override", launch, launchTask, caller, callerName)
        try assumeOverride(name, slot, launch, launchTask)
      case .absent:
        guard let own else { continue }
        try pass(own, slot, "task definition", launch, launchTask, caller, callerName)
      }
    }
  }

  private func pass(
    _ name: String, _ slot: String, _ origin: String, _ launch: Launch, _ launchTask: Int64,
    _ caller: RoleDirectory.Resolution?, _ callerName: String?
  ) throws {
    let role = roles.resolve(name, account: launch.account)
    let arn = role.role?.arn ?? arn(ofRole: name, launch.partition, launch.account)
    let passed = try tables.passedRole(
      launchTask, slot: slot, role: arn, roleIs: role.word, roleID: role.role?.id, origin: origin)
    guard let caller, let callerName else { return }
    // The path of a role that only its name tells is part of its ARN, so without the role there is no question to ask.
    let isNamed = role.role != nil || name.hasPrefix("arn:")
    try tables.need(
      "pass-role", subject: launch.subjectID, launchTask: launchTask, passedRole: passed,
      slot: slot, role: callerName, roleID: caller.role?.id,
      isNamed
        ? try decider.passRole(caller: caller, callerName: callerName, role: arn)
        : try decider.passRole(caller: role, callerName: callerName, role: arn))
  }

  private func arn(ofRole name: String, _ partition: String, _ account: String) -> String {
    name.hasPrefix("arn:") ? name : "arn:\(partition):iam::\(account):role/\(name)"
  }

  private func assumeCaller(
    _ launch: Launch, _ launchTask: Int64, _ caller: RoleDirectory.Resolution?,
    _ name: String?, _ assumed: inout Set<String>
  ) throws {
    guard launch.callerIsOwnRole, let caller, let name,
      assumed.insert("\(launch.subjectID) \(name)").inserted
    else { return }
    let services =
      switch launch.source {
      case "states": ["states.amazonaws.com", "states.\(launch.region).amazonaws.com"]
      case "events": ["events.amazonaws.com"]
      default: ["scheduler.amazonaws.com"]
      }
    try tables.need(
      "assume", subject: launch.subjectID, launchTask: launchTask, slot: "caller", role: name,
      roleID: caller.role?.id,
      try decider.assume(
        caller, name: name, services: services, sourceArn: launch.sourceArn,
        sourceAccount: launch.account))
  }

  private func assumeOverride(
    _ name: String, _ slot: String, _ launch: Launch, _ launchTask: Int64
  ) throws {
    let role = roles.resolve(name, account: launch.account)
    let arn = role.role?.arn ?? arn(ofRole: name, launch.partition, launch.account)
    try tables.need(
      "assume", subject: launch.subjectID, launchTask: launchTask, slot: slot, role: arn,
      roleID: role.role?.id,
      try assumeByTasks(role, arn, launch.partition, launch.account, launch.region))
  }

  private func assumeTaskRoles(of task: TaskDefinition) throws {
    let partition = ResourceName(task.arn)?.partition ?? "aws"
    for (slot, name) in [("task", task.taskRole), ("execution", task.executionRole)] {
      guard let name else { continue }
      let role = roles.resolve(name, account: task.account)
      let arn = role.role?.arn ?? arn(ofRole: name, partition, task.account)
      try tables.need(
        "assume", subject: task.id, slot: slot, role: arn, roleID: role.role?.id,
        try assumeByTasks(role, arn, partition, task.account, task.region))
    }
  }

  /// ECS sends some ARN of the account and region; which one, AWS does not say.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
  private func assumeByTasks(
    _ role: RoleDirectory.Resolution, _ arn: String, _ partition: String, _ account: String,
    _ region: String
  ) throws -> NeedDecider.Answer {
    try decider.assume(
      role, name: arn, services: ["ecs-tasks.amazonaws.com"],
      sourceArn: "arn:\(partition):ecs:\(region):\(account):*", sourceAccount: account)
  }
}

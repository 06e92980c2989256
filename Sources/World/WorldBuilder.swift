public import GRDB
import JSON
import Migrations
import StatesLanguage
public import Store

/// Builds the world of the record's newest import.
public final class WorldBuilder {
  /// What is worth saying about a world that was built.
  public struct Result: Sendable {
    public var notes: [WorldNote]
    /// Accounts of whose service control policies nothing is known: none were assumed.
    public var accountsWithoutServiceControl: [String]
    /// Where a task definition without revision was taken for the latest revision that was exported.
    public var assumedLatest: [(account: String, region: String)]
    /// When each scope was exported last.
    public var scopes: [ScopeImport]
    public var launches: Int
    /// What is expected of task definitions that are not in use, or not there.
    public var unmetExpectations: [Expectation]
    /// The time for which it was built, RFC 3339 UTC.
    public var builtFor: String
    /// Until when it stays the same if nothing else changes; nil: for good.
    public var sameUntil: String?
  }

  private let db: Database
  private let inventory: Inventory
  private let scopes: Scopes
  private let roles: RoleDirectory
  private let definitions: TaskDefinitionDirectory
  private let clusters: ClusterDirectory
  private let library: PolicyLibrary
  private let tables: WorldTables
  private let arguments: LaunchArguments
  private let needs: LaunchNeeds
  private let triggers: MachineTriggers
  private let execution: ExecutionNeeds
  private let decryption: DecryptionNeeds
  private let expected: ExpectedNeeds
  private let commands: ExecuteCommandNeeds
  private let callbacks: CallbackNeeds
  private let deadLetters: DeadLetterNeeds
  private let tags: TagNeeds
  private let integrations: IntegrationNeeds
  private let uses: RoleUses
  private let misplaced: MisplacedGrants
  private let instances: ContainerInstances
  private let networks: Networks
  private let egress: Egress
  private let groups: SecurityGroups
  private let instanceNeeds: InstanceNeeds
  private let instanceTables: InstanceTables
  private let advice: AdviceTables
  private let nextRevisions: NextRevisions
  private let rules: Rules
  private let callerGrants: CallerGrants

  /// Builds the world in the store, in one transaction, in place of the one that was there.
  public static func build(
    in store: Store, assuming assumptions: [Assumption] = [],
    expecting expectations: [Expectation] = []
  ) throws -> Result {
    try store.writeTrusted { try build($0, assuming: assumptions, expecting: expectations) }
  }

  /// Builds the world in a database that holds a record.
  public static func build(
    _ db: Database, assuming assumptions: [Assumption] = [],
    expecting expectations: [Expectation] = []
  ) throws -> Result {
    try db.execute(sql: "UPDATE store SET world = NULL")
    let statements = Self.statements(of: Migrations.world)
    for statement in statements.reversed() {
      let words = statement.prefix(100).split(separator: " ", maxSplits: 3)
      if words[1] != "INDEX" { try db.execute(sql: "DROP \(words[1]) IF EXISTS \(words[2])") }
    }
    for statement in statements where !statement.hasPrefix("CREATE INDEX") {
      try db.execute(sql: statement)
    }
    let result = try WorldBuilder(db, assumptions, expectations).build()
    // Indexes come last: sorting once is cheaper than keeping sorted.
    for statement in statements where statement.hasPrefix("CREATE INDEX") {
      try db.execute(sql: statement)
    }
    return result
  }

  /// The statements of a text, each of which ends a line with a semicolon, without the comments before them.
  private static func statements(of text: String) -> [String] {
    var statements: [String] = []
    var lines: [Substring.UTF8View] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      if lines.isEmpty, line.starts(with: "--".utf8) { continue }
      let isLast = line.last == UInt8(ascii: ";")
      lines.append(isLast ? line.dropLast() : line)
      guard isLast else { continue }
      statements.append(lines.map { String(Substring($0)) }.joined(separator: "\n"))
      lines = []
    }
    return statements
  }

  private init(
    _ db: Database, _ assumptions: [Assumption], _ expectations: [Expectation]
  ) throws {
    self.db = db
    inventory = try Inventory(db)
    try Scopes.write(db)
    scopes = try Scopes(db)
    tables = try WorldTables(db)
    arguments = LaunchArguments(tables)
    roles = try RoleDirectory(inventory, scopes)
    definitions = try TaskDefinitionDirectory(inventory, scopes)
    clusters = try ClusterDirectory(inventory)
    library = try PolicyLibrary(inventory, scopes)
    let answers = AnswerRecorder(tables: tables)
    let circumstances = Circumstances(assumptions)
    let launches = NeedDecider(library, answers, circumstances)
    needs = LaunchNeeds(
      launches, CallNeeds(library, answers, circumstances), roles, tables)
    integrations = IntegrationNeeds(
      IntegrationDecider(library, answers, circumstances, .bundled), .bundled, launches, roles,
      try IntegrationTables(db, answers))
    let decider = RoleDecider(library, answers, circumstances)
    let roleNeeds = RoleNeeds(decider: decider, answers: answers, roles: roles)
    deadLetters = DeadLetterNeeds(needs: roleNeeds)
    triggers = MachineTriggers(
      library, launches, answers, roles, circumstances, deadLetters)
    execution = ExecutionNeeds(decider, answers, roles)
    decryption = DecryptionNeeds(
      try EncryptionKeys(inventory), library, answers, circumstances, roles)
    expected = ExpectedNeeds(expectations, roleNeeds)
    callbacks = CallbackNeeds(needs: roleNeeds)
    commands = ExecuteCommandNeeds(needs: roleNeeds)
    tags = try TagNeeds(inventory, library, answers, circumstances)
    uses = RoleUses(.bundled, roles, library, scopes)
    misplaced = MisplacedGrants(library, roles, uses, tables)
    instanceTables = try InstanceTables(db)
    advice = try AdviceTables(db)
    nextRevisions = NextRevisions(library, circumstances, advice)
    rules = Rules(decider, roles, advice)
    callerGrants = CallerGrants(library, roles, advice)
    instanceNeeds = InstanceNeeds(library, answers, circumstances)
    networks = try Networks(inventory, scopes)
    egress = Egress(networks, inventory, instanceTables)
    groups = SecurityGroups(networks, instanceTables)
    instances = try ContainerInstances(inventory, scopes, instanceTables)
  }

  private func build() throws -> Result {
    for role in roles.all { try tables.role(role) }
    for cluster in clusters.all { try tables.cluster(cluster) }
    let strays = try instances.write(instanceNeeds, roles)
    try InstanceGrants(library, roles, instanceTables).write(instances.rolesInUse)
    try networks.forEachSubnet(instanceTables.subnet)
    let at = try String.fetchOne(db, sql: "SELECT at FROM import ORDER BY id DESC") ?? ""
    // In the order in which they refer to each other, so that no reference is ever open.
    for (task, isActive, isLatest) in definitions.all {
      try tables.taskDefinition(task, isActive: isActive, isLatest: isLatest)
    }
    let services = try Services(inventory, definitions, clusters, commands, needs)
    let ofServices = services.used
    var used = ofServices
    var count = 0
    let clock = WorldClock(now: at)
    let notes = try LaunchReader(inventory: inventory, clock: clock, uses: uses).forEach(
      { launch in
        count += 1
        try write(launch, &used)
      }, trigger: triggers.write, machine: integrations.write, rule: rules.write)
    try integrations.finish()
    try misplaced.finish()
    var all: [TaskDefinition] = []
    for (task, _, isLatest) in definitions.all where isLatest || used.contains(task.id) {
      all.append(task)
      try instanceTables.containers(of: task)
      let isOfService = ofServices.contains(task.id)
      try tables.isInUse(task)
      try needs.assumeTaskRoles(of: task)
      try execution.write(task, isRunByService: isOfService)
      try decryption.write(task)
      try expected.write(task, isRunByService: isOfService)
      try misplaced.findOnExecutionRole(of: task)
      try findBareRole(of: task)
    }
    try ContainerContents(inventory, definitions, instanceTables).write(of: all)
    try instances.writePlacements(of: all, services: services.placements, execution, roles)
    try advice.trusted(library.trusted)
    try advice.trusting(library.trusted, by: library.roles)
    try callerGrants.writeUnneeded()
    let accounts = Set(roles.all.map(\.account))
    return Result(
      notes: notes + strays + library.notes,
      accountsWithoutServiceControl: accounts.filter { !library.knowsServiceControl(of: $0) }
        .sorted(),
      assumedLatest: definitions.assumedLatest.sorted().map { ($0.account, $0.region) },
      scopes: scopes.imports, launches: count,
      unmetExpectations: expected.unmet, builtFor: at, sameUntil: clock.next)
  }

  /// Notes the task role of a task definition if it has no policy.
  private func findBareRole(of task: TaskDefinition) throws {
    guard let name = task.taskRole, let role = roles.resolve(name, account: task.account).role,
      role.attachesNothing, try !inventory.aspects(of: role.id).names.contains(where: isInline)
    else { return }
    try advice.bareRole(role)
  }

  private func isInline(_ aspect: String) -> Bool { aspect.hasPrefix("inline:") }

  private func write(_ launch: Launch, _ used: inout Set<Int64>) throws {
    let callerName: String? = if case .fixed(let name) = launch.caller { name } else { nil }
    let caller = callerName.map { roles.resolve($0, account: launch.account) }
    let callerArn = caller?.role?.arn ?? callerName ?? launch.caller.value
    let owner = launch.callAccount
    let clusterArn = clusters.arn(
      of: launch.arguments.cluster, partition: launch.partition, account: owner,
      region: launch.region)
    let cluster = clusterArn.flatMap { clusters[$0] }
    let callerIs = caller?.word ?? (launch.caller == .absent ? "absent" : "dynamic")
    let task = definitions.resolve(
      launch.arguments.taskDefinition, account: owner, region: launch.region)
    let own = needs.serviceRole(of: launch, caller: caller)
    let decisions = try needs.decide(
      launch, task, cluster: clusterArn, caller: caller, callerName: callerArn, own)
    let id = try tables.launch(
      launch, caller: callerArn, callerIs: callerIs, callerID: caller?.role?.id,
      serviceRole: own?.name, cluster: cluster, clusterArn: clusterArn,
      task: task, decisions)
    try arguments.write(launch, id, task.definition)
    try egress.write(launch, id, task.definition, cluster: cluster)
    try groups.write(launch, id)
    try instanceTables.credentials(in: launch.arguments.overrides.containers.values, of: id)
    try needs.write(launch, id, decisions, own)
    try tags.write(launch, id, task.definition, cluster: clusterArn, caller: decisions.caller)
    if let caller = caller?.role { try callerGrants.look(at: caller, of: launch, task.definition) }
    try nextRevisions.write(
      launch, id, task.definition, cluster: clusterArn, caller: caller?.role, decisions)
    try callbacks.write(launch, id, task, cluster: cluster)
    try commands.write(launch, id, task, cluster: cluster)
    try deadLetters.write(
      launch.deadLetter, role: callerName, account: launch.account, subject: launch.subjectID,
      launch: id)
    guard let definition = task.definition else { return }
    used.insert(definition.id)
    try execution.write(launch, id, definition, cluster: cluster)
    try decryption.write(launch, id, definition)
    try expected.write(launch, id, definition)
    // The role of Credentials lets in whom it wants.
    if let role = caller?.role, own?.name == nil || own?.name == role.arn {
      try misplaced.lookAtCaller(role, of: definition, launch, id)
    }
  }
}

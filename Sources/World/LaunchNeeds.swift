import StatesLanguage

/// Writes down what launches need: to call and to pass roles, and that services may assume roles.
final class LaunchNeeds {
  /// The role that calls RunTask.
  struct Caller {
    var role: RoleDirectory.Resolution
    var name: String
    /// Why it cannot be told that this role is reached at all; nil where it is.
    var refused: NeedDecider.Answer?
  }

  private let decider: NeedDecider
  private let calls: CallNeeds
  private let roles: RoleDirectory
  private let tables: WorldTables
  private struct ServiceRole: Hashable {
    var subject: Int64
    var role: String
  }

  /// Those of which it was asked whether the service may assume them.
  private var assumed: Set<ServiceRole> = []

  init(
    _ decider: NeedDecider, _ calls: CallNeeds, _ roles: RoleDirectory, _ tables: WorldTables
  ) {
    self.decider = decider
    self.calls = calls
    self.roles = roles
    self.tables = tables
  }

  /// Writes down what one launch needs.
  ///
  /// `task` is what it starts, `cluster` where, nil where that cannot be told; `caller` and `callerName` are the role that calls
  /// RunTask, nil where only a running state machine knows it.
  func write(
    _ launch: Launch, _ id: Int64, _ task: TaskDefinitionDirectory.Resolution, cluster: String?,
    caller: RoleDirectory.Resolution?, callerName: String?
  ) throws {
    var known: Caller?
    if let caller, let callerName {
      known = Caller(
        role: caller, name: callerName,
        refused: try assumeCredentials(launch, id, caller, callerName))
    }
    try passRoles(launch, id, task.definition, known)
    try calls.write(
      launch, id, task, cluster: cluster, caller: known, own: serviceRole(of: launch)?.role)
    try assumeServiceRole(launch, id)
  }

  /// The roles that a launch hands over: an override's, else the task definition's.
  private func passRoles(
    _ launch: Launch, _ id: Int64, _ task: TaskDefinition?, _ caller: Caller?
  ) throws {
    let overrides = launch.arguments.overrides
    try pass(overrides.taskRole, "task", task?.taskRole, launch, id, caller)
    try pass(overrides.executionRole, "execution", task?.executionRole, launch, id, caller)
    let given = [overrides.taskRole, overrides.executionRole].count { $0 != .absent }
    let none = task.map { given == 0 && $0.taskRole == nil && $0.executionRole == nil }
    if none ?? (given < 2) {
      try tables.unnamedRoles(
        subject: launch.subjectID, launch: id, decision: task == nil ? "unknown" : "allowed")
    }
  }

  private func pass(
    _ override: Scalar, _ slot: String, _ own: String?, _ launch: Launch, _ id: Int64,
    _ caller: Caller?
  ) throws {
    switch override {
    case .pattern(let text), .dynamic(let text):
      try tables.computedRole(
        subject: launch.subjectID, launch: id, slot: slot, expression: text)
    case .fixed(let name):
      try pass(name, slot, "override", launch, id, caller)
      try assumeOverride(name, slot, launch, id)
    case .absent:
      guard let own else { return }
      try pass(own, slot, "task definition", launch, id, caller)
    }
  }

  private func pass(
    _ name: String, _ slot: String, _ origin: String, _ launch: Launch, _ id: Int64,
    _ caller: Caller?
  ) throws {
    let account = launch.callAccount
    let role = roles.resolve(name, account: account)
    let arn = role.role?.arn ?? arn(ofRole: name, launch.partition, account)
    // Without a caller there is nobody of whom to ask it.
    var answer = NeedDecider.Answer(decision: "unknown", row: nil)
    if let caller {
      // The path of a role that only its name tells is part of its ARN, so without the role there is no question to ask.
      let isNamed = role.role != nil || name.hasPrefix("arn:")
      answer = try decider.passRole(
        caller: isNamed ? caller.role : role, callerName: caller.name, role: role, name: arn)
      // Who cannot be told to become the caller cannot be told to pass anything; a refusal stays one.
      if let refused = caller.refused, ["allowed", "conditional"].contains(answer.decision) {
        answer = NeedDecider.Answer(decision: "unknown", row: refused.row)
      }
    }
    try tables.need(
      "pass-role", subject: launch.subjectID, launch: id, slot: slot, role: arn, role,
      origin: origin, answer)
  }

  private func arn(ofRole name: String, _ partition: String, _ account: String) -> String {
    name.hasPrefix("arn:") ? name : "arn:\(partition):iam::\(account):role/\(name)"
  }

  /// The role of the subject, which the service assumes; nil where none is given.
  func serviceRole(of launch: Launch) -> (role: RoleDirectory.Resolution, name: String)? {
    guard case .fixed(let given) = launch.serviceRole else { return nil }
    let role = roles.resolve(given, account: launch.account)
    return (role, role.role?.arn ?? given)
  }

  /// Whether the service may assume the role of the subject, once for each.
  private func assumeServiceRole(_ launch: Launch, _ id: Int64) throws {
    guard let (role, name) = serviceRole(of: launch),
      assumed.insert(ServiceRole(subject: launch.subjectID, role: name)).inserted
    else { return }
    let services =
      switch launch.source {
      case "states": ["states.amazonaws.com", "states.\(launch.region).amazonaws.com"]
      case "events": ["events.amazonaws.com"]
      default: ["scheduler.amazonaws.com"]
      }
    try tables.need(
      "assume", subject: launch.subjectID, launch: id, slot: "caller", role: name, role,
      try decider.assume(
        role, name: name, services: services, sourceArn: launch.sourceArn,
        sourceAccount: launch.account))
  }

  /// Whether the role of the subject may become the caller, where that is another one.
  ///
  /// - Returns: the answer; nil if it may, or need not.
  private func assumeCredentials(
    _ launch: Launch, _ id: Int64, _ caller: RoleDirectory.Resolution, _ name: String
  ) throws -> NeedDecider.Answer? {
    guard launch.source == "states", launch.serviceRole != launch.caller else { return nil }
    let own = serviceRole(of: launch) ?? (.unread, "")
    let answer = try decider.assumeCredentials(
      caller, name: name, by: own.role, ownName: own.name)
    try tables.need(
      "assume-role", subject: launch.subjectID, launch: id, slot: "caller", role: name, caller,
      answer)
    return answer.decision == "allowed" ? nil : answer
  }

  private func assumeOverride(
    _ name: String, _ slot: String, _ launch: Launch, _ id: Int64
  ) throws {
    let account = launch.callAccount
    let role = roles.resolve(name, account: account)
    let arn = role.role?.arn ?? arn(ofRole: name, launch.partition, account)
    try tables.need(
      "assume", subject: launch.subjectID, launch: id, slot: slot, role: arn, role,
      try assumeByTasks(role, arn, launch.partition, account, launch.region))
  }

  /// Writes down what ECS needs to run a task definition: to assume its roles.
  func assumeTaskRoles(of task: TaskDefinition) throws {
    let partition = ResourceName(task.arn)?.partition ?? "aws"
    for (slot, name) in [("task", task.taskRole), ("execution", task.executionRole)] {
      guard let name else { continue }
      let role = roles.resolve(name, account: task.account)
      let arn = role.role?.arn ?? arn(ofRole: name, partition, task.account)
      try tables.need(
        "assume", subject: task.id, slot: slot, role: arn, role,
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

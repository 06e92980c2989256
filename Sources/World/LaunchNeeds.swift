import StatesLanguage

/// Writes down what launches need: to call and to pass roles, and that services may assume roles.
final class LaunchNeeds {
  /// The role that calls RunTask.
  struct Caller {
    var role: RoleDirectory.Resolution
    var name: String
    /// Why it cannot be told that this role is reached at all; nil where it is.
    var refused: NeedDecider.Answer?

    /// Who cannot be told to become the caller cannot be told to be allowed anything; a refusal stays one.
    func restrict(_ answer: NeedDecider.Answer) -> NeedDecider.Answer {
      guard let refused, ["allowed", "conditional"].contains(answer.decision) else {
        return answer
      }
      return NeedDecider.Answer(decision: "unknown", row: refused.row)
    }
  }

  /// The role of a state machine, a rule or a schedule itself.
  struct ServiceRole {
    var role: RoleDirectory.Resolution
    var name: String
  }

  private let decider: NeedDecider
  private let calls: CallNeeds
  private let roles: RoleDirectory
  private let tables: WorldTables
  private struct Assumed: Hashable {
    var subject: Int64
    var role: String
  }

  /// The roles of which it was asked whether the service may assume them.
  private var assumed: Set<Assumed> = []

  init(
    _ decider: NeedDecider, _ calls: CallNeeds, _ roles: RoleDirectory, _ tables: WorldTables
  ) {
    self.decider = decider
    self.calls = calls
    self.roles = roles
    self.tables = tables
  }

  /// Puts the questions about one launch's caller.
  ///
  /// `task` is what it starts, `cluster` where, nil where that cannot be told; `caller` and `callerName` are the role that calls
  /// RunTask, nil where only a running state machine knows it.
  func decide(
    _ launch: Launch, _ task: TaskDefinitionDirectory.Resolution, cluster: String?,
    caller: RoleDirectory.Resolution?, callerName: String?, _ own: ServiceRole?
  ) throws -> LaunchDecisions {
    var decisions = LaunchDecisions()
    if let caller, let callerName {
      decisions.caller = Caller(role: caller, name: callerName)
      if launch.source == "states", launch.serviceRole != launch.caller {
        let answer = try decider.assumeCredentials(
          caller, name: callerName, by: own?.role ?? .unread, ownName: own?.name ?? "")
        decisions.credentials = (callerName, caller, answer)
        if answer.decision != "allowed" { decisions.caller?.refused = answer }
      }
    }
    try decideRoles(launch, task.definition, &decisions)
    try calls.decide(launch, task, cluster: cluster, own: own?.role, &decisions)
    return decisions
  }

  /// The roles that a launch hands over: an override's, else the task definition's.
  private func decideRoles(
    _ launch: Launch, _ task: TaskDefinition?, _ decisions: inout LaunchDecisions
  ) throws {
    let overrides = launch.arguments.overrides
    decisions.taskRole = try handover(
      overrides.taskRole, "task", task?.taskRole, launch, decisions.caller)
    decisions.executionRole = try handover(
      overrides.executionRole, "execution", task?.executionRole, launch, decisions.caller)
    decisions.hidesRoles =
      task == nil && (decisions.taskRole == nil || decisions.executionRole == nil)
    decisions.volumeRoles = try volumeRoles(launch, decisions.caller)
  }

  /// The roles with which ECS makes the volumes of a launch; what is computed as a whole says nothing of volumes.
  private func volumeRoles(
    _ launch: Launch, _ caller: Caller?
  ) throws -> [LaunchDecisions.Handover] {
    guard launch.arguments.areWritten else { return [] }
    var roles = launch.arguments.volumeRoles.values
    if case .dynamic(let why) = launch.arguments.volumeRoles { roles = [.dynamic(why)] }
    return try roles.enumerated().compactMap { i, role in
      roles[..<i].contains(role)
        ? nil : try handover(role, "infrastructure", nil, launch, caller)
    }
  }

  private func handover(
    _ override: Scalar, _ slot: String, _ own: String?, _ launch: Launch, _ caller: Caller?
  ) throws -> LaunchDecisions.Handover? {
    switch override {
    case .pattern(let text), .dynamic(let text):
      return LaunchDecisions.Handover(
        slot: slot, role: text, resolution: nil, origin: "override",
        answer: NeedDecider.Answer(decision: "unknown", row: nil))
    case .fixed(let name):
      let origin = slot == "infrastructure" ? "volume" : "override"
      return try handover(name, slot, origin, launch, caller)
    case .absent:
      return try own.map { try handover($0, slot, "task definition", launch, caller) }
    }
  }

  private func handover(
    _ name: String, _ slot: String, _ origin: String, _ launch: Launch, _ caller: Caller?
  ) throws -> LaunchDecisions.Handover {
    let account = launch.callAccount
    let role = roles.resolve(name, account: account)
    let arn = role.role?.arn ?? arn(ofRole: name, launch.partition, account)
    // Without a caller there is nobody of whom to ask it.
    var answer = NeedDecider.Answer(decision: "unknown", row: nil)
    if let caller {
      // The path of a role that only its name tells is part of its ARN, so without the role there is no question to ask.
      let isNamed = role.role != nil || name.hasPrefix("arn:")
      answer = caller.restrict(
        try decider.passRole(
          caller: isNamed ? caller.role : role, callerName: caller.name, role: role, name: arn,
          to: NeedDecider.Recipient(slot: slot)))
    }
    return LaunchDecisions.Handover(
      slot: slot, role: arn, resolution: role, origin: origin, answer: answer)
  }

  /// Writes down what a launch needs and is not allowed, and that services may assume roles.
  func write(
    _ launch: Launch, _ id: Int64, _ decisions: LaunchDecisions, _ own: ServiceRole?
  ) throws {
    if let credentials = decisions.credentials {
      try tables.need(
        "assume-role", subject: launch.subjectID, launch: id, slot: "caller",
        role: credentials.role, credentials.resolution, credentials.answer)
    }
    for handover in [decisions.taskRole, decisions.executionRole] {
      guard let handover else { continue }
      if handover.answer.decision != "allowed" {
        try tables.handover(handover, subject: launch.subjectID, launch: id)
      }
      if handover.origin == "override", let role = handover.resolution {
        try assumeOverride(handover, role, launch, id)
      }
    }
    for handover in decisions.volumeRoles {
      try tables.handover(handover, subject: launch.subjectID, launch: id)
      if let role = handover.resolution { try assumeOverride(handover, role, launch, id) }
    }
    if decisions.hidesRoles {
      try tables.hiddenRoles(subject: launch.subjectID, launch: id)
    }
    let calls = [("run-task", decisions.runTask)] + (decisions.waiting ?? []).map { ("sync", $0) }
    for (purpose, answer) in calls where answer.decision != "allowed" {
      try tables.need(
        purpose, subject: launch.subjectID, launch: id, slot: "caller",
        role: decisions.caller?.name ?? "", decisions.caller?.role ?? .unread, answer)
    }
    if let own { try assume(own, launch, id) }
  }

  private func arn(ofRole name: String, _ partition: String, _ account: String) -> String {
    name.hasPrefix("arn:") ? name : "arn:\(partition):iam::\(account):role/\(name)"
  }

  /// The role of the subject, which the service assumes, often the caller, which was looked up; nil where none is given.
  func serviceRole(of launch: Launch, caller: RoleDirectory.Resolution?) -> ServiceRole? {
    guard case .fixed(let given) = launch.serviceRole else { return nil }
    let known = launch.caller == launch.serviceRole ? caller : nil
    let role = known ?? roles.resolve(given, account: launch.account)
    return ServiceRole(role: role, name: role.role?.arn ?? given)
  }

  /// Whether the service may assume the role of the subject, once for each.
  private func assume(_ own: ServiceRole, _ launch: Launch, _ id: Int64) throws {
    guard assumed.insert(Assumed(subject: launch.subjectID, role: own.name)).inserted else {
      return
    }
    let services =
      switch launch.source {
      case "states": ["states.amazonaws.com", "states.\(launch.region).amazonaws.com"]
      case "events": ["events.amazonaws.com"]
      case "pipes": ["pipes.amazonaws.com"]
      default: ["scheduler.amazonaws.com"]
      }
    try tables.need(
      "assume", subject: launch.subjectID, launch: id, slot: "caller", role: own.name, own.role,
      try decider.assume(
        own.role, name: own.name, services: services, sourceArn: launch.sourceArn,
        sourceAccount: launch.account))
  }

  private func assumeOverride(
    _ handover: LaunchDecisions.Handover, _ role: RoleDirectory.Resolution, _ launch: Launch,
    _ id: Int64
  ) throws {
    try tables.need(
      "assume", subject: launch.subjectID, launch: id, slot: handover.slot, role: handover.role,
      role,
      handover.slot == "infrastructure"
        ? assumeByECS(role, handover.role, launch.callAccount)
        : assumeByTasks(
          role, handover.role, launch.partition, launch.callAccount, launch.region))
  }

  /// Writes down that ECS makes the volumes of a service with a role, or registers its tasks with its load balancers, and has to assume it.
  func assume(_ name: String, slot: String, ofService service: Inventory.Resource) throws {
    let role = roles.resolve(name, account: service.account)
    try tables.need(
      "assume", subject: service.id, slot: slot, role: name, role,
      try assumeByECS(role, name, service.account))
  }

  /// What ECS sends when it assumes such a role, AWS does not say.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
  private func assumeByECS(
    _ role: RoleDirectory.Resolution, _ arn: String, _ account: String
  ) throws -> NeedDecider.Answer {
    try decider.assume(
      role, name: arn, services: [NeedDecider.Recipient.infrastructure.service], sourceArn: nil,
      sourceAccount: account)
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
      role, name: arn, services: [NeedDecider.Recipient.tasks.service],
      sourceArn: "arn:\(partition):ecs:\(region):\(account):*", sourceAccount: account)
  }
}

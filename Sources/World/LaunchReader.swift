import JSON
import StatesLanguage

/// Makes launches of state machines, event rules, schedules and pipes, and tells which of these start state machines.
struct LaunchReader {
  let inventory: Inventory
  /// When the inventory was read: a schedule that had ended by then is latent.
  let clock: WorldClock
  /// What the roles are used for.
  let uses: RoleUses

  /// Calls with each launch, those of one subject one after the other, with each trigger of a state machine, with each state
  /// machine behind its launches, and with each rule.
  ///
  /// - Returns: what could not be understood.
  func forEach(
    _ body: (Launch) throws -> Void, trigger: (MachineTrigger) throws -> Void,
    machine: (StateMachine) throws -> Void, rule: (Rule) throws -> Void
  ) throws -> [WorldNote] {
    var notes: [WorldNote] = []
    try inventory.forEach("state-machine") { try stateMachine($0, &notes, body, machine) }
    try inventory.forEach("rule") { try self.rule($0, body, trigger, rule) }
    try inventory.forEach("schedule") { try schedule($0, body, trigger) }
    try inventory.forEach("pipe") { try PipeReader(uses: uses).read($0, body, trigger) }
    return notes
  }

  private func stateMachine(
    _ resource: Inventory.Resource, _ notes: inout [WorldNote], _ body: (Launch) throws -> Void,
    _ whole: (StateMachine) throws -> Void
  ) throws {
    guard let name = ResourceName(resource.arn) else { return }
    let machine = resource.document("machine")
    let ownRole = scalar(machine?["roleArn"])
    guard let node = resource.document("definition"), node.isObject else {
      return uses.addUnclear(resource.arn, role: ownRole, account: resource.account)
    }
    let definition: StateMachineDefinition
    do throws(StatesLanguageError) {
      definition = try StateMachineDefinition(node)
    } catch {
      notes.append(
        WorldNote(
          resource: resource.arn, aspect: "definition", pointer: error.pointer,
          text: "the definition is not valid Amazon States Language: \(error.reason)",
          hint: error.hint))
      return uses.addUnclear(resource.arn, role: ownRole, account: resource.account)
    }
    notes += definition.notes.map {
      WorldNote(
        resource: resource.arn, aspect: "definition", pointer: $0.pointer, text: $0.text,
        hint: $0.mayHideCalls
          ? "if the state machine is right, this rolecall is too old for it; what it calls there is not audited"
          : nil, isError: $0.mayHideCalls)
    }
    for state in definition.taskStates {
      guard let integration = state.integration, integration.startsTasks else { continue }
      let credentials = state.credentialsRole
      try body(
        Launch(
          source: "states", subjectID: resource.id, subject: resource.arn, locator: state.locator,
          account: resource.account, region: resource.region, partition: name.partition,
          isEnabled: true, pattern: Self.pattern(integration.pattern),
          action: integration.action == "startTask" ? "ecs:StartTask" : "ecs:RunTask",
          caller: credentials == .absent ? ownRole : credentials,
          arguments: RunTaskArguments(state: state),
          passesToken: integration.pattern == .waitForTaskToken ? state.taskTokenIsPassed : false,
          sourceArn: resource.arn,
          serviceRole: ownRole,
          failuresAreRead: integration.pattern != .request || state.failuresAreRead,
          hasTimeout: integration.pattern != .waitForTaskToken || state.hasTimeout
            || state.hasHeartbeat || definition.hasTimeout,
          isOptimized: !integration.isSDK, isExpress: machine?["type"]?.string == "EXPRESS",
          overridesLength: machine?["longOverrides"]?[state.pointer]?.int))
    }
    let kept = StateMachine(resource, partition: name.partition, machine, definition)
    uses.add(kept)
    try whole(kept)
  }

  private static func pattern(_ pattern: Integration.Pattern) -> String {
    switch pattern {
    case .request: "request"
    case .sync: "sync"
    case .waitForTaskToken: "token"
    }
  }

  /// The role of a target counts, and where it has none that of the rule.
  ///
  /// Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (RoleArn)
  private func rule(
    _ resource: Inventory.Resource, _ body: (Launch) throws -> Void,
    _ trigger: (MachineTrigger) throws -> Void, _ write: (Rule) throws -> Void
  ) throws {
    guard let name = ResourceName(resource.arn) else { return }
    let rule = resource.document("rule")
    let targets = resource.document("targets")
    var kept = resource.isUnread ? nil : Rule(resource, rule, targets: targets)
    guard rule?["managedBy"] == nil, let targets else {
      if let kept { try write(kept) }
      return
    }
    let isEnabled = rule?["state"]?.string != "DISABLED"
    for target in targets.elements {
      let role = scalar(target["roleArn"]?.string == nil ? rule?["roleArn"] : target["roleArn"])
      uses.add(target: target["arn"]?.string ?? "", role: role, account: resource.account)
      let machine = MachineTrigger.machine(of: target)
      let startsTask = Self.isCluster(target["arn"]?.string)
      kept?.add(target, starts: machine != nil || startsTask, role: role.value)
      if let machine {
        try trigger(
          MachineTrigger(
            source: "events", subjectID: resource.id, subject: resource.arn,
            locator: target["id"]?.string ?? "", account: resource.account,
            region: resource.region, isEnabled: isEnabled, machine: machine, role: role,
            sourceArn: resource.arn))
      }
      guard startsTask else { continue }
      var arguments = Self.arguments(target["ecs"], of: target, .eventPaths)
      arguments.cluster = scalar(target["arn"])
      arguments.overrides = Self.overrides(target)
      try body(
        Launch(
          source: "events", subjectID: resource.id, subject: resource.arn,
          locator: target["id"]?.string ?? "", account: resource.account, region: resource.region,
          partition: name.partition, isEnabled: isEnabled, pattern: "request", caller: role,
          arguments: arguments, sourceArn: resource.arn, serviceRole: role,
          overridesLength: target["overridesLength"]?.int))
    }
    if let kept { try write(kept) }
  }

  private func schedule(
    _ resource: Inventory.Resource, _ body: (Launch) throws -> Void,
    _ trigger: (MachineTrigger) throws -> Void
  ) throws {
    guard let name = ResourceName(resource.arn), let target = resource.document("target"),
      let arn = target["arn"]?.string
    else { return }
    uses.add(target: arn, role: scalar(target["roleArn"]), account: resource.account)
    let schedule = resource.document("schedule")
    let hasEnded = Self.end(of: schedule).map(clock.isOver) ?? false
    let isEnabled = schedule?["state"]?.string != "DISABLED" && !hasEnded
    let group = schedule?["group"]?.string ?? "default"
    let groupArn =
      "arn:\(name.partition):scheduler:\(resource.region):\(resource.account):schedule-group/\(group)"
    if let machine = MachineTrigger.machine(of: target) {
      try trigger(
        MachineTrigger(
          source: "scheduler", subjectID: resource.id, subject: resource.arn, locator: "",
          account: resource.account, region: resource.region, isEnabled: isEnabled,
          machine: machine, role: scalar(target["roleArn"]), sourceArn: groupArn,
          deadLetter: target["deadLetter"]?.string))
    }
    var arguments: RunTaskArguments
    if Self.isCluster(arn) {
      arguments = Self.arguments(target["ecs"], of: target, .literal)
      arguments.cluster = .fixed(arn)
      arguments.overrides = Self.overrides(target)
    } else if let call = Self.universalCall(arn) {
      arguments = Self.arguments(target["input"], of: target, .angleBrackets)
      arguments.isStartTask = call == "starttask"
    } else {
      return
    }
    try body(
      Launch(
        source: "scheduler", subjectID: resource.id, subject: resource.arn, locator: "",
        account: resource.account, region: resource.region, partition: name.partition,
        isEnabled: isEnabled, pattern: "request",
        caller: scalar(target["roleArn"]), arguments: arguments,
        deadLetter: target["deadLetter"]?.string,
        sourceArn: groupArn, serviceRole: scalar(target["roleArn"]),
        overridesLength: target["overridesLength"]?.int))
  }

  /// What a target asks of RunTask.
  ///
  /// A target that says nothing of it, or nothing that can be read, starts tasks all the same, and cannot be told to be well.
  static func arguments(
    _ request: JSONNode?, of target: JSONNode, _ syntax: ArgumentSyntax
  ) -> RunTaskArguments {
    if let request, request.isObject { return RunTaskArguments(request: request, syntax: syntax) }
    // Of a text that stands where an object belongs, nothing is known.
    var arguments = RunTaskArguments(request: request ?? target["arn"] ?? target)
    let given = request == nil ? Scalar.absent : .dynamic("the input cannot be read")
    arguments.taskDefinition = given
    arguments.overrides = TaskOverride(Argument.scalar(given))
    return arguments
  }

  /// The last time at which a schedule can start anything; nil where there is none.
  ///
  /// The time in `at(…)` is local to the schedule's time zone, which is not looked up: what matters is months, not hours.
  private static func end(of schedule: JSONNode?) -> String? {
    if let expression = schedule?["expression"]?.string, expression.hasPrefix("at("),
      expression.hasSuffix(")")
    {
      return String(expression.dropFirst(3).dropLast())
    }
    return schedule?["endDate"]?.string
  }

  /// The call of a universal target that starts tasks, in lower case: `runtask` or `starttask`.
  ///
  /// Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
  private static func universalCall(_ arn: String) -> String? {
    ["runtask", "starttask"].first { arn.lowercased().hasSuffix(":::aws-sdk:ecs:\($0)") }
  }

  static func isCluster(_ arn: String?) -> Bool {
    guard let name = arn.flatMap(ResourceName.init) else { return false }
    return name.service == "ecs" && name.resource.utf8.starts(with: "cluster/".utf8)
  }

  /// The overrides that a target hands to RunTask: its Input is a task override as it stands.
  ///
  /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
  private static func overrides(_ target: JSONNode) -> TaskOverride {
    if let input = target["input"], input.isObject {
      return TaskOverride(request: input, syntax: .angleBrackets)
    }
    var none = TaskOverride(Argument.scalar(.absent))
    if let template = target["inputTemplate"]?.string {
      let named = template.lowercased()
      if let node = try? JSONDocument(text: template).root, node.isObject {
        return TaskOverride(request: node, syntax: .angleBrackets)
      }
      if named.contains("taskrolearn") { none.taskRole = .dynamic("the input template") }
      if named.contains("executionrolearn") { none.executionRole = .dynamic("the input template") }
      if named.contains("containeroverrides") { none.containers = .dynamic("the input template") }
    }
    return none
  }

  private func scalar(_ node: JSONNode?) -> Scalar {
    node?.string.map(Scalar.fixed) ?? .absent
  }
}

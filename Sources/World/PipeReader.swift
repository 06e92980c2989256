import JSON
import StatesLanguage

/// Makes launches of pipes, and tells which of these start state machines.
struct PipeReader {
  let uses: RoleUses

  /// A pipe that its owner stopped is latent.
  func read(
    _ resource: Inventory.Resource, _ body: (Launch) throws -> Void,
    _ trigger: (MachineTrigger) throws -> Void
  ) throws {
    guard let name = ResourceName(resource.arn), let target = resource.document("target") else {
      return
    }
    let state = resource.document("pipe")?["desiredState"]?.string ?? "RUNNING"
    let role = target["roleArn"]?.string.map(Scalar.fixed) ?? .absent
    // Its source, and what enriches the events, need permissions too.
    uses.addUnclear(resource.arn, role: role, account: resource.account)
    if let machine = MachineTrigger.machine(of: target) {
      try trigger(
        MachineTrigger(
          source: "pipes", subjectID: resource.id, subject: resource.arn, locator: "",
          account: resource.account, region: resource.region, isEnabled: state == "RUNNING",
          machine: machine, role: role, sourceArn: resource.arn,
          invocation: Self.invocation(target["invocation"])))
    }
    guard LaunchReader.isCluster(target["arn"]?.string) else { return }
    var arguments = LaunchReader.arguments(target["ecs"], of: target, .eventPaths)
    arguments.cluster = target["arn"]?.string.map(Scalar.fixed) ?? .absent
    if target["ecs"]?.isObject == true { Self.doubt(&arguments.overrides, target["templateRoles"]) }
    try body(
      Launch(
        source: "pipes", subjectID: resource.id, subject: resource.arn, locator: "",
        account: resource.account, region: resource.region, partition: name.partition,
        isEnabled: state == "RUNNING", pattern: "request", caller: role, arguments: arguments,
        sourceArn: resource.arn, serviceRole: role,
        overridesLength: target["overridesLength"]?.int))
  }

  /// How a pipe starts state machines; without a word it waits for the end.
  ///
  /// Source: https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeTargetStateMachineParameters.html
  private static func invocation(_ type: JSONNode?) -> MachineTrigger.Invocation {
    switch type?.string {
    case "FIRE_AND_FORGET": .start
    case nil: .startSyncUnlessSaid
    default: .startSync
    }
  }

  /// Whether a pipe takes overrides from its input template too, AWS does not say.
  private static func doubt(_ overrides: inout TaskOverride, _ named: JSONNode?) {
    let why = Scalar.dynamic("the input template")
    for name in named?.elements.compactMap(\.string) ?? [] {
      if name == "taskRoleArn", overrides.taskRole == .absent { overrides.taskRole = why }
      if name == "executionRoleArn", overrides.executionRole == .absent {
        overrides.executionRole = why
      }
    }
  }
}

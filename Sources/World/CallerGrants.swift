import IAM
import StatesLanguage

/// Looks for permissions of roles that start tasks which reach further than what they start.
final class CallerGrants {
  /// A role that a statement names for iam:PassRole.
  private struct Passing {
    var caller: Int64
    var statement: OpenGrant
    var role: String
  }

  private let library: PolicyLibrary
  private let roles: RoleDirectory
  private let tables: AdviceTables
  private var seen: Set<Int64> = []
  /// The roles that callers may pass to tasks by name, and those that they do pass; of callers of which not all is known, nothing.
  private var named: [Passing] = []
  private var passed: [Int64: Set<String>] = [:]
  private var isComputed: Set<Int64> = []

  init(_ library: PolicyLibrary, _ roles: RoleDirectory, _ tables: AdviceTables) {
    self.library = library
    self.roles = roles
    self.tables = tables
  }

  /// Looks at the caller of a launch.
  func look(at caller: Role, of launch: Launch, _ task: TaskDefinition?) throws {
    if seen.insert(caller.id).inserted { try look(at: caller) }
    guard passed[caller.id] != nil else { return }
    let overrides = launch.arguments.overrides
    guard let task else {
      isComputed.insert(caller.id)
      return
    }
    for (override, own) in [
      (overrides.taskRole, task.taskRole), (overrides.executionRole, task.executionRole),
    ] {
      switch override {
      case .pattern, .dynamic: isComputed.insert(caller.id)
      case .fixed(let name): pass(name, caller, launch.callAccount)
      case .absent: if let own { pass(own, caller, task.account) }
      }
    }
  }

  private func pass(_ name: String, _ caller: Role, _ account: String) {
    passed[caller.id]?.insert(roles.resolve(name, account: account).role?.arn ?? name)
  }

  private func look(at caller: Role) throws {
    let policies = try library.identity(of: caller).all
    let partition = ResourceName(caller.arn)?.partition ?? "aws"
    let everyRole = "arn:\(partition):iam::\(caller.account):role/*"
    let passing = policies.openGrants(
      of: "iam:PassRole", covering: everyRole,
      unlessAskingFor: ["iam:PassedToService", "iam:AssociatedResourceArn"])
    for grant in passing {
      try tables.looseGrant(caller.id, "broad", "iam:PassRole", grant, resource: nil)
    }
    if !passing.isEmpty {
      let everyTask = "arn:\(partition):ecs:*:\(caller.account):task-definition/*"
      let running = policies.openGrants(
        of: "ecs:RunTask", covering: everyTask, unlessAskingFor: ["ecs:cluster"])
      for grant in running {
        try tables.looseGrant(caller.id, "broad", "ecs:RunTask", grant, resource: nil)
      }
    }
    for (grant, role) in policies.rolesPassed(to: "ecs-tasks.amazonaws.com") {
      named.append(Passing(caller: caller.id, statement: grant, role: role))
      passed[caller.id] = []
    }
  }

  /// Writes which roles nothing hands over that may be handed over to tasks, and by name.
  func writeUnneeded() throws {
    for passing in named where !isComputed.contains(passing.caller) {
      guard passed[passing.caller]?.contains(passing.role) == false else { continue }
      try tables.looseGrant(
        passing.caller, "unneeded", "iam:PassRole", passing.statement, resource: passing.role)
    }
  }
}

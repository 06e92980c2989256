import IAM
import StatesLanguage

/// Looks for permissions of roles that start tasks which reach further than what they start.
final class CallerGrants {
  private let library: PolicyLibrary
  private let roles: RoleDirectory
  private let tables: AdviceTables
  private var seen: Set<Int64> = []
  /// The callers whose policies name roles for iam:PassRole, with these roles.
  private var naming: [(caller: Role, roles: [String])] = []
  /// The roles that those callers do pass; of callers of which not all is known, nothing.
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
    let named = policies.resourcesNamed(for: "iam:PassRole")
    if !named.isEmpty {
      naming.append((caller, named))
      passed[caller.id] = []
    }
  }

  /// Writes which roles nothing hands over that may be handed over to tasks, and by name.
  func writeUnneeded() throws {
    for (caller, roles) in naming where !isComputed.contains(caller.id) {
      let passed = passed[caller.id] ?? []
      guard !roles.allSatisfy(passed.contains) else { continue }
      let all = try library.identity(of: caller).all.rolesPassed(to: "ecs-tasks.amazonaws.com")
      for (grant, role) in all where !passed.contains(role) {
        try tables.looseGrant(caller.id, "unneeded", "iam:PassRole", grant, resource: role)
      }
    }
  }
}

import IAM
import StatesLanguage

/// One action on one resource that a statement of a role's own policies allows.
struct GrantedAction {
  var policy: String
  var sid: String?
  var statement: Int
  var action: String
  var resource: String
}

/// Finds permissions of an application that sit on a role the application does not have.
///
/// Whose a permission is cannot be read off a policy. Two signs are taken: the resource names the task definition's
/// family, or the action invokes a Lambda function, which neither the ECS agent nor a trigger that starts tasks does.
final class MisplacedGrants {
  private let library: PolicyLibrary
  private let roles: RoleDirectory
  private let tables: WorldTables
  private let uses: RoleUses
  /// What sits on the roles that start tasks, until all uses of these are known.
  private var pending: [Pending] = []
  /// What was found on a role for a task, which many states may start alike.
  private var found: [Place: [Found]] = [:]
  private static let invocation = WordSearch("\"lambda:invoke")

  private struct Place: Hashable {
    var role: Int64
    var task: Int64
    var taskRole: String?
    var isComputed = false
  }

  /// A permission that looks like the application's.
  private struct Found {
    var grant: GrantedAction
    var namesTask: Bool
    /// Whether the task role has it too; nil where that cannot be told.
    var taskRoleHas: Bool?
  }

  private struct Pending {
    var task: TaskDefinition
    var role: Role
    var launch: Int64
    /// The region of the state machine; nil for a rule or a schedule.
    var region: String?
    var taskRole: String?
    var found: Found
  }

  init(
    _ library: PolicyLibrary, _ roles: RoleDirectory, _ uses: RoleUses, _ tables: WorldTables
  ) {
    self.library = library
    self.roles = roles
    self.uses = uses
    self.tables = tables
  }

  /// Writes down what sits on the execution role of a task definition.
  func findOnExecutionRole(of task: TaskDefinition) throws {
    guard let name = task.executionRole,
      let role = roles.resolve(name, account: task.account).role
    else { return }
    let place = Place(role: role.id, task: task.id, taskRole: task.taskRole)
    for found in try find(on: role, of: task, place) {
      try tables.misplacedGrant(
        task, slot: "execution", launch: nil, role: role, found.grant, taskRole: task.taskRole,
        taskRoleHas: found.taskRoleHas, namesTask: found.namesTask, unclear: nil)
    }
  }

  /// Looks at what sits on the role with which a launch starts a task definition.
  func lookAtCaller(_ role: Role, of task: TaskDefinition, _ launch: Launch, _ id: Int64) throws {
    guard ["events", "scheduler", "states"].contains(launch.source) else { return }
    var place = Place(role: role.id, task: task.id)
    switch launch.arguments.taskRole {
    case .absent: place.taskRole = task.taskRole
    case .fixed(let name): place.taskRole = name
    case .pattern, .dynamic: place.isComputed = true
    }
    let isMachine = launch.source == "states"
    for found in try find(on: role, of: task, place) {
      // Of state machines not only starting tasks takes such calls, but redriving and nested executions.
      if isMachine, found.grant.action.lowercased().hasPrefix("states:") { continue }
      pending.append(
        Pending(
          task: task, role: role, launch: id, region: isMachine ? launch.region : nil,
          taskRole: place.taskRole, found: found))
    }
  }

  /// Writes down what sits on the roles that start tasks and that nothing else that they are used for needs.
  ///
  /// A function is not named after the task: where one task may invoke it by its own role, the permission is taken for a copy of
  /// that, and the other tasks that the role starts are left alone.
  func finish() throws {
    struct Grant: Hashable {
      var role: Int64
      var action: String
      var resource: String
    }
    func grant(_ pending: Pending) -> Grant {
      Grant(
        role: pending.role.id, action: pending.found.grant.action,
        resource: pending.found.grant.resource)
    }
    var best: [Grant: Int] = [:]
    func rank(_ found: Found) -> Int { found.taskRoleHas.map { $0 ? 2 : 0 } ?? 1 }
    for pending in pending where !pending.found.namesTask {
      best[grant(pending)] = max(best[grant(pending)] ?? 0, rank(pending.found))
    }
    for pending in pending {
      let found = pending.found
      if !found.namesTask, best[grant(pending)] != rank(found) { continue }
      if uses.need(found.grant.action, of: pending.role) { continue }
      try tables.misplacedGrant(
        pending.task, slot: "caller", launch: pending.launch, role: pending.role, found.grant,
        taskRole: pending.taskRole, taskRoleHas: found.taskRoleHas, namesTask: found.namesTask,
        unclear: uses.unclear(pending.role, machinesOf: pending.region))
    }
  }

  private func find(on role: Role, of task: TaskDefinition, _ place: Place) throws -> [Found] {
    if let known = found[place] { return known }
    var all: [Found] = []
    for grant in try grants(of: role, for: task) {
      let namesTask = Self.names(grant.resource, task.family)
      guard namesTask || Self.invokesFunction(grant.action) else { continue }
      all.append(
        Found(
          grant: grant, namesTask: namesTask,
          taskRoleHas: place.isComputed ? nil : try has(grant, place.taskRole, task)))
    }
    found[place] = all
    return all
  }

  /// Whether the task role may have a permission too; nil where that cannot be told.
  private func has(
    _ grant: GrantedAction, _ taskRole: String?, _ task: TaskDefinition
  ) throws -> Bool? {
    guard let name = taskRole else { return false }
    switch roles.resolve(name, account: task.account) {
    case .missing, .unread: return nil
    case .found(let role):
      return try library.identity(of: role).all.mayAllow(
        action: grant.action, resource: grant.resource)
    }
  }

  private func grants(of role: Role, for task: TaskDefinition) throws -> [GrantedAction] {
    var found: [GrantedAction] = []
    let identity = try library.identity(of: role)
    if identity.isHalfRead { try tables.isHalfRead(role) }
    for policy in identity.policies(mentioning: [Self.invocation, WordSearch(task.family)]) {
      for statement in policy.document?.statements ?? [] where statement.effect == .allow {
        for action in statement.actions where !Self.isOfTheTrigger(action) {
          for resource in statement.resources {
            found.append(
              GrantedAction(
                policy: policy.name, sid: statement.sid, statement: statement.index,
                action: action, resource: resource))
          }
        }
      }
    }
    return found
  }

  /// Whether an action is one that starting, logging and watching tasks needs, on whichever role, or all actions.
  private static func isOfTheTrigger(_ action: String) -> Bool {
    let action = action.lowercased()
    let service = action.utf8.firstIndex(of: UInt8(ascii: ":")).map { action[..<$0] } ?? action[...]
    switch service {
    case "*", "ecs", "iam", "events", "ecr", "logs", "kms", "secretsmanager", "ssm", "xray", "sts":
      return true
    default: return action == "s3:getobject" || action == "s3:getbucketlocation"
    }
  }

  private static func invokesFunction(_ action: String) -> Bool {
    let action = action.lowercased()
    return action.hasPrefix("lambda:invoke")
  }

  /// Whether a resource names a family as a word of its own.
  private static func names(_ resource: String, _ family: String) -> Bool {
    guard resource.utf8.count > family.utf8.count else { return false }
    let text = Array(resource.utf8)
    let word = Array(family.utf8)
    func isWordByte(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    for start in 0...(text.count - word.count) where text[start] == word[0] {
      let end = start + word.count
      guard text[start..<end].elementsEqual(word) else { continue }
      if start > 0, isWordByte(text[start - 1]) { continue }
      if end < text.count, isWordByte(text[end]) { continue }
      return true
    }
    return false
  }
}

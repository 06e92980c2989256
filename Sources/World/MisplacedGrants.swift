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
  private static let invocation = WordSearch("\"lambda:invoke")

  init(_ library: PolicyLibrary, _ roles: RoleDirectory, _ tables: WorldTables) {
    self.library = library
    self.roles = roles
    self.tables = tables
  }

  /// Writes down what sits on the execution role of a task definition.
  func findOnExecutionRole(of task: TaskDefinition) throws {
    guard let name = task.executionRole,
      let role = roles.resolve(name, account: task.account).role
    else { return }
    try write(task, role, slot: "execution", launch: nil, taskRole: task.taskRole)
  }

  /// Writes down what sits on the role of a rule or schedule that starts a task definition.
  ///
  /// `taskRole` is the role that the launch puts in place of the task definition's.
  func findOnCaller(
    _ role: Role, of task: TaskDefinition, launch: Int64, taskRole: Scalar
  ) throws {
    switch taskRole {
    case .absent: try write(task, role, slot: "caller", launch: launch, taskRole: task.taskRole)
    case .fixed(let name): try write(task, role, slot: "caller", launch: launch, taskRole: name)
    case .pattern, .dynamic:
      try write(task, role, slot: "caller", launch: launch, taskRole: nil, isComputed: true)
    }
  }

  private func write(
    _ task: TaskDefinition, _ role: Role, slot: String, launch: Int64?, taskRole: String?,
    isComputed: Bool = false
  ) throws {
    for grant in try grants(of: role, for: task) {
      let namesTask = Self.names(grant.resource, task.family)
      guard namesTask || Self.invokesFunction(grant.action) else { continue }
      try tables.misplacedGrant(
        task, slot: slot, launch: launch, role: role, grant, taskRole: taskRole,
        taskRoleHas: isComputed ? nil : try has(grant, taskRole, task), namesTask: namesTask)
    }
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

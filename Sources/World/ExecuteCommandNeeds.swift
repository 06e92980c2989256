import StatesLanguage

/// Writes down what ECS Exec needs of a task role, where a launch or a service switches it on.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
final class ExecuteCommandNeeds {
  private let decider: RoleDecider
  private let answers: AnswerRecorder
  private let roles: RoleDirectory

  init(_ decider: RoleDecider, _ answers: AnswerRecorder, _ roles: RoleDirectory) {
    self.decider = decider
    self.answers = answers
    self.roles = roles
  }

  /// The agent of Systems Manager in the container calls these.
  private static let actions = [
    "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
  ]

  /// Writes down what a launch needs that switches ECS Exec on.
  func write(
    _ launch: Launch, _ id: Int64, _ resolution: TaskDefinitionDirectory.Resolution
  ) throws {
    guard case .fixed("true") = launch.arguments.enableExecuteCommand else { return }
    let task = resolution.definition
    switch launch.arguments.taskRole {
    case .fixed(let name):
      let role = roles.resolve(name, account: launch.callAccount)
      let arn = task.map { roles.arn(of: name, role, like: $0) } ?? role.role?.arn ?? name
      try write(role, arn, region: launch.region, subject: launch.subjectID, launch: id)
    case .pattern(let text), .dynamic(let text):
      try write("unknown", cause: "dynamic", text, subject: launch.subjectID, launch: id)
    case .absent:
      guard let task else {
        return try write(
          "unknown", cause: "task-unknown", "", subject: launch.subjectID, launch: id)
      }
      try write(task, subject: launch.subjectID, launch: id)
    }
  }

  /// Writes down what a task definition needs of which a service switches ECS Exec on.
  func write(_ task: TaskDefinition) throws {
    try write(task, subject: task.id, launch: nil)
  }

  private func write(_ task: TaskDefinition, subject: Int64, launch: Int64?) throws {
    guard let name = task.taskRole else {
      return try write(
        "implicitly-denied", cause: "role-absent", "", subject: subject, launch: launch)
    }
    let role = roles.resolve(name, account: task.account)
    try write(
      role, roles.arn(of: name, role, like: task), region: task.region, subject: subject,
      launch: launch)
  }

  private func write(
    _ role: RoleDirectory.Resolution, _ arn: String, region: String, subject: Int64, launch: Int64?
  ) throws {
    var isAllowed = true
    for action in Self.actions {
      let answer = try decider.answer(
        RoleQuestion(action: action, resource: "*", region: region), role, name: arn)
      if answer.decision == "allowed" { continue }
      isAllowed = false
      try need(arn, role, answer, subject, launch)
      // Of a role that is not there, one question tells all.
      if role.role == nil { break }
    }
    if isAllowed {
      try need(arn, role, NeedDecider.Answer(decision: "allowed", row: nil), subject, launch)
    }
  }

  /// Writes down that there is no role to ask.
  private func write(
    _ decision: String, cause: String, _ role: String, subject: Int64, launch: Int64?
  ) throws {
    for action in Self.actions {
      let question = AnswerRecorder.Question(principal: role, action: action, resource: "*")
      let answer = try answers.record(question, decision, layer: nil, cause: cause, context: "{}")
      try need(role, .unread, answer, subject, launch)
    }
  }

  private func need(
    _ name: String, _ role: RoleDirectory.Resolution, _ answer: NeedDecider.Answer,
    _ subject: Int64, _ launch: Int64?
  ) throws {
    try answers.tables.need(
      "execute-command", subject: subject, launch: launch, slot: "task", role: name, role, answer)
  }
}

import StatesLanguage

/// Writes down what a task needs to answer a state that waits for its token: the token, and a task role that may return it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
final class CallbackNeeds {
  private let decider: RoleDecider
  private let answers: AnswerRecorder
  private let roles: RoleDirectory

  init(_ decider: RoleDecider, _ answers: AnswerRecorder, _ roles: RoleDirectory) {
    self.decider = decider
    self.answers = answers
    self.roles = roles
  }

  /// A task tells that it is done, or that it failed; signs of life are not asked of every task.
  private static let actions = ["states:SendTaskSuccess", "states:SendTaskFailure"]

  /// Writes down what a launch whose state waits for the token needs.
  func write(
    _ launch: Launch, _ id: Int64, _ resolution: TaskDefinitionDirectory.Resolution,
    cluster: Cluster?
  ) throws {
    guard launch.pattern == "token" else { return }
    guard launch.passesToken == true else {
      return try need(
        launch, id, "", .unread, decision: launch.passesToken == nil ? "unknown" : "fail",
        cause: launch.passesToken == nil ? "dynamic" : "token-absent")
    }
    switch launch.arguments.taskRole {
    case .fixed(let name): try write(launch, id, role: name, resolution.definition)
    case .pattern(let text), .dynamic(let text):
      try need(launch, id, text, .unread, decision: "unknown", cause: "dynamic")
    case .absent:
      guard let task = resolution.definition else {
        return try need(launch, id, "", .unread, decision: "unknown", cause: "task-unknown")
      }
      if let name = task.taskRole { return try write(launch, id, role: name, task) }
      // Off Fargate the task has the role of its container instance.
      let isOnFargate = RunsOn(launch.arguments, cluster: cluster).value == "FARGATE"
      try need(
        launch, id, "", .unread, decision: isOnFargate ? "fail" : "unknown", cause: "role-absent")
    }
  }

  /// Neither call takes a resource by AWS's reference, but denials name the state machine and grants on it work, so an allowance
  /// for it or for everything will do.
  private func write(
    _ launch: Launch, _ id: Int64, role name: String, _ task: TaskDefinition?
  ) throws {
    let role = roles.resolve(name, account: task?.account ?? launch.callAccount)
    let arn = task.map { roles.arn(of: name, role, like: $0) } ?? role.role?.arn ?? name
    var isAllowed = true
    for action in Self.actions {
      let answer = try decider.answer(
        RoleQuestion(action: action, resource: launch.subject), role, name: arn)
      if answer.decision == "allowed" { continue }
      isAllowed = false
      try answers.tables.need(
        "callback", subject: launch.subjectID, launch: id, slot: "task", role: arn, role, answer)
      // Of a role that is not there, one question tells all.
      if role.role == nil { break }
    }
    if isAllowed {
      try answers.tables.need(
        "callback", subject: launch.subjectID, launch: id, slot: "task", role: arn, role,
        NeedDecider.Answer(decision: "allowed", row: nil))
    }
  }

  private func need(
    _ launch: Launch, _ id: Int64, _ role: String, _ resolution: RoleDirectory.Resolution,
    decision: String, cause: String
  ) throws {
    let question = AnswerRecorder.Question(
      principal: role, action: Self.actions[0], resource: launch.subject)
    let answer = try answers.record(
      question, decision == "fail" ? "implicitly-denied" : decision, layer: nil, cause: cause,
      context: "{}")
    try answers.tables.need(
      "callback", subject: launch.subjectID, launch: id, slot: "task", role: role, resolution,
      answer)
  }
}

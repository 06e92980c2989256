import StatesLanguage

/// Writes down what a task needs to answer a state that waits for its token: the token, and a task role that may return it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
struct CallbackNeeds {
  let needs: RoleNeeds

  /// A task tells that it is done, or that it failed; signs of life are not asked of every task.
  ///
  /// Neither call takes a resource by AWS's reference, but denials name the state machine and grants on it work, so an allowance
  /// for it or for everything will do.
  private func questions(_ launch: Launch) -> [RoleQuestion] {
    ["states:SendTaskSuccess", "states:SendTaskFailure"].map {
      RoleQuestion(action: $0, resource: launch.subject)
    }
  }

  /// Writes down what a launch whose state waits for the token needs.
  func write(
    _ launch: Launch, _ id: Int64, _ resolution: TaskDefinitionDirectory.Resolution,
    cluster: Cluster?
  ) throws {
    guard launch.pattern == "token" else { return }
    let subject = RoleNeeds.Subject(purpose: "callback", id: launch.subjectID, launch: id)
    func write(_ decision: String, _ cause: String, _ name: String = "") throws {
      let first = Array(questions(launch).prefix(1))
      try needs.write(first, unanswered: decision, cause: cause, name: name, for: subject)
    }
    func write(role name: String, _ task: TaskDefinition?) throws {
      let (role, arn) = needs.role(name, of: task, account: launch.callAccount)
      try needs.write(questions(launch), of: role, arn, for: subject)
    }
    guard launch.passesToken == true else {
      return launch.passesToken == nil
        ? try write("unknown", "dynamic") : try write("implicitly-denied", "token-absent")
    }
    switch launch.arguments.taskRole {
    case .fixed(let name): try write(role: name, resolution.definition)
    case .pattern(let text), .dynamic(let text): try write("unknown", "dynamic", text)
    case .absent:
      guard let task = resolution.definition else { return try write("unknown", "task-unknown") }
      if let name = task.taskRole { return try write(role: name, task) }
      // Off Fargate the task has the role of its container instance.
      let isOnFargate = RunsOn(launch.arguments, cluster: cluster).value == "FARGATE"
      try write(isOnFargate ? "implicitly-denied" : "unknown", "role-absent")
    }
  }
}

import StatesLanguage

/// Writes down what ECS Exec needs of a task role, where a launch or a service switches it on.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
struct ExecuteCommandNeeds {
  let needs: RoleNeeds

  /// What the agent of Systems Manager in the container calls, and what it takes to write down sessions as the clusters want it.
  private func questions(region: String, _ clusters: [Cluster]) -> [RoleQuestion] {
    let own = [
      "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
    ].map { RoleQuestion(action: $0, resource: "*", region: region) }
    return clusters.flatMap { $0.sessions?.questions ?? [] }.reduce(into: own) { all, question in
      if !all.contains(question) { all.append(question) }
    }
  }

  /// Writes down what a launch needs that switches ECS Exec on.
  func write(
    _ launch: Launch, _ id: Int64, _ resolution: TaskDefinitionDirectory.Resolution,
    cluster: Cluster?
  ) throws {
    guard case .fixed("true") = launch.arguments.enableExecuteCommand else { return }
    let subject = RoleNeeds.Subject(purpose: "execute-command", id: launch.subjectID, launch: id)
    let questions = questions(region: launch.region, cluster.map { [$0] } ?? [])
    let task = resolution.definition
    switch launch.arguments.taskRole {
    case .fixed(let name):
      let (role, arn) = needs.role(name, of: task, account: launch.callAccount)
      try needs.write(questions, of: role, arn, for: subject)
    case .pattern(let text), .dynamic(let text):
      try needs.write(questions, unanswered: "unknown", cause: "dynamic", name: text, for: subject)
    case .absent:
      guard let task else {
        return try needs.write(
          questions, unanswered: "unknown", cause: "task-unknown", for: subject)
      }
      try write(task, questions, subject)
    }
  }

  /// Writes down what a task definition needs of which services on these clusters switch ECS Exec on.
  func write(_ task: TaskDefinition, on clusters: [Cluster]) throws {
    try write(
      task, questions(region: task.region, clusters),
      RoleNeeds.Subject(purpose: "execute-command", id: task.id))
  }

  private func write(
    _ task: TaskDefinition, _ questions: [RoleQuestion], _ subject: RoleNeeds.Subject
  ) throws {
    guard let name = task.taskRole else {
      return try needs.write(
        questions, unanswered: "implicitly-denied", cause: "role-absent", for: subject)
    }
    let (role, arn) = needs.role(name, of: task, account: task.account)
    try needs.write(questions, of: role, arn, for: subject)
  }
}

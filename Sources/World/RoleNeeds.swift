/// Asks the roles of tasks for what something needs of them, and writes down what they may not.
struct RoleNeeds {
  let decider: RoleDecider
  let answers: AnswerRecorder
  let roles: RoleDirectory

  /// Who needs it.
  struct Subject {
    var purpose: String
    var id: Int64
    var launch: Int64?
  }

  /// A role by the name that a task definition or a launch has for it, with its ARN.
  func role(
    _ name: String, of task: TaskDefinition?, account: String
  ) -> (RoleDirectory.Resolution, arn: String) {
    let role = roles.resolve(name, account: task?.account ?? account)
    return (role, task.map { roles.arn(of: name, role, like: $0) } ?? role.role?.arn ?? name)
  }

  /// Writes a need for each question that a role is not allowed; one that is allowed where it may do all.
  func write(
    _ questions: [RoleQuestion], of role: RoleDirectory.Resolution, _ arn: String,
    for subject: Subject
  ) throws {
    var isAllowed = true
    for question in questions {
      let answer = try decider.answer(question, role, name: arn)
      if answer.decision == "allowed" { continue }
      isAllowed = false
      try need(arn, role, answer, subject)
      // Of a role that is not there, one question tells all.
      if role.role == nil { break }
    }
    if isAllowed {
      try need(arn, role, NeedDecider.Answer(decision: "allowed", row: nil), subject)
    }
  }

  /// Writes that there is no role to ask, or that only the input knows it: then `name` is what stands in its place.
  func write(
    _ questions: [RoleQuestion], unanswered decision: String, cause: String, name: String = "",
    for subject: Subject
  ) throws {
    for question in questions {
      let answer = try answers.record(
        question.asked(of: name), decision, layer: nil, cause: cause, context: "{}")
      try need(name, .unread, answer, subject)
    }
  }

  private func need(
    _ name: String, _ role: RoleDirectory.Resolution, _ answer: NeedDecider.Answer,
    _ subject: Subject
  ) throws {
    try answers.tables.need(
      subject.purpose, subject: subject.id, launch: subject.launch, slot: "task", role: name, role,
      answer)
  }
}

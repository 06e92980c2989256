/// Writes down whether the roles of schedules may put what they could not start into their dead-letter queues.
///
/// EventBridge Scheduler sends in the name of the schedule's role; rules are let in by the queue's policy, which no export holds.
/// Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
final class DeadLetterNeeds {
  private let decider: RoleDecider
  private let answers: AnswerRecorder
  private let roles: RoleDirectory

  init(_ decider: RoleDecider, _ answers: AnswerRecorder, _ roles: RoleDirectory) {
    self.decider = decider
    self.answers = answers
    self.roles = roles
  }

  /// Writes down what a schedule that starts tasks or a state machine needs for its queue, if it has one.
  func write(
    _ queue: String?, role name: String?, account: String, subject: Int64, launch: Int64? = nil,
    machineTrigger: Int64? = nil
  ) throws {
    guard let queue, let name else { return }
    let role = roles.resolve(name, account: account)
    let arn = role.role?.arn ?? name
    let answer = try decider.answer(
      RoleQuestion(action: "sqs:SendMessage", resource: queue), role, name: arn)
    try answers.tables.need(
      "dead-letter", subject: subject, launch: launch, machineTrigger: machineTrigger,
      slot: "caller", role: arn, role, origin: queue, answer)
  }
}

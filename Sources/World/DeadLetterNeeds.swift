/// Writes down whether the roles of schedules may put what they could not start into their dead-letter queues.
///
/// EventBridge Scheduler sends in the name of the schedule's role; rules are let in by the queue's policy, which no export holds.
/// Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
struct DeadLetterNeeds {
  let needs: RoleNeeds

  /// Writes down what a schedule that starts tasks or a state machine needs for its queue, if it has one.
  func write(
    _ queue: String?, role name: String?, account: String, subject: Int64, launch: Int64? = nil,
    machineTrigger: Int64? = nil
  ) throws {
    guard let queue, let name else { return }
    let (role, arn) = needs.role(name, of: nil, account: account)
    let answer = try needs.decider.answer(
      RoleQuestion(action: "sqs:SendMessage", resource: queue), role, name: arn)
    try needs.answers.tables.need(
      "dead-letter", subject: subject, launch: launch, machineTrigger: machineTrigger,
      slot: "caller", role: arn, role, origin: queue, answer)
  }
}

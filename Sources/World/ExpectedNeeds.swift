import StatesLanguage

/// Writes down what the application in a task needs of the task role, where the configuration declares it.
final class ExpectedNeeds {
  private let expectations: [Expectation]
  private let decider: RoleDecider
  private let answers: AnswerRecorder
  private let roles: RoleDirectory
  /// By family.
  private var questions: [String: [RoleQuestion]] = [:]
  private var met: Set<Expectation> = []
  /// The task definitions that a launch starts, and whether one of them puts no other role in place.
  private var starts: [Int64: Bool] = [:]

  init(
    _ expectations: [Expectation], _ decider: RoleDecider, _ answers: AnswerRecorder,
    _ roles: RoleDirectory
  ) {
    self.expectations = expectations
    self.decider = decider
    self.answers = answers
    self.roles = roles
  }

  /// Those that are about none of the task definitions in use.
  var unmet: [Expectation] { expectations.filter { !met.contains($0) } }

  /// Writes down what a launch needs of the task role that it puts in place of the task definition's.
  func write(_ launch: Launch, _ id: Int64, _ task: TaskDefinition) throws {
    guard !questions(of: task).isEmpty else { return }
    switch launch.arguments.taskRole {
    case .absent: starts[task.id] = true
    case .fixed(let name):
      starts[task.id] = starts[task.id] ?? false
      try write(task, role: name, subject: launch.subjectID, launch: id)
    case .pattern(let text), .dynamic(let text):
      starts[task.id] = starts[task.id] ?? false
      for question in questions(of: task) {
        let answer = try answers.record(
          question.asked(of: text), "unknown", layer: nil, cause: "dynamic", context: "{}")
        try need(text, .unread, answer, subject: launch.subjectID, launch: id)
      }
    }
  }

  /// Writes down what a task definition in use needs of its task role.
  func write(_ task: TaskDefinition, isRunByService: Bool) throws {
    let questions = questions(of: task)
    if questions.isEmpty { return }
    if let name = task.taskRole {
      return try write(task, role: name, subject: task.id, launch: nil)
    }
    if starts[task.id] == false, !isRunByService { return }
    for question in questions {
      let answer = try answers.record(
        question.asked(of: ""), "implicitly-denied", layer: nil, cause: "role-absent",
        context: "{}")
      try need("", .unread, answer, subject: task.id, launch: nil)
    }
  }

  private func write(
    _ task: TaskDefinition, role name: String, subject: Int64, launch: Int64?
  ) throws {
    let role = roles.resolve(name, account: task.account)
    let arn = roles.arn(of: name, role, like: task)
    var isAllowed = true
    for question in questions(of: task) {
      let answer = try decider.answer(question, role, name: arn)
      if answer.decision == "allowed" { continue }
      isAllowed = false
      try need(arn, role, answer, subject: subject, launch: launch)
    }
    if isAllowed {
      try need(
        arn, role, NeedDecider.Answer(decision: "allowed", row: nil), subject: subject,
        launch: launch)
    }
  }

  private func need(
    _ name: String, _ role: RoleDirectory.Resolution, _ answer: NeedDecider.Answer, subject: Int64,
    launch: Int64?
  ) throws {
    try answers.tables.need(
      "expected", subject: subject, launch: launch, slot: "task", role: name, role, answer)
  }

  private func questions(of task: TaskDefinition) -> [RoleQuestion] {
    if expectations.isEmpty { return [] }
    if let known = questions[task.family] { return known }
    let about = expectations.filter { $0.isAbout(task.family) }
    met.formUnion(about)
    var found: [RoleQuestion] = []
    for expectation in about {
      for resource in expectation.resources {
        for action in expectation.actions {
          let question = RoleQuestion(action: action, resource: resource)
          if !found.contains(question) { found.append(question) }
        }
      }
    }
    questions[task.family] = found
    return found
  }
}

import StatesLanguage

/// Writes down what the application in a task needs of the task role, where the configuration declares it.
final class ExpectedNeeds {
  private let expectations: [Expectation]
  private let needs: RoleNeeds
  /// By family.
  private var questions: [String: [RoleQuestion]] = [:]
  private var met: Set<Expectation> = []
  /// The task definitions that a launch starts, and whether one of them puts no other role in place.
  private var starts: [Int64: Bool] = [:]

  init(_ expectations: [Expectation], _ needs: RoleNeeds) {
    self.expectations = expectations
    self.needs = needs
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
      try needs.write(
        questions(of: task), unanswered: "unknown", cause: "dynamic", name: text,
        for: subject(launch.subjectID, id))
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
    try needs.write(
      questions, unanswered: "implicitly-denied", cause: "role-absent", for: subject(task.id, nil))
  }

  private func write(
    _ task: TaskDefinition, role name: String, subject: Int64, launch: Int64?
  ) throws {
    let (role, arn) = needs.role(name, of: task, account: task.account)
    try needs.write(questions(of: task), of: role, arn, for: self.subject(subject, launch))
  }

  private func subject(_ id: Int64, _ launch: Int64?) -> RoleNeeds.Subject {
    RoleNeeds.Subject(purpose: "expected", id: id, launch: launch)
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

import IAM
import StatesLanguage

/// Writes down what execution roles need: to pull images, write logs, read secrets and files, before a container runs.
final class ExecutionNeeds {
  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  private let roles: RoleDirectory
  private let circumstances: Circumstances
  /// By role, then by what was asked.
  private var known: [Int64: [ExecutionQuestion: NeedDecider.Answer]] = [:]
  /// By role, then by registry or by region: whether it is allowed for whatever there is.
  private var general: [Int64: [String: Bool]] = [:]
  /// How those are started that have no execution role of their own.
  private var starts: [Int64: Starts] = [:]

  private struct Starts {
    var isOnFargate = false
    /// Where no execution role is handed over, and only the input knows what it runs on.
    var isOnUnknown = false
    var isWithoutRole = false
    var count = 0
  }

  init(
    _ library: PolicyLibrary, _ answers: AnswerRecorder, _ roles: RoleDirectory,
    _ circumstances: Circumstances
  ) {
    self.library = library
    self.answers = answers
    self.roles = roles
    self.circumstances = circumstances
  }

  /// Writes down what a launch needs of the execution role that it puts in place of the task definition's.
  func write(_ launch: Launch, _ id: Int64, _ task: TaskDefinition, cluster: Cluster?) throws {
    if case .fixed(let name) = launch.arguments.executionRole {
      try write(task, role: name, subject: launch.subjectID, launch: id)
    }
    guard task.executionRole == nil else { return }
    var known = starts[task.id] ?? Starts()
    known.count += 1
    if launch.arguments.executionRole == .absent {
      let runsOn = RunsOn(launch.arguments, cluster: cluster)
      known.isWithoutRole = true
      known.isOnFargate = known.isOnFargate || ["FARGATE", "EXTERNAL"].contains(runsOn.value)
      known.isOnUnknown = known.isOnUnknown || runsOn.value == nil
    }
    starts[task.id] = known
  }

  /// Writes down what a task definition needs of its execution role, or that it needs one.
  ///
  /// - Parameters:
  ///   - task: a task definition in use.
  ///   - isRunByService: whether a service runs it, which can put no other role in place.
  /// - Throws: `DatabaseError`.
  func write(_ task: TaskDefinition, isRunByService: Bool) throws {
    if let name = task.executionRole {
      try write(task, role: name, subject: task.id, launch: nil)
    } else {
      try writeAbsence(task, isRunByService: isRunByService)
    }
  }

  private func write(_ task: TaskDefinition, role name: String, subject: Int64, launch: Int64?)
    throws
  {
    let resolution = roles.resolve(name, account: task.account)
    let arn = resolution.role?.arn ?? place(of: task).arn("iam", region: "", "role/\(name)")
    let shown = name.utf8.starts(with: "arn:".utf8) ? resolution.role?.arn ?? name : arn
    var isAllowed = true
    features: for feature in task.features {
      if let role = resolution.role, try isAllowedInGeneral(feature, role, place(of: task)) {
        continue
      }
      for question in ExecutionQuestion.all(for: feature, in: place(of: task)) {
        let answer = try answer(question, resolution, shown)
        if answer.decision == "allowed" { continue }
        isAllowed = false
        try answers.tables.need(
          "execution", subject: subject, launch: launch, slot: "execution", role: shown, resolution,
          answer)
        // Of a role that is not there, one question tells all.
        if resolution.role == nil { break features }
      }
    }
    if isAllowed {
      try answers.tables.need(
        "execution", subject: subject, launch: launch, slot: "execution", role: shown, resolution,
        NeedDecider.Answer(decision: "allowed", row: nil))
    }
  }

  private func place(of task: TaskDefinition) -> ExecutionQuestion.Place {
    ExecutionQuestion.Place(
      partition: ResourceName(task.arn)?.partition ?? "aws", region: task.region,
      account: task.account)
  }

  /// Whether a role may do for whatever image or log group what it has to do for this one.
  private func isAllowedInGeneral(
    _ feature: ExecutionFeature, _ role: Role, _ place: ExecutionQuestion.Place
  ) throws -> Bool {
    let kind: String
    switch feature {
    case .image(let host, _): kind = host
    case .log(_, let region, _, false): kind = region ?? place.region
    case .log, .secret, .registryCredentials, .object: return false
    }
    if let known = general[role.id]?[kind] { return known }
    let isAllowed = try ExecutionQuestion.allOfKind(feature, in: place).allSatisfy { question in
      guard question.owner ?? role.account == role.account else { return false }
      return try decide(question, question.resource, role, .never).outcome == .allowed
    }
    general[role.id, default: [:]][kind] = isAllowed
    return isAllowed
  }

  private func answer(
    _ question: ExecutionQuestion, _ resolution: RoleDirectory.Resolution, _ name: String
  ) throws -> NeedDecider.Answer {
    guard let role = resolution.role else {
      return try answers.record(asked(question, name), resolution, context: "{}")
    }
    if let known = self.known[role.id]?[question] { return known }
    let answer = try answer(question, role)
    known[role.id, default: [:]][question] = answer
    return answer
  }

  private func answer(
    _ question: ExecutionQuestion, _ role: Role
  ) throws -> NeedDecider.Answer {
    let decision = try decide(question, question.resource, role, .unlessAllowed)
    if decision.outcome == .allowed {
      // Then a policy of the other account has to agree, and no export tells it.
      guard let owner = question.owner, owner != role.account else {
        return NeedDecider.Answer(decision: "allowed", row: nil)
      }
      return try answers.record(
        asked(question, role.arn), "conditional", layer: nil, cause: "cross-account", context: "{}")
    }
    if decision.outcome == .implicitlyDenied, let other = question.otherResource,
      try decide(question, other, role, .never).outcome == .allowed
    {
      return try answers.record(
        asked(question, role.arn), "conditional", layer: nil, cause: "keys",
        reason: #"{"missing":[],"nearMisses":[],"statements":[],"unknownKeys":["resource"]}"#,
        context: "{}")
    }
    return try answers.record(asked(question, role.arn), decision, context: "{}")
  }

  private func decide(
    _ question: ExecutionQuestion, _ resource: String, _ role: Role, _ reasons: Decision.Reasons
  ) throws -> Decision {
    var policies = try library.callPolicies(of: role)
    let owner = question.owner ?? role.account
    policies.resourceControl = library.resourceControl(of: owner)
    var context = circumstances.ofAgent(role)
    // The owner of a bucket does not stand in its ARN.
    let isOwnerKnown = question.resource == "*" || question.owner != nil
    if let region = question.region { context["aws:RequestedRegion"] = .value(region) }
    context["aws:ResourceAccount"] = isOwnerKnown ? .value(owner) : .unknown
    return policies.decide(
      Request(
        principal: .role(arn: role.arn), action: question.action, resource: resource,
        resourceIsPattern: ExecutionQuestion.isPattern(resource), resourceAccount: role.account,
        context: context), reasons: reasons)
  }

  /// Writes down for what a task definition without an execution role needs one, if anything.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
  private func writeAbsence(_ task: TaskDefinition, isRunByService: Bool) throws {
    let starts = starts[task.id] ?? Starts()
    let isReplaced = starts.count > 0 && !starts.isWithoutRole && !isRunByService
    let isOffInstances = task.requiresOtherThanInstances || starts.isOnFargate
    var isAllowed = true
    for feature in isReplaced ? [] : task.features {
      let isNeeded = isOffInstances || feature.alwaysNeedsRole
      guard isNeeded || starts.isOnUnknown else { continue }
      isAllowed = false
      for question in ExecutionQuestion.all(for: feature, in: place(of: task)) {
        try answers.tables.need(
          "execution", subject: task.id, slot: "execution", role: "", .unread,
          try answers.record(
            asked(question, ""), isNeeded ? "implicitly-denied" : "conditional", layer: nil,
            cause: "role-absent", context: "{}"))
      }
    }
    if isAllowed {
      try answers.tables.need(
        "execution", subject: task.id, slot: "execution", role: "", .unread,
        NeedDecider.Answer(decision: "allowed", row: nil))
    }
  }

  private func asked(_ question: ExecutionQuestion, _ principal: String) -> AnswerRecorder.Question
  {
    AnswerRecorder.Question(
      principal: principal, action: question.action, resource: question.resource)
  }
}

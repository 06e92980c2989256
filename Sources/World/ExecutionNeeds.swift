import StatesLanguage

/// Writes down what execution roles need: to pull images, write logs, read secrets and files, before a container runs.
final class ExecutionNeeds {
  private let decider: RoleDecider
  private let answers: AnswerRecorder
  private let roles: RoleDirectory
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

  init(_ decider: RoleDecider, _ answers: AnswerRecorder, _ roles: RoleDirectory) {
    self.decider = decider
    self.answers = answers
    self.roles = roles
  }

  /// Writes down what a launch needs of the execution role that it puts in place of the task definition's, and for files of variables
  /// that it puts in place of the containers' own.
  func write(_ launch: Launch, _ id: Int64, _ task: TaskDefinition, cluster: Cluster?) throws {
    let files = files(of: launch, in: place(of: task))
    switch (launch.arguments.executionRole, task.executionRole) {
    case (.fixed(let name), _):
      try write(
        task, files + task.features, role: roles.resolve(name, account: task.account), name,
        subject: launch.subjectID, launch: id)
    case (.absent, let name?) where !files.isEmpty:
      try write(
        task, files, role: roles.resolve(name, account: task.account), name,
        subject: launch.subjectID, launch: id)
    case (.absent, nil):
      for file in files { try writeAbsence(task, file, subject: launch.subjectID, launch: id) }
    default: break
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

  /// The files of variables that a launch names; one that is computed stands for any.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html
  private func files(of launch: Launch, in place: RoleQuestion.Place) -> [ExecutionFeature] {
    launch.arguments.overrides.containers.values.flatMap { container -> [Scalar] in
      guard case .dynamic = container.environmentFiles else {
        return container.environmentFiles.values
      }
      return [.dynamic("")]
    }.map { file in
      switch file {
      case .fixed(let arn), .pattern(let arn): .object(arn)
      case .dynamic, .absent: .object("arn:\(place.partition):s3:::*/*")
      }
    }
  }

  /// Writes down what a task definition needs of its execution role, or that it needs one.
  ///
  /// - Parameters:
  ///   - task: a task definition in use.
  ///   - isRunByService: whether a service runs it, which can put no other role in place.
  /// - Throws: `DatabaseError`.
  func write(_ task: TaskDefinition, isRunByService: Bool) throws {
    if let name = task.executionRole {
      try write(
        task, task.features, role: roles.resolve(name, account: task.account), name,
        subject: task.id)
    } else {
      try writeAbsence(task, isRunByService: isRunByService)
    }
  }

  /// Writes down what a task definition without an execution role needs of the role of container instances, if anything.
  ///
  /// - Parameters:
  ///   - task: a task definition that runs on such instances.
  ///   - role: the role of their instance profile.
  /// - Throws: `DatabaseError`.
  func write(_ task: TaskDefinition, onInstancesOf role: Role) throws {
    let features = task.features.filter { !$0.alwaysNeedsRole }
    guard task.executionRole == nil, !features.isEmpty else { return }
    try write(
      task, features, role: .found(role), role.arn, subject: task.id, purpose: "execution-instance")
  }

  private func write(
    _ task: TaskDefinition, _ features: [ExecutionFeature],
    role resolution: RoleDirectory.Resolution, _ name: String, subject: Int64, launch: Int64? = nil,
    purpose: String = "execution"
  ) throws {
    let shown = roles.arn(of: name, resolution, like: task)
    var isAllowed = true
    features: for feature in features {
      if let role = resolution.role, try isAllowedInGeneral(feature, role, place(of: task)) {
        continue
      }
      for question in RoleQuestion.all(for: feature, in: place(of: task)) {
        let answer = try decider.answer(question, resolution, name: shown)
        if answer.decision == "allowed" { continue }
        isAllowed = false
        try answers.tables.need(
          purpose, subject: subject, launch: launch, slot: "execution", role: shown, resolution,
          answer)
        // Of a role that is not there, one question tells all.
        if resolution.role == nil { break features }
      }
    }
    if isAllowed {
      try answers.tables.need(
        purpose, subject: subject, launch: launch, slot: "execution", role: shown, resolution,
        NeedDecider.Answer(decision: "allowed", row: nil))
    }
  }

  private func place(of task: TaskDefinition) -> RoleQuestion.Place {
    RoleQuestion.Place(
      partition: ResourceName(task.arn)?.partition ?? "aws", region: task.region,
      account: task.account)
  }

  /// Whether a role may do for whatever image or log group what it has to do for this one.
  private func isAllowedInGeneral(
    _ feature: ExecutionFeature, _ role: Role, _ place: RoleQuestion.Place
  ) throws -> Bool {
    let kind: String
    switch feature {
    case .image(let host, _): kind = host
    case .log(_, let region, _, false): kind = region ?? place.region
    case .log, .secret, .registryCredentials, .object: return false
    }
    if let known = general[role.id]?[kind] { return known }
    let isAllowed = try RoleQuestion.allOfKind(feature, in: place).allSatisfy { question in
      guard question.owner ?? role.account == role.account else { return false }
      return try decider.isAllowed(question, role)
    }
    general[role.id, default: [:]][kind] = isAllowed
    return isAllowed
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
      try writeAbsence(task, feature, isNeeded: isNeeded, subject: task.id, launch: nil)
    }
    if isAllowed {
      try answers.tables.need(
        "execution", subject: task.id, slot: "execution", role: "", .unread,
        NeedDecider.Answer(decision: "allowed", row: nil))
    }
  }
  private func writeAbsence(
    _ task: TaskDefinition, _ feature: ExecutionFeature, isNeeded: Bool = true, subject: Int64,
    launch: Int64?
  ) throws {
    for question in RoleQuestion.all(for: feature, in: place(of: task)) {
      try answers.tables.need(
        "execution", subject: subject, launch: launch, slot: "execution", role: "", .unread,
        try answers.record(
          question.asked(of: ""), isNeeded ? "implicitly-denied" : "conditional", layer: nil,
          cause: "role-absent", context: "{}"))
    }
  }
}

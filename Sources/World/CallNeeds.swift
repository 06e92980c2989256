import IAM
import StatesLanguage

/// Decides which calls launches need are allowed: RunTask and, where Step Functions waits for the end, those by which it learns of it.
final class CallNeeds {
  private struct Start: Hashable {
    var resource: String
    var conditions: Conditions
  }

  /// What of a launch the conditions of a policy can look at.
  private struct Conditions: Hashable {
    var region: String
    var cluster: String?
    var execute: String?
  }

  private struct Place: Hashable {
    var caller: Int64
    var name: String
  }

  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  private let circumstances: Circumstances
  /// What is not allowed, by the caller.
  private var refusedStarts: [Int64: [Start: NeedDecider.Answer]] = [:]
  /// What was asked last, from which the next question often differs by the task definition only.
  private var last: (caller: Int64, conditions: Conditions, request: Request)?
  /// What is not allowed, by the caller and the region.
  private var rules: [Place: [NeedDecider.Answer]] = [:]
  /// What is not allowed, by the caller and the tasks.
  private var watches: [Place: [NeedDecider.Answer]] = [:]

  init(_ library: PolicyLibrary, _ answers: AnswerRecorder, _ circumstances: Circumstances) {
    self.library = library
    self.answers = answers
    self.circumstances = circumstances
  }

  /// Puts the questions about the calls of a launch's caller, which only a running state machine may know.
  ///
  /// `own` is the role of the state machine itself, which assumes the caller where that is another one.
  func decide(
    _ launch: Launch, _ task: TaskDefinitionDirectory.Resolution, cluster: String?,
    own: RoleDirectory.Resolution?, _ decisions: inout LaunchDecisions
  ) throws {
    let isWaiting = launch.pattern == "sync"
    guard let caller = decisions.caller else {
      if isWaiting { decisions.waiting = [decisions.runTask] }
      return
    }
    if let answer = try runTask(launch, task, cluster, caller) {
      decisions.runTask = caller.restrict(answer)
    }
    guard isWaiting else { return }
    var missing = try sync(launch, cluster, caller, own: own)
    // Nothing is allowed to who cannot be told to become the caller.
    if let refused = caller.refused, missing.isEmpty {
      missing = [NeedDecider.Answer(decision: "unknown", row: refused.row)]
    }
    decisions.waiting = missing.map(caller.restrict)
  }

  /// Whether the caller may start the task definition; nil where it cannot be told which one that is.
  ///
  /// The revision is settled before the call is authorized, so that a policy has to allow `FAMILY:REVISION`. Clusters and task
  /// definitions have no policies of their own, so nobody from another account can be let in.
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html and
  /// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_service-with-iam.html
  private func runTask(
    _ launch: Launch, _ task: TaskDefinitionDirectory.Resolution, _ cluster: String?,
    _ caller: LaunchNeeds.Caller
  ) throws -> NeedDecider.Answer? {
    // What StartTask is authorized on, the sources do not say.
    guard launch.action == "ecs:RunTask" else { return nil }
    guard let resource = Self.resource(launch, task) else { return nil }
    let question = AnswerRecorder.Question(
      principal: caller.name, action: launch.action, resource: resource)
    guard let role = caller.role.role else {
      return try answers.record(question, caller.role, context: Self.text(cluster))
    }
    var conditions = Conditions(region: launch.region, cluster: cluster)
    if case .fixed(let word) = launch.arguments.enableExecuteCommand { conditions.execute = word }
    if let known = refusedStarts[role.id]?[Start(resource: resource, conditions: conditions)] {
      return known
    }
    let answer: NeedDecider.Answer
    let owner = task.definition?.account ?? ResourceName(resource)?.account
    if let owner, owner != role.account {
      answer = try answers.record(
        question, "implicitly-denied", layer: nil, cause: "cross-account",
        context: Self.text(cluster))
    } else {
      let isPattern = task.definition == nil && resource.utf8.last == UInt8(ascii: "*")
      let decision = try library.callPolicies(of: role).decide(
        request(role, resource, isPattern: isPattern, conditions), reasons: .unlessAllowed)
      // Of a task definition that is not known, only a refusal whichever it is says anything.
      let isOpen = decision.outcome == .allowed || decision.outcome == .conditional
      if task.definition == nil, isOpen { return nil }
      answer = try answers.record(question, decision, context: Self.text(cluster))
    }
    if answer.row != nil {
      let start = Start(resource: resource, conditions: conditions)
      refusedStarts[role.id, default: [:]][start] = answer
    }
    return answer
  }

  private func request(
    _ caller: Role, _ resource: String, isPattern: Bool, _ conditions: Conditions
  ) -> Request {
    if let last, last.caller == caller.id, last.conditions == conditions,
      last.request.resourceIsPattern == isPattern
    {
      var request = last.request
      request.resource = resource
      return request
    }
    var context = circumstances.ofCalling(caller, in: conditions.region)
    if let cluster = conditions.cluster { context["ecs:cluster"] = .value(cluster) }
    if let execute = conditions.execute {
      context["ecs:enable-execute-command"] = .value(execute)
    }
    let request = Request(
      principal: .role(arn: caller.arn), action: "ecs:RunTask", resource: resource,
      resourceIsPattern: isPattern, context: context)
    last = (caller.id, conditions, request)
    return request
  }

  /// What the call is authorized on, or a pattern of it; nil where nothing is to be started.
  private static func resource(
    _ launch: Launch, _ task: TaskDefinitionDirectory.Resolution
  ) -> String? {
    switch task {
    case .found(let definition): return definition.arn
    case .missing, .inactive, .absent: return nil
    case .dynamic, .pattern:
      return
        "arn:\(launch.partition):ecs:\(launch.region):\(launch.callAccount):task-definition/*"
    case .unread:
      guard let name = launch.arguments.taskDefinition.value,
        let reference = TaskDefinitionDirectory.Reference(
          name, account: launch.callAccount, region: launch.region)
      else { return nil }
      return "arn:\(launch.partition):ecs:\(reference.region):\(reference.account):task-definition/"
        + "\(reference.family):\(reference.revision.map(String.init) ?? "*")"
    }
  }

  /// What the caller may not, or not surely, do to wait for the end of tasks.
  ///
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html
  private func sync(
    _ launch: Launch, _ cluster: String?, _ caller: LaunchNeeds.Caller,
    own: RoleDirectory.Resolution?
  ) throws -> [NeedDecider.Answer] {
    guard let role = caller.role.role else {
      let question = AnswerRecorder.Question(
        principal: caller.name, action: "ecs:DescribeTasks",
        resource: Self.tasks(launch, cluster, launch.callAccount))
      return [try answers.record(question, caller.role, context: Self.text(cluster))]
    }
    let watching = try watch(launch, cluster, role)
    guard launch.source == "states", launch.serviceRole != launch.caller else {
      return try rule(launch, role) + watching
    }
    // Which of the two roles makes the rule, AWS does not say; if both may, it does not matter.
    if let own = own?.role, own.account == role.account, try rule(launch, role).isEmpty,
      try rule(launch, own).isEmpty
    {
      return watching
    }
    let question = AnswerRecorder.Question(
      principal: caller.name, action: "events:PutRule", resource: Self.rule(launch, role))
    return [
      try answers.record(question, "unknown", layer: nil, cause: "credentials-rule", context: "{}")
    ] + watching
  }

  /// The rule by which Step Functions learns that a task has ended, one for all state machines of an account and region.
  private static func rule(_ launch: Launch, _ caller: Role) -> String {
    "arn:\(launch.partition):events:\(launch.region):\(caller.account):rule/StepFunctionsGetEventsForECSTaskRule"
  }

  private func rule(_ launch: Launch, _ caller: Role) throws -> [NeedDecider.Answer] {
    let place = Place(caller: caller.id, name: launch.region)
    if let known = rules[place] { return known }
    var context = circumstances.ofCalling(caller, in: launch.region)
    context["events:ManagedBy"] = .value("states.amazonaws.com")
    let refused = try ask(
      ["events:DescribeRule", "events:PutRule", "events:PutTargets"], caller,
      Self.rule(launch, caller), isPattern: false, context,
      AnswerRecorder.text(["events:ManagedBy": "states.amazonaws.com"]))
    rules[place] = refused
    return refused
  }

  /// All tasks of the cluster, of which the launch's will be one.
  static func tasks(_ launch: Launch, _ cluster: String?, _ account: String) -> String {
    if let cluster, let name = ResourceName(cluster), name.resource.hasPrefix("cluster/") {
      return "\(cluster.dropLast(name.resource.count))task/\(name.resource.dropFirst(8))/*"
    }
    return "arn:\(launch.partition):ecs:\(launch.region):\(account):task/*"
  }

  private func watch(
    _ launch: Launch, _ cluster: String?, _ caller: Role
  ) throws -> [NeedDecider.Answer] {
    let place = Place(caller: caller.id, name: cluster ?? launch.region)
    if let known = watches[place] { return known }
    var context = circumstances.ofCalling(caller, in: launch.region)
    if let cluster { context["ecs:cluster"] = .value(cluster) }
    let refused = try ask(
      ["ecs:DescribeTasks", "ecs:StopTask"], caller, Self.tasks(launch, cluster, caller.account),
      isPattern: true, context, Self.text(cluster))
    watches[place] = refused
    return refused
  }

  private func ask(
    _ actions: [String], _ caller: Role, _ resource: String, isPattern: Bool,
    _ context: RequestContext, _ contextText: @autoclosure () -> String
  ) throws -> [NeedDecider.Answer] {
    let policies = try library.callPolicies(of: caller)
    var request = Request(
      principal: .role(arn: caller.arn), action: actions[0], resource: resource,
      resourceIsPattern: isPattern, context: context)
    var refused: [NeedDecider.Answer] = []
    for action in actions {
      request.action = action
      let decision = policies.decide(request, reasons: .unlessAllowed)
      if decision.outcome == .allowed { continue }
      let question = AnswerRecorder.Question(
        principal: caller.arn, action: action, resource: resource)
      refused.append(try answers.record(question, decision, context: contextText()))
    }
    return refused
  }

  private static func text(_ cluster: String?) -> String {
    AnswerRecorder.text(cluster.map { ["ecs:cluster": $0] } ?? [:])
  }
}

import IAM
import JSON
import StatesLanguage

/// Writes down the places that start state machines, and whether their roles may.
final class MachineTriggers {
  private struct Start: Hashable {
    var caller: Int64
    var machine: String
    var action: String
  }

  private struct Assuming: Hashable {
    var subject: Int64
    var role: String
  }

  private let library: PolicyLibrary
  private let decider: NeedDecider
  private let answers: AnswerRecorder
  private let roles: RoleDirectory
  private let circumstances: Circumstances
  private let deadLetters: DeadLetterNeeds
  private var starts: [Start: NeedDecider.Answer] = [:]
  private var assumed: Set<Assuming> = []

  init(
    _ library: PolicyLibrary, _ decider: NeedDecider, _ answers: AnswerRecorder,
    _ roles: RoleDirectory, _ circumstances: Circumstances, _ deadLetters: DeadLetterNeeds
  ) {
    self.library = library
    self.decider = decider
    self.answers = answers
    self.roles = roles
    self.circumstances = circumstances
    self.deadLetters = deadLetters
  }

  func write(_ trigger: MachineTrigger) throws {
    var role: RoleDirectory.Resolution?
    if case .fixed(let name) = trigger.role {
      role = roles.resolve(name, account: trigger.account)
    }
    let name = role?.role?.arn ?? trigger.role.value ?? ""
    let id = try answers.tables.machineTrigger(trigger, role: name, role)
    var answer = NeedDecider.Answer(decision: "unknown", row: nil)
    if let role, case .fixed(let machine) = trigger.machine {
      answer = try startExecution(machine, by: role, name, trigger.invocation)
    }
    try answers.tables.need(
      "start-execution", subject: trigger.subjectID, machineTrigger: id, slot: "caller",
      role: name, role ?? .unread, answer)
    if let role { try assume(trigger, id, role, name) }
    try deadLetters.write(
      trigger.deadLetter, role: role == nil ? nil : name, account: trigger.account,
      subject: trigger.subjectID, machineTrigger: id)
  }

  /// Whether the service may assume the role, once for each rule or schedule.
  private func assume(
    _ trigger: MachineTrigger, _ id: Int64, _ role: RoleDirectory.Resolution, _ name: String
  ) throws {
    let assuming = Assuming(subject: trigger.subjectID, role: name)
    guard assumed.insert(assuming).inserted else { return }
    try answers.tables.need(
      "assume", subject: trigger.subjectID, machineTrigger: id, slot: "caller", role: name, role,
      try decider.assume(
        role, name: name, services: ["\(trigger.source).amazonaws.com"],
        sourceArn: trigger.sourceArn, sourceAccount: trigger.account))
  }

  /// Whether a role may start a state machine, which has no policy of its own.
  ///
  /// Of a version or an alias, a policy may name the state machine, with a condition on the rest, or the whole; where it allows
  /// only one of the two, which one counts is not certain.
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
  private func startExecution(
    _ machine: String, by role: RoleDirectory.Resolution, _ name: String,
    _ invocation: MachineTrigger.Invocation
  ) throws -> NeedDecider.Answer {
    let question = AnswerRecorder.Question(
      principal: name,
      action: invocation == .start ? "states:StartExecution" : "states:StartSyncExecution",
      resource: machine)
    guard let caller = role.role else { return try answers.record(question, role, context: "{}") }
    let answer = try startExecution(question, caller)
    guard invocation == .startSyncUnlessSaid, answer.decision != "allowed",
      try startExecution(machine, by: role, name, .start).decision == "allowed"
    else { return answer }
    return try answers.record(
      question, "conditional", layer: nil, cause: "invocation", context: "{}")
  }

  private func startExecution(
    _ question: AnswerRecorder.Question, _ caller: Role
  ) throws -> NeedDecider.Answer {
    let machine = question.resource
    let start = Start(caller: caller.id, machine: machine, action: question.action)
    if let known = starts[start] { return known }
    let answer = try decide(question, caller, ResourceName(machine))
    starts[start] = answer
    return answer
  }

  private func decide(
    _ question: AnswerRecorder.Question, _ caller: Role, _ machine: ResourceName?
  ) throws -> NeedDecider.Answer {
    guard let machine, machine.account == caller.account else {
      return try answers.record(
        question, "implicitly-denied", layer: nil, cause: "cross-account", context: "{}")
    }
    let parts = machine.resource.split(separator: ":", omittingEmptySubsequences: false)
    let qualifier = parts.count == 3 ? String(parts[2]) : nil
    var context = circumstances.ofCalling(caller, in: machine.region)
    context["states:StateMachineQualifier"] = qualifier.map(ContextValue.value) ?? .absent
    let text = AnswerRecorder.text(
      qualifier.map { ["states:StateMachineQualifier": $0] } ?? [:])
    let policies = try library.callPolicies(of: caller)
    var request = Request(
      principal: .role(arn: caller.arn), action: question.action, resource: question.resource,
      context: context)
    let whole = policies.decide(request, reasons: .unlessAllowed)
    guard let qualifier else { return try answers.record(question, whole, context: text) }
    request.resource = String(question.resource.dropLast(qualifier.count + 1))
    let plain = policies.decide(request, reasons: .unlessAllowed)
    if (whole.outcome == .allowed) == (plain.outcome == .allowed) {
      return try answers.record(question, plain, context: text)
    }
    return try answers.record(
      question, "conditional", layer: nil, cause: "qualifier", context: text)
  }
}

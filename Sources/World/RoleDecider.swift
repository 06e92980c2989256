import IAM

/// Asks whether the roles of tasks may do what tasks need, each question once.
final class RoleDecider {
  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  private let circumstances: Circumstances
  /// By role, then by what was asked.
  private var known: [Int64: [RoleQuestion: NeedDecider.Answer]] = [:]

  init(_ library: PolicyLibrary, _ answers: AnswerRecorder, _ circumstances: Circumstances) {
    self.library = library
    self.answers = answers
    self.circumstances = circumstances
  }

  /// Whether a role's own policies surely allow it, without a word on why.
  func isAllowed(_ question: RoleQuestion, _ role: Role) throws -> Bool {
    try decide(question, question.resource, role, .never).outcome == .allowed
  }

  /// Whether a role may do what a task needs of it.
  ///
  /// `name` is the ARN of a role that is not there to be asked.
  func answer(
    _ question: RoleQuestion, _ resolution: RoleDirectory.Resolution, name: String
  ) throws -> NeedDecider.Answer {
    guard let role = resolution.role else {
      return try answers.record(question.asked(of: name), resolution, context: "{}")
    }
    if let known = self.known[role.id]?[question] { return known }
    let answer = try answer(question, role)
    known[role.id, default: [:]][question] = answer
    return answer
  }

  private func answer(
    _ question: RoleQuestion, _ role: Role
  ) throws -> NeedDecider.Answer {
    let decision = try decide(question, question.resource, role, .unlessAllowed)
    if decision.outcome == .allowed {
      // Then a policy of the other account has to agree, and no export tells it.
      guard let owner = question.owner, owner != role.account else {
        return NeedDecider.Answer(decision: "allowed", row: nil)
      }
      return try answers.record(
        question.asked(of: role.arn), "conditional", layer: nil, cause: "cross-account",
        context: "{}")
    }
    if decision.outcome == .implicitlyDenied, let other = question.otherResource,
      try decide(question, other, role, .never).outcome == .allowed
    {
      return try answers.record(
        question.asked(of: role.arn), "conditional", layer: nil, cause: "keys",
        reason: #"{"missing":[],"nearMisses":[],"statements":[],"unknownKeys":["resource"]}"#,
        context: "{}")
    }
    return try answers.record(question.asked(of: role.arn), decision, context: "{}")
  }

  private func decide(
    _ question: RoleQuestion, _ resource: String, _ role: Role, _ reasons: Decision.Reasons
  ) throws -> Decision {
    var policies = try library.callPolicies(of: role)
    let owner = question.owner ?? role.account
    policies.resourceControl = library.resourceControl(of: owner)
    var context = circumstances.ofTask(role)
    // The owner of a bucket does not stand in its ARN.
    let isOwnerKnown = question.resource == "*" || question.owner != nil
    if let region = question.region { context["aws:RequestedRegion"] = .value(region) }
    context["aws:ResourceAccount"] = isOwnerKnown ? .value(owner) : .unknown
    var request = Request(
      principal: .role(arn: role.arn), action: question.action, resource: resource,
      resourceIsPattern: RoleQuestion.isPattern(resource), resourceAccount: role.account,
      context: context)
    request.actionIsPattern = RoleQuestion.isPattern(question.action)
    return policies.decide(request, reasons: reasons)
  }
}

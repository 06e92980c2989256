/// One question in the course of being decided.
struct Evaluation {
  var request: Request
  let policies: PolicySet
  let interpretation: Interpretation
  /// Whether only a role's trust policy is asked, and the resource policy is that.
  let isTrust: Bool

  /// What was decided, without the reasons.
  struct Verdict {
    var outcome: Decision.Outcome
    var layer: PolicyLayer?
    var cause: Decision.Cause
  }

  /// What the policies of one layer say together.
  struct LayerAnswer {
    /// By how the allowing statements name the principal; where they name nobody, `direct`.
    var allow = PrincipalMatch()
    var deny = Truth.no
    /// Whether a document is missing.
    ///
    /// What it may allow counts as allowed until the end.
    var isMissing = false
    /// Whether a statement would allow, if it were not for its conditions.
    var failsByCondition = false

    static let unrestricted = LayerAnswer(allow: PrincipalMatch(direct: .yes))
  }

  /// What all layers say.
  struct Answers {
    var identity = LayerAnswer()
    var boundary = LayerAnswer.unrestricted
    var scp = LayerAnswer.unrestricted
    var rcp = LayerAnswer.unrestricted
    var session = LayerAnswer.unrestricted
    var resource = LayerAnswer()
  }

  var hasBoundary: Bool { policies.boundary?.isEmpty == false }

  /// Whether service control policies apply to who asks: not to outsiders, nor where AWS exempts.
  var isUnderServiceControl: Bool {
    !isTrust && !request.principal.isOutsider && !policies.isManagementAccount && !isServiceLinked
  }

  /// Whether resource control policies apply to what is asked.
  var isUnderResourceControl: Bool {
    !isServiceLinked && ServiceRules.resourceControlApplies(to: request)
  }

  private var isServiceLinked: Bool {
    policies.isServiceLinkedRole || request.isByServiceLinkedRole
  }

  func answers() -> Answers {
    var answers = Answers()
    if let levels = policies.resourceControl, isUnderResourceControl {
      answers.rcp = resourceControl(levels)
    }
    if let levels = policies.serviceControl, !levels.isEmpty, isUnderServiceControl {
      answers.scp = serviceControl(levels)
    }
    if let policy = policies.resourcePolicy {
      add(policy, isTrust ? .trust : .resource, to: &answers.resource)
    }
    guard !isTrust, !request.principal.isOutsider else { return answers }
    for policy in policies.identity { add(policy, .identity, to: &answers.identity) }
    if let boundary = policies.boundary, !boundary.isEmpty {
      answers.boundary = LayerAnswer()
      for policy in boundary { add(policy, .boundary, to: &answers.boundary) }
    }
    if let session = policies.session {
      answers.session = LayerAnswer()
      for policy in session { add(policy, .session, to: &answers.session) }
    }
    return answers
  }

  /// What the levels deny; each of them allows everything by `RCPFullAWSAccess`.
  private func resourceControl(_ levels: [[Policy]]) -> LayerAnswer {
    var all = LayerAnswer()
    for level in levels {
      for policy in level { add(policy, .rcp, to: &all) }
    }
    all.allow.direct = .yes
    return all
  }

  /// Every level has to allow; a level without policies allows nothing.
  private func serviceControl(_ levels: [[Policy]]) -> LayerAnswer {
    var all = LayerAnswer.unrestricted
    for level in levels {
      var one = LayerAnswer()
      for policy in level { add(policy, .scp, to: &one) }
      all.allow.direct = all.allow.direct.and(one.allow.direct)
      all.deny = all.deny.or(one.deny)
      all.isMissing = all.isMissing || one.isMissing
      if one.allow.direct == .no { all.failsByCondition = one.failsByCondition }
    }
    return all
  }

  private func add(_ policy: Policy, _ layer: PolicyLayer, to answer: inout LayerAnswer) {
    guard let compiled = policy.document?.compiled else {
      answer.isMissing = true
      answer.allow.direct = .yes
      return
    }
    let statementList = compiled.statements
    let statements = statementList.span
    for index in statements.indices {
      let statement = statements[index]
      if !statement.isDeny, answer.allow.direct == .yes { continue }
      guard compiled.matchesAction(statement, request) else { continue }
      let match = principalMatch(statement, compiled, layer)
      guard match.any != .no else { continue }
      let resource = compiled.matchesResource(statement, request, in: layer, as: interpretation)
      guard resource != .no else { continue }
      let condition = compiled.holds(statement, request)
      guard condition != .no else {
        if !statement.isDeny { answer.failsByCondition = true }
        continue
      }
      let applies = resource.and(condition)
      if statement.isDeny {
        answer.deny = answer.deny.or(applies.and(match.any))
      } else {
        answer.allow.account = answer.allow.account.or(applies.and(match.account))
        answer.allow.role = answer.allow.role.or(applies.and(match.role))
        answer.allow.direct = answer.allow.direct.or(applies.and(match.direct))
      }
    }
  }

  func principalMatch(
    _ statement: CompiledStatement, _ compiled: CompiledPolicy, _ layer: PolicyLayer
  ) -> PrincipalMatch {
    switch layer {
    case .identity, .boundary, .scp, .session:
      return PrincipalMatch(direct: statement.principal < 0 ? .yes : .no)
    case .rcp:
      guard statement.principal >= 0 else { return PrincipalMatch(direct: .yes) }
      var open = interpretation
      open.openPrincipalAdmitsServices = true
      return compiled.match(statement, request, hasBoundary: false, as: open)
    case .resource, .trust:
      return compiled.match(statement, request, hasBoundary: hasBoundary, as: interpretation)
    }
  }
}

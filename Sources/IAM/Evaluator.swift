/// Puts a request to the layers of policies.
///
/// It holds nothing but the manner of answering, and is handed request and policies at every step: to keep copies of them
/// would take longer than the answer.
struct Evaluator {
  typealias Verdict = Evaluation.Verdict
  typealias LayerAnswer = Evaluation.LayerAnswer
  typealias Answers = Evaluation.Answers

  let interpretation: Interpretation
  /// Whether only a role's trust policy is asked, and the resource policy is that.
  let isTrust: Bool

  /// Whether service control policies apply to who asks: not to outsiders, nor where AWS exempts.
  func isUnderServiceControl(_ request: borrowing Request, _ policies: borrowing PolicySet) -> Bool
  {
    !isTrust && !request.principal.isOutsider && !policies.isManagementAccount
      && !isServiceLinked(request, policies)
  }

  /// Whether resource control policies apply to what is asked.
  func isUnderResourceControl(
    _ request: borrowing Request, _ policies: borrowing PolicySet
  ) -> Bool {
    !isServiceLinked(request, policies)
      && ServiceRules.resourceControlReach(request, interpretation) != .no
  }

  private func isServiceLinked(
    _ request: borrowing Request, _ policies: borrowing PolicySet
  ) -> Bool {
    policies.isServiceLinkedRole || request.isByServiceLinkedRole
  }

  func answers(_ request: borrowing Request, _ policies: borrowing PolicySet) -> Answers {
    var answers = Answers()
    let hasBoundary = policies.boundary?.isEmpty == false
    if let levels = policies.resourceControl, isUnderResourceControl(request, policies) {
      answers.rcp = resourceControl(levels, request)
    }
    if let levels = policies.serviceControl, !levels.isEmpty,
      isUnderServiceControl(request, policies)
    {
      answers.scp = serviceControl(levels, request)
    }
    if let policy = policies.resourcePolicy {
      add(
        policy.document?.uncounted, isTrust ? .trust : .resource, request, hasBoundary,
        to: &answers.resource)
    }
    if let endpoint = policies.endpoint, !endpoint.isEmpty {
      answers.endpoint = LayerAnswer()
      add(endpoint, .endpoint, request, to: &answers.endpoint)
    }
    guard !isTrust, !request.principal.isOutsider else { return answers }
    if case .account = request.principal, policies.identity.isEmpty {
      // A root user may do everything in its account; policies cannot be attached to it.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html
      answers.identity.allow.direct = .yes
    } else {
      add(policies.identity, .identity, request, to: &answers.identity)
    }
    if let boundary = policies.boundary, !boundary.isEmpty {
      answers.boundary = LayerAnswer()
      add(boundary, .boundary, request, to: &answers.boundary)
    }
    if let session = policies.session {
      answers.session = LayerAnswer()
      add(session, .session, request, to: &answers.session)
    }
    return answers
  }

  /// What the levels deny; each of them allows everything by `RCPFullAWSAccess`.
  private func resourceControl(_ levels: [[Policy]], _ request: borrowing Request) -> LayerAnswer {
    var all = LayerAnswer()
    let levels = levels.span
    for index in levels.indices { add(levels[index], .rcp, request, to: &all) }
    all.allow.direct = .yes
    return all
  }

  /// Every level has to allow; a level without policies allows nothing.
  private func serviceControl(_ levels: [[Policy]], _ request: borrowing Request) -> LayerAnswer {
    var all = LayerAnswer.unrestricted
    let levels = levels.span
    for index in levels.indices {
      var one = LayerAnswer()
      add(levels[index], .scp, request, to: &one)
      all.allow.direct = all.allow.direct.and(one.allow.direct)
      all.deny = all.deny.or(one.deny)
      all.isMissing = all.isMissing || one.isMissing
      if one.allow.direct == .no { all.failsByCondition = one.failsByCondition }
    }
    return all
  }

  private func add(
    _ policies: borrowing [Policy], _ layer: PolicyLayer, _ request: borrowing Request,
    to answer: inout LayerAnswer
  ) {
    let policies = policies.span
    for index in policies.indices {
      add(policies[index].document?.uncounted, layer, request, false, to: &answer)
    }
  }

  /// Takes a document that is kept alive as long as this lasts; nil for one that is missing.
  private func add(
    _ document: Unmanaged<CompiledPolicy>?, _ layer: PolicyLayer, _ request: borrowing Request,
    _ hasBoundary: Bool, to answer: inout LayerAnswer
  ) {
    guard let document else {
      answer.isMissing = true
      answer.allow.direct = .yes
      return
    }
    document._withUnsafeGuaranteedRef { add($0, layer, request, hasBoundary, to: &answer) }
  }

  private func add(
    _ compiled: CompiledPolicy, _ layer: PolicyLayer, _ request: borrowing Request,
    _ hasBoundary: Bool, to answer: inout LayerAnswer
  ) {
    if compiled.allowsEverything, !layer.namesPrincipals {
      answer.allow.direct = .yes
      return
    }
    let filter = request.actionFilter
    guard compiled.actionFilter.meets(filter) else { return }
    let action = request.actionText.text.utf8.span
    let ends = request.actionText.ends
    for index in compiled.statements.indices
    where compiled.statements[index].actionFilter.meets(filter) {
      let statement = compiled.statements[index]
      if !statement.isDeny, answer.allow.direct == .yes { continue }
      var named = Truth.yes
      if request.actionIsPattern {
        named = compiled.matchesAction(statement, request)
        guard named != .no else { continue }
      } else {
        guard compiled.matchesAction(statement, action, ends) else { continue }
      }
      let match = principalMatch(statement, compiled, layer, request, hasBoundary)
      guard match.any != .no else { continue }
      let resource = compiled.matchesResource(statement, request, in: layer, as: interpretation)
      guard resource != .no else { continue }
      let condition = compiled.holds(statement, request.context, as: interpretation)
      guard condition != .no else {
        if !statement.isDeny { answer.failsByCondition = true }
        continue
      }
      let applies = named.and(resource).and(condition)
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
    _ statement: CompiledStatement, _ compiled: CompiledPolicy, _ layer: PolicyLayer,
    _ request: borrowing Request, _ hasBoundary: Bool
  ) -> PrincipalMatch {
    switch layer {
    case .identity, .boundary, .scp, .session:
      return PrincipalMatch(direct: statement.principal < 0 ? .yes : .no)
    case .rcp, .endpoint:
      guard layer == .endpoint || statement.principal >= 0 else {
        return PrincipalMatch(direct: .yes)
      }
      var open = interpretation
      open.openPrincipalAdmitsServices = true
      return compiled.match(statement, request, hasBoundary: false, as: open)
    case .resource, .trust:
      return compiled.match(statement, request, hasBoundary: hasBoundary, as: interpretation)
    }
  }
}

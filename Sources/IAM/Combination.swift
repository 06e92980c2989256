/// How the layers combine.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
extension Evaluator {
  func verdict(_ request: borrowing Request, _ policies: borrowing PolicySet) -> Verdict {
    let answers = answers(request, policies)
    if let layer = layer(of: answers, where: { $0.deny == .yes }) {
      return Verdict(outcome: .explicitlyDenied, layer: layer, cause: .deny)
    }
    let granted = granted(answers, request)
    if granted == .no { return refusal(answers, request) }
    if layer(of: answers, where: { $0.isMissing }) != nil {
      let layer = layer(of: answers) { $0.isMissing }
      return Verdict(outcome: .unknown, layer: layer, cause: .documentMissing)
    }
    if granted == .yes, layer(of: answers, where: { $0.deny == .unknown }) == nil {
      return Verdict(outcome: .allowed, layer: nil, cause: .allow)
    }
    return Verdict(outcome: .conditional, layer: uncertainLayer(answers), cause: .keys)
  }

  /// Whether the layers grant the request, explicit denies aside.
  private func granted(_ answers: Answers, _ request: borrowing Request) -> Truth {
    let resource = answers.resource.allow
    let controls = answers.scp.allow.direct.and(answers.rcp.allow.direct)
      .and(answers.endpoint.allow.any)
    if isTrust { return controls.and(resource.any) }
    if request.principal.isOutsider { return controls.and(resource.direct) }
    let identity = answers.identity.allow.direct
    let caps = answers.boundary.allow.direct.and(answers.session.allow.direct)
    if request.crosses { return controls.and(caps).and(identity).and(resource.any) }
    let own =
      ServiceRules.needsResourcePolicy(request) ? identity.and(resource.account) : identity
    return controls.and(caps.and(own.or(resource.role)).or(resource.direct))
  }

  /// Which layer is to blame where none denies explicitly but the request is not granted.
  private func refusal(_ answers: Answers, _ request: borrowing Request) -> Verdict {
    let resource = answers.resource
    let asResource: PolicyLayer = isTrust ? .trust : .resource
    let byResource = refusal(asResource, resource.failsByCondition ? .condition : .noAllow)
    let byIdentity = refusal(
      .identity,
      answers.identity.failsByCondition || resource.failsByCondition ? .condition : .noAllow)
    if answers.scp.allow.direct == .no { return refusal(.scp, .scp) }
    if answers.endpoint.allow.any == .no { return refusal(.endpoint, .endpoint) }
    if isTrust || request.principal.isOutsider { return byResource }
    if request.crosses {
      if answers.identity.allow.direct == .no { return byIdentity }
      if resource.allow.any == .no { return byResource }
    } else if ServiceRules.needsResourcePolicy(request) {
      if resource.allow.any == .no { return byResource }
      let own = answers.identity.allow.direct.and(resource.allow.account)
      if own.or(resource.allow.role) == .no { return byIdentity }
    } else if answers.identity.allow.direct.or(resource.allow.role) == .no {
      return byIdentity
    }
    if answers.boundary.allow.direct == .no { return refusal(.boundary, .boundary) }
    return refusal(.session, .session)
  }

  private func refusal(_ layer: PolicyLayer, _ cause: Decision.Cause) -> Verdict {
    Verdict(outcome: .implicitlyDenied, layer: layer, cause: cause)
  }

  private func uncertainLayer(_ answers: Answers) -> PolicyLayer? {
    layer(of: answers) { $0.deny == .unknown }
      ?? layer(of: answers) { $0.allow.any == .unknown }
  }

  /// The first layer, in the order in which AWS evaluates them, that satisfies the predicate.
  private func layer(
    of answers: Answers, where predicate: (LayerAnswer) -> Bool
  ) -> PolicyLayer? {
    if predicate(answers.rcp) { return .rcp }
    if predicate(answers.scp) { return .scp }
    if predicate(answers.endpoint) { return .endpoint }
    if predicate(answers.resource) { return isTrust ? .trust : .resource }
    if predicate(answers.identity) { return .identity }
    if predicate(answers.boundary) { return .boundary }
    if predicate(answers.session) { return .session }
    return nil
  }
}

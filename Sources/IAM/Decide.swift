extension PolicySet {
  /// Decides a request.
  ///
  /// - Parameters:
  ///   - request: the question.
  ///   - interpretation: what to answer where AWS's documentation is silent.
  ///   - reasons: whether to collect deciding statements and near misses. The keys of a conditional answer and the
  ///     documents missing from an unknown one are always named.
  /// - Returns: the answer with its reasons.
  public func decide(
    _ request: Request, as interpretation: Interpretation = .audit,
    reasons: Decision.Reasons = .always
  ) -> Decision {
    if let verdict = ServiceRules.fixedVerdict(request) { return Decision(verdict) }
    return Evaluator(interpretation: interpretation, isTrust: false)
      .decision(request, self, reasons)
  }
}

extension Policy {
  /// Decides whether this policy, the trust policy of a role, lets the request's principal assume the role.
  ///
  /// Only an Allow for the principal lets it in; whether its own policies allow it too is another question. A Principal of
  /// `*` is not documented to mean AWS services, so for a service the answer is then conditional on `Principal`.
  ///
  /// - Parameters:
  ///   - request: its resource is the role, its action as a rule `sts:AssumeRole`.
  ///   - resourceControl: the resource control policies of the role's account, by level.
  ///   - interpretation: what to answer where AWS's documentation is silent.
  ///   - reasons: whether to collect deciding statements and near misses.
  /// - Returns: the answer with its reasons.
  public func decideTrust(
    _ request: Request, resourceControl: [[Policy]]? = nil,
    as interpretation: Interpretation = .audit, reasons: Decision.Reasons = .always
  ) -> Decision {
    Evaluator(interpretation: interpretation, isTrust: true)
      .decision(
        request, PolicySet(resourceControl: resourceControl, resourcePolicy: self), reasons)
  }
}

extension Evaluator {
  fileprivate func decision(
    _ request: Request, _ policies: PolicySet, _ reasons: Decision.Reasons
  ) -> Decision {
    var verdict = verdict(request, policies)
    let isClear = verdict.outcome != .conditional && verdict.outcome != .unknown
    if isClear,
      reasons == .never || (reasons == .unlessAllowed && verdict.outcome == .allowed)
    {
      return Decision(verdict)
    }
    let evaluation = Evaluation(request: request, policies: policies, evaluator: self)
    var keys: [String] = []
    if verdict.outcome == .conditional { (verdict, keys) = evaluation.settled(verdict) }
    var decision: Decision
    if reasons == .never || (reasons == .unlessAllowed && verdict.outcome == .allowed) {
      decision = Decision(verdict)
      evaluation.nameUnread(in: &decision)
    } else {
      decision = evaluation.explained(verdict)
    }
    decision.conditionalOn = keys
    return decision
  }
}

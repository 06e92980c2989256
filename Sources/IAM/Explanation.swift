/// The reasons of a verdict: the same statements once more, by the same rules, with what each of them says.
extension Evaluation {
  /// One statement and what its elements say of the request.
  struct Assessment {
    let reference: StatementReference
    let compiled: CompiledPolicy
    let statement: CompiledStatement
    let action: Truth
    let principal: Truth
    let resource: Truth
    let condition: Truth

    var text: Statement { compiled.text(at: reference.index) }
    var truth: Truth { action.and(principal).and(resource).and(condition) }

    /// The element to blame for the statement not applying; nil where it applies, or is about someone or something else.
    var failure: NearMiss.Failure? {
      switch (action != .no, principal, resource, condition) {
      case (true, .no, .no, _), (true, .no, _, .no): nil
      case (true, .no, _, _): .principal
      case (true, _, .no, _): .resource
      case (true, _, _, .no): .condition
      case (false, .yes, .yes, .yes): .action
      default: nil
      }
    }
  }

  /// The layers that count for this request, and their policies.
  var layers: [(PolicyLayer, [Policy])] {
    let isOwn = !isTrust && !request.principal.isOutsider
    return [
      (
        .rcp,
        evaluator.isUnderResourceControl(request, policies)
          ? (policies.resourceControl ?? []).flatMap(\.self) : []
      ),
      (
        .scp,
        evaluator.isUnderServiceControl(request, policies)
          ? (policies.serviceControl ?? []).flatMap(\.self) : []
      ),
      (.endpoint, policies.endpoint ?? []),
      (isTrust ? .trust : .resource, policies.resourcePolicy.map { [$0] } ?? []),
      (.identity, isOwn ? policies.identity : []),
      (.boundary, isOwn ? policies.boundary ?? [] : []),
      (.session, isOwn ? policies.session ?? [] : []),
    ]
  }

  /// Names the policies for want of which a decision is unknown.
  func nameUnread(in decision: inout Decision) {
    guard decision.outcome == .unknown else { return }
    let unread = layers.flatMap { $0.1.filter { $0.document == nil } }
    decision.missing = Set(unread.map(\.name)).sorted()
    let invalid = unread.compactMap { policy in
      policy.error.map { InvalidPolicy(policy: policy.name, error: $0) }
    }
    decision.invalid = Set(invalid).sorted {
      ($0.policy, $0.error.pointer) < ($1.policy, $1.error.pointer)
    }
  }

  /// The statements that are about the request's action, of one layer or of all that count.
  ///
  /// Of a trust policy, also those about other actions.
  func assessments(of wanted: [PolicyLayer]? = nil) -> [Assessment] {
    var assessments: [Assessment] = []
    let hasBoundary = policies.boundary?.isEmpty == false
    for (layer, policies) in layers where wanted?.contains(layer) != false {
      for policy in policies {
        guard let compiled = policy.document?.compiled else { continue }
        for index in compiled.statements.indices {
          let statement = compiled.statements[index]
          let action = compiled.matchesAction(statement, request)
          guard action != .no || isTrust else { continue }
          assessments.append(
            Assessment(
              reference: StatementReference(
                layer: layer, policy: policy.name, sid: compiled.sid(at: index), index: index,
                effect: statement.effect),
              compiled: compiled, statement: statement, action: action,
              principal: evaluator.principalMatch(
                statement, compiled, layer, request, hasBoundary
              ).any,
              resource: compiled.matchesResource(
                statement, request, in: layer, as: interpretation),
              condition: compiled.holds(statement, request.context, as: interpretation)))
        }
      }
    }
    return assessments
  }

  /// The layers in which the reasons of a denial stand; nil for all.
  ///
  /// In the same account a resource policy could have allowed what the identity policies do not.
  private func layersToBlame(_ verdict: Verdict) -> [PolicyLayer]? {
    guard verdict.outcome.isDenial, let layer = verdict.layer else { return nil }
    let isShared = verdict.outcome == .implicitlyDenied && layer == .identity && !request.crosses
    return isShared ? [.identity, .resource] : [layer]
  }

  /// Adds the reasons to a verdict.
  func explained(_ verdict: Verdict) -> Decision {
    var decision = Decision(verdict)
    let assessments = assessments(of: layersToBlame(verdict))
    let deciding: [Assessment]
    var nearMisses: [NearMiss] = []
    switch verdict.outcome {
    case .allowed:
      deciding = assessments.filter { $0.reference.effect == .allow && $0.truth == .yes }
    case .explicitlyDenied:
      deciding = assessments.filter { $0.reference.effect == .deny && $0.truth == .yes }
    case .implicitlyDenied:
      deciding = []
      nearMisses = misses(assessments)
    case .conditional, .unknown:
      deciding = assessments.filter { $0.truth == .unknown }
      nearMisses = deciding.compactMap(doubt)
    }
    nameUnread(in: &decision)
    decision.statements = deciding.map(\.reference).sorted()
    if verdict.outcome == .conditional {
      let granting = assessments.filter {
        $0.truth == .yes && $0.reference.effect == .allow && $0.reference.layer.grants
      }
      decision.statements += granting.map(\.reference).sorted()
    }
    decision.nearMisses = Array(
      nearMisses.sorted {
        ($0.distance, $0.statement) < ($1.distance, $1.statement)
      }.prefix(Self.nearMissLimit))
    return decision
  }

  private static var nearMissLimit: Int { 8 }

  /// The allowing statements of the refusing layer that nearly apply.
  private func misses(_ assessments: [Assessment]) -> [NearMiss] {
    let asked = ResourceDifference(request.resource)
    return assessments.compactMap { assessment in
      guard assessment.reference.effect == .allow, let failed = assessment.failure else {
        return nil
      }
      var miss = NearMiss(statement: assessment.reference, failed: failed)
      let text = assessment.text
      switch failed {
      case .condition: miss.conditions = mismatches(assessment, .no)
      case .action:
        miss.entries = limited(
          text.actions.map { EntryMismatch(text: $0, differences: []) }
            + text.notActions.map { EntryMismatch(text: $0, differences: [.excluded]) })
      case .principal:
        miss.entries = limited(
          (text.principals + text.notPrincipals).map {
            EntryMismatch(text: $0.type == "*" ? "*" : "\($0.type):\($0.value)", differences: [])
          })
      case .resource:
        miss.entries = limited(
          text.notResources.map { EntryMismatch(text: $0, differences: [.excluded]) }
            + text.resources.map { EntryMismatch(text: $0, differences: asked.differences($0)) })
      }
      return miss
    }
  }

  /// What leaves a statement in doubt.
  private func doubt(_ assessment: Assessment) -> NearMiss? {
    var miss = NearMiss(statement: assessment.reference, failed: .condition)
    if assessment.condition == .unknown {
      miss.conditions = mismatches(assessment, .unknown)
    } else if assessment.resource == .unknown {
      miss.failed = .resource
      let text = assessment.text
      miss.entries = limited(
        text.resources.map { EntryMismatch(text: $0, differences: []) }
          + text.notResources.map { EntryMismatch(text: $0, differences: [.excluded]) })
    } else if assessment.action == .unknown {
      miss.failed = .action
      let text = assessment.text
      miss.entries = limited(
        text.actions.map { EntryMismatch(text: $0, differences: []) }
          + text.notActions.map { EntryMismatch(text: $0, differences: [.excluded]) })
    } else {
      miss.failed = .principal
    }
    return miss
  }

  private func mismatches(_ assessment: Assessment, _ truth: Truth) -> [ConditionMismatch] {
    assessment.tests.filter {
      $0.truth(in: request.context, as: interpretation) == truth
    }.map {
      ConditionMismatch(
        operatorName: $0.operatorName, key: $0.key.name, policyValues: $0.values(),
        requestValue: request.context[$0.key])
    }
  }

  private func limited(_ entries: [EntryMismatch]) -> [EntryMismatch] {
    let sorted = entries.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }
    return sorted.prefix(NearMiss.entryLimit).map(\.element)
  }
}

/// Which of the unknown keys a conditional answer really depends on.
///
/// Values that the policies tell apart are tried for each key, and the whole question is decided anew with each
/// combination. So both outcomes of a conditional answer have been seen, a key that changes nothing is not named, and
/// what only looks open (the same condition in an Allow and in a Deny) is settled.
extension Evaluation {
  private static var combinationLimit: Int { 512 }

  /// The stand-ins for what is no context key.
  private static var actionName: String { "action" }
  private static var resourceName: String { "resource" }
  private static var principalName: String { "Principal" }

  /// Settles a conditional verdict, or names what it depends on.
  func settled(_ verdict: Verdict) -> (verdict: Verdict, keys: [String]) {
    let doubtful = assessments().filter { $0.truth == .unknown }
    let (keys, others) = unknowns(in: doubtful)
    let named = Set(keys.map(\.name)).union(others)
    let trials = keys.map { key in
      distinct(
        CandidateValues(of: key, in: doubtful, resource: request.resourceText.bytes), of: key,
        in: doubtful)
    }
    let count = trials.reduce(1) { min($0 * $1.values.count, Self.combinationLimit + 1) }
    guard count <= Self.combinationLimit, !keys.isEmpty else {
      return conditional(verdict, on: named)
    }
    let verdicts = (0..<count).map { self.verdict(ofCombination: $0, keys, trials) }
    let outcomes: [Decision.Outcome] = verdicts.map {
      $0.outcome.isDenial ? .implicitlyDenied : $0.outcome
    }
    if Set(outcomes).count == 1 {
      if outcomes[0] == .conditional {
        return conditional(verdict, on: others.isEmpty ? named : others)
      }
      guard trials.allSatisfy(\.isComplete) else { return conditional(verdict, on: named) }
      let settled = verdicts.first { $0.outcome == .implicitlyDenied } ?? verdicts[0]
      return (settled, [])
    }
    var deciding = outcomes.contains(.conditional) ? others : []
    var stride = 1
    for (key, trial) in zip(keys, trials) {
      let decides = outcomes.indices.contains { index in
        let place = index / stride % trial.values.count
        return place > 0 && outcomes[index] != outcomes[index - place * stride]
      }
      if decides { deciding.insert(key.name) }
      stride *= trial.values.count
    }
    return conditional(verdict, on: deciding)
  }

  /// Keeps one of those values that no condition tells apart; all of them where a variable stands for the key.
  private func distinct(
    _ trial: CandidateValues, of key: ContextKey, in doubtful: [Assessment]
  ) -> CandidateValues {
    let tests = doubtful.flatMap(\.tests)
    let texts =
      doubtful.flatMap(\.resourceTexts) + tests.flatMap { $0.operands.compactMap(\.variableText) }
    guard !texts.contains(where: { $0.names(key) }) else { return trial }
    let own = tests.filter { $0.key == key }
    var context = request.context
    var seen: Set<[Truth]> = []
    var kept = trial
    kept.values.removeAll { value in
      context[key.name] = value
      let truths = own.map { $0.truth(in: context, as: interpretation) }
      return !truths.contains(.unknown) && !seen.insert(truths).inserted
    }
    return kept
  }

  private func conditional(
    _ verdict: Verdict, on keys: Set<String>
  ) -> (verdict: Verdict, keys: [String]) {
    var verdict = verdict
    verdict.cause = keys == [Self.principalName] ? .openPrincipal : .keys
    return (verdict, keys.sorted())
  }

  /// Decides with the values that a number stands for: its digits, one for each key, lowest first.
  private func verdict(
    ofCombination number: Int, _ keys: [ContextKey], _ trials: [CandidateValues]
  ) -> Verdict {
    var evaluation = self
    var rest = number
    for (key, trial) in zip(keys, trials) {
      evaluation.request.context[key.name] = trial.values[rest % trial.values.count]
      rest /= trial.values.count
    }
    return evaluation.verdict()
  }

  /// The keys without any value, and by name all else that leaves statements in doubt.
  private func unknowns(in doubtful: [Assessment]) -> (keys: [ContextKey], others: Set<String>) {
    var keys: Set<ContextKey> = []
    var others: Set<String> = []
    let context = request.context
    for assessment in doubtful {
      var found = assessment.resourceVariables
      if assessment.action == .unknown { others.insert(Self.actionName) }
      if assessment.principal == .unknown { others.insert(Self.principalName) }
      for test in assessment.tests where test.truth(in: context, as: interpretation) == .unknown {
        let unknown = test.unknownKeys(in: context)
        found += unknown
        if unknown.isEmpty { others.insert(test.keyOfNothing(in: context)) }
      }
      others.formUnion(assessment.unresolvedExclusions(in: context))
      for key in found {
        switch context[key] {
        case .unknown: keys.insert(key)
        case .pattern: others.insert(key.name)
        case .absent, .values: break
        }
      }
      if assessment.resource == .unknown, assessment.unresolvedExclusions(in: context).isEmpty,
        request.resourceIsPattern || !found.contains(where: assessment.resourceVariables.contains)
      {
        others.insert(Self.resourceName)
      }
    }
    return (keys.sorted { $0.name < $1.name }, others)
  }
}

extension Evaluation.Assessment {
  var tests: [ConditionTest] { compiled.tests(of: statement) }

  /// The texts with variables in Resource or NotResource.
  var resourceTexts: [VariableText] {
    guard statement.hasVariables, let resources = statement.resources else { return [] }
    return resources.range.map { compiled.patterns[$0] }.filter { $0.kind == .variable }.map {
      compiled.variableTexts[Int($0.start)]
    }
  }

  /// The names of variables in a NotResource that stand for nothing, or for several values.
  func unresolvedExclusions(in context: RequestContext) -> [String] {
    guard resource == .unknown, statement.resources?.isNegated == true else { return [] }
    return resourceTexts.flatMap { $0.unresolvedKeys(in: context) }.map(\.name)
  }

  var resourceVariables: [ContextKey] {
    resource == .unknown ? resourceTexts.flatMap(\.variables).map(\.key) : []
  }
}

extension Decision.Outcome {
  /// Whether it is a refusal, explicit or implicit.
  public var isDenial: Bool { self == .explicitlyDenied || self == .implicitlyDenied }
}

import IAM
import Testing

/// What must hold for any question to all layers; the generator is seeded.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
@Suite("Any question")
struct AnyQuestionTests {
  typealias Answer = EvaluationPropertiesTests.Answer

  static let rounds = 400

  func outcome(
    _ policies: PolicySet, _ principal: Principal, _ context: [String: ContextValue],
    _ account: String?, _ interpretation: Interpretation
  ) -> Decision {
    policies.decide(
      request(by: principal, context: context, account: account), as: interpretation,
      reasons: .never)
  }

  @Test(
    "is not allowed by one more Deny, nor denied by one more Allow, nor decided by forgetting",
    arguments: [("an audit", Interpretation.audit), ("a simulation", .simulation)])
  func monotony(name: String, interpretation: Interpretation) throws {
    var random = RandomQuestions(seed: 21)
    var failures: [String] = []
    for round in 0..<Self.rounds {
      let policies = try random.set()
      let principal = random.pick(RandomQuestions.principals)
      let account = random.pick([nil, "999999999999"])
      var context = random.context()
      func answer(_ policies: PolicySet) -> Answer {
        Answer(outcome(policies, principal, context, account, interpretation).outcome)
      }
      let before = answer(policies)
      if answer(try random.adding("Deny", to: policies)) == .yes, before != .yes {
        failures.append("\(round) is allowed by a Deny")
      }
      if answer(try random.adding("Allow", to: policies)) == .no, before != .no {
        failures.append("\(round) is denied by an Allow")
      }
      for _ in 0..<2 { context[random.pick(RandomQuestions.keys.keys.sorted())] = .unknown }
      let forgotten = answer(policies)
      if forgotten != before, forgotten != .open { failures.append("\(round) is decided") }
    }
    #expect(failures.isEmpty)
  }

  @Test("that is conditional comes out both ways by values of the keys that it names")
  func reachability() throws {
    var random = RandomQuestions(seed: 22)
    var failures: [String] = []
    var count = 0
    for round in 0..<Self.rounds {
      let policies = try random.set()
      let principal = random.pick(RandomQuestions.principals)
      let unknown = RandomQuestions.keys.mapValues { _ in ContextValue.unknown }
      let decision = outcome(policies, principal, unknown, nil, .simulation)
      guard decision.outcome == .conditional else { continue }
      count += 1
      let isOpen = (0..<40).contains { _ in
        let context = random.context()
        return comesOutBothWays(decision.conditionalOn, policies, principal, context, &random)
      }
      if !isOpen { failures.append("\(round) is not open by \(decision.conditionalOn)") }
    }
    #expect(count > 30)
    #expect(failures.isEmpty)
  }

  /// Tries values of the keys while the rest of the context stays as it is.
  private func comesOutBothWays(
    _ keys: [String], _ policies: PolicySet, _ principal: Principal,
    _ context: [String: ContextValue], _ random: inout RandomQuestions
  ) -> Bool {
    var answers: Set<Bool> = []
    for _ in 0..<100 {
      let values = random.context().filter { keys.contains($0.key) }
      let decision = outcome(
        policies, principal, context.merging(values) { $1 }, nil, .simulation)
      answers.insert(decision.outcome == .allowed)
      if answers.count == 2 { return true }
    }
    return false
  }

  @Test("is answered the same in whatever order policies stand, reasons included")
  func order() throws {
    var random = RandomQuestions(seed: 23)
    var failures = 0
    for _ in 0..<Self.rounds {
      var policies = try random.set()
      policies.session?.append(try random.policy("t2"))
      policies.boundary?.append(try random.policy("b2"))
      policies.endpoint?.append(try random.policy("e2", principal: true))
      let question = request(
        by: random.pick(RandomQuestions.principals),
        context: random.context().merging(["x:text": .unknown]) { $1 })
      let before = policies.decide(question)
      policies.identity.reverse()
      policies.session?.reverse()
      policies.boundary?.reverse()
      policies.endpoint?.reverse()
      policies.serviceControl?.reverse()
      if policies.decide(question) != before { failures += 1 }
    }
    #expect(failures == 0)
  }
}

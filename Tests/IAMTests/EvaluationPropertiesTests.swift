import IAM
import Testing

/// What must hold for any policies.
///
/// The generator is seeded, so a failure names policies that can be had again.
@Suite("Any evaluation")
struct EvaluationPropertiesTests {
  enum Answer: Equatable {
    case yes
    case no
    case open

    init(_ outcome: Decision.Outcome) {
      switch outcome {
      case .allowed: self = .yes
      case .explicitlyDenied, .implicitlyDenied: self = .no
      case .conditional, .unknown: self = .open
      }
    }
  }

  static let rounds = 400

  func answer(_ policies: PolicySet, _ context: [String: ContextValue]) -> Answer {
    Answer(policies.decide(request(context: context), reasons: .never).outcome)
  }

  @Test("never allows more for one more Deny, nor less for one more Allow")
  func monotony() throws {
    var random = RandomPolicies(seed: 11)
    var failures = 0
    for _ in 0..<Self.rounds {
      let policies = try random.set()
      let context = random.context()
      let before = answer(policies, context)
      var denying = policies
      denying.identity.append(try policy(statements: random.statement("Deny"), named: "new"))
      if answer(denying, context) == .yes, before != .yes { failures += 1 }
      var allowing = policies
      allowing.identity.append(try policy(statements: random.statement("Allow"), named: "new"))
      if answer(allowing, context) == .no, before != .no { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test("does not depend on the order of policies, reasons included")
  func order() throws {
    var random = RandomPolicies(seed: 12)
    var failures = 0
    for _ in 0..<Self.rounds {
      let policies = try random.set()
      var shuffled = policies
      shuffled.identity.shuffle(using: &random.numbers)
      shuffled.boundary?.shuffle(using: &random.numbers)
      shuffled.serviceControl?.shuffle(using: &random.numbers)
      var context = random.context()
      context[random.pick(RandomPolicies.keys)] = .unknown
      let question = request(context: context)
      if policies.decide(question) != shuffled.decide(question) { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test("only moves toward conditional when a known key becomes unknown")
  func forgetting() throws {
    var random = RandomPolicies(seed: 13)
    var failures = 0
    for _ in 0..<Self.rounds {
      let policies = try random.set()
      var context = random.context()
      let known = answer(policies, context)
      context[random.pick(RandomPolicies.keys)] = .unknown
      let forgotten = answer(policies, context)
      if forgotten != known, forgotten != .open { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test("that is conditional can come out both ways by the keys it names, and no other is")
  func reachability() throws {
    var random = RandomPolicies(seed: 14)
    var failures: [String] = []
    for round in 0..<Self.rounds {
      let policies = try random.set()
      let unknown = Dictionary(
        uniqueKeysWithValues: RandomPolicies.keys.map { ($0, ContextValue.unknown) })
      let decision = policies.decide(request(context: unknown))
      let named = Set(decision.conditionalOn)
      var byRest: [[ContextValue]: Set<Decision.Outcome>] = [:]
      var all: Set<Decision.Outcome> = []
      for a in RandomPolicies.keyValues {
        for b in RandomPolicies.keyValues {
          let context = ["x:a": a, "x:b": b]
          let outcome = policies.decide(request(context: context), reasons: .never).outcome
          let side: Decision.Outcome = outcome == .allowed ? .allowed : .implicitlyDenied
          all.insert(side)
          byRest[
            RandomPolicies.keys.filter { !named.contains($0) }.compactMap { context[$0] },
            default: []
          ]
          .insert(side)
        }
      }
      if decision.outcome == .conditional {
        if named.isEmpty || !byRest.values.contains(where: { $0.count == 2 }) {
          failures.append("\(round) is not open by \(named)")
        }
        for key in named where named.count == 2 {
          // The other key alone must not decide.
          let other = RandomPolicies.keys.filter { $0 != key }
          if !depends(policies, on: key, with: other) { failures.append("\(round) names \(key)") }
        }
      } else if all.count == 2 {
        failures.append("\(round) is open")
      }
    }
    #expect(failures.isEmpty)
  }

  private func depends(_ policies: PolicySet, on key: String, with others: [String]) -> Bool {
    RandomPolicies.keyValues.contains { fixed in
      Set(
        RandomPolicies.keyValues.map { value in
          var context = Dictionary(uniqueKeysWithValues: others.map { ($0, fixed) })
          context[key] = value
          return answer(policies, context) == .yes
        }
      ).count == 2
    }
  }
}

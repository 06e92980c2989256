import Findings
import Testing

@Suite("A step in the life of a finding")
struct LifeStepTests {
  @Test("follows from what was known and what a run says", arguments: Transition.all)
  func steps(_ transition: Transition) {
    #expect(
      LifeStep.from(transition.last.map { ($0.state, $0.evaluated) }, to: transition.now)
        == transition.step)
  }

  @Test("never ends what was not evaluated, in any sequence of runs")
  func sequences() {
    let runs: [Evaluation] = [
      .found(Transition.state), .found(Transition.other), .absent, .notEvaluated,
    ]
    for length in 1...5 {
      for number in 0..<Int(1 << (2 * length)) {
        var last: (state: FindingState, evaluated: Bool)?
        var known: FindingState?
        for position in 0..<length {
          let now = runs[number >> (2 * position) & 3]
          let step = LifeStep.from(last, to: now)
          switch step {
          case .goOn: break
          case .begin(let state, let evaluated): last = (state, evaluated)
          case .end: last = nil
          }
          switch now {
          case .found(let state): known = state
          case .absent: known = nil
          case .notEvaluated: break
          }
          // What is recorded is what the newest run that could tell has told.
          #expect(last?.state == known)
          #expect(known == nil || last?.evaluated == (now != .notEvaluated))
          #expect(step != .end || now == .absent)
          // The same run again writes nothing.
          #expect(LifeStep.from(last, to: now) == .goOn)
        }
      }
    }
  }
}

/// What was known, what a run says, and the step that follows.
struct Transition: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let last: (state: FindingState, evaluated: Bool)?
  let now: Evaluation
  let step: LifeStep

  init(
    _ name: String, _ last: (state: FindingState, evaluated: Bool)?, _ now: Evaluation,
    _ step: LifeStep
  ) {
    testDescription = name
    self.last = last
    self.now = now
    self.step = step
  }

  static let state = FindingState(
    verdict: .fail, code: "passrole.no-allow", severity: .critical, evidence: "{}")
  static let other = FindingState(
    verdict: .fail, code: "passrole.no-allow", severity: .critical, evidence: #"{"role":"r"}"#)

  static let all =
    [
      Transition("nothing stays nothing", nil, .absent, .goOn),
      Transition("what was never known is not made up", nil, .notEvaluated, .goOn),
      Transition("new", nil, .found(state), .begin(state, evaluated: true)),
      Transition("open", (state, true), .found(state), .goOn),
      Transition("changed", (state, true), .found(other), .begin(other, evaluated: true)),
      Transition("resolved", (state, true), .absent, .end),
      Transition("not evaluated", (state, true), .notEvaluated, .begin(state, evaluated: false)),
      Transition("still not evaluated", (state, false), .notEvaluated, .goOn),
      Transition("evaluated again", (state, false), .found(state), .begin(state, evaluated: true)),
      Transition(
        "evaluated again, and another", (state, false), .found(other),
        .begin(other, evaluated: true)),
      Transition("evaluated again, and resolved", (state, false), .absent, .end),
    ] + changes

  /// Whatever of a state differs makes it another one.
  private static let changes = [
    (
      "verdict",
      FindingState(verdict: .unknown, code: state.code, severity: .critical, evidence: "{}")
    ),
    ("code", FindingState(verdict: .fail, code: "x.y", severity: .critical, evidence: "{}")),
    ("severity", FindingState(verdict: .fail, code: state.code, severity: .high, evidence: "{}")),
  ].map { name, after in
    Transition("another \(name)", (state, true), .found(after), .begin(after, evaluated: true))
  }
}

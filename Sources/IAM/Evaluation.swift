/// One question in the course of being decided, for which the reasons are wanted.
struct Evaluation {
  var request: Request
  let policies: PolicySet
  let evaluator: Evaluator

  var interpretation: Interpretation { evaluator.interpretation }
  var isTrust: Bool { evaluator.isTrust }

  func verdict() -> Verdict { evaluator.verdict(request, policies) }

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
    var endpoint = LayerAnswer.unrestricted
    var resource = LayerAnswer()
  }
}

import StatesLanguage

/// What came of the questions about a launch's caller.
///
/// They are put before the launch is written: its row says what is allowed, and only what is not becomes a need.
struct LaunchDecisions {
  /// A role that the launch hands over.
  struct Handover {
    var slot: String
    /// An ARN or, of a role that is settled when it runs, the expression.
    var role: String
    /// nil: settled when it runs.
    var resolution: RoleDirectory.Resolution?
    var origin: String
    var answer: NeedDecider.Answer

    var word: String { resolution?.word ?? "dynamic" }
  }

  var taskRole: Handover?
  var executionRole: Handover?
  /// Those with which ECS makes volumes.
  var volumeRoles: [Handover] = []
  /// Whether there may be roles that are not known: the task definition is not.
  var hidesRoles = false
  /// The role of the state's Credentials, and whether the state machine's own may assume it; nil where that is the caller.
  var credentials: (role: String, resolution: RoleDirectory.Resolution, answer: NeedDecider.Answer)?
  var caller: LaunchNeeds.Caller?
  var runTask = NeedDecider.Answer(decision: "unknown", row: nil)
  /// What the caller may not do to wait for the end; nil where it does not wait.
  var waiting: [NeedDecider.Answer]?

  var mayRunTask: Int64 { runTask.decision == "allowed" ? 1 : 0 }

  /// nil where it does not wait.
  var mayWait: Int64? { waiting.map { $0.isEmpty ? 1 : 0 } }

  /// The columns `may_pass_task_role` and `may_pass_execution_role`.
  func mayPass(_ handover: Handover?) -> Int64? {
    handover.map { $0.answer.decision == "allowed" ? 1 : 0 } ?? (hidesRoles ? 0 : nil)
  }
}

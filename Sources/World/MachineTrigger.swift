import JSON
import StatesLanguage

/// One place that starts a state machine, as it is written down.
struct MachineTrigger {
  /// How it starts the state machine.
  enum Invocation: Hashable {
    /// By StartExecution.
    case start
    /// By StartSyncExecution.
    case startSync
    /// It does not say, and StartSyncExecution is what AWS documents as the default.
    case startSyncUnlessSaid
  }

  /// `events`, `scheduler` or `pipes`.
  var source: String
  var subjectID: Int64
  var subject: String
  var locator: String
  var account: String
  var region: String
  var isEnabled: Bool
  /// The ARN of the state machine, perhaps with a version or an alias behind it.
  var machine: Scalar
  /// The role that calls StartExecution or StartSyncExecution.
  var role: Scalar
  /// What the service that assumes the role sends as aws:SourceArn.
  var sourceArn: String
  /// The queue for what a schedule could not start.
  var deadLetter: String?
  var invocation = Invocation.start

  /// The state machine that a target starts; nil for a target that starts none.
  ///
  /// Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
  static func machine(of target: JSONNode) -> Scalar? {
    guard let arn = target["arn"]?.string, let name = ResourceName(arn) else { return nil }
    if name.service == "states" {
      return name.resource.utf8.starts(with: "stateMachine:".utf8) ? .fixed(arn) : nil
    }
    guard arn.lowercased().hasSuffix(":::aws-sdk:sfn:startexecution") else { return nil }
    guard let input = target["input"], input.isObject else {
      return .dynamic("the input cannot be read")
    }
    return Argument(input, .angleBrackets)["StateMachineArn"].scalar
  }
}

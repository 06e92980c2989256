import IAM
import JSON

/// Writes down the answers to permission questions, those that are no allowance.
struct AnswerRecorder {
  typealias Answer = NeedDecider.Answer

  struct Question {
    var principal: String
    var action: String
    var resource: String
  }

  let tables: WorldTables

  func record(
    _ question: Question, _ decision: Decision, context: @autoclosure () -> String
  ) throws -> Answer {
    if decision.outcome == .allowed { return Answer(decision: "allowed", row: nil) }
    return try record(
      question, decision.outcome.rawValue, layer: decision.layer?.rawValue,
      cause: decision.cause.rawValue, reason: decision.canonicalReason(), context: context())
  }

  /// The answer to a question about a role that is not there to be asked.
  func record(
    _ question: Question, _ role: RoleDirectory.Resolution, context: String
  ) throws -> Answer {
    let cause = if case .missing = role { "role-missing" } else { "document-missing" }
    return try record(question, "unknown", layer: nil, cause: cause, context: context)
  }

  func record(
    _ question: Question, _ decision: String, layer: String?, cause: String,
    reason: String = #"{"missing":[],"nearMisses":[],"statements":[],"unknownKeys":[]}"#,
    context: String
  ) throws -> Answer {
    let row = try tables.answer(
      principal: question.principal, action: question.action, resource: question.resource,
      context: context, layer: layer, cause: cause, reason: reason)
    return Answer(decision: decision, row: row)
  }

  /// The keys that the request carries, as canonical JSON.
  static func text(_ keys: [String: String]) -> String {
    JSONValue.object(keys.mapValues(JSONValue.string)).canonical()
  }
}

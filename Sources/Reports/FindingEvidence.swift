import Findings
import JSON

/// What the members of a finding's evidence are, for formats that put it in words.
///
/// Evidence is what a check's query returned, so it has no type of its own; this is the one place that says which
/// members formats know, and from where. Any of them may be missing, and each check adds members of its own.
extension Finding {
  // Columns of the check's query.

  /// The ARN of the role that starts the task, as the launch names it.
  var callerRole: String? { text("callerRole") }
  /// The ARN of the role that the finding is about: handed over, assumed, or holding a permission.
  var role: String? { text("role") }
  /// What `role` is used as: caller, task, execution, instance, infrastructure or service.
  var slot: String? { text("slot") }
  /// Where `role` is named: `task definition` or `override`.
  var origin: String? { text("origin") }
  /// The ARN of the task definition, with its revision, as far as the launch tells.
  var taskDefinition: String? { text("taskDefinition") }
  /// The ARN of the role that containers have, where a permission is on another one.
  var taskRole: String? { text("taskRole") }
  /// The action of the need that was decided, `iam:PassRole`.
  var action: String? { text("action") }
  /// The resource of that need; where a role is assumed there is none, and `role` is meant.
  var resource: String? { text("resource") }
  /// The service that is to assume `role`.
  var service: String? { text("service") }
  /// The layer of policies that refuses, of those in `PolicyLayer` of the evaluator.
  var layer: String? { text("layer") }
  /// The ARN of the permissions boundary, where it is what refuses.
  var boundary: String? { text("boundary") }
  /// Whether its trigger is switched off, so that it fails once somebody switches it on.
  ///
  /// SQL gives 1 or nothing.
  var isLatent: Bool { Self.truth(evidence["latent"]) ?? false }

  // Members of the evaluator's reason (`Decision.canonicalReason`), which the check's column `decided` lifts in.

  /// The statements that decide; where the answer is in doubt, those that leave it so.
  var statements: [StatementEvidence] {
    (evidence["statements"]?.array ?? []).map(StatementEvidence.init)
  }
  /// The statements that nearly allow, the nearest first; where the answer is in doubt, what leaves it so.
  var nearMisses: [NearMissEvidence] {
    (evidence["nearMisses"]?.array ?? []).map(NearMissEvidence.init)
  }
  /// The condition keys on which the answer depends.
  var unknownKeys: [String] { Self.texts(evidence["unknownKeys"]) }
  /// The names of policies whose documents are missing, or are none.
  var missing: [String] { Self.texts(evidence["missing"]) }
  /// Why those of them that were read are none.
  var invalid: [InvalidPolicyEvidence] {
    (evidence["invalid"]?.array ?? []).map(InvalidPolicyEvidence.init)
  }

  // What follows from them.

  /// The role whose policies are asked: the caller, unless the finding is about a permission of the role itself.
  var asking: String? {
    guard let role, callerRole != nil, slot != "caller", action != nil, action != "iam:PassRole",
      let resource, resource != role
    else { return callerRole ?? role }
    return role
  }

  /// The evidence as its check gave it, `latent` as a truth value even where SQL gave a number.
  var plainEvidence: [String: JSONValue] {
    guard let truth = Self.truth(evidence["latent"]) else { return evidence }
    return evidence.merging(["latent": .bool(truth)]) { $1 }
  }

  private func text(_ name: String) -> String? {
    guard let text = evidence[name]?.string, !text.isEmpty else { return nil }
    return text
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    (value?.array ?? []).compactMap(\.string)
  }

  private static func truth(_ value: JSONValue?) -> Bool? {
    value?.bool ?? value?.int.map { $0 != 0 }
  }
}

extension Severity {
  static var worstFirst: [Severity] { allCases.sorted(by: >) }
}

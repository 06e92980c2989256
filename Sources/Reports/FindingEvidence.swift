import Findings
import JSON

/// What the members of a finding's evidence say, for formats that put it in words.
extension Finding {
  var callerRole: String? { text("callerRole") }
  var role: String? { text("role") }
  var slot: String? { text("slot") }
  var origin: String? { text("origin") }
  var taskDefinition: String? { text("taskDefinition") }
  var action: String? { text("action") }
  var resource: String? { text("resource") }
  var statements: [JSONValue] { evidence["statements"]?.array ?? [] }
  var nearMisses: [JSONValue] { evidence["nearMisses"]?.array ?? [] }
  var unknownKeys: [String] { (evidence["unknownKeys"]?.array ?? []).compactMap(\.string) }
  var missing: [String] { (evidence["missing"]?.array ?? []).compactMap(\.string) }

  /// Whether its trigger is switched off, so that it fails once somebody switches it on.
  var isLatent: Bool { Self.truth(evidence["latent"]) ?? false }

  /// The evidence as its check gave it, `latent` as a truth value even where SQL gave a number.
  var plainEvidence: [String: JSONValue] {
    guard let truth = Self.truth(evidence["latent"]) else { return evidence }
    return evidence.merging(["latent": .bool(truth)]) { $1 }
  }

  private func text(_ name: String) -> String? {
    guard let text = evidence[name]?.string, !text.isEmpty else { return nil }
    return text
  }

  private static func truth(_ value: JSONValue?) -> Bool? {
    value?.bool ?? value?.int.map { $0 != 0 }
  }
}

extension Severity {
  static var worstFirst: [Severity] { allCases.sorted(by: >) }
}

import JSON

/// A statement as the evaluator's reason names it: `{"effect", "index", "layer", "policy", "sid"}`.
struct StatementEvidence: Hashable {
  var layer: String
  /// `inline:NAME`, the ARN of a managed policy, `trust`, or what the organization calls it.
  var policy: String
  var sid: String?
  /// Counted from 0.
  var index: Int
  var isDeny: Bool

  init(_ value: JSONValue) {
    layer = value["layer"]?.string ?? ""
    policy = value["policy"]?.string ?? ""
    sid = value["sid"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    index = value["index"]?.int ?? 0
    isDeny = value["effect"]?.string == "Deny"
  }
}

/// A statement that does not apply, or may not, and why:
/// `{"statement": {…}, "failed", "entries": [{"text", "differences"}], "conditions": [{"key", "operator", "policy", "request"}]}`.
struct NearMissEvidence: Hashable {
  /// An entry of the element that fails, as the policy writes it; of Principal with its kind, `Service:NAME`.
  struct Entry: Hashable {
    var text: String
    /// In what a resource differs from the one asked for, the nearest entry first; empty where nothing is alike.
    var differences: [String]
  }

  /// A condition that does not hold, or may not.
  struct Condition: Hashable {
    /// What the request has for the key.
    enum Request: Hashable {
      case values([String])
      /// All that is known of the value is that it fits this.
      case pattern(String)
      case absent
      case unknown
    }

    var key: String
    var comparison: String
    var policyValues: [String]
    var request: Request
  }

  var statement: StatementEvidence
  /// `action`, `resource`, `principal` or `condition`.
  var failed: String
  var entries: [Entry]
  var conditions: [Condition]

  init(_ value: JSONValue) {
    statement = StatementEvidence(value["statement"] ?? .null)
    failed = value["failed"]?.string ?? ""
    entries = (value["entries"]?.array ?? []).map { entry in
      Entry(
        text: entry["text"]?.string ?? "",
        differences: (entry["differences"]?.array ?? []).compactMap(\.string))
    }
    conditions = (value["conditions"]?.array ?? []).map(Condition.init)
  }
}

extension NearMissEvidence.Condition {
  fileprivate init(_ value: JSONValue) {
    key = value["key"]?.string ?? ""
    comparison = value["operator"]?.string ?? ""
    policyValues = (value["policy"]?.array ?? []).compactMap(\.string)
    request =
      switch value["request"] {
      case .array(let values)?: .values(values.compactMap(\.string))
      case let value? where value["pattern"]?.string != nil:
        .pattern(value["pattern"]?.string ?? "")
      case "absent"?: .absent
      default: .unknown
      }
  }
}

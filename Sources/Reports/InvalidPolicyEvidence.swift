import JSON

/// A policy that is none, as `InvalidPolicy` of the evaluator is told in evidence.
struct InvalidPolicyEvidence {
  var policy: String
  /// The place in the document, as RFC 6901 writes it.
  var pointer: String
  var reason: String
  var hint: String

  init(_ value: JSONValue) {
    policy = value["policy"]?.string ?? ""
    pointer = value["pointer"]?.string ?? ""
    reason = value["reason"]?.string ?? ""
    hint = value["hint"]?.string ?? ""
  }
}

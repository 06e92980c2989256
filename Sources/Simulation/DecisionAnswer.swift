public import IAM
public import JSON

extension Decision {
  /// The decision as the members of an answer; `missing` and `invalid` are there only where something is.
  public var answer: [String: JSONValue] {
    let reason = reason
    var members: [String: JSONValue] = [
      "decision": .string(outcome.nameInAnswers), "deniedBy": .null,
      "conditionalOn": reason["unknownKeys"] ?? [], "statements": reason["statements"] ?? [],
      "nearMisses": reason["nearMisses"] ?? [],
    ]
    if let layer, outcome.isDenial { members["deniedBy"] = .string(layer.rawValue) }
    if !missing.isEmpty { members["missing"] = reason["missing"] }
    if !invalid.isEmpty { members["invalid"] = reason["invalid"] }
    return members
  }
}

extension Decision.Outcome {
  /// What an answer calls it.
  fileprivate var nameInAnswers: String {
    switch self {
    case .allowed: "Allowed"
    case .explicitlyDenied: "ExplicitlyDenied"
    case .implicitlyDenied: "ImplicitlyDenied"
    case .conditional: "Conditional"
    case .unknown: "Unknown"
    }
  }
}

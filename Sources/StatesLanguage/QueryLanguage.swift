/// The language in which a state computes its arguments.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
public enum QueryLanguage: String, Hashable, Sendable, CaseIterable {
  case jsonPath = "JSONPath"
  case jsonata = "JSONata"

  /// The field of a Task state that holds the arguments.
  public var argumentsField: String {
    switch self {
    case .jsonPath: "Parameters"
    case .jsonata: "Arguments"
    }
  }

  var other: QueryLanguage { self == .jsonPath ? .jsonata : .jsonPath }
}

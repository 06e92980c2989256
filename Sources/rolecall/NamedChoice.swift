/// A value of an option that is one of a few words.
enum NamedChoice {
  /// The value of that name.
  ///
  /// - Throws: `CommandFailure` with all names if there is none.
  static func of<Value: RawRepresentable & CaseIterable>(
    _ text: String, _ option: String
  ) throws -> Value where Value.RawValue == String {
    if let value = Value(rawValue: text) { return value }
    throw CommandFailure(
      code: .usage, message: "\(option): \(text) is not known",
      hint: "it is one of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
  }
}

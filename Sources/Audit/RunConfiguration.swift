import JSON
import World

/// What of the configuration a run rests on, as the record keeps it: `{}`, or `{"assume": […], "expected": […]}`.
enum RunConfiguration {
  /// Canonical JSON.
  static func text(_ assumptions: [Assumption], _ expectations: [Expectation]) -> String {
    var members: [String: JSONValue] = [:]
    if !assumptions.isEmpty { members["assume"] = .array(assumptions.map(\.value)) }
    if !expectations.isEmpty { members["expected"] = .array(expectations.map(\.value)) }
    return JSONValue.object(members).canonical()
  }
}

extension [Expectation] {
  /// Reads what `RunConfiguration` wrote.
  init(configuration: String) {
    let root = (try? JSONDocument(text: configuration)).map { JSONValue($0.root) }
    self = (root?["expected"]?.array ?? []).map(Expectation.init)
  }
}

extension [Assumption] {
  /// Reads what `RunConfiguration` wrote.
  init(configuration: String) {
    let root = (try? JSONDocument(text: configuration)).map { JSONValue($0.root) }
    self = (root?["assume"]?.array ?? []).map { entry in
      Assumption(
        accounts: entry["accounts"]?.string ?? "",
        context: (entry["context"]?.object ?? [:]).mapValues {
          ($0.array ?? []).compactMap(\.string)
        })
    }
  }
}

extension Assumption {
  fileprivate var value: JSONValue {
    let context = context.mapValues { JSONValue.array($0.map(JSONValue.string)) }
    return ["accounts": .string(accounts), "context": .object(context)]
  }

  /// What is assumed, a text for each key.
  func texts(_ language: String) -> [String] {
    let isJapanese = language == "ja"
    let place =
      accounts == "*" ? "" : isJapanese ? "（アカウント \(accounts)）" : " in accounts \(accounts)"
    return context.sorted { $0.key < $1.key }.map { key, values in
      let values = values.joined(separator: ", ")
      return (isJapanese ? "\(key) は \(values)" : "\(key) is \(values)") + place
    }
  }
}

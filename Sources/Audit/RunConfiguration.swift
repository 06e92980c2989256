import JSON
import World

/// What of the configuration a run rests on, as the record keeps it: `{}` or `{"assume": […]}`.
extension [Assumption] {
  /// Reads what `configuration` wrote.
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

  /// Canonical JSON.
  var configuration: String {
    guard !isEmpty else { return "{}" }
    let entries = map { assumption -> JSONValue in
      let context = assumption.context.mapValues {
        JSONValue.array($0.map(JSONValue.string))
      }
      return ["accounts": .string(assumption.accounts), "context": .object(context)]
    }
    return JSONValue.object(["assume": .array(entries)]).canonical()
  }
}

extension Assumption {
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

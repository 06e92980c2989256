import JSON

/// A setting of config.json that is a list of objects.
struct ListSetting {
  /// The configuration's, for the errors.
  let path: String
  let name: String
  /// The members that an entry has.
  let keys: [String]
  /// An entry as it is to be.
  let example: String

  /// Reads each entry.
  ///
  /// - Throws: `CommandFailure` with the line of what is not as it is to be.
  func entries<Entry>(
    of node: JSONNode, _ entry: (JSONNode) throws -> Entry
  ) throws -> [Entry] {
    guard node.isArray else { throw failure(node, "\(name) is to be a list") }
    return try node.elements.map { node in
      guard node.isObject else { throw failure(node, "an entry of \(name) is to be an object") }
      for (key, value) in node.members where !keys.contains(key) {
        let nearest = ConfigurationFile.nearest(to: key, of: keys)
        throw failure(
          value, "the key \(key) of \(name) is not known", hint: "did you mean \(nearest)?")
      }
      return try entry(node)
    }
  }

  func failure(_ node: JSONNode, _ message: String, hint: String? = nil) -> CommandFailure {
    CommandFailure(
      code: .configuration, message: "\(path):\(node.line): \(message)",
      hint: hint ?? "write \(example)")
  }
}

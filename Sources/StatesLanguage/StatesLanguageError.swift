import JSON

/// Why a definition is no state machine: the place, the reason, and what to do about it.
public struct StatesLanguageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// RFC 6901, from the definition; empty for the definition itself.
  ///
  /// What is missing is missed at what should hold it.
  public var pointer: String
  public var reason: String
  /// What to do, in the imperative.
  public var hint: String

  init(_ node: JSONNode, in root: JSONNode, _ reason: String, hint: String) {
    pointer = node.pointer(from: root)
    self.reason = reason
    self.hint = hint
  }

  public var description: String {
    pointer.isEmpty ? reason : "at \(pointer): \(reason)"
  }
}

/// A thing in a definition that was only half understood.
public struct StatesLanguageNote: Hashable, Sendable, CustomStringConvertible {
  /// RFC 6901, from the definition.
  public var pointer: String
  public var text: String
  /// Whether calls that the definition makes may have gone unseen.
  public var mayHideCalls: Bool

  public var description: String { "at \(pointer): \(text)" }
}

extension JSONNode {
  /// Where the value stands below another that holds it.
  func pointer(from root: JSONNode) -> String {
    String(decoding: pointer.utf8.dropFirst(root.pointer.utf8.count), as: UTF8.self)
  }

  /// The value as a note shows it: quoted, and cut short where it is long.
  var quotedText: String {
    guard isString else { return isObject ? "{…}" : isArray ? "[…]" : text }
    let shown = text.prefix(120)
    return "\"\(shown)\(shown.endIndex < text.endIndex ? "…" : "")\""
  }
}

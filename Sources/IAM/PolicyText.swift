public import JSON

extension PolicyDocument {
  /// Finds the document in the forms in which AWS prints it: an object, its JSON text in a string,
  /// or that text percent-encoded, once or twice.
  ///
  /// A `+` stands for itself.
  ///
  /// - Returns: the object; its `pointer` and `line` count within the policy text, where that was a string.
  /// - Throws: why the value is no JSON object in any of these forms.
  public static func parse(_ node: JSONNode) throws(PolicyError) -> JSONNode {
    if node.isObject { return node }
    guard var text = node.string else {
      throw PolicyError(
        pointer: "", reason: "a policy document is an object or a string, not \(node.kind)",
        hint: "export it with the AWS CLI, which prints one of the two")
    }
    for _ in 0..<3 where !beginsObject(text) {
      let decoded = percentDecoded(text)
      if decoded == text { break }
      text = decoded
    }
    let document: JSONDocument
    do {
      document = try JSONDocument(text: text, depthLimit: depthLimit)
    } catch {
      throw PolicyError(
        pointer: error.pointer, reason: "the policy text is not JSON: \(error.reason)",
        hint: "look at line \(error.line), column \(error.column) of the policy text")
    }
    guard document.root.isObject else {
      throw PolicyError(
        pointer: "", reason: "the policy text holds \(document.root.kind), not an object",
        hint: "a policy document begins with { and has a Statement")
    }
    return document.root
  }

  /// A policy is six levels deep; more can only be nonsense.
  private static let depthLimit = 32
}

private func beginsObject(_ text: String) -> Bool {
  text.utf8.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
}

/// The text with each `%XY` made the byte it stands for; any other `%` stays.
private func percentDecoded(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  var rest = text.utf8[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), let high = hexDigit(rest.first),
      let low = hexDigit(rest.dropFirst().first)
    {
      bytes.append(high << 4 | low)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func hexDigit(_ byte: UInt8?) -> UInt8? {
  switch byte {
  case .some(let byte) where (0x30...0x39).contains(byte): byte - 0x30
  case .some(let byte) where (0x41...0x46).contains(byte): byte - 0x37
  case .some(let byte) where (0x61...0x66).contains(byte): byte - 0x57
  default: nil
  }
}

/// How the writer of arguments marks what is put in only when the call is made.
public enum ArgumentSyntax: Hashable, Sendable {
  /// A state: a name that ends in `.$` (JSONPath), a text between `{%` and `%}` (JSONata).
  ///
  /// Both are looked for whatever the query language. The language in which a form means nothing refuses it when the
  /// state machine is created, so a form that does occur is an expression.
  case statesLanguage
  /// Nothing is put in.
  case literal
  /// The `EcsParameters` of an EventBridge target or of a pipe, where a text that begins with `$.` is a path into the
  /// event; of a pipe `$` too, which is all of it.
  ///
  /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
  case eventPaths
  /// The template of an EventBridge input transformer or the `Input` of a schedule, where `<name>` is replaced.
  ///
  /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html and
  /// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
  case angleBrackets

  /// What is known of a text.
  func scalar(of text: String) -> Scalar {
    switch self {
    case .statesLanguage: jsonata(text)
    case .literal: .fixed(text)
    case .eventPaths:
      text == "$" || text.utf8.starts(with: "$.".utf8) ? .dynamic(text) : .fixed(text)
    case .angleBrackets: Scalar(pieces: piecesBetweenAngleBrackets(text), of: text)
    }
  }
}

/// Whether a text is a JSONata expression.
///
/// Bytes are compared, because `%` and a combining mark are one Character.
func isJSONata(_ text: String) -> Bool {
  let bytes = text.utf8
  return bytes.count >= 4 && bytes.starts(with: "{%".utf8)
    && bytes.suffix(2).elementsEqual("%}".utf8)
}

/// What is known of a text that may be a JSONata expression.
///
/// Of expressions only a single string literal without escapes is worked out.
private func jsonata(_ text: String) -> Scalar {
  guard isJSONata(text) else { return .fixed(text) }
  let expression = text.utf8.dropFirst(2).dropLast(2)
  let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
  let trimmed = expression.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
  let literal = Array(trimmed)
  guard literal.count >= 2, let quote = literal.first, quote == literal.last,
    quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
  else { return .dynamic(text) }
  let inside = literal.dropFirst().dropLast()
  guard !inside.contains(quote), !inside.contains(UInt8(ascii: "\\")) else {
    return .dynamic(text)
  }
  return .fixed(String(decoding: inside, as: UTF8.self))
}

/// The text around each `<name>`; a single piece where there is none.
private func piecesBetweenAngleBrackets(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  var pieces: [String] = []
  var start = 0
  var at = 0
  while at < bytes.count {
    guard bytes[at] == UInt8(ascii: "<") else {
      at += 1
      continue
    }
    let name = bytes[(at + 1)...].prefix(while: isNameByte)
    guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ">")
    else {
      at += 1
      continue
    }
    pieces.append(String(decoding: bytes[start..<at], as: UTF8.self))
    at = name.endIndex + 1
    start = at
  }
  pieces.append(String(decoding: bytes[start...], as: UTF8.self))
  return pieces
}

private func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}

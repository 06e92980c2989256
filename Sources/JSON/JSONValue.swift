/// A value that the program builds: evidence, a manifest, a report.
///
/// Numbers are kept as canonical text, so that what is read is what is written. Objects have no order; they are
/// written with their names sorted.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value of a node, with all that it holds.
  public init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .bool: self = .bool(node.bool ?? false)
    case .number: self = .number(canonicalNumber(node.text))
    case .string: self = .string(node.string ?? "")
    case .array: self = .array(node.elements.map(JSONValue.init))
    case .object:
      self = .object(
        Dictionary(node.members.map { ($0.key, JSONValue($0.value)) }, uniquingKeysWith: { $1 }))
    }
  }

  /// Whether the canonical texts are equal.
  ///
  /// Texts are compared as bytes: two spellings of `é` are two texts here, although they are one `String`.
  public static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count
        && a.allSatisfy { name, value in
          guard let index = b.index(forKey: name) else { return false }
          return b[index].key.utf8.elementsEqual(name.utf8) && b[index].value == value
        }
    default: false
    }
  }

  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var int: Int? { if case .number(let text) = self { Int(text) } else { nil } }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: [String: JSONValue]? {
    if case .object(let value) = self { value } else { nil }
  }
  public var isNull: Bool { self == .null }

  /// The member of that name of an object.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// The one text of this value: names sorted by their bytes, no spaces, the shortest escapes.
  public func canonical() -> String {
    var out: [UInt8] = []
    appendCanonical(to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  private func appendCanonical(to out: inout [UInt8]) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let text): out.append(contentsOf: text.utf8)
    case .string(let text): appendQuoted(text, to: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (i, element) in elements.enumerated() {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        element.appendCanonical(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (i, name) in Self.sorted(members.keys).enumerated() {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        appendQuoted(name, to: &out)
        out.append(UInt8(ascii: ":"))
        members[name]?.appendCanonical(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  /// A text for people: names sorted, one member or element a line.
  public func pretty(indent: Int = 2) -> String {
    var out = ""
    appendPretty(to: &out, indent: indent, depth: 0)
    return out
  }

  private func appendPretty(to out: inout String, indent: Int, depth: Int) {
    let pad = String(repeating: " ", count: indent * (depth + 1))
    let close = String(repeating: " ", count: indent * depth)
    switch self {
    case .array(let elements) where !elements.isEmpty:
      for (i, element) in elements.enumerated() {
        out += (i == 0 ? "[\n" : ",\n") + pad
        element.appendPretty(to: &out, indent: indent, depth: depth + 1)
      }
      out += "\n\(close)]"
    case .object(let members) where !members.isEmpty:
      for (i, name) in Self.sorted(members.keys).enumerated() {
        out += (i == 0 ? "{\n" : ",\n") + pad + JSONValue.string(name).canonical() + ": "
        members[name]?.appendPretty(to: &out, indent: indent, depth: depth + 1)
      }
      out += "\n\(close)}"
    default: out += canonical()
    }
  }

  private static func sorted(_ names: some Sequence<String>) -> [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .number(String(value)) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }

  public init(_ value: Int) { self = .number(String(value)) }
  /// A text, or null.
  public init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }
}

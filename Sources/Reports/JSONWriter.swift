public import JSON

/// Writes JSON piece by piece: two spaces a level, one member or element a line, so that two reports can be compared
/// line by line.
///
/// Members stand in the order in which they are written. Nothing is held but the text itself, so that a report of any
/// size takes time in proportion to it. Beside what RFC 8259 demands, every scalar that a reader cannot see is written
/// as `\uXXXX`, so that printing a report in a terminal does no harm.
public struct JSONWriter {
  private var bytes: [UInt8] = []
  private var depth = 0
  private var isEmpty = true

  /// Nothing written yet.
  public init() {}

  /// The text written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  /// An object whose members `write` writes.
  public mutating func object(_ write: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    write(&self)
    close(UInt8(ascii: "}"))
  }

  /// A list with one value for each element.
  public mutating func list<Element>(
    _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    open(UInt8(ascii: "["))
    for element in elements {
      next()
      write(&self, element)
    }
    close(UInt8(ascii: "]"))
  }

  /// A member whose value `write` writes.
  public mutating func member(_ name: String, _ write: (inout JSONWriter) -> Void) {
    next()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    write(&self)
  }

  /// A member with a text, or null.
  public mutating func member(_ name: String, _ text: String?) { member(name) { $0.text(text) } }

  /// A member with a whole number, or null.
  public mutating func member(_ name: String, _ number: Int?) {
    member(name) { $0.raw(number.map(String.init) ?? "null") }
  }

  /// A member with a truth value, or null.
  public mutating func member(_ name: String, _ truth: Bool?) {
    member(name) { $0.raw(truth.map(String.init) ?? "null") }
  }

  /// A member with any value, or null.
  public mutating func member(_ name: String, _ value: JSONValue?) {
    member(name) { $0.value(value ?? .null) }
  }

  public mutating func text(_ text: String?) {
    if let text { quote(text) } else { raw("null") }
  }

  /// Any value; the names of an object sorted by their bytes.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let truth): raw(String(truth))
    case .number(let text): raw(text)
    case .string(let text): quote(text)
    case .array(let elements): list(elements) { $0.value($1) }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      object { writer in
        for (name, value) in sorted { writer.member(name) { $0.value(value) } }
      }
    }
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func open(_ bracket: UInt8) {
    bytes.append(bracket)
    depth += 1
    isEmpty = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isEmpty { lineBreak() }
    bytes.append(bracket)
    isEmpty = false
  }

  private mutating func next() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    lineBreak()
    isEmpty = false
  }

  private mutating func lineBreak() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      var done = 0
      while done < text.count {
        let plain = text[done...].prefix { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        bytes.append(contentsOf: plain)
        done = plain.endIndex
        guard done < text.count else { break }
        // A text is valid UTF-8, so the first byte tells how long a scalar is.
        let length = max(1, (~text[done]).leadingZeroBitCount)
        let scalar = String(decoding: text[done..<done + length], as: UTF8.self).unicodeScalars
        for scalar in scalar { append(scalar) }
        done += length
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": raw("\\\"")
    case "\\": raw("\\\\")
    case "\n": raw("\\n")
    case "\r": raw("\\r")
    case "\t": raw("\\t")
    default:
      guard scalar.isUnseen else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        return
      }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16)
        raw("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      }
    }
  }
}

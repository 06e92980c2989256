/// One value of a document: a view that is cheap to copy and decodes only what is asked of it.
public struct JSONNode: Sendable {
  public enum Kind: UInt8, Sendable {
    case null
    case bool
    case number
    case string
    case array
    case object
  }

  let document: JSONDocument
  let index: Int

  var entry: TapeEntry { document.tape[index] }

  public var kind: Kind { entry.kind }
  public var isNull: Bool { kind == .null }
  public var isString: Bool { kind == .string }
  public var isArray: Bool { kind == .array }
  public var isObject: Bool { kind == .object }

  /// The text of a string, escapes resolved; a lone surrogate becomes U+FFFD; nil for any other value.
  public var string: String? {
    let entry = entry
    guard entry.kind == .string else { return nil }
    return document.bytes.withUnsafeBufferPointer { bytes in
      let raw = UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)])
      return entry.escaped ? unescaped(raw) : String(decoding: raw, as: UTF8.self)
    }
  }

  /// The UTF-8 bytes of a string, escapes resolved, as a text within a text is read; nil for any other value.
  public var utf8: [UInt8]? {
    let entry = entry
    guard entry.kind == .string else { return nil }
    return document.bytes.withUnsafeBufferPointer { bytes in
      let raw = UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)])
      return entry.escaped ? unescapedBytes(raw) : Array(raw)
    }
  }

  /// Calls with the bytes of a string that holds no escapes; nil for any other value.
  ///
  /// For those who only look at many values. The bytes are valid as long as the call lasts.
  public func withPlainBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    let entry = entry
    guard entry.kind == .string, !entry.escaped else { return nil }
    return document.bytes.withUnsafeBufferPointer { bytes in
      body(UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)]))
    }
  }

  public var bool: Bool? {
    kind == .bool ? document.bytes[Int(entry.start)] == UInt8(ascii: "t") : nil
  }

  /// A number as it was written; nil for any other value.
  public var numberText: String? { kind == .number ? text : nil }
  /// A number without fraction or exponent that fits into 64 bits.
  public var int: Int? { numberText.flatMap { Int($0) } }
  public var double: Double? { numberText.flatMap { Double($0) } }

  /// The bytes as they were written; of a string, without its quotes and with its escapes.
  public var text: String {
    let entry = entry
    return String(decoding: document.bytes[Int(entry.start)..<Int(entry.end)], as: UTF8.self)
  }

  /// The number of elements or members.
  public var count: Int {
    switch kind {
    case .array: elements.reduce(0) { count, _ in count + 1 }
    case .object: members.reduce(0) { count, _ in count + 1 }
    default: 0
    }
  }

  /// The elements of a list; none of any other value.
  public var elements: JSONElements {
    let entry = entry
    return JSONElements(
      document: document, index: index + 1, end: entry.kind == .array ? Int(entry.next) : index + 1)
  }

  /// The members of an object in the order of the file; none of any other value.
  public var members: JSONMembers {
    let entry = entry
    return JSONMembers(
      document: document, index: index + 1, end: entry.kind == .object ? Int(entry.next) : index + 1
    )
  }

  /// The member of that name; of several the last.
  public subscript(key: String) -> JSONNode? {
    guard kind == .object else { return nil }
    var key = key
    return key.withUTF8 { wanted in
      document.bytes.withUnsafeBufferPointer { bytes in
        var found: JSONNode?
        forEachMember { name, value in
          if matches(name, wanted, bytes, caseBlind: false) {
            found = JSONNode(document: document, index: value)
          }
        }
        return found
      }
    }
  }

  /// The member of that name or, where there is none, one whose name differs only in the case of ASCII letters.
  public subscript(caseBlind key: String) -> JSONNode? {
    guard kind == .object else { return nil }
    var key = key
    return key.withUTF8 { wanted in
      document.bytes.withUnsafeBufferPointer { bytes in
        var exact: Int?
        var similar: Int?
        forEachMember { name, value in
          guard name.escaped || Int(name.end &- name.start) == wanted.count else { return }
          if matches(name, wanted, bytes, caseBlind: false) {
            exact = value
          } else if matches(name, wanted, bytes, caseBlind: true) {
            similar = value
          }
        }
        return (exact ?? similar).map { JSONNode(document: document, index: $0) }
      }
    }
  }

  /// The line of the file, counted from 1.
  public var line: Int { document.line(of: Int(entry.start)) }

  /// The lines of the file on which the elements of a list begin, in one pass.
  public var elementLines: [Int] {
    var lines: [Int] = []
    var line = document.firstLine
    var offset = 0
    document.bytes.withUnsafeBufferPointer { bytes in
      for element in elements {
        let start = Int(element.entry.start)
        line += Newlines.count(in: UnsafeBufferPointer(rebasing: bytes[offset..<start]))
        offset = start
        lines.append(line)
      }
    }
    return lines
  }

  /// Where the value stands in its document, as RFC 6901 writes it.
  public var pointer: String {
    var pointer = ""
    var at = 0
    var depth = 0
    while at != index {
      let node = JSONNode(document: document, index: at)
      var child = -1
      if node.kind == .object {
        for (key, value) in node.members where value.index <= index && index < value.entry.next {
          pointer += "/" + JSONPointer.token(key)
          child = value.index
        }
      } else {
        var ordinal = depth == 1 ? document.firstElement : 0
        for element in node.elements {
          if element.index <= index, index < element.entry.next {
            pointer += "/\(ordinal)"
            child = element.index
          }
          ordinal += 1
        }
      }
      guard child >= 0 else { return pointer }
      at = child
      depth += 1
    }
    return pointer
  }

  /// Calls with the tape indices of each member's name and value.
  @inline(__always)
  func forEachMember(_ body: (_ name: TapeEntry, _ value: Int) -> Void) {
    document.tape.withUnsafeBufferPointer { tape in
      var at = index + 1
      let end = Int(tape[index].next)
      while at < end {
        body(tape[at], at + 1)
        at = Int(tape[at + 1].next)
      }
    }
  }
}

/// Whether a member's name, decoded if it is escaped, is the wanted one.
private func matches(
  _ name: TapeEntry, _ wanted: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>,
  caseBlind: Bool
) -> Bool {
  if name.escaped {
    var decoded = unescaped(
      UnsafeBufferPointer(rebasing: bytes[Int(name.start)..<Int(name.end)]))
    return decoded.withUTF8 { equal($0, wanted, caseBlind: caseBlind) }
  }
  guard Int(name.end - name.start) == wanted.count else { return false }
  return equal(
    UnsafeBufferPointer(rebasing: bytes[Int(name.start)..<Int(name.end)]), wanted,
    caseBlind: caseBlind)
}

private func equal(
  _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, caseBlind: Bool
) -> Bool {
  guard a.count == b.count else { return false }
  for i in 0..<a.count where a[i] != b[i] {
    guard caseBlind, a[i] ^ b[i] == 0x20, a[i] | 0x20 >= 0x61, a[i] | 0x20 <= 0x7A else {
      return false
    }
  }
  return true
}

/// The elements of a list, in order.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
  let document: JSONDocument
  var index: Int
  let end: Int

  public mutating func next() -> JSONNode? {
    guard index < end else { return nil }
    let node = JSONNode(document: document, index: index)
    index = Int(document.tape[index].next)
    return node
  }
}

/// The members of an object, in order.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  let document: JSONDocument
  var index: Int
  let end: Int

  public mutating func next() -> (key: String, value: JSONNode)? {
    guard index < end else { return nil }
    let key = JSONNode(document: document, index: index)
    let value = JSONNode(document: document, index: index + 1)
    index = Int(document.tape[index + 1].next)
    return (key.string ?? "", value)
  }
}

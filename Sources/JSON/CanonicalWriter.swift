/// Writes values of one document as canonical text, straight from the tape.
///
/// Names are compared and written as the bytes they are; only what holds escapes is decoded first.
///
/// What depends on a filter is inlinable, so that each filter gets code of its own.
@usableFromInline
struct CanonicalWriter {
  private let document: JSONDocument
  private let bytes: UnsafeBufferPointer<UInt8>
  private let tape: UnsafeBufferPointer<TapeEntry>
  private var out: [UInt8] = []

  /// Appends what a body writes; the root value tells how much room it will need.
  @usableFromInline
  static func append(
    _ node: JSONNode, to out: inout [UInt8], _ body: (inout CanonicalWriter) -> Void
  ) {
    let document = node.document
    document.bytes.withUnsafeBufferPointer { bytes in
      document.tape.withUnsafeBufferPointer { tape in
        var writer = CanonicalWriter(document: document, bytes: bytes, tape: tape)
        swap(&writer.out, &out)
        if writer.out.isEmpty {
          let entry = tape[node.index]
          writer.out.reserveCapacity(min(Int(entry.end - entry.start) + 2, 4096))
        }
        body(&writer)
        swap(&writer.out, &out)
      }
    }
  }

  private init(
    document: JSONDocument, bytes: UnsafeBufferPointer<UInt8>,
    tape: UnsafeBufferPointer<TapeEntry>
  ) {
    self.document = document
    self.bytes = bytes
    self.tape = tape
  }

  /// Writes all of a value.
  mutating func write(_ index: Int, sortingTexts: Bool) {
    switch tape[index].kind {
    case .array:
      if sortingTexts, writeSorted(index) { return }
      out.append(UInt8(ascii: "["))
      forEachElement(of: index) { writer, element, isFirst in
        if !isFirst { writer.out.append(UInt8(ascii: ",")) }
        writer.write(element, sortingTexts: sortingTexts)
      }
      out.append(UInt8(ascii: "]"))
    case .object:
      out.append(UInt8(ascii: "{"))
      forEachSortedMember(of: index) { writer, name, isFirst in
        if !isFirst { writer.out.append(UInt8(ascii: ",")) }
        writer.writeScalar(name)
        writer.out.append(UInt8(ascii: ":"))
        writer.write(name + 1, sortingTexts: sortingTexts)
        return true
      }
      out.append(UInt8(ascii: "}"))
    default: writeScalar(index)
    }
  }

  /// Writes what a filter keeps of a value.
  @inlinable
  mutating func write<Filter: CanonicalFilter>(
    _ index: Int, _ filter: Filter, _ context: Filter.Context
  ) {
    let value = node(index)
    switch value.kind {
    case .array:
      if filter.isSet(value, in: context), writeSorted(index) { return }
      append(UInt8(ascii: "["))
      var isFirst = true
      forEachElement(of: index) { writer, element, _ in
        let choice = filter.element(writer.node(element), in: context)
        if case .drop = choice { return }
        if !isFirst { writer.append(UInt8(ascii: ",")) }
        isFirst = false
        writer.write(element, choice, filter)
      }
      append(UInt8(ascii: "]"))
    case .object:
      append(UInt8(ascii: "{"))
      forEachSortedMember(of: index) { writer, name, isFirst in
        let choice = filter.member(
          JSONName(writer.node(name)), writer.node(name + 1), in: context)
        if case .drop = choice { return false }
        if !isFirst { writer.append(UInt8(ascii: ",")) }
        writer.writeScalar(name)
        writer.append(UInt8(ascii: ":"))
        writer.write(name + 1, choice, filter)
        return true
      }
      append(UInt8(ascii: "}"))
    default: writeScalar(index)
    }
  }

  @inlinable
  mutating func write<Filter: CanonicalFilter>(
    _ index: Int, _ choice: CanonicalChoice<Filter.Context>, _ filter: Filter
  ) {
    switch choice {
    case .drop: break
    case .keep(let context): write(index, filter, context)
    case .replace(let text): write(text)
    }
  }

  private var order: TextOrder { TextOrder(bytes: UnsafeRawBufferPointer(bytes), tape: tape) }

  @usableFromInline
  func node(_ index: Int) -> JSONNode { JSONNode(document: document, index: index) }

  @usableFromInline
  mutating func append(_ byte: UInt8) { out.append(byte) }

  @usableFromInline
  mutating func write(_ text: String) { appendQuoted(text, to: &out) }

  @usableFromInline
  mutating func writeScalar(_ index: Int) {
    let entry = tape[index]
    var start = Int(entry.start)
    var end = Int(entry.end)
    switch entry.kind {
    case .string where entry.escaped:
      let raw = UnsafeBufferPointer(rebasing: bytes[start..<end])
      return unescapedBytes(raw).withUnsafeBufferPointer { appendQuoted($0, to: &out) }
    case .string:
      start &-= 1
      end &+= 1
    case .number where !isPlainNumber(bytes[start..<end]):
      let text = canonicalNumber(String(decoding: bytes[start..<end], as: UTF8.self))
      return out.append(contentsOf: text.utf8)
    default: break
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
  }

  /// Writes a list of texts in sorted order; false, and nothing written, if it holds anything else.
  @usableFromInline
  mutating func writeSorted(_ index: Int) -> Bool {
    var count = 0
    var isOfTexts = true
    forEachElement(of: index) { writer, element, _ in
      isOfTexts = isOfTexts && writer.tape[element].kind == .string
      count += 1
    }
    guard isOfTexts else { return false }
    out.append(UInt8(ascii: "["))
    if count > 0 {
      withUnsafeTemporaryAllocation(of: TextOrder.Text.self, capacity: count) { texts in
        var i = 0
        forEachElement(of: index) { writer, element, _ in
          texts.initializeElement(at: i, to: writer.order.text(element))
          i += 1
        }
        order.sort(texts)
        for i in 0..<count {
          if i > 0 { out.append(UInt8(ascii: ",")) }
          writeScalar(texts[i].index)
        }
      }
    }
    out.append(UInt8(ascii: "]"))
    return true
  }

  @usableFromInline
  mutating func forEachElement(
    of index: Int, _ body: (inout CanonicalWriter, _ element: Int, _ isFirst: Bool) -> Void
  ) {
    var at = index + 1
    let end = Int(tape[index].next)
    while at < end {
      body(&self, at, at == index + 1)
      at = Int(tape[at].next)
    }
  }

  /// Calls with the index of each member's name in the order of the names, of equal names with the last.
  ///
  /// The value stands behind the name. The body says whether it wrote the member.
  @usableFromInline
  mutating func forEachSortedMember(
    of index: Int, _ body: (inout CanonicalWriter, _ name: Int, _ isFirst: Bool) -> Bool
  ) {
    let end = Int(tape[index].next)
    var count = 0
    var at = index + 1
    while at < end {
      count += 1
      at = Int(tape[at + 1].next)
    }
    guard count > 0 else { return }
    withUnsafeTemporaryAllocation(of: TextOrder.Text.self, capacity: count) { names in
      var at = index + 1
      for i in 0..<count {
        names.initializeElement(at: i, to: order.text(at))
        at = Int(tape[at + 1].next)
      }
      order.sort(names)
      var isFirst = true
      for i in 0..<count {
        if i + 1 < count, order.compare(names[i], names[i + 1]) == 0 { continue }
        if body(&self, names[i].index, isFirst) { isFirst = false }
      }
    }
  }
}

/// Whether a number's text is canonical already: a whole number as JSON writes it.
private func isPlainNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
}

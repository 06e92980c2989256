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

  /// The text that a body writes; the root value tells how much room it will need.
  @usableFromInline
  static func text(of node: JSONNode, _ body: (inout CanonicalWriter) -> Void) -> String {
    let document = node.document
    return document.bytes.withUnsafeBufferPointer { bytes in
      document.tape.withUnsafeBufferPointer { tape in
        var writer = CanonicalWriter(document: document, bytes: bytes, tape: tape)
        let entry = tape[node.index]
        writer.out.reserveCapacity(min(Int(entry.end - entry.start) + 2, 4096))
        body(&writer)
        return String(decoding: writer.out, as: UTF8.self)
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
        let key = writer.node(name).string ?? ""
        let choice = filter.member(key, writer.node(name + 1), in: context)
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

  @usableFromInline
  func node(_ index: Int) -> JSONNode { JSONNode(document: document, index: index) }

  @usableFromInline
  mutating func append(_ byte: UInt8) { out.append(byte) }

  @usableFromInline
  mutating func write(_ text: String) { appendQuoted(text, to: &out) }

  @usableFromInline
  mutating func writeScalar(_ index: Int) {
    let entry = tape[index]
    let start = Int(entry.start)
    let end = Int(entry.end)
    switch entry.kind {
    case .string where entry.escaped:
      let raw = UnsafeBufferPointer(rebasing: bytes[start..<end])
      appendQuoted(unescaped(raw), to: &out)
    case .string: out.append(contentsOf: bytes[(start - 1)..<(end + 1)])
    case .number where !isPlainNumber(bytes[start..<end]):
      out.append(
        contentsOf: canonicalNumber(String(decoding: bytes[start..<end], as: UTF8.self)).utf8)
    default: out.append(contentsOf: bytes[start..<end])
    }
  }

  /// Writes a list of texts in sorted order; false, and nothing written, if it holds anything else.
  @usableFromInline
  mutating func writeSorted(_ index: Int) -> Bool {
    var texts: [Int] = []
    var isOfTexts = true
    forEachElement(of: index) { writer, element, _ in
      isOfTexts = isOfTexts && writer.tape[element].kind == .string
      texts.append(element)
    }
    guard isOfTexts else { return false }
    texts.withUnsafeMutableBufferPointer { sort($0) }
    out.append(UInt8(ascii: "["))
    for (i, text) in texts.enumerated() {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      writeScalar(text)
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
    withUnsafeTemporaryAllocation(of: Int.self, capacity: max(count, 1)) { storage in
      let names = UnsafeMutableBufferPointer(rebasing: storage[..<count])
      var at = index + 1
      for i in 0..<count {
        names.initializeElement(at: i, to: at)
        at = Int(tape[at + 1].next)
      }
      sort(names)
      var isFirst = true
      for i in 0..<count {
        if i + 1 < count, order(names[i], names[i + 1]) == 0 { continue }
        if body(&self, names[i], isFirst) { isFirst = false }
      }
    }
  }

  /// Sorts texts by their bytes; equal ones stay in the order of the file.
  private func sort(_ texts: UnsafeMutableBufferPointer<Int>) {
    var texts = texts
    guard texts.count <= 16 else {
      return texts.sort {
        let order = order($0, $1)
        return order == 0 ? $0 < $1 : order < 0
      }
    }
    for i in stride(from: 1, to: texts.count, by: 1) {
      let text = texts[i]
      var at = i
      while at > 0, order(texts[at - 1], text) > 0 {
        texts[at] = texts[at - 1]
        at -= 1
      }
      texts[at] = text
    }
  }

  /// Below 0 if the one text stands before the other, 0 if they are equal.
  private func order(_ a: Int, _ b: Int) -> Int {
    let (a, b) = (tape[a], tape[b])
    if a.escaped || b.escaped {
      let left = Array(decoded(a).utf8)
      let right = Array(decoded(b).utf8)
      return left.withUnsafeBytes { left in right.withUnsafeBytes { compareBytes(left, $0) } }
    }
    return compareBytes(
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[Int(a.start)..<Int(a.end)]),
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[Int(b.start)..<Int(b.end)]))
  }

  private func decoded(_ entry: TapeEntry) -> String {
    unescaped(UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)]))
  }
}

/// Whether a number's text is canonical already: a whole number as JSON writes it.
private func isPlainNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
}

/// Below 0 if the one stands before the other, 0 if they are equal; eight bytes at a time.
private func compareBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
  let count = min(a.count, b.count)
  var i = 0
  while i + 8 <= count {
    let left = UInt64(bigEndian: a.loadUnaligned(fromByteOffset: i, as: UInt64.self))
    let right = UInt64(bigEndian: b.loadUnaligned(fromByteOffset: i, as: UInt64.self))
    if left != right { return left < right ? -1 : 1 }
    i += 8
  }
  while i < count {
    if a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
    i += 1
  }
  return a.count - b.count
}

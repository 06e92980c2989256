/// A document laid open for the length of a call: its bytes, and its values by their places on the tape.
///
/// For those who look at many small values. A place costs no reference count, which a `JSONNode` does, and leads back to
/// one by `JSONNode.value(at:)`.
public struct JSONTape {
  /// The whole text, as it was written.
  public let bytes: UnsafeBufferPointer<UInt8>
  @usableFromInline let entries: UnsafeBufferPointer<TapeEntry>

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ entries: UnsafeBufferPointer<TapeEntry>) {
    self.bytes = bytes
    self.entries = entries
  }

  @inlinable
  public func kind(at place: Int) -> JSONNode.Kind { entries[place].kind }

  /// Whether a string, or the name of a member, holds a backslash.
  @inlinable
  public func isEscaped(at place: Int) -> Bool { entries[place].escaped }

  /// The bytes of a value; of a string, without its quotes and with its escapes.
  @inlinable
  public func range(at place: Int) -> Range<Int> {
    let entry = entries[place]
    return Int(entry.start)..<Int(entry.end)
  }

  /// The number of UTF-8 bytes of a string, escapes resolved.
  @inlinable
  public func length(at place: Int) -> Int {
    isEscaped(at: place) ? unescapedBytes(at: place).count : range(at: place).count
  }

  /// Calls with the place of each element of a list.
  @inlinable
  @inline(__always)
  public func forEachElement<Failure: Error>(
    of list: Int, _ body: (_ element: Int) throws(Failure) -> Void
  ) throws(Failure) {
    var place = list + 1
    let end = Int(entries[list].next)
    while place < end {
      try body(place)
      place = Int(entries[place].next)
    }
  }

  /// Calls with the places of the name and the value of each member of an object, in the order of the file.
  @inlinable
  @inline(__always)
  public func forEachMember<Failure: Error>(
    of object: Int, _ body: (_ name: Int, _ value: Int) throws(Failure) -> Void
  ) throws(Failure) {
    var place = object + 1
    let end = Int(entries[object].next)
    while place < end {
      let value = place + 1
      try body(place, value)
      place = Int(entries[value].next)
    }
  }

  /// Whether a string is that text, given in ASCII.
  @inlinable
  public func string(at place: Int, is text: StaticString) -> Bool {
    let entry = entries[place]
    guard entry.kind == .string else { return false }
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    if entry.escaped { return unescapedBytes(at: place).elementsEqual(wanted) }
    guard Int(entry.end &- entry.start) == wanted.count else { return false }
    let start = Int(entry.start)
    for index in 0..<wanted.count where bytes[start &+ index] != wanted[index] { return false }
    return true
  }

  /// The UTF-8 bytes of a string that holds escapes, these resolved.
  public func unescapedBytes(at place: Int) -> [UInt8] {
    JSON.unescapedBytes(UnsafeBufferPointer(rebasing: bytes[range(at: place)]))
  }
}

extension JSONNode {
  /// Calls with the document that this value is of, laid open.
  public func withTape<Result, Failure: Error>(
    _ body: (JSONTape) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try document.bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try document.tape.withUnsafeBufferPointer { entries throws(Failure) in
        try body(JSONTape(bytes, entries))
      }
    }
  }

  /// The place of this value on the tape of its document.
  public var tapeIndex: Int { index }

  /// The value at a place of the same document.
  public func value(at place: Int) -> JSONNode { JSONNode(document: document, index: place) }

  /// The bytes of the whole document, to which the ranges of a `JSONTape` apply.
  public var documentBytes: [UInt8] { document.bytes }
}

/// The JSON module reads JSON text into values that know where they stood.
///
/// Exports are large and read once, so a document is a flat *tape*: one 16-byte entry for each value or key, over
/// the bytes as they were read. Nothing is decoded until it is asked for; a `JSONNode` is an index into the tape.
/// Foundation offers neither line numbers, nor a depth limit, nor keys that match whatever their case, and its
/// readers need many times the file in memory. Values that the program itself builds are `JSONValue`.
///
/// The grammar is RFC 8259's, strictly: no comments, no trailing commas, no control characters in strings, UTF-8
/// only. A byte order mark is passed over. Nesting beyond the depth limit is an error, never a stack overflow.
public final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let tape: [TapeEntry]
  let firstLine: Int
  let firstElement: Int

  /// Reads a text of UTF-8 bytes.
  ///
  /// A part of a larger file is read as a document of its own that still knows its place: `firstLine` is the line
  /// of the file on which the bytes begin, `firstElement` what to add to the index of the elements of the lists
  /// directly below the root, so that `line` and `pointer` speak of the whole file.
  ///
  /// - Throws: `JSONError` with line, column and pointer of the first thing that is not JSON.
  public init(
    _ bytes: [UInt8], depthLimit: Int = 512, firstLine: Int = 1, firstElement: Int = 0
  ) throws(JSONError) {
    var parser = TapeParser(depthLimit: depthLimit, firstElement: firstElement)
    let failure = bytes.withUnsafeBufferPointer { parser.parse($0) }
    if let failure {
      throw JSONError(failure, in: bytes, firstLine: firstLine)
    }
    self.bytes = bytes
    self.tape = parser.tape
    self.firstLine = firstLine
    self.firstElement = firstElement
  }

  /// Reads a text.
  public convenience init(text: String, depthLimit: Int = 512) throws(JSONError) {
    try self.init(Array(text.utf8), depthLimit: depthLimit)
  }

  /// The value that the text consists of.
  public var root: JSONNode { JSONNode(document: self, index: 0) }

  /// The line, counted from 1, on which a byte stands.
  func line(of offset: Int) -> Int {
    var line = firstLine
    for byte in bytes.prefix(offset) where byte == UInt8(ascii: "\n") { line += 1 }
    return line
  }
}

/// One value or key on the tape: which bytes it takes, and where the next value stands.
@usableFromInline
struct TapeEntry: Sendable {
  /// The first byte; of a string, the one behind the quote.
  @usableFromInline var start: UInt32
  /// Behind the last byte; of a string, the closing quote.
  @usableFromInline var end: UInt32
  /// The index behind this value and all that it holds.
  @usableFromInline var next: UInt32
  @usableFromInline var kind: JSONNode.Kind
  /// Whether a string holds a backslash.
  @usableFromInline var escaped: Bool
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  public var reason: String
  /// Counted from 1.
  public var line: Int
  /// In bytes, counted from 1.
  public var column: Int
  /// RFC 6901, of the value in which the fault lies; more than 32 levels deep the first eight tokens and `/…`.
  public var pointer: String

  init(_ failure: TapeParser.Failure, in bytes: [UInt8], firstLine: Int) {
    let before = bytes.prefix(failure.offset)
    reason = failure.reason
    line = before.reduce(firstLine) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    column = 1 + failure.offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    pointer = failure.pointer
  }

  public var description: String {
    "line \(line), column \(column)\(pointer.isEmpty ? "" : ", at \(pointer)"): \(reason)"
  }
}

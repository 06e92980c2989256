/// What one walk over an entry of Action or Resource finds: its colons and its wildcards.
struct PatternShape {
  var count = 0
  /// Of a resource no more than five, which part an ARN; the sixth part keeps its own.
  var colons = 0
  var firstColon = 0
  var lastColon = 0
  var firstWildcard = Int.max
  var lastWildcard = -1
  /// Whether a wildcard stands in the part that names the service of an ARN of six parts.
  var hasWildcardService = false
  /// Whether there is a blank, a comma or a control character; only looked for in actions.
  var hasBlank = false
  /// Whether there is a dollar sign, with which variables begin.
  var hasDollar = false

  var hasWildcard: Bool { lastWildcard >= 0 }

  private init() {}

  /// Reads encoded bytes.
  init(encoded: [UInt8]) {
    for byte in encoded { add(byte) }
  }

  /// Encodes the text of a resource that begins at `start`, in its place.
  ///
  /// - Returns: its shape, and where it ends now.
  static func encodeResource(
    _ bytes: inout [UInt8], from start: Int
  ) -> (shape: PatternShape, end: Int) {
    var shape = PatternShape()
    shape.addLiteral(bytes.span.extracting(start...))
    return shape.encode(&bytes, from: start) { $0 }
  }

  /// Encodes the text of an action that begins at `start`, in its place and in small letters.
  static func encodeAction(
    _ bytes: inout [UInt8], from start: Int
  ) -> (shape: PatternShape, end: Int) {
    PatternShape().encode(&bytes, from: start, asciiLowercased)
  }

  /// Goes on behind what is counted already.
  @inline(__always)
  private consuming func encode(
    _ bytes: inout [UInt8], from start: Int, _ letter: (UInt8) -> UInt8
  ) -> (shape: PatternShape, end: Int) {
    var text = bytes.mutableSpan
    for index in (start + count)..<text.count {
      var byte = letter(text[index])
      if byte == UInt8(ascii: "*") {
        if hasWildcard, lastWildcard == count - 1, text[start + lastWildcard] == Glob.anyRun {
          continue
        }
        byte = Glob.anyRun
      } else if byte == UInt8(ascii: "?") {
        byte = Glob.anyOne
      }
      text[start + count] = byte
      add(byte)
    }
    return (self, start + count)
  }

  /// Counts the bytes before the first wildcard, which need no encoding.
  private mutating func addLiteral(_ text: Span<UInt8>) {
    for index in text.indices {
      let byte = text[index]
      // Letters are all behind the characters that mean something.
      if byte > UInt8(ascii: "?") { continue }
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") {
        count = index
        return
      }
      if byte == UInt8(ascii: ":") {
        if colons < ArnPattern.partCount - 1 {
          if colons == 0 { firstColon = index }
          lastColon = index
          colons += 1
        }
      } else if byte == UInt8(ascii: "$") {
        hasDollar = true
      }
    }
    count = text.count
  }

  @inline(__always)
  private mutating func add(_ byte: UInt8) {
    if byte == UInt8(ascii: ":") {
      if colons < ArnPattern.partCount - 1 {
        if colons == 0 { firstColon = count }
        lastColon = count
        colons += 1
      }
    } else if byte >= Glob.anyOne {
      if lastWildcard < 0 { firstWildcard = count }
      lastWildcard = count
      if colons == 2 { hasWildcardService = true }
    } else if byte <= UInt8(ascii: " ") || byte == UInt8(ascii: ",") {
      hasBlank = true
    } else if byte == UInt8(ascii: "$") {
      hasDollar = true
    }
    count += 1
  }
}

/// Sorts the texts of a document by their bytes, without decoding those that hold no escapes.
struct TextOrder {
  let bytes: UnsafeRawBufferPointer
  let tape: UnsafeBufferPointer<TapeEntry>

  /// A text that is to be sorted: where it stands on the tape, and its first eight bytes as a number, which decides
  /// most comparisons.
  struct Text {
    var index: Int
    var prefix: UInt64
  }

  func text(_ index: Int) -> Text {
    let entry = tape[index]
    if entry.escaped {
      return Text(
        index: index, prefix: decoded(entry).withUnsafeBytes { Self.prefix($0, 0, $0.count) })
    }
    return Text(index: index, prefix: Self.prefix(bytes, Int(entry.start), Int(entry.end)))
  }

  /// Sorts texts; equal ones stay in the order of the file.
  func sort(_ texts: UnsafeMutableBufferPointer<Text>) {
    var texts = texts
    guard texts.count <= 16 else {
      return texts.sort {
        let order = compare($0, $1)
        return order == 0 ? $0.index < $1.index : order < 0
      }
    }
    for i in stride(from: 1, to: texts.count, by: 1) {
      let text = texts[i]
      var at = i
      while at > 0, compare(texts[at - 1], text) > 0 {
        texts[at] = texts[at - 1]
        at -= 1
      }
      texts[at] = text
    }
  }

  /// Below 0 if the one text stands before the other, 0 if they are equal.
  @inline(__always)
  func compare(_ a: Text, _ b: Text) -> Int {
    a.prefix == b.prefix ? compareWhole(a.index, b.index) : a.prefix < b.prefix ? -1 : 1
  }

  private func compareWhole(_ a: Int, _ b: Int) -> Int {
    let (a, b) = (tape[a], tape[b])
    if a.escaped || b.escaped {
      let right = decoded(b)
      return decoded(a).withUnsafeBytes { left in
        right.withUnsafeBytes { Self.compare(left, $0) }
      }
    }
    return Self.compare(
      UnsafeRawBufferPointer(rebasing: bytes[Int(a.start)..<Int(a.end)]),
      UnsafeRawBufferPointer(rebasing: bytes[Int(b.start)..<Int(b.end)]))
  }

  private func decoded(_ entry: TapeEntry) -> [UInt8] {
    let raw = bytes.bindMemory(to: UInt8.self)
    let text = UnsafeBufferPointer(rebasing: raw[Int(entry.start)..<Int(entry.end)])
    return entry.escaped ? unescapedBytes(text) : Array(text)
  }

  /// Eight bytes at a time.
  private static func compare(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    let count = min(a.count, b.count)
    var i = 0
    while i &+ 8 <= count {
      let left = UInt64(bigEndian: a.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let right = UInt64(bigEndian: b.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      if left != right { return left < right ? -1 : 1 }
      i &+= 8
    }
    while i < count {
      if a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
      i &+= 1
    }
    return a.count - b.count
  }

  /// The first bytes of a part of a text as one number, zeros behind a shorter part: where these numbers differ they
  /// stand in the order of the texts.
  @inline(__always)
  private static func prefix(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> UInt64 {
    let count = min(end &- start, 8)
    guard start &+ 8 <= text.count else {
      return (0..<count).reduce(0) { $0 | UInt64(text[start + $1]) << UInt64(56 - 8 * $1) }
    }
    let word = UInt64(bigEndian: text.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    // A shift by all 64 bits gives 0.
    return word & (UInt64.max << UInt64(64 &- 8 &* count))
  }
}

/// Counts lines.
public enum Newlines {
  /// How many newlines there are, eight bytes at a time.
  public static func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var count = 0
    var i = 0
    while i + 8 <= raw.count {
      // A byte of the difference is 0 where there is a newline: only there neither the sum nor the byte sets the top bit.
      let block = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
      let others = ((block & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | block
      count &+= 8 &- (others & 0x8080_8080_8080_8080).nonzeroBitCount
      i += 8
    }
    while i < raw.count {
      if raw[i] == UInt8(ascii: "\n") { count += 1 }
      i += 1
    }
    return count
  }
}

/// Counts lines.
public enum Newlines {
  /// How many newlines there are, sixteen bytes at a time.
  public static func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let newline = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
    var count = 0
    var i = 0
    while i &+ 16 <= raw.count {
      // Each lane counts what stands in it, up to as often as a byte can.
      var lanes = SIMD16<UInt8>()
      let end = min(raw.count &- 16, i &+ 254 &* 16)
      while i <= end {
        let block = raw.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self)
        lanes.replace(with: lanes &+ 1, where: block .== newline)
        i &+= 16
      }
      count &+= Int(SIMD16<UInt16>(truncatingIfNeeded: lanes).wrappedSum())
    }
    while i < raw.count {
      if raw[i] == UInt8(ascii: "\n") { count &+= 1 }
      i &+= 1
    }
    return count
  }
}

/// The text behind percent-encoding (RFC 3986: a plus sign is a plus sign); nil where it is not well-formed UTF-8.
func percentDecoded(_ text: String) -> String? {
  guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
  var out: [UInt8] = []
  out.reserveCapacity(text.utf8.count)
  var rest = text.utf8.makeIterator()
  while let byte = rest.next() {
    guard byte == UInt8(ascii: "%") else {
      out.append(byte)
      continue
    }
    guard let high = rest.next().flatMap(hexadecimal), let low = rest.next().flatMap(hexadecimal)
    else { return nil }
    out.append(high << 4 | low)
  }
  return String(validating: out, as: UTF8.self)
}

private func hexadecimal(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}

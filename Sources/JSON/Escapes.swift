/// The text of a string's bytes with its escapes resolved; a lone surrogate becomes U+FFFD.
func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> String {
  String(decoding: unescapedBytes(raw), as: UTF8.self)
}

/// The UTF-8 bytes of a string with its escapes resolved; these are never more than there were.
func unescapedBytes(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  Array(unsafeUninitializedCapacity: raw.count) { out, count in
    var i = 0
    var end = 0
    defer { count = end }
    @inline(__always)
    func append(_ byte: UInt8) {
      out[end] = byte
      end &+= 1
    }
    let source = UnsafeRawBufferPointer(raw)
    let target = UnsafeMutableRawBufferPointer(out)
    while i < raw.count {
      // Eight bytes are copied at once, as many of them counted as stand before a backslash; there is room, for the
      // text only gets shorter.
      if i &+ 8 <= raw.count {
        let word = source.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        target.storeBytes(of: word, toByteOffset: end, as: UInt64.self)
        let plain = TokenEnd.bytesBeforeBackslash(UInt64(littleEndian: word))
        i &+= plain
        end &+= plain
        if plain == 8 { continue }
      }
      let byte = raw[i]
      guard byte == UInt8(ascii: "\\") else {
        append(byte)
        i &+= 1
        continue
      }
      switch raw[i + 1] {
      case UInt8(ascii: "b"): append(0x08)
      case UInt8(ascii: "f"): append(0x0C)
      case UInt8(ascii: "n"): append(0x0A)
      case UInt8(ascii: "r"): append(0x0D)
      case UInt8(ascii: "t"): append(0x09)
      case UInt8(ascii: "u"):
        var code = hexadecimal(raw, i + 2)
        i += 4
        let second = i + 2
        if code & 0xFC00 == 0xD800, second + 5 < raw.count, raw[second] == UInt8(ascii: "\\"),
          raw[second + 1] == UInt8(ascii: "u")
        {
          let low = hexadecimal(raw, second + 2)
          if low & 0xFC00 == 0xDC00 {
            code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
            i += 6
          }
        }
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
      default: append(raw[i + 1])
      }
      i += 2
    }
  }
}

private func hexadecimal(_ raw: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32 {
  var value: UInt32 = 0
  for i in start..<start + 4 {
    let byte = raw[i]
    value = value << 4 | UInt32(byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x61 + 10)
  }
  return value
}

/// Appends a string with its quotes and the shortest escapes that RFC 8259 allows.
func appendQuoted(_ string: String, to out: inout [UInt8]) {
  var string = string
  string.withUTF8 { appendQuoted($0, to: &out) }
}

func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
  out.append(UInt8(ascii: "\""))
  var at = 0
  while at < bytes.count {
    let end = TokenEnd.ofPlain(bytes, from: at)
    if end > at { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end])) }
    guard end < bytes.count else { break }
    appendEscape(bytes[end], to: &out)
    at = end + 1
  }
  out.append(UInt8(ascii: "\""))
}

private func appendEscape(_ byte: UInt8, to out: inout [UInt8]) {
  out.append(UInt8(ascii: "\\"))
  switch byte {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(byte)
  case 0x08: out.append(UInt8(ascii: "b"))
  case 0x0C: out.append(UInt8(ascii: "f"))
  case 0x0A: out.append(UInt8(ascii: "n"))
  case 0x0D: out.append(UInt8(ascii: "r"))
  case 0x09: out.append(UInt8(ascii: "t"))
  default:
    let digits = Array("0123456789abcdef".utf8)
    out.append(contentsOf: "u00".utf8)
    out.append(digits[Int(byte >> 4)])
    out.append(digits[Int(byte & 15)])
  }
}

/// A number's canonical text: whole numbers as written, others as the shortest text that reads back the same.
func canonicalNumber(_ text: String) -> String {
  if text == "-0" { return "0" }
  guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") })
  else { return text }
  guard let value = Double(text), value.isFinite else { return text }
  if value == value.rounded(), abs(value) < 9e15 { return String(Int(value)) }
  return value.description
}

/// Takes the literals out of an EventBridge input template for an ECS target.
///
/// The template is JSON in which `<name>` stands for a value, quoted or not. Names of members, ARNs and lone
/// placeholders stay.
enum InputTemplate {
  static func redacted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var previous: UInt8 = 0
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        var end = at + 1
        while end < bytes.count, bytes[end] != byte {
          end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count else { return Redaction.mark }
        let content = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        let next = bytes[(end + 1)...].first { $0 > 0x20 } ?? 0
        let isName =
          (previous == UInt8(ascii: "{") || previous == UInt8(ascii: ","))
          && next == UInt8(ascii: ":")
        let stays = isName || Redaction.isARN(content) || isPlaceholder(content)
        out += Array("\"\(stays ? content : Redaction.mark)\"".utf8)
        at = end + 1
        previous = byte
        continue
      }
      let end = bytes[at...].firstIndex { "\"{}[]:, \t\r\n".utf8.contains($0) } ?? bytes.count
      if end == at {
        out.append(byte)
        if byte > 0x20 { previous = byte }
        at += 1
        continue
      }
      let word = String(decoding: bytes[at..<end], as: UTF8.self)
      let isPlain =
        ["true", "false", "null"].contains(word) || isPlaceholder(word)
        || word.utf8.count <= 6 && word.utf8.allSatisfy(isDigit)
      out += Array((isPlain ? word : Redaction.mark).utf8)
      previous = bytes[end - 1]
      at = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isPlaceholder(_ text: String) -> Bool {
    text.hasPrefix("<") && text.hasSuffix(">")
      && text.utf8.dropFirst().dropLast().allSatisfy {
        isLetter($0) || isDigit($0) || [0x2D, 0x2E, 0x5F].contains($0)
      }
  }
}

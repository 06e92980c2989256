/// What the user data of an instance writes into `ecs.config` when the instance is launched.
///
/// Of a script the lines that `echo` or `printf` settings into that file, and of a here-document or of a cloud-config those that begin
/// with a setting. Nothing else of user data is kept, in which secrets may stand.
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
enum UserData {
  /// What it says of task roles.
  static func aspect(_ text: String) -> Aspect {
    Aspect(name: "user-data", body: HostSettings(settings(text), ofAgent: ()).taskRoles)
  }

  /// The settings, as `ecs.config` has them.
  private static func settings(_ text: String) -> String {
    let path = "/etc/ecs/ecs.config"
    guard text.contains(path) else { return "" }
    return text.split(whereSeparator: \.isNewline).flatMap { line -> [String] in
      let rest = line.drop(while: \.isWhitespace)
      let isWriting = ["echo ", "printf "].contains(where: line.contains) && line.contains(path)
      return isWriting && rest.first != "#" || rest.hasPrefix(name) ? assignments(in: line) : []
    }.joined(separator: "\n")
  }

  private static let name = "ECS_"

  /// The words of a line that begin with the name of a setting.
  private static func assignments(in line: Substring) -> [String] {
    line.split { $0.isWhitespace || "\"'`;|&>\\".contains($0) }
      .compactMap { word in
        // `\n` stands between settings that one printf writes.
        let word = word.hasPrefix("n" + name) ? word.dropFirst() : word
        return word.hasPrefix(name) ? String(word) : nil
      }
  }
}

/// The bytes that a text in base64 stands for; nil of any other text.
func decodedBase64(_ text: String) -> [UInt8]? {
  var bytes: [UInt8] = []
  var bits: UInt32 = 0
  var count = 0
  for byte in text.utf8 where !(byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "=")) {
    let value: UInt8
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte + 4
    case UInt8(ascii: "+"): value = 62
    case UInt8(ascii: "/"): value = 63
    default: return nil
    }
    bits = bits << 6 | UInt32(value)
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return bytes
}

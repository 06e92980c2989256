/// RFC 6901 pointers, as errors, nodes and changes carry them.
enum JSONPointer {
  /// A member name as a token: `~` becomes `~0`, `/` becomes `~1`.
  static func token(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return name
    }
    // By scalars: with a combining mark behind it a sign is part of another Character.
    var token = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": token.append(contentsOf: "~0".unicodeScalars)
      case "/": token.append(contentsOf: "~1".unicodeScalars)
      default: token.append(scalar)
      }
    }
    return String(token)
  }

  /// The pointer of these tokens; of a path too long to be read the first eight, then `/…`.
  static func readable(_ tokens: [String]) -> String {
    let shown = tokens.count > 32 ? tokens.prefix(8) + ["…"] : tokens[...]
    return shown.map { "/" + $0 }.joined()
  }
}

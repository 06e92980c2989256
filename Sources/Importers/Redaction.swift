import JSON

/// Keeps secrets out of what is read, and so out of the record.
///
/// A value that anybody may have typed (an environment variable, a word of a command, a payload) is taken for a
/// secret unless its form says what it is: an ARN, a bare URL, a reference into the input. Texts that AWS defines
/// (names, images, identifiers) are kept, without the credentials and the query of any URL in them.
enum Redaction {
  static let mark = "[redacted]"

  /// What is kept of a value that may be a secret.
  ///
  /// Lists of hosts are kept for a variable of the name `NO_PROXY`.
  static func value(_ text: String, named name: String = "") -> String {
    if isExpression(text) { return Expression.redacted(text) }
    if isARN(text) { return text }
    if let url = bareURL(text) { return url }
    if name.lowercased() == "no_proxy", isHostList(text) { return text }
    return mark
  }

  /// What is kept of a text that AWS defines.
  static func kept(_ text: String) -> String {
    schemeEnd(text) != nil ? withoutCredentials(text) : text
  }

  /// What is kept of a name that may be an expression.
  static func name(_ text: String) -> String {
    isExpression(text) ? Expression.redactedName(text) : kept(text)
  }

  /// What is kept of a value of which only an expression says anything.
  static func expression(_ text: String) -> String {
    isExpression(text) ? Expression.redacted(text) : mark
  }

  /// What is kept of a value whose key ends with `.$`: a path, or an intrinsic function without its literals.
  static func reference(_ text: String) -> String {
    isReference(text) ? Expression.redacted(text) : value(text)
  }

  /// What is kept of a name whose key ends with `.$`.
  static func nameReference(_ text: String) -> String {
    isReference(text) ? Expression.redactedName(text) : value(text)
  }

  private static func isReference(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "$") || text.utf8.starts(with: "States.".utf8)
  }

  /// What is kept of the value of a tag, which conditions compare: all that does not look like a credential.
  ///
  /// AWS tells users to put no secrets into tags, so only what its key or its form calls one is taken out: 20 or more
  /// letters and digits in a row, both of them.
  static func tag(_ text: String, named key: String) -> String {
    let key = key.lowercased()
    let isSecret =
      ["credential", "key", "passphrase", "password", "passwd", "secret", "token"].contains {
        key.hasSuffix($0)
      }
      || text.utf8.split { !isLetter($0) && !isDigit($0) && $0 != 0x2B && $0 != 0x2F }.contains {
        $0.count >= 20 && $0.contains(where: isLetter) && $0.contains(where: isDigit)
      }
    return isSecret ? mark : kept(text)
  }

  /// Whether a text is a JSONata expression, `{% … %}`.
  static func isExpression(_ text: String) -> Bool {
    text.utf8.count >= 4 && text.utf8.starts(with: "{%".utf8)
      && text.utf8.suffix(2).elementsEqual("%}".utf8)
  }

  /// Whether a text is an ARN, or the template of one.
  static func isARN(_ text: String) -> Bool {
    text.utf8.starts(with: "arn:".utf8)
      && !text.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      && text.utf8.count { $0 == UInt8(ascii: ":") } >= 5
  }

  /// A text that is one URL, without user, password, query and fragment; nil if it is none.
  ///
  /// A path is kept only of AWS's own hosts and of addresses of the machine itself: elsewhere it may be a token, as
  /// that of a webhook is.
  static func bareURL(_ text: String) -> String? {
    guard let end = schemeEnd(text) else { return nil }
    let border = text.utf8.index(text.startIndex, offsetBy: end)
    let scheme = text[..<border]
    guard let initial = scheme.utf8.first, isLetter(initial),
      scheme.utf8.allSatisfy({ isLetter($0) || isDigit($0) || [0x2B, 0x2D, 0x2E].contains($0) })
    else { return nil }
    let rest = text[text.utf8.index(border, offsetBy: 3)...]
    guard !rest.utf8.contains(where: { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }) else { return nil }
    let pathStart = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let authority = rest[..<pathStart]
    let host = authority[
      (authority.lastIndex(of: "@").map { authority.index(after: $0) } ?? authority.startIndex)...]
    guard isHost(host) else { return nil }
    // A password may hold a slash, and then the rest of it stands where a path would.
    guard !rest[pathStart...].contains("@") else { return nil }
    let path = rest[pathStart...].prefix { $0 != "?" && $0 != "#" }
    return "\(scheme)://\(host)\(isTrusted(host) ? path : "")"
  }

  /// What is kept of a command line: the program, if it is one.
  static func command(_ words: [String], isProgram: Bool) -> [String] {
    words.enumerated().map { i, word in
      i == 0 && isProgram ? program(word) ?? value(word) : value(word)
    }
  }

  /// A text for a message: short, and without credentials.
  static func excerpt(_ text: String) -> String {
    let kept = kept(text)
    return kept.count > 80 ? String(kept.prefix(79)) + "…" : kept
  }

  /// The programs that a container commonly begins with; another first word may be an argument.
  private static let programs: Set<String> = [
    "ash", "aws", "bash", "bundle", "busybox", "catatonit", "celery", "chamber", "cron", "crond",
    "dash", "docker-init", "dotnet", "dumb-init", "env", "exec", "go", "gosu", "gunicorn", "init",
    "java", "monit", "node", "npm", "npx", "perl", "php", "php-fpm", "pnpm", "poetry", "printenv",
    "python", "python2", "python3", "rails", "rake", "ruby", "runsvdir", "s6-svscan", "sh", "sleep",
    "sshd", "su", "su-exec", "sudo", "supervisord", "systemd", "tini", "uvicorn", "yarn", "zsh",
  ]

  /// The name of the program that a first word runs; nil if it may be something else.
  private static func program(_ word: String) -> String? {
    let name = word.split(separator: "/").last.map(String.init) ?? ""
    if programs.contains(name) { return name }
    guard word.utf8.first == UInt8(ascii: "/"), name.utf8.count <= 40,
      name.utf8.allSatisfy({ isLetter($0) || isDigit($0) || [0x2B, 0x2D, 0x2E, 0x5F].contains($0) })
    else { return nil }
    return name
  }

  /// Cuts user, password and query out of every URL in a text.
  static func withoutCredentials(_ text: String) -> String {
    let mark = Array("://".utf8)
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at...].starts(with: mark) else {
        out.append(bytes[at])
        at += 1
        continue
      }
      out += mark
      at += mark.count
      let end =
        bytes[at...].firstIndex { $0 <= 0x20 || "\"'<>`\\".utf8.contains($0) } ?? bytes.count
      var url = bytes[at..<end]
      if let sign = url.lastIndex(of: UInt8(ascii: "@")) { url = url[(sign + 1)...] }
      out += url.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
      at = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether a text that AWS defines is kept as it is; false may also mean that nobody looked.
  static func keepsAll(_ node: JSONNode) -> Bool {
    node.withPlainBytes { bytes in
      !bytes.starts(with: "{%".utf8) && schemeEnd(bytes) == nil
    } ?? false
  }

  /// Where `://` begins in a text.
  static func schemeEnd(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { schemeEnd($0) }
  }

  private static func schemeEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    // The last of three bytes tells how far off the next mark can be.
    var i = 2
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "/"):
        if bytes[i - 1] == UInt8(ascii: "/"), bytes[i - 2] == UInt8(ascii: ":") { return i - 2 }
        i += 1
      case UInt8(ascii: ":"): i += 2
      default: i += 3
      }
    }
    return nil
  }

  private static func isHost(_ text: Substring) -> Bool {
    var host = text
    if host.first == "[" {
      guard let end = host.firstIndex(of: "]") else { return false }
      let address = host[host.index(after: host.startIndex)..<end]
      guard address.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return false }
      host = host[host.index(after: end)...]
      return host.isEmpty || isPort(host)
    }
    if let colon = host.firstIndex(of: ":") {
      guard isPort(host[colon...]) else { return false }
      host = host[..<colon]
    }
    guard !host.isEmpty, host.utf8.count <= 253 else { return false }
    return host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { label in
        label.count <= 63
          && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F }
      }
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.first == ":" && text.utf8.count <= 6 && text.utf8.dropFirst().allSatisfy(isDigit)
  }

  /// Whether a host is AWS's, or an address that only the machine itself answers.
  private static func isTrusted(_ host: Substring) -> Bool {
    let name = host.prefix { $0 != ":" }
    return name == "localhost" || name.hasPrefix("127.") || name.hasPrefix("169.254.")
      || name.hasSuffix(".amazonaws.com") || name.hasSuffix(".amazonaws.com.cn")
  }

  private static func isHostList(_ text: String) -> Bool {
    text.split(separator: ",").allSatisfy { item in
      item.utf8.count <= 100
        && item.utf8.allSatisfy {
          isLetter($0) || isDigit($0) || ".-_*:/[] ".utf8.contains($0)
        }
    }
  }
}

func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where results and complaints go: results to the standard output, everything else to the standard error.
enum Terminal {
  /// Writes a result as it is.
  ///
  /// - Throws: `CommandFailure` if it cannot all be written. A reader that has gone away, as `head` does, is no error.
  static func print(_ text: String) throws {
    try write(text, to: STDOUT_FILENO, name: "the standard output")
  }

  /// Writes a part of a result, UTF-8 already.
  ///
  /// - Returns: whether anybody still reads it.
  static func print(_ bytes: [UInt8]) throws -> Bool {
    try bytes.withUnsafeBytes { try write($0, to: STDOUT_FILENO, name: "the standard output") }
  }

  static func printLines(_ lines: [String]) throws {
    try print(lines.map { $0 + "\n" }.joined())
  }

  /// The colours that mark an answer; raw values are those of SGR in ECMA-48.
  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
  }

  /// Writes a line to the standard error, with control characters made visible.
  static func complain(_ line: String) {
    try? write(visible(line) + "\n", to: STDERR_FILENO, name: "the standard error")
  }

  /// Draws a line over the one that stands last on the standard error, without ending it.
  static func draw(_ line: String) {
    try? write("\r\u{1B}[K" + visible(line), to: STDERR_FILENO, name: "the standard error")
  }

  /// Whether people look at the standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) != 0 }
  /// Whether people look at the standard output.
  static var isShown: Bool { isatty(STDOUT_FILENO) != 0 }

  /// How many cells a line of the terminal has on which people look at the standard output; nil where none do.
  static var width: Int? {
    var size = winsize()
    guard isShown, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// - Throws: `CommandFailure` if a file cannot be written; what is in it stays.
  static func probe(_ path: String) throws {
    try refuseDatabase(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw cannotWrite(path) }
    close(descriptor)
  }

  /// Refuses to write over a store, whatever name it goes by.
  private static func refuseDatabase(_ path: String) throws {
    guard let file = fopen(path, "rb") else { return }
    defer { fclose(file) }
    var start = [UInt8](repeating: 0, count: 16)
    guard fread(&start, 1, start.count, file) == start.count,
      start.elementsEqual("SQLite format 3\u{0}".utf8)
    else { return }
    throw CommandFailure(
      code: .cannotCreate, message: "\(path): this is a database, which is not written over",
      hint: "name another file with --output")
  }

  private static func cannotWrite(_ path: String) -> CommandFailure {
    CommandFailure(
      code: .cannotCreate, message: "\(path): \(String(cString: strerror(errno)))",
      hint: "name a file that you may write with --output")
  }

  /// Writes a file anew, or to the standard output for `-`.
  static func write(_ text: String, toFile path: String) throws {
    if path == "-" { return try print(text) }
    try refuseDatabase(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw cannotWrite(path) }
    defer { close(descriptor) }
    try write(text, to: descriptor, name: path)
  }

  private static func write(_ text: String, to descriptor: Int32, name: String) throws {
    var text = text
    _ = try text.withUTF8 { try write(UnsafeRawBufferPointer($0), to: descriptor, name: name) }
  }

  @discardableResult
  private static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, name: String
  ) throws -> Bool {
    signal(SIGPIPE, SIG_IGN)
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, start, rest.count)
      #else
        let count = Darwin.write(descriptor, start, rest.count)
      #endif
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno == EPIPE {
        return false
      } else if errno != EINTR {
        throw CommandFailure(
          code: .inputOutput, message: "\(name): \(String(cString: strerror(errno)))",
          hint: "make room, or name another file with --output")
      }
    }
    return true
  }

  /// The text with control and direction-changing characters written as `\u{…}`, so that a name out of an export cannot
  /// steer the terminal.
  static func visible(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      let category = scalar.properties.generalCategory
      let isHarmless =
        category != .control && category != .format && category != .lineSeparator
        && category != .paragraphSeparator
      if isHarmless || scalar == "\t" {
        out.unicodeScalars.append(scalar)
      } else {
        out += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
    return out
  }
}

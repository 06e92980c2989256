#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A text cut into pieces of whole lines, so that its length does not matter.
struct LinePieces: ~Copyable {
  struct Piece: Sendable {
    var lines: [UInt8]
    /// The number of the first line, counted from 1.
    var firstLine: Int
  }

  private let name: String
  private let descriptor: Int32
  /// What was read behind the last line feed.
  private var rest: [UInt8] = []
  private var line = 1
  private var isAtEnd = false
  private static let window = 256 << 10

  /// - Parameter path: a file, or `-` for the standard input.
  /// - Throws: `CommandFailure` if it cannot be opened.
  init(of path: String) throws {
    name = path == "-" ? "the standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else { return }
    let code: ProgramExit = errno == EACCES ? .permission : .missingInput
    throw CommandFailure(
      code: code, message: "\(path): \(String(cString: strerror(errno)))",
      hint: "name a file of cases, one a line, or - for the standard input")
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// The next lines; nil at the end.
  mutating func next() throws -> Piece? {
    while !isAtEnd {
      let held = rest.count
      try readOn()
      let lineFeed = rest[held...].lastIndex(of: UInt8(ascii: "\n"))
      guard let end = isAtEnd ? rest.indices.last : lineFeed else { continue }
      let piece = Piece(lines: Array(rest[...end]), firstLine: line)
      line += piece.lines.count { $0 == UInt8(ascii: "\n") }
      rest.removeFirst(end + 1)
      return piece
    }
    return nil
  }

  /// Appends the next bytes, or notices the end.
  private mutating func readOn() throws {
    let held = rest.count
    var failure: Int32 = 0
    var count = 0
    rest.append(contentsOf: repeatElement(0, count: Self.window))
    repeat {
      count = rest.withUnsafeMutableBytes { bytes in
        read(descriptor, bytes.baseAddress?.advanced(by: held), Self.window)
      }
      failure = count < 0 ? errno : 0
    } while failure == EINTR
    rest.removeLast(Self.window - max(count, 0))
    guard failure == 0 else {
      throw CommandFailure(
        code: .inputOutput, message: "\(name): \(String(cString: strerror(failure)))",
        hint: "name a file of cases, one a line, or - for the standard input")
    }
    isAtEnd = count == 0
  }
}

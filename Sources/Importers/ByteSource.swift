import Digest

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a file could not be read.
struct ReadFailure: Error {
  var code: Int32
  var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  var isForbidden: Bool { code == EACCES || code == EPERM }
  var reason: String { String(cString: strerror(code)) }
}

/// What lies at a path.
enum PathKind {
  case file
  case folder
  /// A pipe or a device.
  case stream

  /// - Throws: `ReadFailure` if there is nothing, or nothing that may be read.
  init(_ path: String) throws(ReadFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw ReadFailure(code: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: self = .folder
    case S_IFREG: self = .file
    default: self = .stream
    }
    guard access(path, self == .folder ? R_OK | X_OK : R_OK) == 0 else {
      throw ReadFailure(code: errno)
    }
  }
}

/// The bytes of an export, read in windows.
final class ByteSource {
  private let descriptor: Int32
  private let text: [UInt8]
  private var position = 0
  /// Of a regular file, in bytes; nil of a pipe.
  let size: Int?
  /// Takes in what is read, if it is asked to.
  private var hasher: ContentHasher?

  /// - Parameters:
  ///   - file: which file.
  ///   - hasher: what has taken in what the file is called; nil: no digest is wanted.
  /// - Throws: `ReadFailure` if the file cannot be opened; for a folder with the code `EISDIR`.
  init(_ file: ExportFile, hasher: ContentHasher? = nil) throws(ReadFailure) {
    self.hasher = hasher
    switch file.content {
    case .text(let text):
      self.text = Array(text.utf8)
      descriptor = -1
      size = self.text.count
    case .stream, .disk:
      text = []
      descriptor = file.path == "-" ? dup(0) : open(file.path, O_RDONLY | O_CLOEXEC)
      var failure: Int32 = descriptor < 0 ? errno : 0
      var status = stat()
      if failure == 0, fstat(descriptor, &status) != 0 { failure = errno }
      if failure == 0, status.st_mode & S_IFMT == S_IFDIR { failure = EISDIR }
      size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
      guard failure == 0 else { throw ReadFailure(code: failure) }
    }
  }

  init(bytes: [UInt8]) {
    hasher = nil
    text = bytes
    descriptor = -1
    size = bytes.count
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What the file is, as far as it was read; nil of a pipe.
  var digest: FileDigest? {
    guard let hasher, let size else { return nil }
    return FileDigest(hash: hasher.hash, size: size)
  }

  /// Appends at most that many bytes; false at the end.
  func append(_ limit: Int, to buffer: inout [UInt8]) throws(ReadFailure) -> Bool {
    let held = buffer.count
    guard try read(limit, to: &buffer) else { return false }
    if hasher != nil {
      buffer.withUnsafeBufferPointer {
        hasher?.update(UnsafeBufferPointer(rebasing: $0[held...]))
      }
    }
    return true
  }

  private func read(_ limit: Int, to buffer: inout [UInt8]) throws(ReadFailure) -> Bool {
    guard descriptor >= 0 else {
      let end = min(position + limit, text.count)
      buffer.append(contentsOf: text[position..<end])
      defer { position = end }
      return end > position
    }
    let held = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: limit))
    var count = 0
    var failure: Int32 = 0
    repeat {
      count = buffer.withUnsafeMutableBytes { bytes in
        systemRead(descriptor, bytes.baseAddress?.advanced(by: held), limit)
      }
      failure = count < 0 ? errno : 0
    } while failure == EINTR
    buffer.removeLast(limit - max(count, 0))
    guard failure == 0 else { throw ReadFailure(code: failure) }
    return count > 0
  }

  /// Appends all that is left if that is not more than a limit; false, with the first bytes appended, if it is.
  func appendAll(upTo limit: Int, to buffer: inout [UInt8]) throws(ReadFailure) -> Bool {
    while buffer.count <= limit {
      // One byte more than the size, so that a short read shows the end.
      let window = min(
        size.map { max($0 - buffer.count, 0) + 1 } ?? 65536, limit + 1 - buffer.count)
      let held = buffer.count
      guard try append(window, to: &buffer) else { return true }
      if size != nil, buffer.count - held < window { return true }
    }
    return false
  }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, bytes, count)
}

public import Digest
public import Foundation

/// What a file of an export was when it was read: two files with the same digest gave, and will give, the same readings.
public struct FileDigest: Hashable, Sendable {
  /// Of what the file is called, where it lies, and what was read of it.
  public var hash: ContentHash
  /// In bytes.
  public var size: Int

  public init(hash: ContentHash, size: Int) {
    self.hash = hash
    self.size = size
  }
}

extension [FileDigest] {
  /// Reads what `data` wrote.
  public init(_ data: Data) {
    var words: [UInt64] = []
    words.reserveCapacity(data.count / 8)
    data.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count & ~7, by: 8) {
        words.append(
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
    }
    self = stride(from: 0, to: words.count - words.count % 3, by: 3).map { i in
      FileDigest(
        hash: ContentHash(high: words[i], low: words[i + 1]), size: Int(clamping: words[i + 2]))
    }
  }

  /// 24 bytes for each.
  public var data: Data {
    var data = Data(capacity: count * 24)
    for digest in self {
      for word in [digest.hash.high, digest.hash.low, UInt64(digest.size)] {
        Swift.withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) }
      }
    }
    return data
  }
}

extension ExportFile {
  /// A hasher that has taken in what the file is called and where it lies.
  func hasher(_ key: SipHashKey) -> ContentHasher {
    var hasher = ContentHasher(key)
    for text in [name, path] {
      var text = text
      text.withUTF8 { hasher.update($0) }
      withUnsafeBytes(of: UInt8(0)) { hasher.update($0.bindMemory(to: UInt8.self)) }
    }
    return hasher
  }
}

extension PageDecoder {
  /// The digest of a file, reading as much of it as `read` does; nil if there is none.
  func digest(of file: ExportFile) -> FileDigest? {
    guard digestKey != nil else { return nil }
    if case .stream = file.content { return nil }
    do throws(ReadFailure) {
      let source = try source(of: file)
      var bytes: [UInt8] = []
      guard try mayBeExport(file, HostEvidence(file), source, &bytes) else { return source.digest }
      var window: [UInt8] = []
      let size = min(source.size ?? 0, 1 << 20)
      while try source.append(size + 1, to: &window), window.count > size {
        window.removeAll(keepingCapacity: true)
      }
      return source.digest
    } catch {
      return nil
    }
  }
}

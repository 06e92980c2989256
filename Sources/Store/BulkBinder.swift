public import Digest
public import GRDB
public import GRDBSQLite

/// Binds the parameters of a statement, one after the other.
///
/// Texts are copied to one place, where they stay until the next row is bound, so that SQLite need not make room for each.
public struct BulkBinder {
  @usableFromInline let handle: SQLiteStatement
  @usableFromInline var index: Int32 = 0
  @usableFromInline var place: UnsafeMutableRawPointer
  @usableFromInline var end: UnsafeMutableRawPointer
  private var room: UnsafeMutableRawPointer
  /// Rooms that became too small while a row was bound, which still holds what is in them.
  private var outgrown: [UnsafeMutableRawPointer] = []

  init(_ handle: SQLiteStatement) {
    self.handle = handle
    room = .allocate(byteCount: 4096, alignment: 1)
    place = room
    end = room + 4096
  }

  func deallocate() {
    for room in outgrown + [room] { room.deallocate() }
  }

  /// Begins a row; the one before is not looked at any more.
  @usableFromInline
  mutating func begin() {
    index = 0
    place = room
    guard !outgrown.isEmpty else { return }
    for room in outgrown { room.deallocate() }
    outgrown = []
  }

  @usableFromInline
  mutating func grow(for count: Int) {
    let size = max(count, 2 * (end - room))
    outgrown.append(room)
    room = .allocate(byteCount: size, alignment: 1)
    place = room
    end = room + size
  }

  @inlinable
  public mutating func bind(_ number: Int64) {
    index += 1
    sqlite3_bind_int64(handle, index, number)
  }

  @inlinable
  public mutating func bind(_ text: String) {
    index += 1
    let count = text.utf8.count
    if end - place < count { grow(for: count) }
    let start = place
    text.utf8.withContiguousStorageIfAvailable {
      if let bytes = $0.baseAddress { start.copyMemory(from: bytes, byteCount: count) }
    } ?? UnsafeMutableRawBufferPointer(start: start, count: count).copyBytes(from: text.utf8)
    place += count
    // No destructor: the bytes stay where they are.
    sqlite3_bind_text(
      handle, index, start.assumingMemoryBound(to: CChar.self), Int32(count), nil)
  }

  @inlinable
  mutating func bindNull() {
    index += 1
    sqlite3_bind_null(handle, index)
  }

  @inlinable
  public mutating func bind(_ number: Int64?) {
    if let number { bind(number) } else { bindNull() }
  }

  @inlinable
  public mutating func bind(_ text: String?) {
    if let text { bind(text) } else { bindNull() }
  }

  public mutating func bind(_ hash: ContentHash) {
    index += 1
    withUnsafeBytes(of: (hash.high.littleEndian, hash.low.littleEndian)) {
      _ = sqlite3_bind_blob(
        handle, index, $0.baseAddress, Int32($0.count),
        unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }
}

/// A value that a bulk statement can take.
public protocol BulkValue {
  /// Binds it to the next parameter.
  func bind(to binder: inout BulkBinder)
}

extension Int64: BulkValue {
  @inlinable
  public func bind(to binder: inout BulkBinder) { binder.bind(self) }
}

extension Int: BulkValue {
  @inlinable
  public func bind(to binder: inout BulkBinder) { binder.bind(Int64(self)) }
}

extension Bool: BulkValue {
  @inlinable
  public func bind(to binder: inout BulkBinder) { binder.bind(self ? 1 : 0) }
}

extension String: BulkValue {
  @inlinable
  public func bind(to binder: inout BulkBinder) { binder.bind(self) }
}

extension ContentHash: BulkValue {
  public func bind(to binder: inout BulkBinder) { binder.bind(self) }
}

extension Optional: BulkValue where Wrapped: BulkValue {
  @inlinable
  public func bind(to binder: inout BulkBinder) {
    if let self { self.bind(to: &binder) } else { binder.bindNull() }
  }
}

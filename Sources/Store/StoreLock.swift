#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The right to write to a store, held through a lock on a file beside it.
///
/// The store's own file will not do: opening and closing it anywhere in the process would drop the locks that SQLite
/// holds on it.
final class StoreLock: Sendable {
  private let descriptor: Int32

  /// Waits for the lock beside a store's file, at most that many seconds.
  init(beside file: String, wait: Double) throws {
    let path = file + ".lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError.cannotCreate(file, reason: String(cString: strerror(errno)))
    }
    var left = wait
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let reason = "it cannot be locked: \(String(cString: strerror(errno)))"
        close(descriptor)
        throw StoreError.cannotCreate(file, reason: reason)
      }
      guard left > 0 else {
        close(descriptor)
        throw StoreError.busy(file, seconds: wait)
      }
      usleep(50_000)
      left -= 0.05
    }
  }

  deinit { close(descriptor) }
}

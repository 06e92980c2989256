/// The time for which a world is made, and how long it would be the same.
final class WorldClock {
  /// RFC 3339 UTC.
  let now: String
  /// The first time after `now` at which something that was asked about is over; nil if nothing is to come.
  private(set) var next: String?

  init(now: String) { self.now = now }

  /// Whether a time is over.
  func isOver(_ time: String) -> Bool {
    if time < now { return true }
    next = next.map { min($0, time) } ?? time
    return false
  }
}

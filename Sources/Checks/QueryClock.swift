import GRDB
import GRDBSQLite

/// Stops a query that runs too long.
final class QueryClock {
  private let deadline: ContinuousClock.Instant

  init(seconds: Double) { deadline = .now + .seconds(seconds) }

  func watch<Value>(_ db: Database, _ body: () throws -> Value) throws -> Value {
    sqlite3_progress_handler(
      db.sqliteConnection, 20_000,
      { pointer in
        guard let pointer else { return 0 }
        let clock = Unmanaged<QueryClock>.fromOpaque(pointer).takeUnretainedValue()
        return clock.deadline < .now ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
    defer { sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil) }
    return try withExtendedLifetime(self, body)
  }
}

import GRDB

/// Where absence means something: the newest word on each (account, region, kind).
struct Scopes {
  private struct Key: Hashable {
    var account: String
    var region: String
    var kind: String
  }

  private var complete: [Key: Bool] = [:]

  init(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO scope (account, region, kind, complete)
        SELECT account, region, kind, complete FROM (
          SELECT account, region, kind, complete, max(import) FROM coverage GROUP BY account, region, kind)
        """)
    let rows = try Row.fetchCursor(db, sql: "SELECT account, region, kind, complete FROM scope")
    while let row = try rows.next() {
      complete[Key(account: row[0], region: row[1], kind: row[2])] = row[3]
    }
  }

  /// Whether all of a scope was exported, so that what is not there does not exist.
  func isComplete(_ account: String, _ region: String, _ kind: String) -> Bool {
    complete[Key(account: account, region: region, kind: kind)] == true
  }
}

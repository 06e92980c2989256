import Findings
import GRDB

extension RunRecorder {
  /// Goes on with the findings of a check under its new id; of two findings that then are one, the older name ends.
  func rename(_ former: [String], to check: String) throws {
    for id in former where id != check {
      let rows = try Row.fetchAll(
        db, sql: "SELECT id, subject, locator, key FROM finding WHERE check_id = ?", arguments: [id]
      )
      for row in rows {
        let identity = FindingIdentity(check: check, subject: row[1], locator: row[2], key: row[3])
        try db.cachedStatement(
          sql: "UPDATE OR IGNORE finding SET check_id = ?, fingerprint = ? WHERE id = ?"
        ).execute(arguments: [check, identity.fingerprint, row[0] as Int64])
        guard db.changesCount == 0 else { continue }
        try db.cachedStatement(
          sql: "UPDATE finding_interval SET to_run = ? WHERE finding = ? AND to_run IS NULL"
        ).execute(arguments: [run, row[0] as Int64])
      }
    }
  }
}

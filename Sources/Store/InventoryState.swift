import Digest
import GRDB

extension Store {
  /// The hash of a text under the store's key, as hexadecimal digits.
  public func hash(_ text: String) -> String { ContentHash(text, key: hashKey).text }

  /// The accounts of which anything was ever read; `aws`, whose policies belong to nobody, is none.
  ///
  /// - Throws: `StoreError`.
  public func accounts() throws -> Set<String> {
    try blamingFile {
      try writer.read { db in
        try Set(String.fetchAll(db, sql: "SELECT DISTINCT account FROM resource")).subtracting([
          "aws"
        ])
      }
    }
  }

  /// All of the record that a world is made of, as one hash: where that is the same, so is the world.
  ///
  /// - Throws: `StoreError`.
  public func inventoryState() throws -> String {
    try blamingFile {
      try writer.read { db in
        // The last import that changed anything says how things are; what was looked at, and how completely, the others.
        var text =
          try String.fetchOne(
            db,
            sql: """
              SELECT coalesce((SELECT max(id) FROM import WHERE changed > 0), 0) || ' '
                || coalesce((SELECT max(id) FROM resource), 0)
              """) ?? ""
        let scopes = try Row.fetchCursor(
          db,
          sql: """
            SELECT account, region, kind, complete, why, max(import) FROM coverage
            GROUP BY account, region, kind ORDER BY account, region, kind
            """)
        while let row = try scopes.next() {
          let (account, region, kind): (String, String, String) = (row[0], row[1], row[2])
          text += "\n\(account) \(region) \(kind) \(row[3] as Bool) \(row[4] as String? ?? "")"
        }
        let unread = try Int64.fetchCursor(
          db,
          sql: """
            SELECT u.resource FROM unread u JOIN resource r ON r.id = u.resource
            WHERE u.import = (SELECT max(c.import) FROM coverage c WHERE c.account = r.account
              AND c.region = r.region AND c.kind = iif(r.kind LIKE 'organization-%', 'organization', r.kind))
            ORDER BY u.resource
            """)
        while let resource = try unread.next() { text += "\n\(resource)" }
        return hash(text)
      }
    }
  }
}

import GRDB
import JSON

/// The record at one import, resource by resource.
struct Inventory {
  let db: Database

  /// One resource with the aspects that were asked for: their canonical texts by name.
  struct Resource {
    var id: Int64
    var arn: String
    var account: String
    var region: String
    /// Whether the newest export of its scope, being incomplete, did not show it.
    var isUnread: Bool
    var aspects: [String: String]

    /// An aspect as a value; nil where it was not read or is not JSON.
    func document(_ aspect: String) -> JSONNode? {
      aspects[aspect].flatMap { try? JSONDocument(text: $0, depthLimit: 1024).root }
    }
  }

  /// Calls with each resource of a kind, in the order of their ids.
  func forEach(_ kind: String, _ body: (Resource) throws -> Void) throws {
    let unread = try self.unread(kind)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT r.id, r.arn, r.account, r.region, v.aspect, d.body
        FROM resource r JOIN resource_version v ON v.resource = r.id AND v.to_import IS NULL
        JOIN document d ON d.id = v.document WHERE r.kind = ? ORDER BY r.id, v.aspect
        """, arguments: [kind])
    var current: Resource?
    while let row = try rows.next() {
      let id: Int64 = row[0]
      if current?.id != id {
        if let current { try body(current) }
        current = Resource(
          id: id, arn: row[1], account: row[2], region: row[3], isUnread: unread.contains(id),
          aspects: [:])
      }
      current?.aspects[row[4]] = row[5]
    }
    if let current { try body(current) }
  }

  /// The aspects of one resource: their canonical texts by name.
  func aspects(of resource: Int64) throws -> [String: String] {
    var aspects: [String: String] = [:]
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT v.aspect, d.body FROM resource_version v JOIN document d ON d.id = v.document
          WHERE v.resource = ? AND v.to_import IS NULL
          """), arguments: [resource])
    while let row = try rows.next() { aspects[row[0]] = row[1] }
    return aspects
  }

  /// One aspect of one resource: its canonical text; nil where it was not read.
  func aspect(_ name: String, of resource: Int64) throws -> String? {
    try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT d.body FROM resource_version v JOIN document d ON d.id = v.document
          WHERE v.resource = ? AND v.aspect = ? AND v.to_import IS NULL
          """), arguments: [resource, name])
  }

  /// The resources of a kind that the newest export of their scope should have shown and did not.
  func unread(_ kind: String) throws -> Set<Int64> {
    try Set(
      Int64.fetchAll(
        db,
        sql: """
          SELECT u.resource FROM unread u JOIN resource r ON r.id = u.resource
          WHERE r.kind = ? AND u.import = (SELECT max(c.import) FROM coverage c
            WHERE c.account = r.account AND c.region = r.region
              AND c.kind = iif(r.kind LIKE 'organization-%', 'organization', r.kind))
          """, arguments: [kind]))
  }
}

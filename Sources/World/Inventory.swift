import GRDB
import JSON
import Store

/// The record at one import, resource by resource.
struct Inventory {
  let db: Database
  private let all: BulkStatement
  private let ofResource: BulkStatement
  private let ofAspect: BulkStatement
  private let bodies: BulkStatement

  init(_ db: Database) throws {
    self.db = db
    all = try BulkStatement(
      db,
      sql: """
        SELECT r.id, r.arn, r.account, r.region, v.aspect, d.body
        FROM resource r CROSS JOIN resource_version v ON v.resource = r.id AND v.to_import IS NULL
        CROSS JOIN document d ON d.id = v.document WHERE r.kind = ? ORDER BY r.id, v.aspect
        """)
    ofResource = try BulkStatement(
      db,
      sql: """
        SELECT v.aspect, d.body FROM resource_version v JOIN document d ON d.id = v.document
        WHERE v.resource = ? AND v.to_import IS NULL ORDER BY v.aspect
        """)
    ofAspect = try BulkStatement(
      db,
      sql: """
        SELECT d.body FROM resource_version v JOIN document d ON d.id = v.document
        WHERE v.resource = ? AND v.aspect = ? AND v.to_import IS NULL
        """)
    bodies = try BulkStatement(db, sql: "SELECT body FROM document WHERE id = ?")
  }

  /// The aspects of a resource: their canonical texts by name, sorted by name.
  struct Aspects {
    fileprivate(set) var list: [(name: String, body: [UInt8])] = []

    var names: [String] { list.map(\.name) }

    /// An aspect as a value; nil where it was not read or is not JSON.
    func document(_ name: String) -> JSONNode? {
      list.first { $0.name == name }.flatMap {
        try? JSONDocument($0.body, depthLimit: 1024).root
      }
    }
  }

  /// One resource with its aspects.
  struct Resource {
    var id: Int64
    var arn: String
    var account: String
    var region: String
    /// Whether the newest export of its scope, being incomplete, did not show it.
    var isUnread: Bool
    var aspects = Aspects()

    func document(_ aspect: String) -> JSONNode? { aspects.document(aspect) }
  }

  /// Calls with each resource of a kind, in the order of their ids.
  func forEach(_ kind: String, _ body: (Resource) throws -> Void) throws {
    let unread = try self.unread(kind)
    var current: Resource?
    try all.forEachRow(kind) { row in
      let id = row.number(0)
      if current?.id != id {
        if let current { try body(current) }
        current = Resource(
          id: id, arn: row.text(1), account: row.text(2), region: row.text(3),
          isUnread: unread.contains(id))
      }
      current?.aspects.list.append((row.text(4), row.bytes(5)))
    }
    if let current { try body(current) }
  }

  /// Whether there is anything of a kind whose names begin so; that is looked up, not searched.
  func holds(_ kind: String, at start: String) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT * FROM resource WHERE arn >= :start AND arn < :start || char(0x10FFFF) AND kind = :kind)
        """, arguments: ["start": start, "kind": kind]) ?? false
  }

  /// Whether there is evidence of any host.
  func holdsHosts() throws -> Bool {
    try ["arn:aws:ec2:", "arn:aws-"].contains { try holds("host", at: $0) }
  }

  /// The aspects of one resource.
  func aspects(of resource: Int64) throws -> Aspects {
    var aspects = Aspects()
    try ofResource.forEachRow(resource) { aspects.list.append(($0.text(0), $0.bytes(1))) }
    return aspects
  }

  /// One aspect of one resource: its canonical text; nil where it was not read.
  func aspect(_ name: String, of resource: Int64) throws -> [UInt8]? {
    var body: [UInt8]?
    try ofAspect.forEachRow(resource, name) { body = $0.bytes(0) }
    return body
  }

  /// The text of a document.
  func document(_ id: Int64) throws -> [UInt8]? {
    var body: [UInt8]?
    try bodies.forEachRow(id) { body = $0.bytes(0) }
    return body
  }

  /// The resources of a kind that the newest export of their scope should have shown and did not.
  func unread(_ kind: String) throws -> Set<Int64> {
    try Set(
      Int64.fetchAll(
        db,
        sql: """
          SELECT u.resource FROM unread u CROSS JOIN resource r ON r.id = u.resource
          WHERE r.kind = ? AND u.import = (SELECT max(c.import) FROM coverage c
            WHERE c.account = r.account AND c.region = r.region
              AND c.kind = iif(r.kind LIKE 'organization-%', 'organization', r.kind))
          """, arguments: [kind]))
  }
}

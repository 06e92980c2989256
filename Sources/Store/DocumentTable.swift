import Digest
import GRDB

/// Canonical texts by their content: each is stored once.
final class DocumentTable {
  private let key: SipHashKey
  private let insertion: BulkStatement
  private let selection: BulkStatement
  private var known: [ContentHash: Int64] = [:]
  private let wasEmpty: Bool

  init(_ db: Database, key: SipHashKey) throws {
    self.key = key
    insertion = try BulkStatement(db, sql: "INSERT INTO document (hash, body) VALUES (?, ?)")
    selection = try BulkStatement(db, sql: "SELECT id FROM document WHERE hash = ?")
    wasEmpty = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT * FROM document)") != true
  }

  /// The id of a text, which is stored if it is new.
  func id(of body: String) throws -> Int64 {
    let hash = ContentHash(body, key: key)
    if let id = known[hash] { return id }
    if !wasEmpty, let id = try selection.number(hash) {
      known[hash] = id
      return id
    }
    let id = try insertion.run(hash, body)
    known[hash] = id
    return id
  }
}

import GRDB

/// An import that is over.
public struct PastImport: Sendable, Hashable {
  public var number: Int64
  /// RFC 3339, UTC.
  public var at: String

  public init(number: Int64, at: String) {
    self.number = number
    self.at = at
  }
}

extension Store {
  /// The newest import at that time, RFC 3339 UTC, or before.
  ///
  /// - Throws: `StoreError` where there is none.
  public func pastImport(upTo time: String) throws -> PastImport {
    func first(_ rest: String, _ arguments: StatementArguments = []) throws -> PastImport? {
      try writer.read { db in
        try Row.fetchOne(db, sql: "SELECT id, at FROM import \(rest)", arguments: arguments)
      }.map { PastImport(number: $0[0], at: $0[1]) }
    }
    // Where a clock went back, an import is as late as the latest before it.
    let found = try first(
      "WHERE id < coalesce((SELECT min(id) FROM import WHERE at > ?), id + 1) ORDER BY id DESC LIMIT 1",
      [time])
    if let found {
      if let whole = try oldestWholeImport(), found.number < whole.number {
        throw StoreError.noSuchRun(
          "the inventory of \(found.at) was pruned: the oldest that is kept is that of \(whole.at)",
          hint: "name that time or a later one")
      }
      return found
    }
    guard let oldest = try first("ORDER BY id LIMIT 1") else {
      throw StoreError.noRun("nothing was ever imported into this store")
    }
    throw StoreError.noSuchRun(
      "nothing was imported at \(time) or before: the first is import \(oldest.number), at \(oldest.at)",
      hint: "name its time or a later one")
  }

  /// The import of the oldest run that is whole, in a store that was pruned; nil in any other.
  private func oldestWholeImport() throws -> PastImport? {
    try writer.read { db in
      let pruned = "SELECT id FROM document WHERE body = ?"
      guard
        try Bool.fetchOne(
          db,
          sql: """
            SELECT EXISTS (SELECT * FROM run WHERE remarks IN (\(pruned))) OR (SELECT min(id) > 1 FROM run)
            """, arguments: [Self.prunedRemarks]) == true
      else { return nil }
      return try Row.fetchOne(
        db,
        sql: """
          SELECT i.id, i.at FROM run r JOIN import i ON i.id = r.import WHERE r.remarks NOT IN (\(pruned))
          ORDER BY r.id LIMIT 1
          """, arguments: [Self.prunedRemarks]
      ).map { PastImport(number: $0[0], at: $0[1]) }
    }
  }

  /// A store in memory with the inventory as the record knew it after an import, and nothing of what came later.
  ///
  /// What was read then is now what was read last there. Neither runs nor findings are in it. This store is only read.
  ///
  /// - Parameters:
  ///   - past: the import.
  ///   - now: the time at which the copy is made, RFC 3339 UTC.
  /// - Returns: the copy, whose rows have the ids that they have here.
  /// - Throws: `StoreError`, `DatabaseError`.
  public func inventory(of past: PastImport, now: String) throws -> Store {
    let copy = try Store(.memory, .write(wait: 30), now: now, hashKey: hashKey)
    try copy.writer.writeWithoutTransaction { db in
      try db.execute(sql: "ATTACH DATABASE ? AS past", arguments: [readOnlyURI])
      defer { try? db.execute(sql: "DETACH DATABASE past") }
      try db.inTransaction {
        for statement in Self.copySQL {
          try db.execute(sql: statement, arguments: ["import": past.number])
        }
        return .commit
      }
    }
    return copy
  }

  /// Versions that held then, as if they still did.
  private static let held = "from_import <= :import AND ifnull(to_import > :import, TRUE)"

  /// What is copied, in an order in which every row refers to rows that are there.
  private static let copySQL = [
    """
    INSERT INTO document (id, hash, body) SELECT id, hash, body FROM past.document WHERE id IN (
      SELECT notes FROM past.import WHERE id <= :import
      UNION SELECT document FROM past.resource_version WHERE \(held))
    """,
    """
    INSERT INTO import (id, at, tool, files, elements, changed, notes)
    SELECT id, at, tool, files, elements, changed, notes FROM past.import WHERE id <= :import
    """,
    """
    INSERT INTO coverage (import, account, region, kind, complete, count, exported_at, why)
    SELECT import, account, region, kind, complete, count, exported_at, why FROM past.coverage c
    WHERE import = (SELECT max(n.import) FROM past.coverage n WHERE n.account = c.account
      AND n.region = c.region AND n.kind = c.kind AND n.import <= :import)
    """,
    """
    INSERT INTO resource (id, kind, arn, account, region) SELECT id, kind, arn, account, region FROM past.resource
    WHERE id IN (SELECT resource FROM past.resource_version WHERE from_import <= :import
      UNION SELECT resource FROM past.unread WHERE import <= :import)
    """,
    "INSERT INTO unread (import, resource) SELECT import, resource FROM past.unread WHERE import <= :import",
    """
    INSERT INTO resource_version (resource, aspect, document, from_import)
    SELECT resource, aspect, document, from_import FROM past.resource_version WHERE \(held)
    """,
  ]
}

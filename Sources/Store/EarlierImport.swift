public import Foundation
import GRDB

/// What the record keeps of the last import of an export, so as to know it again.
public struct EarlierImport: Sendable {
  /// The names under which its exports were given, each on a line.
  public var sources: String
  /// The program that read it.
  public var tool: String
  /// What its files were, as their reader writes it.
  public var files: Data
  /// Canonical JSON: what the reader said.
  public var summary: String

  public init(sources: String, tool: String, files: Data, summary: String) {
    self.sources = sources
    self.tool = tool
    self.files = files
    self.summary = summary
  }
}

extension Store {
  /// How many exports are kept in mind: those that were imported last.
  private static let exportsKept = 8

  /// The last import of exports of these names by this program, if all that it said is still the newest word and nothing
  /// was changed by another import since; nil otherwise.
  ///
  /// - Throws: `StoreError`.
  public func earlierImport(
    of sources: String, tool: String
  ) throws -> (number: Int64, earlier: EarlierImport)? {
    try blamingFile {
      try writer.read { db in
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT import, files, summary FROM export_digest e WHERE sources = ? AND tool = ?
              AND NOT EXISTS (SELECT * FROM import i WHERE i.id > e.import AND i.changed > 0)
              AND NOT EXISTS (SELECT * FROM coverage c JOIN coverage n ON n.account = c.account AND n.region = c.region
                AND n.kind = c.kind AND n.import > c.import WHERE c.import = e.import)
            """, arguments: [sources, tool])
        return row.map {
          (
            $0[0], EarlierImport(sources: sources, tool: tool, files: $0[1], summary: $0[2])
          )
        }
      }
    }
  }

  /// Records that an export was imported again and is, to the byte, what it was.
  ///
  /// - Parameters:
  ///   - number: the import in which it was read.
  ///   - at: when, RFC 3339 UTC.
  ///   - sources: the names of the exports.
  /// - Returns: the number of the new import, and what it covers.
  /// - Throws: `StoreError`.
  public func recordImport(
    asIn number: Int64, at: String, of sources: String
  ) throws -> (number: Int64, coverage: [ScopeCoverage]) {
    do {
      return try writer.write { db in
        try db.execute(
          sql: """
            INSERT INTO import (at, tool, files, elements, changed, notes)
            SELECT ?, tool, files, elements, 0, notes FROM import WHERE id = ?
            """, arguments: [at, number])
        let id = db.lastInsertedRowID
        for (table, columns) in [
          ("coverage", "account, region, kind, complete, count, exported_at, why"),
          ("unread", "resource"),
        ] {
          try db.execute(
            sql: """
              INSERT INTO \(table) (import, \(columns)) SELECT ?, \(columns) FROM \(table) WHERE import = ?
              """, arguments: [id, number])
        }
        try db.execute(
          sql: "UPDATE export_digest SET import = ? WHERE sources = ?", arguments: [id, sources])
        let coverage = try Row.fetchAll(
          db,
          sql: """
            SELECT account, region, kind, complete, count, exported_at, why FROM coverage WHERE import = ?
            ORDER BY account, region, kind
            """, arguments: [id]
        ).map(ScopeCoverage.init)
        return (id, coverage)
      }
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }

  /// Keeps in mind what an import read; of exports that were imported long ago nothing is kept.
  ///
  /// - Throws: `StoreError`.
  public func remember(_ earlier: EarlierImport, of number: Int64) throws {
    do {
      try writer.write { db in
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO export_digest (sources, import, tool, files, summary) VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [earlier.sources, number, earlier.tool, earlier.files, earlier.summary])
        try db.execute(
          sql: """
            DELETE FROM export_digest WHERE import NOT IN (
              SELECT import FROM export_digest ORDER BY import DESC LIMIT ?)
            """, arguments: [Self.exportsKept])
      }
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }
}

extension ScopeCoverage {
  /// Reads account, region, kind, whether it is complete, the count, the time and the reason.
  init(_ row: Row) {
    self.init(
      scope: StoreScope(account: row[0], region: row[1], kind: row[2]), complete: row[3],
      count: row[4], exportedAt: row[5], why: row[6])
  }
}

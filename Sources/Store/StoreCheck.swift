import Foundation
import GRDB
import Migrations

extension Store {
  /// Looks for damage: of the file, of the schema, of references between rows, and of what the record promises of its intervals.
  ///
  /// - Returns: what is wrong, a sentence each; nothing if all is well.
  /// - Throws: `DatabaseError` for a file that cannot be looked through to its end.
  public func problems() throws -> [String] {
    try writer.read { db in
      let damage = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      // What is read off damaged pages says nothing.
      guard damage.isEmpty else { return damage.map { "the file is damaged: \($0)" } }
      let schema = try Self.problemsOfSchema(db)
      guard schema.isEmpty else { return schema }
      return try Self.problemsOfReferences(db)
        + Self.promises.compactMap { sql, what in
          let count = try Int.fetchOne(db, sql: sql) ?? 0
          return count == 0 ? nil : "\(count) \(what)"
        }
    }
  }

  /// Writes a copy of the store to a file, as it is at one moment.
  ///
  /// Audits may go on meanwhile; one that ends waits for the copy.
  ///
  /// - Parameter file: where to; it must not be there.
  /// - Throws: `StoreError`.
  public func backUp(to file: String) throws {
    guard access(file, F_OK) != 0 else {
      throw StoreError.cannotCreate(file, reason: "it is there already")
    }
    try Self.makePrivateFile(file)
    do {
      try writer.writeWithoutTransaction {
        try $0.execute(sql: "VACUUM INTO ?", arguments: [file])
      }
    } catch {
      unlink(file)
      guard let error = error as? DatabaseError, error.resultCode != .SQLITE_BUSY else {
        throw error
      }
      // What is full or not writable is the place of the copy.
      throw StoreError(ofFile: error, .file(file)) ?? error
    }
  }

  /// Tables, indexes and views that are not as the migrations make them.
  private static func problemsOfSchema(_ db: Database) throws -> [String] {
    func schema(_ db: Database) throws -> [String: String] {
      let rows = try Row.fetchAll(
        db, sql: "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
    // One that was not written to since a newer rolecall came has the schema of its time.
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let known = try DatabaseQueue().write { db in
      for migration in Migrations.record.prefix(version) { try db.execute(sql: migration.sql) }
      return try schema(db)
    }
    let found = try schema(db)
    return known.sorted { $0.key < $1.key }.compactMap { name, sql in
      guard let there = found[name] else { return "the \(name) is missing" }
      return there == sql ? nil : "the \(name) is not as this rolecall makes it"
    }
  }

  private static func problemsOfReferences(_ db: Database) throws -> [String] {
    var counts: [String: Int] = [:]
    for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
      counts[
        "rows of \(row[0] as String) refer to a \(row[2] as String) that is not there", default: 0] +=
        1
    }
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
  }

  /// What is never so in a record: a count, and what it counts.
  private static let promises = [
    (
      """
      SELECT count(*) FROM (SELECT to_run, lead(from_run) OVER (PARTITION BY finding ORDER BY from_run) AS next
      FROM finding_interval) WHERE next IS NOT NULL AND (to_run IS NULL OR to_run > next)
      """, "stretches in the lives of findings overlap"
    ),
    (
      """
      SELECT count(*) FROM (SELECT to_import,
      lead(from_import) OVER (PARTITION BY resource, aspect ORDER BY from_import) AS next
      FROM resource_version) WHERE next IS NOT NULL AND (to_import IS NULL OR to_import > next)
      """, "versions of resources overlap"
    ),
    (
      "SELECT count(*) FROM finding WHERE id NOT IN (SELECT finding FROM finding_interval)",
      "findings were never found"
    ),
    (
      "SELECT count(*) FROM resource WHERE id NOT IN (SELECT resource FROM resource_version) "
        + "AND id NOT IN (SELECT resource FROM unread)", "resources have no version"
    ),
    (
      """
      SELECT count(*) FROM document WHERE id NOT IN (
      SELECT notes FROM import UNION SELECT document FROM resource_version UNION SELECT manifest FROM check_revision
      UNION SELECT configuration FROM run UNION SELECT remarks FROM run UNION SELECT evidence FROM finding_interval
      UNION SELECT before FROM cause WHERE before IS NOT NULL UNION SELECT after FROM cause WHERE after IS NOT NULL)
      """, "texts are of nothing"
    ),
  ]
}

import Digest
import Foundation
import GRDB
import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a damaged page does to a store without SQLite noticing when it reads.
extension Store {
  /// The SQL function `recorded(hash, body)`: the text of a document, or an error where it is not what was recorded.
  ///
  /// Whatever is told of findings and runs is read through it, so that nobody is told what a flipped bit says.
  static func recorded(_ key: SipHashKey) -> DatabaseFunction {
    DatabaseFunction("recorded", argumentCount: 2, pure: true) { values in
      guard let body = String.fromDatabaseValue(values[1]) else { return nil }
      if let hash = Data.fromDatabaseValue(values[0]), ContentHash(body, key: key).isIn(hash) {
        return body
      }
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a text is not what was recorded")
    }
  }

  /// Refuses a store in which a text of the inventory as it is now is not what was recorded: what reads all of it is to look at it once.
  ///
  /// What is over is looked at by `problems`, which takes longer the longer the history is.
  ///
  /// - Throws: `StoreError.damaged`, `DatabaseError`.
  public func mustBeSound() throws {
    guard case .file(let file) = location else { return }
    let problems = try writer.read { db in
      try problemsOfTexts(
        db,
        among: """
          id IN (SELECT document FROM resource_version WHERE to_import IS NULL
            UNION SELECT evidence FROM finding_interval WHERE to_run IS NULL UNION SELECT manifest FROM check_revision)
          """)
    }
    if let problem = problems.first { throw StoreError.damaged(file, reason: problem) }
  }

  /// Whether texts have the hashes under which they were stored.
  func problemsOfTexts(_ db: Database, among condition: String = "true") throws -> [String] {
    var wrong = 0
    try BulkStatement(db, sql: "SELECT hash, body FROM document WHERE \(condition)").forEachRow {
      if !$0.isText(1, hashedAs: 0, hashKey) { wrong += 1 }
    }
    return wrong == 0 ? [] : ["\(wrong) texts are not what was recorded"]
  }
}

extension BulkRow {
  /// Whether a column holds the hash of the text of another.
  fileprivate func isText(_ text: Int32, hashedAs hash: Int32, _ key: SipHashKey) -> Bool {
    let count = Int(sqlite3_column_bytes(handle, text))
    let found = ContentHash(
      UnsafeBufferPointer(start: sqlite3_column_text(handle, text), count: count), key: key)
    return found.isIn(
      UnsafeRawBufferPointer(
        start: sqlite3_column_blob(handle, hash), count: Int(sqlite3_column_bytes(handle, hash))))
  }
}

extension ContentHash {
  /// Whether these are its bytes.
  fileprivate func isIn(_ bytes: some Sequence<UInt8>) -> Bool {
    withUnsafeBytes(of: (high.littleEndian, low.littleEndian)) { $0.elementsEqual(bytes) }
  }
}

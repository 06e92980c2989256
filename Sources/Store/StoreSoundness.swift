import Digest
import GRDB
import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a damaged page does to a store without SQLite noticing when it reads.
extension Store {
  /// Refuses a store in which a text that still holds is not what was recorded, so that nobody is told what a flipped bit says.
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
    guard let recorded = sqlite3_column_blob(handle, hash), sqlite3_column_bytes(handle, hash) == 16
    else { return false }
    return withUnsafeBytes(of: (found.high.littleEndian, found.low.littleEndian)) {
      $0.elementsEqual(UnsafeRawBufferPointer(start: recorded, count: 16))
    }
  }
}

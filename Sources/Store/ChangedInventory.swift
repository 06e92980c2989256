import GRDB

extension Store {
  /// The newest import.
  ///
  /// - Throws: `StoreError` where nothing was ever imported.
  public func newestImport() throws -> PastImport {
    let newest = try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT id, at FROM import ORDER BY id DESC LIMIT 1").map {
        PastImport(number: $0[0], at: $0[1])
      }
    }
    guard let newest else {
      throw StoreError.noRun("nothing was ever imported into this store")
    }
    return newest
  }

  /// What was read last of a resource: its aspects, each as canonical JSON; nil where it was never read.
  public func state(of arn: String, kind: String) throws -> ResourceState? {
    try writer.read { db in
      guard
        let resource = try Row.fetchOne(
          db, sql: "SELECT id, account, region FROM resource WHERE arn = ? AND kind = ?",
          arguments: [arn, kind])
      else { return nil }
      let aspects = try Row.fetchAll(
        db,
        sql: """
          SELECT v.aspect, d.body FROM resource_version v JOIN document d ON d.id = v.document
          WHERE v.resource = ? AND v.to_import IS NULL ORDER BY v.aspect
          """, arguments: [resource[0] as Int64]
      ).map { (name: $0[0] as String, body: $0[1] as String) }
      return ResourceState(
        kind: kind, arn: arn, account: resource[1], region: resource[2], aspects: aspects)
    }
  }
}

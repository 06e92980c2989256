import Digest
import GRDB

/// One import as it is recorded: within a transaction, resource by resource, writing only what is not already so.
public final class ImportRecorder {
  /// The number of this import.
  public let id: Int64

  private let db: Database
  private let documents: DocumentTable
  private let wasEmpty: Bool
  private var seen: Set<Int64> = []
  private var listed: Set<Int64> = []
  /// The aspects, known from earlier imports, that nothing in this one printed of a resource that it shows.
  private var unprinted: [Int64: Set<String>] = [:]
  private var resources: [String: [String: Int64]] = [:]
  private var begun = 0
  private var elements = 0

  private let findResource: BulkStatement
  private let addResource: BulkStatement
  private let currentVersions: BulkStatement
  private let addVersion: BulkStatement
  private let endVersion: BulkStatement
  private let reviveVersion: BulkStatement
  private let deleteVersion: BulkStatement

  init(_ db: Database, key: SipHashKey, at: String, tool: String) throws {
    self.db = db
    documents = try DocumentTable(db, key: key)
    wasEmpty = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT * FROM resource)") != true
    let none = try documents.id(of: "[]")
    try db.execute(
      sql:
        "INSERT INTO import (at, tool, files, elements, changed, notes) VALUES (?, ?, 0, 0, 0, ?)",
      arguments: [at, tool, none])
    id = db.lastInsertedRowID
    findResource = try BulkStatement(db, sql: "SELECT id FROM resource WHERE arn = ? AND kind = ?")
    addResource = try BulkStatement(
      db, sql: "INSERT INTO resource (kind, arn, account, region) VALUES (?, ?, ?, ?)")
    currentVersions = try BulkStatement(
      db,
      sql: """
        SELECT aspect, document, from_import FROM resource_version
        WHERE resource = ? AND to_import IS NULL
        """)
    addVersion = try BulkStatement(
      db,
      sql: """
        INSERT INTO resource_version (resource, aspect, document, from_import) VALUES (?, ?, ?, ?)
        """)
    let version = "WHERE resource = ? AND aspect = ? AND from_import = ?"
    endVersion = try BulkStatement(
      db, sql: "UPDATE resource_version SET to_import = ? \(version)")
    reviveVersion = try BulkStatement(
      db,
      sql: """
        UPDATE resource_version SET to_import = NULL
        WHERE resource = ? AND aspect = ? AND to_import = ? AND document = ?
        """)
    deleteVersion = try BulkStatement(db, sql: "DELETE FROM resource_version \(version)")
  }

  /// Records what an export says of a resource; of two exports of one import the later one has the last word.
  public func record(_ state: ResourceState) throws {
    elements += 1
    var resource = resources[state.kind]?[state.arn]
    var isNew = false
    if resource == nil, !wasEmpty {
      resource = try findResource.number(state.arn, state.kind)
    }
    if resource == nil {
      // What is only listed, and was never read, is told of by the coverage.
      if state.aspects.isEmpty { return }
      resource = try addResource.run(state.kind, state.arn, state.account, state.region)
      isNew = true
    }
    guard let resource else { return }
    resources[state.kind, default: [:]][state.arn] = resource
    // What was only listed is there, but an export says nothing of how it is.
    let isFirst = !seen.contains(resource)
    if state.aspects.isEmpty { listed.insert(resource) } else { seen.insert(resource) }
    if isNew {
      for aspect in state.aspects { try begin(aspect.name, aspect.body, of: resource) }
      return
    }
    let rest = try update(resource, state)
    guard state.isPrintedInParts else { return }
    let older = Set(rest.values.filter { $0.from != id }.map(\.aspect))
    if let before = unprinted[resource] {
      unprinted[resource] = before.intersection(older)
    } else if isFirst, !older.isEmpty {
      unprinted[resource] = older
    }
  }

  private func begin(_ aspect: String, _ body: String, of resource: Int64) throws {
    let document = try documents.id(of: body)
    if !wasEmpty {
      // What an earlier reading of this import ended goes on if a later one shows it as it was.
      try reviveVersion.run(resource, aspect, id, document)
      if db.changesCount > 0 { return }
    }
    try addVersion.run(resource, aspect, document, id)
    begun += 1
  }

  /// What an aspect of a resource is now.
  private struct Version {
    var resource: Int64
    var aspect: String
    var document: Int64
    var from: Int64
  }

  private func open(of resource: Int64) throws -> [String: Version] {
    var open: [String: Version] = [:]
    try currentVersions.forEachRow(resource) { row in
      let aspect = row.text(0)
      open[aspect] = Version(
        resource: resource, aspect: aspect, document: row.number(1), from: row.number(2))
    }
    return open
  }

  /// Writes down what is different, and yields what the state does not tell.
  private func update(_ resource: Int64, _ state: ResourceState) throws -> [String: Version] {
    var current = try open(of: resource)
    for aspect in state.aspects {
      guard let version = current.removeValue(forKey: aspect.name) else {
        try begin(aspect.name, aspect.body, of: resource)
        continue
      }
      let document = try documents.id(of: aspect.body)
      if document == version.document { continue }
      try end(version)
      try begin(aspect.name, aspect.body, of: resource)
    }
    guard state.printsAllPolicies else { return current }
    for (aspect, version) in current
    where aspect.hasPrefix("inline:") || ["boundary", "instance-profiles"].contains(aspect) {
      try end(version)
      current[aspect] = nil
    }
    return current
  }

  private func end(_ version: Version) throws {
    if version.from == id {
      try deleteVersion.run(version.resource, version.aspect, version.from)
      begun -= 1
    } else {
      try endVersion.run(id, version.resource, version.aspect, version.from)
    }
  }

  /// Ends the resources that a complete export does not show any more, remembers those that an incomplete one did not
  /// show, and writes down what was covered.
  ///
  /// - Parameters:
  ///   - coverage: what was covered, each scope once.
  ///   - files: how many files were looked at.
  ///   - notes: canonical JSON, a list.
  /// - Throws: `DatabaseError`.
  public func finish(coverage: [ScopeCoverage], files: Int, notes: String) throws {
    let complete = Dictionary(
      coverage.map { ($0.scope, $0.complete) }, uniquingKeysWith: { $0 && $1 })
    if !wasEmpty { try endMissing(complete) }
    for item in coverage {
      try db.execute(
        sql: """
          INSERT INTO coverage (import, account, region, kind, complete, count, exported_at, why)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, item.scope.account, item.scope.region, item.scope.kind, item.complete, item.count,
          item.exportedAt, item.why,
        ])
    }
    try db.execute(
      sql: "UPDATE import SET files = ?, elements = ?, changed = ?, notes = ? WHERE id = ?",
      arguments: [files, elements, try changed(), try documents.id(of: notes), id])
  }

  /// How many aspects of resources began, ended or changed with this import.
  private func changed() throws -> Int {
    if wasEmpty { return begun }
    return try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM (
          SELECT resource, aspect FROM resource_version WHERE from_import = :import
          UNION SELECT resource, aspect FROM resource_version WHERE to_import = :import)
        """, arguments: ["import": id]) ?? 0
  }

  private func endMissing(_ complete: [StoreScope: Bool]) throws {
    let known = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, account, region, kind FROM resource r WHERE EXISTS (
          SELECT * FROM resource_version v WHERE v.resource = r.id AND v.to_import IS NULL)
        """)
    var gone: [Int64] = []
    var unread: [Int64] = []
    while let row = try known.next() {
      let resource: Int64 = row[0]
      let scope = StoreScope(account: row[1], region: row[2], speakingFor: row[3])
      let isWhole = seen.contains(resource) && unprinted[resource]?.isEmpty ?? true
      guard !isWhole, let isComplete = complete[scope] else { continue }
      if isComplete, !listed.contains(resource), !seen.contains(resource) {
        gone.append(resource)
      } else {
        unread.append(resource)
      }
    }
    for resource in gone {
      for version in try open(of: resource).values { try end(version) }
    }
    for resource in unread {
      try db.execute(
        sql: "INSERT INTO unread (import, resource) VALUES (?, ?)", arguments: [id, resource])
    }
  }
}

extension Store {
  /// Records one import in one transaction: all of it or, when `body` throws, nothing.
  public func recordImport<Value>(
    at: String, tool: String, _ body: (ImportRecorder) throws -> Value
  ) throws -> Value {
    do {
      return try writeTrusted { db in
        try body(ImportRecorder(db, key: hashKey, at: at, tool: tool))
      }
    } catch let error as DatabaseError {
      throw StoreError(error, location)
    }
  }
}

import Findings
import GRDB
import JSON

/// Finds out why a finding changed: which of the resources that its evidence names changed between the run before
/// and this one or, where none did, what else did.
struct CauseFinder {
  private let db: Database
  private let run: Int64
  private let importNumber: Int64
  /// The newest run before this one that shares a scope with it; nil if this is the first.
  private let before: Row?

  init(_ db: Database, run: Int64, importNumber: Int64) throws {
    self.db = db
    self.run = run
    self.importNumber = importNumber
    before = try Row.fetchOne(
      db, sql: "SELECT import, tool, configuration FROM run WHERE id = (\(Store.previousRunSQL))",
      arguments: [run, run])
  }

  /// Writes the causes of one step in a finding's life. A first run has none: everything is new in it.
  func write(finding: Int64, before old: FindingState?, after new: FindingState?) throws {
    guard let before else { return }
    var rows: [(kind: String, resource: Int64?, aspect: String?, before: Int64?, after: Int64?)] =
      []
    let subject = try String.fetchOne(
      db, sql: "SELECT subject FROM finding WHERE id = ?", arguments: [finding])
    let names = ([subject].compactMap { $0 } + arns(in: old) + arns(in: new)).uniqued()
    for arn in names {
      for change in try changes(of: arn, since: before[0]) {
        rows.append(("resource", change[0], change[1], change[2], change[3]))
      }
    }
    if rows.isEmpty { rows.append((try otherCause(before), nil, nil, nil, nil)) }
    for (ordinal, row) in rows.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO cause (finding, run, ordinal, kind, resource, aspect, before, after)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          finding, run, ordinal, row.kind, row.resource, row.aspect, row.before, row.after,
        ])
    }
  }

  /// The ARNs that the evidence names, in its own members and as policies in its statements.
  private func arns(in state: FindingState?) -> [String] {
    guard let state, let document = try? JSONDocument(text: state.evidence) else { return [] }
    var found: [String] = []
    for (key, value) in document.root.members {
      if let text = value.string, text.hasPrefix("arn:") { found.append(text) }
      guard ["statements", "nearMisses", "missing"].contains(key) else { continue }
      for element in value.elements {
        if let policy = element["policy"]?.string ?? element.string, policy.hasPrefix("arn:") {
          found.append(policy)
        }
      }
    }
    return found
  }

  /// Aspects of a resource that changed after an import: (resource, aspect, document before, document after).
  private func changes(of arn: String, since last: Int64) throws -> [Row] {
    try Row.fetchAll(
      db,
      sql: """
        WITH touched AS (
          SELECT DISTINCT v.resource, v.aspect FROM resource r JOIN resource_version v ON v.resource = r.id
          WHERE (r.arn = :arn OR (r.kind = 'task-definition' AND r.arn >= :arn || ':' AND r.arn < :arn || ';'))
            AND r.kind <> 'organization-attachment'
            AND (v.from_import BETWEEN :last + 1 AND :now OR v.to_import BETWEEN :last + 1 AND :now))
        SELECT t.resource, t.aspect,
          (SELECT document FROM resource_version v WHERE v.resource = t.resource AND v.aspect = t.aspect
            AND v.from_import <= :last AND (v.to_import IS NULL OR v.to_import > :last)) AS before,
          (SELECT document FROM resource_version v WHERE v.resource = t.resource AND v.aspect = t.aspect
            AND v.from_import <= :now AND (v.to_import IS NULL OR v.to_import > :now)) AS after
        FROM touched t WHERE before IS NOT after ORDER BY t.resource, t.aspect
        """, arguments: ["arn": arn, "last": last, "now": importNumber])
  }

  /// What changed when no resource did.
  private func otherCause(_ before: Row) throws -> String {
    let now = try Row.fetchOne(
      db, sql: "SELECT import, tool, configuration FROM run WHERE id = ?", arguments: [run])
    guard let now else { return "coverage" }
    if (before[1] as String) != (now[1] as String) { return "tool" }
    if (before[2] as Int64) != (now[2] as Int64) { return "configuration" }
    return "coverage"
  }
}

extension Sequence<String> {
  /// The first of each, in order.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

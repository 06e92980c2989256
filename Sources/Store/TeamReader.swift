import Findings
import GRDB

/// Reads which team each finding belongs to: the value of a tag.
///
/// The tag of the finding's subject counts; where the subject has none, or none is in any export, that of the first role
/// with one that its evidence names: the caller's, the task's, any other. Tags are those that were read last.
struct TeamReader {
  let db: Database
  /// The key of the tag, as AWS compares keys: case counts.
  let tag: String

  private static let members = ["callerRole", "taskRole", "role"]

  /// The team of each finding that has one.
  func teams() throws -> [Int64: String] {
    let values = try values()
    guard !values.isEmpty else { return [:] }
    var teams: [Int64: String] = [:]
    var others: Set<Int64> = []
    let findings = try Row.fetchCursor(db, sql: "SELECT id, subject FROM finding")
    while let row = try findings.next() {
      if let value = values[row[1]] {
        teams[row[0]] = value
      } else {
        others.insert(row[0])
      }
    }
    guard !others.isEmpty else { return teams }
    let columns = Self.members.map { "json_extract(d.body, '$.\($0)')" }.joined(separator: ", ")
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT i.finding, \(columns), max(i.from_run) FROM finding_interval i
        JOIN document d ON d.id = i.evidence GROUP BY i.finding
        """)
    while let row = try rows.next() {
      guard others.contains(row[0]) else { continue }
      let arns = Self.members.indices.lazy.compactMap { row[$0 + 1] as String? }
      if let value = arns.compactMap({ values[$0] }).first { teams[row[0]] = value }
    }
    return teams
  }

  /// The value of the tag of each resource that has it, by its ARN; of a task definition, by the family's, that of the
  /// latest revision.
  private func values() throws -> [String: String] {
    var values: [String: String] = [:]
    var revisions: [String: Int] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT r.arn, (SELECT e.value FROM json_each(d.body) e WHERE e.key = :tag), max(v.from_import)
        FROM resource_version v JOIN resource r ON r.id = v.resource JOIN document d ON d.id = v.document
        WHERE v.aspect = 'tags' GROUP BY v.resource
        """, arguments: ["tag": tag])
    while let row = try rows.next() {
      let arn: String = row[0]
      let name = FindingIdentity.withoutRevision(arn)
      let revision = name == arn ? 0 : Int(arn.dropFirst(name.count + 1)) ?? 0
      guard revision >= revisions[name] ?? 0 else { continue }
      revisions[name] = revision
      values[name] = row[1] as String?
    }
    return values
  }
}

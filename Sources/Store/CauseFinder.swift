import Findings
import GRDB
import JSON

/// Finds out why a finding changed: which of the resources that it rests on changed since the run that it is compared
/// with or, where none did, what else did.
final class CauseFinder {
  /// The step of a finding that a cause is looked for.
  struct Step {
    var finding: Int64
    var before: FindingState?
    var after: FindingState?
    /// Since which run it has not been evaluated; nil if the run before did evaluate it.
    var unevaluatedSince: Int64?
    var isEvaluated: Bool
  }

  private struct Change: Hashable {
    var resource: Int64
    var aspect: String
  }

  private struct Subject {
    var arn: String
    var check: String
    var scope: StoreScope
  }

  /// The run that a step is compared with.
  private struct Baseline {
    var run: Int64
    var importNumber: Int64
    var tool: String
    var configuration: Int64
  }

  private struct BaselineKey: Hashable {
    var scope: StoreScope
    var limit: Int64
    var isNew: Bool
  }

  private let db: Database
  private let run: Int64
  private let importNumber: Int64
  private let documents: DocumentTable
  private var baselines: [BaselineKey: Baseline?] = [:]
  /// What runs saw, by account, region and the run's number.
  private var seen: [StoreScope: [String: String]] = [:]

  init(_ db: Database, run: Int64, importNumber: Int64, documents: DocumentTable) throws {
    self.db = db
    self.run = run
    self.importNumber = importNumber
    self.documents = documents
  }

  /// Writes the causes of one step in a finding's life.
  ///
  /// A first run has none: everything is new in it.
  func write(_ step: Step) throws {
    guard let subject = try subject(of: step.finding),
      let baseline = try baseline(of: step, subject.scope)
    else { return }
    var rows: [Row] = []
    if step.isEvaluated {
      let named = [subject.arn] + (step.before?.arns ?? []) + (step.after?.arns ?? [])
      var seen: Set<Change> = []
      for arn in (named + (try policies(of: named, since: baseline.importNumber))).uniqued() {
        rows += try changes(of: arn, since: baseline.importNumber).filter {
          seen.insert(Change(resource: $0[0], aspect: $0[1])).inserted
        }
      }
      if rows.isEmpty { rows = try changesOfOrganization(since: baseline.importNumber) }
    }
    for (ordinal, row) in rows.enumerated() {
      try write(
        step, ordinal, "resource", resource: row[0], aspect: row[1], before: row[2], after: row[3])
    }
    if rows.isEmpty {
      let other = try otherCause(step, subject, baseline)
      try write(step, 0, other.kind, before: other.before, after: other.after)
    }
  }

  private func write(
    _ step: Step, _ ordinal: Int, _ kind: String, resource: Int64? = nil, aspect: String? = nil,
    before: Int64? = nil, after: Int64? = nil
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO cause (finding, run, ordinal, kind, resource, aspect, before, after)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [step.finding, run, ordinal, kind, resource, aspect, before, after])
  }

  private func subject(of finding: Int64) throws -> Subject? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT subject, check_id, account, region, kind FROM finding WHERE id = ?"),
      arguments: [finding]
    ).map {
      Subject(
        arn: $0[0], check: $0[1], scope: StoreScope(account: $0[2], region: $0[3], kind: $0[4]))
    }
  }

  /// The newest run that evaluated the finding; for one that is new, the newest that could have found it.
  private func baseline(of step: Step, _ scope: StoreScope) throws -> Baseline? {
    let key = BaselineKey(
      scope: scope, limit: step.unevaluatedSince ?? run, isNew: step.before == nil)
    if let known = baselines[key] { return known }
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT id, import, tool, configuration FROM run WHERE id = (
          SELECT run FROM run_scope WHERE account = ? AND region = ? AND kind = ? AND run < ?
          ORDER BY (? AND complete) DESC, run DESC)
        """, arguments: [scope.account, scope.region, scope.kind, key.limit, key.isNew])
    let baseline = row.map {
      Baseline(run: $0[0], importNumber: $0[1], tool: $0[2], configuration: $0[3])
    }
    baselines.updateValue(baseline, forKey: key)
    return baseline
  }

  /// The managed policies and boundaries that the roles among these have, or had then.
  private func policies(of arns: [String], since last: Int64) throws -> [String] {
    var policies: [String] = []
    for arn in arns.uniqued() where arn.contains(":role/") {
      let bodies = try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT d.body FROM resource r JOIN resource_version v ON v.resource = r.id
            JOIN document d ON d.id = v.document
            WHERE r.arn = ? AND r.kind = 'role' AND v.aspect IN ('attached', 'boundary')
              AND (v.to_import IS NULL OR v.to_import > ?) ORDER BY v.from_import, v.aspect
            """), arguments: [arn, last])
      for body in bodies {
        guard let root = try? JSONDocument(text: body).root else { continue }
        policies +=
          root.isArray ? root.elements.compactMap(\.string) : [root.string].compactMap(\.self)
      }
    }
    return policies
  }

  /// Aspects of a resource that changed after an import: (resource, aspect, document before, document after).
  private func changes(of arn: String, since last: Int64) throws -> [Row] {
    try changes(
      """
      (r.arn = :what OR (r.kind = 'task-definition' AND r.arn >= :what || ':' AND r.arn < :what || ';'))
      AND r.kind <> 'organization-attachment'
      """, arn, since: last)
  }

  /// What changed in the organization; its policies are not named by ARNs in evidence.
  private func changesOfOrganization(since last: Int64) throws -> [Row] {
    try changes("r.kind > :what AND r.kind < :what || 'z'", "organization-", since: last)
  }

  /// Only the tags of roles decide anything.
  private func changes(_ condition: String, _ what: String, since last: Int64) throws -> [Row] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          WITH named AS (SELECT r.id, r.kind = 'role' AS is_role FROM resource r WHERE \(condition)),
          touched AS (
            SELECT DISTINCT v.resource, v.aspect FROM named CROSS JOIN resource_version v ON v.resource = named.id
            WHERE (v.from_import BETWEEN :last + 1 AND :now OR v.to_import BETWEEN :last + 1 AND :now)
              AND (named.is_role OR v.aspect <> 'tags'))
          SELECT t.resource, t.aspect,
            (SELECT document FROM resource_version v WHERE v.resource = t.resource AND v.aspect = t.aspect
              AND v.from_import <= :last AND (v.to_import IS NULL OR v.to_import > :last)) AS before,
            (SELECT document FROM resource_version v WHERE v.resource = t.resource AND v.aspect = t.aspect
              AND v.from_import <= :now AND (v.to_import IS NULL OR v.to_import > :now)) AS after
          FROM touched t WHERE before IS NOT after ORDER BY t.resource, t.aspect
          """), arguments: ["what": what, "last": last, "now": importNumber])
  }

  /// Something that changed and is no resource, with what it was and what it is now where that can be said.
  private typealias Other = (kind: String, before: Int64?, after: Int64?)

  /// What changed when no resource did.
  private func otherCause(_ step: Step, _ subject: Subject, _ baseline: Baseline) throws -> Other {
    let now = try revision(of: subject.check, in: run)
    guard step.isEvaluated else {
      return now == nil ? ("check", nil, nil) : try coverage(subject, baseline)
    }
    if try revision(of: subject.check, in: baseline.run) != now { return ("check", nil, nil) }
    let other = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT tool, configuration FROM run WHERE id = ?"), arguments: [run])
    if let other, other[1] != baseline.configuration {
      return ("configuration", baseline.configuration, other[1])
    }
    if let other, other[0] != baseline.tool {
      return ("tool", try document(baseline.tool), try document(other[0]))
    }
    return try coverage(subject, baseline)
  }

  private func document(_ text: String) throws -> Int64 {
    try documents.id(of: JSONValue.string(text).canonical())
  }

  /// What of the subject's account and region was read completely then and is not now, or the other way round.
  private func coverage(_ subject: Subject, _ baseline: Baseline) throws -> Other {
    let then = try completeness(baseline.run, subject.scope)
    let now = try completeness(run, subject.scope)
    let kinds = Set(then.keys).union(now.keys).filter { then[$0] != now[$0] }
    guard !kinds.isEmpty else { return ("coverage", nil, nil) }
    func document(_ words: [String: String]) throws -> Int64 {
      let members = kinds.map { ($0, JSONValue.string(words[$0] ?? "not exported")) }
      return try documents.id(
        of: JSONValue.object(Dictionary(uniqueKeysWithValues: members)).canonical())
    }
    return ("coverage", try document(then), try document(now))
  }

  /// What a run saw of an account and region, and whether all of it, by kind.
  private func completeness(_ run: Int64, _ scope: StoreScope) throws -> [String: String] {
    let key = StoreScope(account: scope.account, region: scope.region, kind: "\(run)")
    if let known = seen[key] { return known }
    var words: [String: String] = [:]
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT kind, complete FROM run_scope WHERE account = ? AND region IN ('', ?) AND run = ?
          """), arguments: [scope.account, scope.region, run])
    while let row = try rows.next() { words[row[0]] = row[1] ? "complete" : "incomplete" }
    seen[key] = words
    return words
  }

  /// The revision of a check that did its work in a run.
  private func revision(of check: String, in run: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT c.revision FROM check_result c JOIN check_revision v ON v.id = c.revision
          WHERE c.run = ? AND v.check_id = ? AND c.status = 'completed'
          """), arguments: [run, check])
  }
}

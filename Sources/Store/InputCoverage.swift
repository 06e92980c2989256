import Findings
import GRDB

/// What is known, at one import, of how completely the things were read that findings rest on.
///
/// The newest word on each scope counts, whichever import said it: a run that reads less does not make whole what an
/// earlier one left open.
struct InputCoverage {
  private let unread: Set<String>
  private let unreadable: Set<String>
  /// The accounts of which a role or a policy was not understood; `aws` for AWS's own policies.
  private let misread: Set<String>
  private let complete: [StoreScope: Bool]

  /// Reads it; `unreadable` holds the ARNs of what was shown and could not be understood, or not all of it.
  init(_ db: Database, importNumber: Int64, unreadable: Set<String>) throws {
    self.unreadable = unreadable
    misread = Set(
      unreadable.filter { $0.split(separator: ":").dropFirst(2).first == "iam" }
        .map { SubjectName($0).account })
    unread = try Set(
      String.fetchAll(
        db,
        sql: """
          SELECT r.arn FROM unread u JOIN resource r ON r.id = u.resource
          WHERE u.import = (SELECT max(c.import) FROM coverage c WHERE c.account = r.account
            AND c.region = r.region AND c.kind = r.kind AND c.import <= ?)
          """, arguments: [importNumber]))
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT account, region, kind, complete, max(import) FROM coverage WHERE import <= ?
        GROUP BY account, region, kind
        """, arguments: [importNumber])
    var complete: [StoreScope: Bool] = [:]
    while let row = try rows.next() {
      complete[StoreScope(account: row[0], region: row[1], kind: row[2])] = row[3]
    }
    self.complete = complete
  }

  /// Whether the newest export of its scope should have shown a resource and did not.
  func isUnread(_ arn: String) -> Bool { unread.contains(arn) }

  /// Whether a resource was shown and not understood, or not all of it: what it lacks now may be there all the same.
  func isUnreadable(_ arn: String) -> Bool { unreadable.contains(arn) }

  /// Whether all that a finding of this scope may rest on was read completely, as far as it was ever read.
  func areComplete(for scope: StoreScope) -> Bool {
    guard misread.isDisjoint(with: [scope.account, "aws"]) else { return false }
    var inputs = [
      StoreScope(account: scope.account, region: "", kind: "role"),
      StoreScope(account: scope.account, region: "", kind: "policy"),
      StoreScope(account: scope.account, region: scope.region, kind: "task-definition"),
      StoreScope(account: scope.account, region: scope.region, kind: "cluster"),
      scope,
    ]
    if scope.kind == "cluster" {
      inputs.append(
        StoreScope(account: scope.account, region: scope.region, kind: "container-instance"))
    }
    return inputs.allSatisfy { complete[$0] != false }
  }
}

import Checks
import Findings
import Store
import World

/// A store whose world is empty, and a check put to it.
struct SampleWorld {
  let store: Store

  init() throws {
    store = try Store(.memory, .write(wait: 0), now: "2026-01-01T00:00:00Z")
    _ = try store.recordImport(at: "2026-01-01T00:00:00Z", tool: "test") { recorder in
      try recorder.record(
        ResourceState(
          kind: "role", arn: "arn:aws:iam::1:role/a", account: "1", region: "",
          aspects: [("attached", "[]")]))
      try recorder.finish(coverage: [], files: 1, notes: "[]")
    }
    _ = try WorldBuilder.build(in: store)
  }

  func run(
    _ folder: CheckFolder, budget: CheckRunner.Budget = .init(),
    wanted: Set<FindingIdentity> = [], isInScope: @escaping (String) -> Bool = { _ in true }
  ) throws -> CheckOutcome {
    let runner = try CheckRunner(store, budget: budget)
    guard let check = try folder.library().checks.first else {
      throw CheckError(folder.id, "there is no check")
    }
    return try runner.run(check, wanted: wanted, isInScope: isInScope)
  }

  /// Runs a check whose rows are these values of subject, locator, key, verdict, code, and of more columns.
  func rows(
    _ rows: String..., columns: String = "", severity: String = "critical", codes: String? = nil,
    wanted: Set<FindingIdentity> = [], isInScope: @escaping (String) -> Bool = { _ in true }
  ) throws -> CheckOutcome {
    var folder = CheckFolder(severity: "\"\(severity)\"")
    if let codes { folder.codes = codes }
    folder.sql = """
      WITH given (subject, locator, key, verdict, code\(columns)) AS (VALUES \(rows.joined(separator: ",")))
      SELECT * FROM given
      """
    return try run(folder, wanted: wanted, isInScope: isInScope)
  }
}

public import Findings
public import GRDB

/// Reads the chains from triggers to tasks off the world that the newest audit built.
public struct ChainReader {
  private let database: any DatabaseReader

  public init(_ database: any DatabaseReader) { self.database = database }

  /// The chain of one place that starts tasks, or of a task definition in use.
  ///
  /// - Parameters:
  ///   - subject: the ARN of a state machine, rule, schedule, pipe or task definition.
  ///   - locator: the path of the state or the id of the target.
  ///   - taskDefinition: the ARN of what it starts, where it may start several.
  /// - Returns: the chain; nil where the world has none, as before the first audit.
  /// - Throws: `DatabaseError`.
  public func chain(
    of subject: String, _ locator: String, starting taskDefinition: String? = nil
  ) throws -> TaskChain? {
    try database.read { db in
      guard try db.tableExists("launch"), try db.tableExists("need") else { return nil }
      if let launch = try Self.launch(db, subject, locator, taskDefinition) {
        return try Self.chain(db, launch)
      }
      let id = try Int64.fetchOne(
        db, sql: "SELECT id FROM task_definition WHERE arn = ? AND in_use", arguments: [subject])
      return try id.map {
        TaskChain(roles: try Self.roles(db, task: $0, launch: nil), taskDefinition: subject)
      }
    }
  }

  private static func launch(
    _ db: Database, _ subject: String, _ locator: String, _ taskDefinition: String?
  ) throws -> Row? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT l.id, l.task_definition_id, iif(l.caller_is = 'dynamic', NULL, l.caller), l.action, l.may_run_task,
          coalesce(t.arn, iif(l.task_is IN ('dynamic', 'pattern'), NULL, l.task_definition))
        FROM launch l LEFT JOIN task_definition t ON t.id = l.task_definition_id
        WHERE l.subject = ? AND l.locator = ? ORDER BY t.arn IS NOT ?, l.id
        """, arguments: [subject, locator, taskDefinition])
  }

  private static func chain(_ db: Database, _ launch: Row) throws -> TaskChain {
    let id: Int64 = launch[0]
    var chain = TaskChain(
      caller: launch[2], action: launch[3], starting: (launch[4] as Int64?) == 1 ? .pass : .unknown,
      roles: try roles(db, task: launch[1], launch: id), taskDefinition: launch[5])
    for row in try Row.fetchAll(
      db,
      sql: "SELECT purpose, slot, role, verdict FROM need WHERE launch = ? ORDER BY id",
      arguments: [id])
    {
      let verdict = Verdict(rawValue: row[3]) ?? .unknown
      switch (row[0] as String, row[1] as String) {
      case ("assume", "caller"): chain.assumingCaller = verdict
      case ("run-task", _): chain.starting = verdict
      case ("pass-role", let slot):
        guard let place = chain.roles.firstIndex(where: { $0.slot == slot }) else {
          chain.roles.append(.init(slot: slot, arn: row[2], passing: verdict))
          continue
        }
        chain.roles[place].passing = verdict
      case ("assume", let slot):
        guard let place = chain.roles.firstIndex(where: { $0.slot == slot }) else { continue }
        chain.roles[place].assuming = verdict
      default: continue
      }
    }
    return chain
  }

  /// The roles of a task definition or, of a launch, those that it hands over, which are passed where no need says otherwise.
  private static func roles(
    _ db: Database, task: Int64?, launch: Int64?
  ) throws -> [TaskChain.Role] {
    let given: [TaskChain.Role] = try Row.fetchAll(
      db,
      sql: """
        SELECT 'task', task_role, may_pass_task_role FROM launch WHERE id = :launch AND task_role_is IS NOT 'dynamic'
        UNION ALL SELECT 'execution', execution_role, may_pass_execution_role FROM launch WHERE id = :launch
        UNION ALL SELECT 'task', task_role, NULL FROM task_definition WHERE id = :task AND :launch IS NULL
        UNION ALL SELECT 'execution', execution_role, NULL FROM task_definition WHERE id = :task AND :launch IS NULL
        """, arguments: ["launch": launch, "task": task]
    ).compactMap { row in
      guard let arn: String = row[1], !arn.isEmpty else { return nil }
      return TaskChain.Role(slot: row[0], arn: arn, passing: (row[2] as Int64?) == 1 ? .pass : nil)
    }
    let trusted = try Row.fetchAll(
      db,
      sql: """
        SELECT slot, role, verdict FROM need WHERE purpose = 'assume' AND launch IS NULL AND subject_id = ?
          AND slot IN ('task', 'execution')
        """, arguments: [task])
    return given.map { role in
      var role = role
      let row = trusted.first { $0[0] == role.slot && $0[1] == role.arn }
      role.assuming = row.flatMap { Verdict(rawValue: $0[2]) }
      return role
    }
  }
}

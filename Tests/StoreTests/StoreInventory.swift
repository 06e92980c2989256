import GRDB

@testable import Store

extension ResourceState {
  static let ownAccount = "111122223333"

  /// A role with an inline policy, as get-account-authorization-details prints it.
  static func role(
    _ name: String, account: String = ResourceState.ownAccount, trust: String = #"{"t":1}"#,
    inline: [String: String] = ["run": #"{"p":1}"#], attached: String? = "[]",
    boundary: String? = nil
  ) -> ResourceState {
    var aspects = [(name: "trust", body: trust)]
    aspects += inline.sorted { $0.key < $1.key }.map { (name: "inline:" + $0.key, body: $0.value) }
    if let boundary { aspects.append((name: "boundary", body: boundary)) }
    if let attached { aspects.append((name: "attached", body: attached)) }
    return ResourceState(
      kind: "role", arn: "arn:aws:iam::\(account):role/\(name)", account: account, region: "",
      aspects: aspects)
  }

  static func machine(
    _ name: String, account: String = ResourceState.ownAccount, definition: String? = #"{"d":1}"#
  ) -> ResourceState {
    ResourceState(
      kind: "state-machine", arn: "arn:aws:states:eu-west-1:\(account):stateMachine:\(name)",
      account: account, region: "eu-west-1",
      aspects: definition.map { [(name: "definition", body: $0)] } ?? [])
  }

  static func task(
    _ name: String, account: String = ResourceState.ownAccount, definition: String = #"{"d":1}"#
  ) -> ResourceState {
    ResourceState(
      kind: "task-definition", arn: "arn:aws:ecs:eu-west-1:\(account):task-definition/\(name)",
      account: account, region: "eu-west-1", aspects: [(name: "definition", body: definition)])
  }

  var scope: StoreScope { StoreScope(account: account, region: region, kind: kind) }
}

extension Store {
  /// Imports resources; their scopes are complete unless named otherwise.
  @discardableResult
  func importing(
    _ states: ResourceState..., at: String = "2026-01-01T00:00:00Z",
    incomplete: Set<String> = [], also kinds: [StoreScope] = []
  ) throws -> Int64 {
    try importing(states, at: at, incomplete: incomplete, also: kinds)
  }

  @discardableResult
  func importing(
    _ states: [ResourceState], at: String = "2026-01-01T00:00:00Z",
    incomplete: Set<String> = [], also kinds: [StoreScope] = []
  ) throws -> Int64 {
    try recordImport(at: at, tool: "test") { recorder in
      for state in states { try recorder.record(state) }
      try recorder.finish(
        coverage: Set(states.map(\.scope) + kinds).map {
          ScopeCoverage(scope: $0, complete: !incomplete.contains($0.kind), count: 1)
        }, files: 1, notes: "[]")
      return recorder.id
    }
  }

  func count(_ table: String) throws -> Int {
    try writer.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
  }

  /// The life of each aspect as lines: `role/a trust {"t":1} 1-2`; an open end is empty.
  func lives() throws -> [String] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT r.arn, v.aspect, d.body, v.from_import, v.to_import FROM resource_version v
          JOIN resource r ON r.id = v.resource JOIN document d ON d.id = v.document
          ORDER BY r.arn, v.aspect, v.from_import
          """
      ).map { row in
        let arn: String = row[0]
        let tail = arn.split(separator: ":").last.map(String.init) ?? arn
        let end = (row[4] as Int64?).map(String.init) ?? ""
        return "\(tail) \(row[1] as String) \(row[2] as String) \(row[3] as Int64)-\(end)"
      }
    }
  }

  /// The resources that an import should have shown and did not, by the last part of their ARNs.
  func unread(_ number: Int64) throws -> [String] {
    try writer.read { db in
      try String.fetchAll(
        db,
        sql: "SELECT arn FROM unread JOIN resource ON id = resource WHERE import = ? ORDER BY 1",
        arguments: [number])
    }.map { $0.split(separator: ":").last.map(String.init) ?? $0 }
  }
}

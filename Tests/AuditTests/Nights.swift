import Audit
import BundledChecks
import Checks
import Findings
import GRDB
import Importers
import Reports
import Store
import World

/// Audits of exports, night after night, in one store.
final class Nights {
  let store: Store
  let library: CheckLibrary
  private var count = 0

  /// The bundled checks but for those that give advice: what these tests make up works, and could always be better.
  static let checks = BundledChecks.files.filter { !$0.key.hasPrefix("advice/") }

  init(_ location: Store.Location = .memory, checks: [String: String] = Nights.checks) throws {
    store = try Store(location, .write(wait: 0), now: Self.day(0))
    library = try Self.library(checks)
  }

  /// The checks of most tests, read once.
  private static let usual = Result {
    try CheckLibrary(files: checks, source: "test", withCases: false)
  }

  static func library(_ checks: [String: String]) throws -> CheckLibrary {
    checks == Self.checks
      ? try usual.get() : try CheckLibrary(files: checks, source: "test", withCases: false)
  }

  /// Goes on with a store that is there, with other checks, from that night on.
  init(_ store: Store, checks: [String: String], night: Int) throws {
    self.store = store
    library = try Self.library(checks)
    count = night
  }

  /// When the audit of that number is made.
  static func day(_ number: Int) -> String {
    "2026-02-\(number < 10 ? "0" : "")\(number)T00:00:00Z"
  }

  @discardableResult
  func audit(_ account: SmallAccount) throws -> Auditor.Outcome {
    try audit(account.source)
  }

  @discardableResult
  func audit(
    _ source: ExportSource, assuming assumptions: [Assumption] = []
  ) throws -> Auditor.Outcome {
    count += 1
    let auditor = Auditor(
      store, library, now: Self.day(count), tool: "rolecall test", assuming: assumptions)
    return try auditor.audit(try auditor.importExports([source]))
  }

  /// A table as lines.
  func dump(_ table: String) throws -> [String] {
    try store.writer.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { $0.description }
    }
  }

  /// The needs of that purpose in the world, each as its decision and its cause; those that are only noted of their launch come first.
  func needs(_ purpose: String) throws -> [String] {
    try store.writer.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT 'allowed -' FROM launch WHERE :purpose = 'pass-role' AND may_pass_task_role
          UNION ALL SELECT 'allowed -' FROM launch WHERE :purpose = 'pass-role' AND may_pass_execution_role
          UNION ALL
          SELECT * FROM (SELECT n.decision || ' ' || coalesce(a.cause, '-') FROM need n LEFT JOIN answer a ON a.id = n.answer
          WHERE n.purpose = :purpose ORDER BY n.id)
          """, arguments: ["purpose": purpose])
    }
  }

  /// All of the world, table by table.
  func world() throws -> [[String]] {
    try [
      "scope", "role", "task_definition", "cluster", "container_instance", "placement", "host",
      "host_proxy", "process_starter", "static_credentials", "container_proxy",
      "credentials_variable", "installed_sdk", "launch",
      "answer", "need", "misplaced_grant", "wiring", "machine_trigger", "refusal", "assumption",
      "fleet", "call_need", "instance_need",
    ].map(dump)
  }
}

extension Report {
  /// The findings with that status, each as its code and the name of its subject.
  func lines(_ status: FindingStatus) -> [String] {
    findings.filter { $0.status == status }.map {
      "\($0.code) \(SubjectName($0.subject).name)"
    }.sorted()
  }

  /// In every format and language.
  var rendered: [String] {
    Format.allCases.flatMap { format in
      Language.allCases.map { format.renderer(language: $0, all: true).render(self) }
    }
  }
}

import GRDB
import IAM
import JSON
import Store

/// The statements that fill the world's tables on what works and could be better.
struct AdviceTables {
  private let principals: BulkStatement
  private let services: BulkStatement
  private let pinned: BulkStatement
  private let rules: BulkStatement
  private let buses: BulkStatement
  private let grants: BulkStatement
  private let bareRoles: BulkStatement

  init(_ db: Database) throws {
    principals = try BulkStatement(db, sql: "INSERT INTO trusted_principal VALUES (?, ?, ?, ?)")
    services = try BulkStatement(db, sql: "INSERT INTO trusted_service VALUES (?, ?, ?, ?, ?, ?)")
    pinned = try BulkStatement(db, sql: "INSERT INTO pinned_revision VALUES (?, ?, ?)")
    rules = try BulkStatement(
      db, sql: "INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    buses = try BulkStatement(
      db, sql: "INSERT INTO bus_target VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)")
    grants = try BulkStatement(
      db, sql: "INSERT INTO loose_grant VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)")
    bareRoles = try BulkStatement(db, sql: "INSERT OR IGNORE INTO bare_role VALUES (?)")
  }

  /// Writes a statement of a role that reaches further than what the role starts.
  func looseGrant(
    _ role: Int64, _ kind: String, _ action: String, _ grant: OpenGrant, resource: String?
  ) throws {
    try grants.run(
      role, kind, action, grant.policy, grant.sid, Int64(grant.statement), resource)
  }

  /// Writes that a task role has no policy at all.
  func bareRole(_ role: Role) throws { try bareRoles.run(role.id) }

  func rule(_ rule: Rule) throws {
    try rules.run(
      rule.id, rule.arn, rule.account, rule.region, rule.bus, rule.isEnabled, rule.managedBy,
      rule.hasPattern, rule.hasSchedule, rule.targets, rule.starting, rule.unqueued)
  }

  /// Writes a target that is a bus, and whether its role may put events there.
  func busTarget(
    _ target: Rule.BusTarget, of rule: Rule, role: String?, _ found: RoleDirectory.Resolution?,
    _ answer: NeedDecider.Answer
  ) throws {
    try buses.run(
      rule.id, target.locator, target.bus, role, found?.word ?? "absent", found?.role?.id,
      answer.decision, answer.row)
  }

  /// Writes whom trust policies let in, given by the ids of their documents.
  func trusted(_ principals: [Int64: [TrustedPrincipal]]) throws {
    for (trust, trusted) in principals.sorted(by: { $0.key < $1.key }) {
      for principal in trusted {
        try self.principals.run(trust, principal.type, principal.name, principal.isRestricted)
      }
    }
  }

  /// Writes how many roles of each account let each service in, and which do so without asking on whose behalf it comes.
  func trusting(_ trusted: [Int64: [TrustedPrincipal]], by roles: [Int64: [Role]]) throws {
    struct Service: Hashable {
      var account: String
      var name: String
    }
    var all: [Service: [(role: Role, isRestricted: Bool)]] = [:]
    for (trust, principals) in trusted {
      for principal in principals where principal.type == "Service" {
        for role in roles[trust] ?? [] {
          all[Service(account: role.account, name: principal.name), default: []]
            .append((role, principal.isRestricted))
        }
      }
    }
    let sorted = all.sorted { ($0.key.account, $0.key.name) < ($1.key.account, $1.key.name) }
    for (service, trusting) in sorted {
      let open = trusting.filter { !$0.isRestricted }.map(\.role.name).sorted()
      let first = trusting.map(\.role.arn).min() ?? ""
      try services.run(
        service.account, service.name, first, trusting.count - open.count, open.count,
        JSONValue.array(open.prefix(10).map(JSONValue.string)).canonical())
    }
  }

  /// Writes that the caller of a launch may start one revision of a family and not the next.
  func pinnedRevision(of launch: Int64, _ allowed: String, next: String) throws {
    try pinned.run(launch, allowed, next)
  }
}

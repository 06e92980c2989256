import IAM
import JSON
import Store

/// A role as far as being called by that name goes.
final class Role: Sendable {
  let id: Int64
  let arn: String
  let account: String
  let path: String
  let name: String
  /// An ARN; nil where there is none or it was not read.
  let boundary: String?
  /// `static`, `absent` or `unread`.
  let boundaryIs: String
  let policiesRead: Bool
  /// Whether it is known that no managed policy is attached.
  let attachesNothing: Bool
  /// The document of the trust policy; nil where it was not read.
  let trust: Int64?

  /// Takes what the inventory has of a role, `boundary` being canonical JSON; nil if its ARN is none of a role.
  init?(
    id: Int64, arn: String, account: String, attached: String?, trust: Int64?, boundary: String?,
    isUnread: Bool
  ) {
    guard let resource = ResourceName(arn)?.resource,
      let slash = resource.utf8.lastIndex(of: UInt8(ascii: "/")),
      let first = resource.utf8.firstIndex(of: UInt8(ascii: "/"))
    else { return nil }
    self.id = id
    self.arn = arn
    self.account = account
    path = String(resource[first...slash])
    name = String(resource[resource.utf8.index(after: slash)...])
    self.boundary = boundary.flatMap { try? JSONDocument(text: $0).root.string }
    let hasPolicies = attached != nil
    // What prints a role's policies prints its boundary, if it has one.
    let isBoundaryRead = (boundary != nil || hasPolicies) && !isUnread
    boundaryIs = isBoundaryRead ? (self.boundary == nil ? "absent" : "static") : "unread"
    policiesRead = hasPolicies && !isUnread
    attachesNothing = attached == "[]" && !isUnread
    self.trust = isUnread ? nil : trust
  }
}

/// The roles of the inventory, by ARN and by name.
struct RoleDirectory: Sendable {
  /// What a reference to a role came to.
  enum Resolution: Sendable {
    case found(Role)
    /// Not in an export that is complete.
    case missing
    /// Not in what was exported.
    case unread

    var role: Role? { if case .found(let role) = self { role } else { nil } }

    /// The word of the column `role_is`.
    var word: String {
      switch self {
      case .found: "found"
      case .missing: "missing"
      case .unread: "unread"
      }
    }
  }

  private(set) var all: [Role] = []
  private var byArn: [String: Role] = [:]
  private var byName: [String: Role] = [:]
  private let scopes: Scopes

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.scopes = scopes
    let unread = try inventory.unread("role")
    func version(_ aspect: String) -> String {
      "FROM resource_version v WHERE v.resource = r.id AND v.aspect = '\(aspect)' AND v.to_import IS NULL"
    }
    let roles = try BulkStatement(
      inventory.db,
      sql: """
        SELECT r.id, r.arn, r.account,
          (SELECT d.body FROM document d WHERE d.id = (SELECT v.document \(version("attached")))),
          (SELECT v.document \(version("trust"))),
          (SELECT d.body FROM document d WHERE d.id = (SELECT v.document \(version("boundary"))))
        FROM resource r WHERE r.kind = 'role' AND EXISTS (
          SELECT * FROM resource_version v WHERE v.resource = r.id AND v.to_import IS NULL)
        ORDER BY r.id
        """)
    try roles.forEachRow { row in
      let role = Role(
        id: row.number(0), arn: row.text(1), account: row.text(2),
        attached: row.isNull(3) ? nil : row.text(3),
        trust: row.isNull(4) ? nil : row.number(4), boundary: row.isNull(5) ? nil : row.text(5),
        isUnread: unread.contains(row.number(0)))
      guard let role else { return }
      byArn[role.arn] = role
      byName[Self.nameKey(role.account, role.name)] = role
      all.append(role)
    }
  }

  private static func nameKey(_ account: String, _ name: String) -> String {
    account + "/" + name.lowercased()
  }

  /// The ARN of a role of a task definition; of one that is not there, the ARN that its name stands for.
  func arn(of name: String, _ resolution: Resolution, like task: TaskDefinition) -> String {
    if let role = resolution.role { return role.arn }
    if name.utf8.starts(with: "arn:".utf8) { return name }
    return "arn:\(ResourceName(task.arn)?.partition ?? "aws"):iam::\(task.account):role/\(name)"
  }

  /// The role that an ARN or, in task definitions, a bare name means.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (taskRoleArn)
  func resolve(_ name: String, account: String) -> Resolution {
    if name.hasPrefix("arn:") {
      if let role = byArn[name] { return .found(role) }
      let owner = ResourceName(name)?.account ?? account
      return scopes.isComplete(owner, "", "role") ? .missing : .unread
    }
    if let role = byName[Self.nameKey(account, name)] { return .found(role) }
    return scopes.isComplete(account, "", "role") ? .missing : .unread
  }
}

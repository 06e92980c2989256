import GRDB
import IAM
import JSON

/// A role as far as being called by that name goes.
struct Role {
  var id: Int64
  var arn: String
  var account: String
  var path: String
  var name: String
  /// An ARN; nil where there is none or it was not read.
  var boundary: String?
  /// `static`, `absent` or `unread`.
  var boundaryIs: String
  var policiesRead: Bool
  var trustRead: Bool
}

/// The roles of the inventory, by ARN and by name.
struct RoleDirectory {
  /// What a reference to a role came to.
  enum Resolution {
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
  private var byArn: [String: Int] = [:]
  private var byName: [String: Int] = [:]
  private let scopes: Scopes

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.scopes = scopes
    let unread = try inventory.unread("role")
    let rows = try Row.fetchCursor(
      inventory.db,
      sql: """
        SELECT r.id, r.arn, r.account, max(v.aspect = 'attached'), max(v.aspect = 'trust'),
          max(v.aspect = 'boundary'), max(CASE v.aspect WHEN 'boundary' THEN d.body END)
        FROM resource r CROSS JOIN resource_version v ON v.resource = r.id AND v.to_import IS NULL
        LEFT JOIN document d ON v.aspect = 'boundary' AND d.id = v.document
        WHERE r.kind = 'role' GROUP BY r.id ORDER BY r.id
        """)
    while let row = try rows.next() {
      let arn: String = row[1]
      guard let resource = ResourceName(arn)?.resource, let slash = resource.lastIndex(of: "/"),
        let first = resource.firstIndex(of: "/")
      else { continue }
      let id: Int64 = row[0]
      let isRead = !unread.contains(id)
      let boundary = (row[6] as String?).flatMap { try? JSONDocument(text: $0).root.string }
      let role = Role(
        id: id, arn: arn, account: row[2], path: String(resource[first...slash]),
        name: String(resource[resource.index(after: slash)...]), boundary: boundary,
        boundaryIs: row[5] && isRead ? (boundary == nil ? "absent" : "static") : "unread",
        policiesRead: row[3] && isRead, trustRead: row[4] && isRead)
      byArn[arn] = all.count
      byName[Self.nameKey(role.account, role.name)] = all.count
      all.append(role)
    }
  }

  private static func nameKey(_ account: String, _ name: String) -> String {
    account + "/" + name.lowercased()
  }

  /// The role that an ARN or, in task definitions, a bare name means.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (taskRoleArn)
  func resolve(_ name: String, account: String) -> Resolution {
    if name.hasPrefix("arn:") {
      if let index = byArn[name] { return .found(all[index]) }
      let owner = ResourceName(name)?.account ?? account
      return scopes.isComplete(owner, "", "role") ? .missing : .unread
    }
    if let index = byName[Self.nameKey(account, name)] { return .found(all[index]) }
    return scopes.isComplete(account, "", "role") ? .missing : .unread
  }
}

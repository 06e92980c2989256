import GRDB

/// The users and groups of the inventory.
struct UserDirectory {
  struct User {
    var id: Int64
    var arn: String
    var account: String
    var name: String
    /// Whether the newest export shows it, with its policies.
    var isRead: Bool
  }

  private(set) var all: [User] = []
  private var byArn: [String: Int] = [:]
  private var groups: [String: User] = [:]

  init(_ inventory: Inventory) throws {
    all = try Self.read("user", inventory)
    for (index, user) in all.enumerated() { byArn[user.arn] = index }
    for group in try Self.read("group", inventory) where group.isRead {
      groups[Self.key(group.account, group.name)] = group
    }
  }

  subscript(arn: String) -> User? { byArn[arn].map { all[$0] } }

  /// A group that was read, by its name.
  func group(_ name: String, in account: String) -> User? { groups[Self.key(account, name)] }

  private static func key(_ account: String, _ name: String) -> String {
    account + "/" + name.lowercased()
  }

  private static func read(_ kind: String, _ inventory: Inventory) throws -> [User] {
    let unread = try inventory.unread(kind)
    return try Row.fetchAll(
      inventory.db,
      sql: """
        SELECT r.id, r.arn, r.account, max(v.aspect = 'attached')
        FROM resource r JOIN resource_version v ON v.resource = r.id AND v.to_import IS NULL
        WHERE r.kind = ? GROUP BY r.id ORDER BY r.id
        """, arguments: [kind]
    ).map { row in
      let arn: String = row[1]
      return User(
        id: row[0], arn: arn, account: row[2],
        name: arn.split(separator: "/").last.map(String.init) ?? arn,
        isRead: row[3] && !unread.contains(row[0]))
    }
  }
}

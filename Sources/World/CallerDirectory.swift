import IAM

/// Everybody who may ask for something: the roles and users of the inventory, by what people call them.
struct CallerDirectory {
  private let roles: RoleDirectory
  private let users: UserDirectory
  private let scopes: Scopes
  private let byName: [String: [String]]
  /// The ARNs of all roles and users, sorted.
  let arns: [String]

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.scopes = scopes
    roles = try RoleDirectory(inventory, scopes)
    users = try UserDirectory(inventory)
    byName = Dictionary(
      roles.all.map { ($0.name, [$0.arn]) } + users.all.map { ($0.name, [$0.arn]) },
      uniquingKeysWith: +)
    arns = (roles.all.map(\.arn) + users.all.map(\.arn)).sorted()
  }

  /// The role of that ARN.
  func role(_ arn: String) -> RoleDirectory.Resolution { roles.resolve(arn, account: "") }

  /// Finds who is called by a name, an ARN or the name of a service.
  ///
  /// - Throws: `AccessError` for a name that nobody has, or several.
  func caller(
    _ name: String, action: String, _ library: PolicyLibrary
  ) throws -> Caller {
    var arn = name
    if let named = byName[name] {
      guard named.count == 1 else { throw AccessError.ambiguous(name, named.sorted()) }
      arn = named[0]
    }
    if let named = ResourceName(arn), named.service == "iam", named.resource.hasPrefix("group/") {
      throw AccessError.group(name)
    }
    guard let principal = Principal(named: arn, action: action) else {
      throw AccessError.noPrincipal(name)
    }
    switch principal {
    case .role(let arn):
      let role = roles.resolve(arn, account: "")
      return try caller(role, principal, arn, library)
    case .session(let arn, _):
      let parts = ResourceName(arn)
      let names = parts?.resource.split(separator: "/") ?? []
      let account = parts?.account ?? ""
      guard names.count == 3 else { throw AccessError.noPrincipal(name) }
      let role = roles.resolve(String(names[1]), account: account)
      let session = Principal.session(arn: arn, role: role.role?.arn)
      return try caller(role, session, arn, library)
    case .user(let arn):
      if let user = users[arn] { return try Caller(user, in: users, library) }
      let account = ResourceName(arn)?.account ?? ""
      guard ResourceName(arn)?.service == "iam", !scopes.isComplete(account, "", "user") else {
        throw AccessError.noPrincipal(name)
      }
      return Caller(unread: arn, principal, account: account)
    case .account(let id): return Caller(rootOf: id, library)
    case .federated(let provider)
    where provider.hasPrefix("arn:") && !provider.contains("-provider/"):
      throw AccessError.noPrincipal(name)
    case .federated, .service, .anonymous: return Caller(outsider: principal, name)
    }
  }

  /// Somebody whom a trust policy names and who is none of the roles and users that were read; nil for these, and for the
  /// account of the role itself.
  ///
  /// For all of an account, or of any, somebody stands of whom nothing is known.
  func stranger(
    _ name: String, in account: String, action: String, _ library: PolicyLibrary
  ) throws -> Caller? {
    if name == "*" {
      var anybody = anybody(of: "000000000000", "anybody")
      anybody.account = nil
      anybody.context["aws:PrincipalAccount"] = nil
      return anybody
    }
    let principal = Principal(named: name, action: action)
    // Who comes from an identity provider assumes roles by calls of their own.
    if case .federated = principal, action.lowercased() == "sts:assumerole" { return nil }
    if case .account(let id) = principal {
      let isRead =
        roles.all.contains { $0.account == id } || users.all.contains { $0.account == id }
      return id == account || isRead ? nil : anybody(of: id, "account \(id)")
    }
    guard !arns.contains(name), byName[name] == nil else { return nil }
    do { return try caller(name, action: action, library) } catch is AccessError { return nil }
  }

  private func anybody(of account: String, _ name: String) -> Caller {
    let arn = "arn:aws:iam::\(account):role/\(name)"
    var caller = Caller(unread: arn, .role(arn: arn), account: account)
    caller.name = name
    caller.policies.identity = [Policy(name: "the policies of \(name)", document: nil)]
    return caller
  }

  private func caller(
    _ role: RoleDirectory.Resolution, _ principal: Principal, _ arn: String,
    _ library: PolicyLibrary
  ) throws -> Caller {
    switch role {
    case .found(let role): return try Caller(role, principal, library)
    case .missing: throw AccessError.noPrincipal(arn)
    case .unread:
      return Caller(unread: arn, principal, account: ResourceName(arn)?.account ?? "")
    }
  }
}

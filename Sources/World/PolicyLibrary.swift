import GRDB
import IAM
import JSON

/// The policies that speak about a role, each document decoded once.
///
/// Documents of roles are many and used by one role each, so what was decoded is forgotten from time to time; an account of
/// fifty thousand roles does not have to fit into memory.
final class PolicyLibrary {
  private let inventory: Inventory
  private let organization: Organization
  private let managed: [String: Int64]
  private var managedPolicies: [String: [UInt8]?] = [:]
  private var identities: [Int64: RolePolicies] = [:]
  private var sets: [Int64: PolicySet] = [:]
  /// By the id of the document, which many roles share.
  private var trusts: [Int64: Policy] = [:]
  /// Whom the trust policies that were asked for let in, by the id of the document.
  private(set) var trusted: [Int64: [TrustedPrincipal]] = [:]
  /// The roles whose trust policies were asked for, by the id of the document.
  private(set) var roles: [Int64: [Role]] = [:]
  private var isAsked: Set<Int64> = []
  private var reported: Set<WorldNote> = []
  /// What was found wrong with documents on the way.
  private(set) var notes: [WorldNote] = []

  convenience init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.init(
      inventory, organization: try Organization(inventory, scopes),
      managed: try Self.managedPolicies(inventory))
  }

  /// Makes a library of what was read before.
  init(_ inventory: Inventory, organization: Organization, managed: [String: Int64]) {
    self.inventory = inventory
    self.organization = organization
    self.managed = managed
    notes = organization.notes
  }

  /// The ids of the managed policies that were read, by their ARNs.
  static func managedPolicies(_ inventory: Inventory) throws -> [String: Int64] {
    var managed: [String: Int64] = [:]
    let unread = try inventory.unread("policy")
    let rows = try Row.fetchCursor(
      inventory.db, sql: "SELECT id, arn FROM resource WHERE kind = 'policy'")
    while let row = try rows.next() {
      let id: Int64 = row[0]
      if !unread.contains(id) { managed[row[1]] = id }
    }
    return managed
  }

  /// Whether anything is known of the service control policies of an account.
  func knowsServiceControl(of account: String) -> Bool {
    organization.serviceControl(of: account) != nil
  }

  /// All that speaks about what a role may call, but for the policies of what it calls.
  func callPolicies(of role: Role) throws -> PolicySet {
    if let known = sets[role.id] { return known }
    if sets.count > 1000 { sets.removeAll() }
    let set = try policies(of: role)
    sets[role.id] = set
    return set
  }

  /// All that speaks about whether a role may assume another one, the trust policy of that one included.
  func assumeRolePolicies(of role: Role, target: Role) throws -> PolicySet {
    var set = try policies(of: role)
    set.resourceControl = organization.resourceControl(of: target.account)
    set.resourcePolicy = try trust(of: target)
    return set
  }

  private func policies(of role: Role) throws -> PolicySet {
    var set = organizationPolicies(of: role.account)
    set.identity = try identity(of: role).all
    if let boundary = role.boundary {
      set.boundary = try RolePolicies([managedPolicy(boundary)], decode: decoder(role.arn)).all
    } else if role.boundaryIs == "unread" {
      set.boundary = [Policy(name: "the permissions boundary of \(role.name)", document: nil)]
    }
    set.isServiceLinkedRole = role.path.hasPrefix("/aws-service-role/")
    return set
  }

  /// What limits everybody in an account.
  func organizationPolicies(of account: String) -> PolicySet {
    PolicySet(
      serviceControl: organization.serviceControl(of: account),
      isManagementAccount: organization.isManagementAccount(account))
  }

  /// The inline and managed policies of a role.
  func identity(of role: Role) throws -> RolePolicies {
    if let known = identities[role.id] { return known }
    if identities.count > 1000 { identities.removeAll() }
    if managedPolicies.count > 4000 { managedPolicies.removeAll() }
    let identity =
      role.policiesRead
      ? try identity(inventory.aspects(of: role.id), of: role.arn)
      : RolePolicies([("the policies of \(role.name)", nil)], decode: decoder(role.arn))
    identities[role.id] = identity
    return identity
  }

  /// The inline and managed policies that aspects of a role, a user or a group name.
  private func identity(_ aspects: Inventory.Aspects, of arn: String) throws -> RolePolicies {
    var policies: [(name: String, body: [UInt8]?)] = []
    for (aspect, body) in aspects.list where aspect.hasPrefix("inline:") {
      policies.append((aspect, body))
    }
    for arn in aspects.document("attached")?.elements.compactMap(\.string) ?? [] {
      policies.append(try managedPolicy(arn))
    }
    return RolePolicies(policies, decode: decoder(arn))
  }

  private func decoder(_ owner: String) -> RolePolicies.Decode {
    { [unowned self] body, name in
      let isInline = name.hasPrefix("inline:")
      return policy(
        name, body, isInline ? name : "document", of: isInline ? owner : name, shownWith: owner,
        as: .identity)
    }
  }

  /// All that speaks about a user: their own policies and those of their groups, boundary and organization.
  func policies(of user: UserDirectory.User, in directory: UserDirectory) throws -> PolicySet {
    var set = organizationPolicies(of: user.account)
    guard user.isRead else {
      set.identity = [Policy(name: "the policies of user \(user.name)", document: nil)]
      return set
    }
    let aspects = try inventory.aspects(of: user.id)
    set.identity = try inlineNamed("user/\(user.name)", identity(aspects, of: user.arn).all)
    for name in aspects.document("groups")?.elements.compactMap(\.string) ?? [] {
      guard let group = directory.group(name, in: user.account) else {
        set.identity.append(Policy(name: "the policies of group \(name)", document: nil))
        continue
      }
      let policies = try identity(inventory.aspects(of: group.id), of: group.arn).all
      set.identity += inlineNamed("group/\(name)", policies)
    }
    if let boundary = aspects.document("boundary")?.string {
      set.boundary = try RolePolicies([managedPolicy(boundary)], decode: decoder(user.arn)).all
    }
    return set
  }

  /// The policies with their owner in the names of those that only the owner tells apart.
  private func inlineNamed(_ owner: String, _ policies: [Policy]) -> [Policy] {
    policies.map { policy in
      guard policy.name.hasPrefix("inline:") else { return policy }
      return policy.named("\(owner) \(policy.name)")
    }
  }

  /// The resource control policies of an account, by level.
  func resourceControl(of account: String) -> [[Policy]]? {
    organization.resourceControl(of: account)
  }

  /// The trust policy of a role.
  func trust(of role: Role) throws -> Policy {
    guard let id = role.trust else { return Policy(name: "trust", document: nil) }
    if isAsked.insert(role.id).inserted { roles[id, default: []].append(role) }
    // One that is no policy is looked at anew for each role, which gets a note of its own.
    if let known = trusts[id], known.error == nil { return known }
    guard let body = try inventory.document(id) else { return Policy(name: "trust", document: nil) }
    if trusts.count > 4000 { trusts.removeAll() }
    let trust = policy(
      "trust", body, "trust", of: role.arn, shownWith: role.arn, as: .trust)
    trusts[id] = trust
    if trusted[id] == nil { trusted[id] = trust.document?.trustedPrincipals ?? [] }
    return trust
  }

  private func managedPolicy(_ arn: String) throws -> (name: String, body: [UInt8]?) {
    if let known = managedPolicies[arn] { return (arn, known) }
    let body = try managed[arn].flatMap { try inventory.aspect("document", of: $0) }
    managedPolicies.updateValue(body, forKey: arn)
    return (arn, body)
  }

  /// A policy with its document, or without one, with a note, where that is none.
  ///
  /// A policy of AWS's own is shown by the accounts that use it, so the note is one of the `owner`'s.
  private func policy(
    _ name: String, _ body: [UInt8], _ aspect: String, of arn: String, shownWith owner: String,
    as kind: PolicyKind
  ) -> Policy {
    guard let node = try? JSONDocument(body).root, node.isObject else {
      return Policy(name: name, document: nil)
    }
    do throws(PolicyError) {
      return Policy(name: name, document: try PolicyDocument(node, as: kind))
    } catch {
      let note = WorldNote(
        resource: arn, account: ResourceName(owner)?.account, aspect: aspect,
        pointer: error.pointer, text: "\(aspect) is not a valid policy: \(error.reason)",
        hint: error.hint)
      if reported.insert(note).inserted { notes.append(note) }
      return Policy(name: name, error: error)
    }
  }
}

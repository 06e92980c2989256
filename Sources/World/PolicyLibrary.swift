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
  private var managed: [String: Int64] = [:]
  private var managedPolicies: [String: Policy] = [:]
  private var sets: [Int64: PolicySet] = [:]
  private var trusts: [String: PolicyDocument] = [:]
  private var reported: Set<WorldNote> = []
  /// What was found wrong with documents on the way.
  private(set) var notes: [WorldNote] = []

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.inventory = inventory
    organization = try Organization(inventory)
    let unread = try inventory.unread("policy")
    let rows = try Row.fetchCursor(
      inventory.db, sql: "SELECT id, arn FROM resource WHERE kind = 'policy'")
    while let row = try rows.next() {
      let id: Int64 = row[0]
      if !unread.contains(id) { managed[row[1]] = id }
    }
  }

  /// Whether anything is known of the service control policies of an account.
  func knowsServiceControl(of account: String) -> Bool {
    organization.serviceControl(of: account) != nil
  }

  /// All that speaks about what a role may do.
  func policies(of role: Role) throws -> PolicySet {
    if let known = sets[role.id] { return known }
    if sets.count > 1000 { sets.removeAll() }
    if managedPolicies.count > 4000 { managedPolicies.removeAll() }
    var set = PolicySet()
    if role.policiesRead {
      let aspects = try inventory.aspects(of: role.id)
      for (aspect, body) in aspects.sorted(by: { $0.key < $1.key })
      where aspect.hasPrefix("inline:") {
        set.identity.append(
          Policy(name: aspect, document: document(body, aspect, of: role.arn)))
      }
      let attached = aspects["attached"].flatMap { try? JSONDocument(text: $0).root }
      for arn in attached?.elements.compactMap(\.string) ?? [] {
        set.identity.append(try managedPolicy(arn))
      }
    } else {
      set.identity = [Policy(name: "the policies of \(role.name)", document: nil)]
    }
    if let boundary = role.boundary {
      set.boundary = [try managedPolicy(boundary)]
    } else if role.boundaryIs == "unread" {
      set.boundary = [Policy(name: "the permissions boundary of \(role.name)", document: nil)]
    }
    set.serviceControl = organization.serviceControl(of: role.account)
    set.isManagementAccount = organization.isManagementAccount(role.account)
    set.isServiceLinkedRole = role.path.hasPrefix("/aws-service-role/")
    sets[role.id] = set
    return set
  }

  /// The resource control policies of an account, by level.
  func resourceControl(of account: String) -> [[Policy]]? {
    organization.resourceControl(of: account)
  }

  /// The trust policy of a role.
  func trust(of role: Role) throws -> Policy {
    var document: PolicyDocument?
    if role.trustRead, let body = try inventory.aspect("trust", of: role.id) {
      document = trusts[body] ?? self.document(body, "trust", of: role.arn)
      if trusts.count > 4000 { trusts.removeAll() }
      trusts[body] = document
    }
    return Policy(name: "trust", document: document)
  }

  private func managedPolicy(_ arn: String) throws -> Policy {
    if let known = managedPolicies[arn] { return known }
    var document: PolicyDocument?
    if let id = managed[arn], let body = try inventory.aspect("document", of: id) {
      document = self.document(body, "document", of: arn)
    }
    let policy = Policy(name: arn, document: document)
    managedPolicies[arn] = policy
    return policy
  }

  /// A decoded document; nil, with a note, where it is no policy.
  private func document(_ body: String, _ aspect: String, of arn: String) -> PolicyDocument? {
    guard let node = try? JSONDocument(text: body).root, node.isObject else { return nil }
    do throws(PolicyError) {
      return try PolicyDocument(node)
    } catch {
      let note = WorldNote(
        resource: arn, aspect: aspect, pointer: error.pointer,
        text: "\(aspect) is not a valid policy: \(error.reason)", hint: error.hint)
      if reported.insert(note).inserted { notes.append(note) }
      return nil
    }
  }
}

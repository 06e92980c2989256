import IAM
import JSON

/// The service control and resource control policies that apply to an account, level by level.
///
/// Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
struct Organization {
  private struct ControlPolicy {
    var id: String
    var type: String
    /// The account whose export shows it.
    var exporter: String
    var policy: Policy
    /// The ids of root, OUs and accounts; nil where they were not read.
    var targets: [String]?
  }

  private var parents: [String: (id: String, isRoot: Bool)] = [:]
  private var policies: [ControlPolicy] = []
  private var managementAccounts: Set<String> = []
  /// The accounts whose exports do not show all policies of the organization, or not all that these are attached to.
  private var partialExporters: Set<String> = []
  /// What was found wrong with the documents.
  private(set) var notes: [WorldNote] = []

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    try inventory.forEach("organization") { resource in
      if let account = resource.document("organization")?["managementAccount"]?.string {
        managementAccounts.insert(account)
      }
    }
    try inventory.forEach("organization-parent") { resource in
      guard !resource.isUnread, let parent = resource.document("parent"),
        let id = parent["id"]?.string
      else { return }
      parents[resource.arn] = (id, parent["type"]?.string == "ROOT")
    }
    var targets: [String: [String]] = [:]
    try inventory.forEach("organization-attachment") { resource in
      guard !resource.isUnread, let list = resource.document("targets"),
        let slash = resource.arn.lastIndex(of: "/")
      else { return }
      let policy = String(resource.arn[resource.arn.index(after: slash)...])
      targets[policy, default: []] += list.elements.compactMap(\.string)
    }
    try inventory.forEach("organization-policy") { resource in
      guard let policy = resource.document("policy"), let id = policy["id"]?.string else { return }
      let type = policy["type"]?.string ?? ""
      let name = "\(policy["name"]?.string ?? id) (\(id))"
      policies.append(
        ControlPolicy(
          id: id, type: type, exporter: resource.account, policy: read(resource, name, type),
          targets: targets[id]))
      if !scopes.isComplete(resource.account, "", "organization") {
        partialExporters.insert(resource.account)
      }
    }
    policies.sort { $0.id < $1.id }
  }

  private mutating func read(
    _ resource: Inventory.Resource, _ name: String, _ type: String
  ) -> Policy {
    guard !resource.isUnread, let content = resource.document("content"), content.isObject else {
      return Policy(name: name, document: nil)
    }
    do throws(PolicyError) {
      let kind: PolicyKind = type == Self.serviceControl ? .serviceControl : .resourceControl
      return Policy(name: name, document: try PolicyDocument(content, as: kind))
    } catch {
      notes.append(
        WorldNote(
          resource: resource.arn, account: resource.account, aspect: "content",
          pointer: error.pointer, text: "the content is not a valid policy: \(error.reason)",
          hint: error.hint))
      return Policy(name: name, error: error)
    }
  }

  private static let serviceControl = "SERVICE_CONTROL_POLICY"

  func isManagementAccount(_ account: String) -> Bool { managementAccounts.contains(account) }

  /// Levels from the root to the account; nil where no such policy is known, or nothing says that the account belongs to
  /// the organization.
  func serviceControl(of account: String) -> [[Policy]]? {
    levels(of: account, type: Self.serviceControl)
  }

  func resourceControl(of account: String) -> [[Policy]]? {
    levels(of: account, type: "RESOURCE_CONTROL_POLICY")
  }

  private func levels(of account: String, type: String) -> [[Policy]]? {
    let known = policies.filter { $0.type == type }
    guard !known.isEmpty, isMember(account) else { return nil }
    var chain = [account]
    var reachesRoot = false
    while let parent = parents[chain[chain.count - 1]], chain.count < 12 {
      chain.append(parent.id)
      reachesRoot = parent.isRoot
      if reachesRoot { break }
    }
    // What may be attached anywhere is at every level a policy that is not known; what stands above what was read, at one.
    var anywhere = known.filter { $0.targets == nil }.map {
      Policy(name: $0.policy.name, document: nil)
    }
    if known.contains(where: { partialExporters.contains($0.exporter) }) {
      anywhere.append(
        Policy(name: "the policies of the organization that were not exported", document: nil))
    }
    let levels = chain.reversed().map { node in
      known.filter { $0.targets?.contains(node) == true }.map(\.policy) + anywhere
    }
    guard !reachesRoot else { return levels }
    let above = Policy(name: "the policies above \(chain[chain.count - 1])", document: nil)
    // Without its parent, not even of the account itself is it known that nothing else is attached to it.
    return [[above]] + levels.map { $0.isEmpty ? [above] : $0 }
  }

  /// Whether policies of the organization are known to concern an account.
  private func isMember(_ account: String) -> Bool {
    parents[account] != nil || managementAccounts.contains(account)
      || policies.contains { $0.exporter == account || $0.targets?.contains(account) == true }
  }
}

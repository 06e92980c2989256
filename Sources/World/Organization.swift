import IAM
import JSON

/// The service control and resource control policies that apply to an account, level by level.
///
/// Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
struct Organization {
  private struct ControlPolicy {
    var id: String
    var name: String
    var type: String
    var document: PolicyDocument?
    /// The ids of root, OUs and accounts; nil where they were not read.
    var targets: [String]?
  }

  private var parents: [String: (id: String, isRoot: Bool)] = [:]
  private var policies: [ControlPolicy] = []
  private var managementAccounts: Set<String> = []

  init(_ inventory: Inventory) throws {
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
      let content = resource.isUnread ? nil : resource.document("content")
      policies.append(
        ControlPolicy(
          id: id, name: policy["name"]?.string ?? id, type: policy["type"]?.string ?? "",
          document: content.flatMap { try? PolicyDocument($0) }, targets: targets[id]))
    }
    policies.sort { $0.id < $1.id }
  }

  func isManagementAccount(_ account: String) -> Bool { managementAccounts.contains(account) }

  /// Levels from the root to the account; nil where no such policy or no place in an organization is known.
  func serviceControl(of account: String) -> [[Policy]]? {
    levels(of: account, type: "SERVICE_CONTROL_POLICY")
  }

  func resourceControl(of account: String) -> [[Policy]]? {
    levels(of: account, type: "RESOURCE_CONTROL_POLICY")
  }

  private func levels(of account: String, type: String) -> [[Policy]]? {
    let known = policies.filter { $0.type == type }
    guard !known.isEmpty, parents[account] != nil else { return nil }
    var chain = [account]
    var reachesRoot = false
    while let parent = parents[chain[chain.count - 1]], chain.count < 12 {
      chain.append(parent.id)
      reachesRoot = parent.isRoot
      if reachesRoot { break }
    }
    var levels = chain.reversed().map { node in
      known.filter { $0.targets?.contains(node) == true }.map {
        Policy(name: "\($0.name) (\($0.id))", document: $0.document)
      }
    }
    // What may be attached somewhere, or stand above what was read, is a policy that is not known.
    let unknown =
      known.filter { $0.targets == nil }.map {
        Policy(name: "\($0.name) (\($0.id))", document: nil)
      }
      + (reachesRoot
        ? [] : [Policy(name: "the policies above \(chain[chain.count - 1])", document: nil)])
    if !unknown.isEmpty {
      for level in levels.indices where level == 0 || levels[level].isEmpty {
        levels[level] += unknown
      }
    }
    return levels
  }
}

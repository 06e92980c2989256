import StatesLanguage

/// Writes down whether the security groups of launches are of the VPC of their subnets, where security groups were exported.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
struct SecurityGroups {
  private let networks: Networks
  private let tables: InstanceTables

  init(_ networks: Networks, _ tables: InstanceTables) {
    self.networks = networks
    self.tables = tables
  }

  /// What the groups of a launch are held against: its subnet, or the first of them.
  private struct Place {
    var name: String
    var vpc: String
    /// Whether it can be in no other VPC.
    var isFixed: Bool
  }

  /// Writes down the groups of a launch that names some.
  func write(_ launch: Launch, _ id: Int64) throws {
    let account = launch.callAccount
    guard networks.areGroupsKnown(account, launch.region) else { return }
    let given = launch.arguments.network.securityGroups
    let names = given.values.compactMap(\.fixedValue).filter { $0.hasPrefix("sg-") }
    if names.isEmpty { return }
    let groups = names.map { (name: $0, group: networks.group($0, account, launch.region)) }
    let subnet = subnet(of: launch, account)
    let place = subnet ?? Self.first(of: groups)
    // Groups that fit each other may still be elsewhere than a subnet that is not known.
    var allFit = subnet != nil && names.count == given.values.count
    for (name, group) in groups {
      guard let group, let place else {
        let isComplete = networks.areGroupsComplete(account, launch.region)
        try tables.securityGroup(name, of: id, isComplete ? "missing" : "unread")
        allFit = false
        continue
      }
      if group.vpc == place.vpc { continue }
      allFit = false
      try tables.securityGroup(
        name, of: id, "other", vpc: group.vpc, wanted: place.vpc, beside: place.name,
        // Any other group can be lent to a second VPC.
        isCertain: group.isDefault && place.isFixed)
    }
    if allFit { try tables.securityGroup("", of: id, "fits") }
  }

  /// The subnet of a launch; nil where none is known, or where they are of several VPCs, which is judged by itself.
  private func subnet(of launch: Launch, _ account: String) -> Place? {
    let names = launch.arguments.network.subnets.values.compactMap(\.fixedValue)
    let places = names.compactMap { name in
      networks.subnet(name, account, launch.region).map {
        Place(name: name, vpc: $0.vpc, isFixed: true)
      }
    }
    guard let first = places.first, places.allSatisfy({ $0.vpc == first.vpc }) else { return nil }
    return first
  }

  private static func first(
    of groups: [(name: String, group: Networks.SecurityGroup?)]
  ) -> Place? {
    for (name, group) in groups {
      if let group { return Place(name: name, vpc: group.vpc, isFixed: group.isDefault) }
    }
    return nil
  }
}

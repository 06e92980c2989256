import JSON
import StatesLanguage

/// Where subnets and security groups are, and what route tables and endpoints say of the ways out of subnets.
struct Networks {
  /// How packets to addresses outside the VPC leave a subnet.
  enum Way: String {
    /// By an internet gateway, which takes a public address.
    case internet
    /// By something that leads anywhere, such as a NAT gateway.
    case relay
    /// To some addresses only.
    case part
    case none
  }

  struct Subnet {
    var vpc: String
    var zone: String?
    /// nil where the route table is not known.
    var way: Way?
    var table: String?
  }

  struct SecurityGroup {
    var vpc: String
    /// Whether it is the one that its VPC began with.
    var isDefault: Bool
  }

  private struct Endpoint {
    var service: Substring
    /// nil for an endpoint with an address in the VPC, which all of its subnets reach.
    var tables: Set<String>?
  }

  private struct Area: Hashable {
    var account: String
    var region: String
  }

  private var subnets: [Area: [String: Subnet]] = [:]
  private var groups: [Area: [String: SecurityGroup]] = [:]
  private var endpoints: [String: [Endpoint]] = [:]
  private let scopes: Scopes

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.scopes = scopes
    try readGroups(inventory)
    guard scopes.imports.contains(where: { $0.kind == "subnet" }) else { return }
    var tableOf: [String: (id: String, way: Way)] = [:]
    try inventory.forEach("route-table") { resource in
      guard let document = resource.document("routes"), !resource.isUnread else { return }
      let ways = document["ways"]?.elements.compactMap(\.string) ?? []
      let way = [Way.relay, .internet, .part].first { ways.contains($0.rawValue) } ?? .none
      let table = (Self.id(resource), way)
      for subnet in document["subnets"]?.elements.compactMap(\.string) ?? [] {
        tableOf[subnet] = table
      }
      if document["main"]?.bool == true, let vpc = document["vpc"]?.string { tableOf[vpc] = table }
    }
    try inventory.forEach("subnet") { resource in
      guard let document = resource.document("subnet"), let vpc = document["vpc"]?.string,
        !resource.isUnread
      else { return }
      let area = Area(account: resource.account, region: resource.region)
      let table =
        scopes.isComplete(area.account, area.region, "route-table")
        ? tableOf[Self.id(resource)] ?? tableOf[vpc] : nil
      subnets[area, default: [:]][Self.id(resource)] = Subnet(
        vpc: vpc, zone: document["zone"]?.string, way: table?.way, table: table?.id)
    }
    try inventory.forEach("vpc-endpoint") { resource in
      guard let document = resource.document("endpoint"), let vpc = document["vpc"]?.string,
        let service = document["service"]?.string, !resource.isUnread,
        document["state"]?.string?.lowercased() == "available"
      else { return }
      // com.amazonaws.REGION.ecr.api
      let name = service.split(separator: ".", maxSplits: 3).last ?? ""
      let isGateway = document["type"]?.string == "Gateway"
      let tables = document["routeTables"]?.elements.compactMap(\.string) ?? []
      endpoints[vpc, default: []].append(
        Endpoint(service: name, tables: isGateway ? Set(tables) : nil))
    }
  }

  private mutating func readGroups(_ inventory: Inventory) throws {
    guard scopes.imports.contains(where: { $0.kind == "security-group" }) else { return }
    try inventory.forEach("security-group") { resource in
      guard let document = resource.document("security-group"),
        let vpc = document["vpc"]?.string, !resource.isUnread
      else { return }
      let area = Area(account: resource.account, region: resource.region)
      groups[area, default: [:]][Self.id(resource)] = SecurityGroup(
        vpc: vpc, isDefault: document["default"]?.bool == true)
    }
  }

  private static func id(_ resource: Inventory.Resource) -> String {
    resource.arn.split(separator: "/").last.map(String.init) ?? ""
  }

  /// Whether subnets of a region were exported.
  func areKnown(_ account: String, _ region: String) -> Bool {
    !subnets.isEmpty && subnets[Area(account: account, region: region)] != nil
  }

  /// A subnet that was exported.
  func subnet(_ id: String, _ account: String, _ region: String) -> Subnet? {
    subnets[Area(account: account, region: region)]?[id]
  }

  /// Calls with each subnet that was exported, with the account and the region of the export.
  func forEachSubnet(_ body: (String, String, String, Subnet) throws -> Void) rethrows {
    for (area, subnets) in subnets {
      for (name, subnet) in subnets { try body(name, area.account, area.region, subnet) }
    }
  }

  /// Whether security groups of a region were exported.
  func areGroupsKnown(_ account: String, _ region: String) -> Bool {
    !groups.isEmpty && groups[Area(account: account, region: region)] != nil
  }

  /// A security group that was exported.
  func group(_ id: String, _ account: String, _ region: String) -> SecurityGroup? {
    groups[Area(account: account, region: region)]?[id]
  }

  /// Whether all security groups of a region were exported.
  func areGroupsComplete(_ account: String, _ region: String) -> Bool {
    scopes.isComplete(account, region, "security-group")
  }

  /// Which of some services a subnet does not reach by an endpoint; nil where not all endpoints are known.
  func unreached(
    _ services: [String], from subnet: Subnet, _ account: String, _ region: String
  ) -> [String]? {
    guard scopes.isComplete(account, region, "vpc-endpoint") else { return nil }
    let reached = (endpoints[subnet.vpc] ?? []).filter { endpoint in
      guard let tables = endpoint.tables else { return true }
      return subnet.table.map(tables.contains) ?? false
    }.map(\.service)
    return services.filter { !reached.contains($0[...]) }
  }
}

import JSON
import Store

/// What EC2 says of the machines of container instances, and IAM of their instance profiles.
struct Machines {
  private struct Machine {
    /// Whether its image and its profile were read.
    var isRead: Bool
    var image: String?
    var profile: String?
    var metadata: String?
    var userData: JSONNode?
  }

  private var machines: [String: Machine] = [:]
  private var isOptimized: [String: Bool] = [:]
  private var roleOfProfile: [String: Int64] = [:]
  private let scopes: Scopes

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.scopes = scopes
    try inventory.forEach("machine") { resource in
      let document = resource.document("machine")
      machines[resource.arn] = Machine(
        isRead: document != nil, image: document?["imageId"]?.string,
        profile: document?["instanceProfile"]?.string,
        metadata: document.flatMap(Self.metadata), userData: resource.document("user-data"))
    }
    try inventory.forEach("image") { resource in
      isOptimized[resource.arn] = resource.document("image").flatMap(Self.isOptimized)
    }
    let profiles = try BulkStatement(
      inventory.db,
      sql: """
        SELECT v.resource, d.body FROM resource_version v JOIN document d ON d.id = v.document
        WHERE v.aspect = 'instance-profiles' AND v.to_import IS NULL
        """)
    try profiles.forEachRow { row in
      guard let names = try? JSONDocument(row.bytes(1)).root else { return }
      for name in names.elements.compactMap(\.string) { roleOfProfile[name] = row.number(0) }
    }
  }

  /// The container instance with what is known of its machine.
  func completed(_ instance: ContainerInstance) -> ContainerInstance {
    var instance = instance
    let place = instance.arn.prefix { $0 != "/" }.split(separator: ":").dropLast()
      .joined(separator: ":").replacing(":ecs:", with: ":ec2:")
    let machine = instance.machine.flatMap { machines["\(place):instance/\($0)"] }
    if let image = machine?.image ?? instance.image {
      instance.isOptimized = isOptimized["\(place):image/\(image)"]
    }
    instance.userData = UserDataSettings(machine?.userData)
    instance.metadata = machine?.metadata
    guard let machine, machine.isRead else { return instance }
    instance.profile = machine.profile
    guard let profile = machine.profile else {
      instance.profileIs = "absent"
      return instance
    }
    instance.role = roleOfProfile[profile]
    if instance.role != nil {
      instance.profileIs = "found"
    } else if scopes.isComplete(instance.account, "", "role") {
      instance.profileIs = "missing"
    }
    return instance
  }

  /// How far metadata answer, as the column `metadata` says it; nil where that was not printed.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsResponse.html
  private static func metadata(_ machine: JSONNode) -> String? {
    if machine["metadataEndpoint"]?.string == "disabled" { return "off" }
    guard let tokens = machine["metadataTokens"]?.string, let hops = machine["metadataHops"]?.int
    else { return nil }
    // The limit is that of tokens: where none is asked for, there is no limit.
    return tokens == "required" && hops == 1 ? "near" : "open"
  }

  /// Whether an image of Amazon's is one for ECS; of anybody else's, which may be made of one, that cannot be told.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
  private static func isOptimized(_ image: JSONNode) -> Bool? {
    guard image["ownerAlias"]?.string == "amazon", let name = image["name"]?.string else {
      return nil
    }
    let lowercased = name.lowercased()
    return ["amazon-ecs-optimized", "ami-ecs-", "ecs_optimized", "bottlerocket-aws-ecs-"].contains {
      lowercased.contains($0)
    }
  }
}

import JSON
import StatesLanguage

/// Writes down whether tasks get out of the subnets in which launches put them, where subnets were exported.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
struct Egress {
  private let networks: Networks
  private let inventory: Inventory
  private let tables: InstanceTables

  init(_ networks: Networks, _ inventory: Inventory, _ tables: InstanceTables) {
    self.networks = networks
    self.inventory = inventory
    self.tables = tables
  }

  /// What is known of one subnet.
  private enum Finding {
    case open
    case blocked([String])
    case unclear
  }

  /// Writes down what is known of a launch that names its subnets.
  func write(_ launch: Launch, _ id: Int64, _ task: TaskDefinition?, cluster: Cluster?) throws {
    let account = launch.callAccount
    guard networks.areKnown(account, launch.region),
      case .fixed(let values) = launch.arguments.network.subnets
    else { return }
    let names = values.compactMap(\.fixedValue)
    let subnets = names.map { (name: $0, subnet: networks.subnet($0, account, launch.region)) }
    let vpcs = Set(subnets.compactMap(\.subnet?.vpc))
    var blocked: (subnet: String, missing: [String])?
    var unclear: String?
    let runsOn = RunsOn(launch.arguments, cluster: cluster).value
    if runsOn == nil || runsOn == "FARGATE" {
      let computed = values.first { $0.fixedValue == nil }
      unclear = computed?.value ?? (runsOn == nil || task == nil ? names.first : nil)
    }
    if let task, runsOn == "FARGATE" {
      let needed = try services(of: task)
      for (name, subnet) in subnets {
        switch finding(subnet, needed, launch, account) {
        case .open: continue
        case .blocked(let missing): blocked = blocked ?? (name, missing)
        case .unclear: unclear = unclear ?? name
        }
      }
    }
    try tables.egress(
      of: id, subnet: blocked?.subnet ?? unclear, missing: blocked?.missing,
      isPublic: blocked.flatMap { name, _ in
        networks.subnet(name, account, launch.region)?.way
      } == .internet, vpcs: vpcs.count > 1 ? vpcs.sorted() : nil)
  }

  private func finding(
    _ subnet: Networks.Subnet?, _ needed: [String], _ launch: Launch, _ account: String
  ) -> Finding {
    guard let subnet else { return .unclear }
    let address = launch.arguments.network.assignPublicIp
    if subnet.way == .relay || subnet.way == .internet && address == .fixed("ENABLED") {
      return .open
    }
    guard let missing = networks.unreached(needed, from: subnet, account, launch.region) else {
      return .unclear
    }
    if missing.isEmpty { return .open }
    // What an address is without AssignPublicIp, the pages on RunTask do not say.
    let isShut =
      subnet.way == Networks.Way.none
      || subnet.way == .internet && address == .fixed("DISABLED")
    return isShut ? .blocked(missing) : .unclear
  }

  /// The services that a task has to reach before it runs, by the names that endpoints have; `internet` for an image from elsewhere.
  private func services(of task: TaskDefinition) throws -> [String] {
    var found: [String] = []
    func add(_ services: String...) {
      for service in services where !found.contains(service) { found.append(service) }
    }
    for feature in task.features {
      switch feature {
      case .image: add("ecr.api", "ecr.dkr", "s3")
      case .log: add("logs")
      case .secret(let name):
        add(ResourceName(name)?.service == "secretsmanager" ? "secretsmanager" : "ssm")
      case .registryCredentials: add("secretsmanager")
      case .object: add("s3")
      }
    }
    if let body = try inventory.aspect("definition", of: task.id),
      let containers = (try? JSONDocument(body).root)?["containers"],
      containers.elements.contains(where: { !ExecutionFeature.hasPrivateImage($0) })
    {
      add("internet")
    }
    return found
  }
}

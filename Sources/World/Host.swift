import JSON

/// What was found out on a container instance, and could not be asked of AWS.
struct Host {
  let id: Int64
  let name: String
  /// The ARN of the cluster.
  let cluster: String
  let containerInstance: Int64?
  let taskRoles: Bool?
  let taskRolesOfHost: Bool?
  /// How many requests for credentials a second the agent answers.
  let requestsPerSecond: Int?
  let userData: UserDataSettings?
  let agentRuns: Bool?
  let prerouting: Bool?
  let output: Bool?
  let routeLocalnet: Bool?
  let dropsMetadata: Bool?
  let proxies: [HostProxy]

  /// nil where it is none of the container instances that were exported, or does not say which cluster it is of.
  init?(_ resource: Inventory.Resource, _ instances: ContainerInstances) {
    guard let name = resource.arn.split(separator: "/").last else { return nil }
    let agent = resource.document("agent")
    let config = resource.document("agent-config")
    let instance = instances.instance(
      named: agent?["containerInstance"]?.string, ofMachine: String(name),
      account: resource.account, region: resource.region)
    if instance == nil, instances.areKnown(of: resource.account, resource.region) { return nil }
    let partition = resource.arn.split(separator: ":")[1]
    let named = agent?["cluster"] ?? config?["cluster"]
    guard agent != nil || config != nil || instance != nil else { return nil }
    let cluster = named?.string?.split(separator: "/").last ?? "default"
    id = resource.id
    self.name = String(name)
    self.cluster =
      instance?.cluster
      ?? "arn:\(partition):ecs:\(resource.region):\(resource.account):cluster/\(cluster)"
    containerInstance = instance?.id
    taskRoles = config?["taskRoles"]?.bool
    taskRolesOfHost = config?["taskRolesOfHost"]?.bool
    requestsPerSecond = config?["requestsPerSecond"]?.int
    userData = UserDataSettings(resource.document("user-data"))
    agentRuns = resource.document("docker")?["agentRuns"]?.bool
    prerouting = resource.document("nat")?["prerouting"]?.bool
    output = resource.document("nat")?["output"]?.bool
    routeLocalnet = resource.document("sysctl")?["routeLocalnet"]?.bool
    dropsMetadata = resource.document("filter")?["dropsMetadata"]?.bool
    proxies = resource.aspects.names.filter { $0.hasPrefix("proxy:") }.compactMap { aspect in
      resource.document(aspect).flatMap {
        HostProxy($0, file: String(aspect.dropFirst("proxy:".count)))
      }
    }
  }
}

/// A file of a host that sets a proxy for the agent or for Docker.
struct HostProxy {
  let file: String
  /// What `NO_PROXY` must name and does not; empty where it names all.
  let missing: [String]
  let isCertain: Bool

  /// nil where the file sets no proxy.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html
  init?(_ document: JSONNode, file: String) {
    guard document["proxies"]?.elements.first(where: { _ in true }) != nil else { return nil }
    let exceptions = document["exceptions"]?.elements.compactMap(\.string) ?? []
    // Docker itself asks the metadata of the instance; what it has to do with task credentials, AWS shows in a sample only.
    let isDocker = file.contains("docker")
    let needed = ["169.254.169.254", "169.254.170.2"]
    let sockets = ["/var/run/docker.sock", #"\\.\pipe\docker_engine"#]
    let isAll = exceptions.contains("*")
    let absent = needed.filter { !isAll && !exceptions.contains($0) }
    let isWithoutSocket = !isDocker && !isAll && !sockets.contains(where: exceptions.contains)
    self.file = file
    missing = absent + (isWithoutSocket ? [sockets[0]] : [])
    let covered = exceptions.filter { $0.hasPrefix("169.254.") && $0.contains("/") }
    isCertain = absent.contains { address in
      !(isDocker && address == needed[1])
        && !covered.contains { $0 == "169.254.0.0/16" || $0 == address + "/32" }
    }
  }
}

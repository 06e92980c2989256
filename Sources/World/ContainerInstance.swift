import JSON

/// A machine of a cluster, as its agent registered it and as EC2 describes it.
struct ContainerInstance {
  let id: Int64
  let arn: String
  let account: String
  let region: String
  /// The ARN of the cluster.
  let cluster: String
  let status: String
  /// The id of the EC2 instance; nil for a machine outside EC2.
  let machine: String?
  let isConnected: Bool?
  let agentVersion: AgentVersion?
  /// The names of the attributes that ECS defines, canonical JSON; nil where they were not read.
  let attributes: String?
  let image: String?
  /// Where the machine is; nil where that was not read.
  let vpc: String?
  let zone: String?
  /// Whether the image is Amazon's for ECS; nil where that cannot be told.
  var isOptimized: Bool?
  var profile: String?
  var profileIs = "unread"
  var role: Int64?
  /// How far the machine's metadata answer, as the column says it.
  var metadata: String?
  /// What its user data says of task roles; nil where it was not read.
  var userData: UserDataSettings?

  /// nil where the reading does not say which cluster it is of.
  init?(_ resource: Inventory.Resource) {
    guard !resource.isUnread, let document = resource.document("instance"),
      let cluster = document["cluster"]?.string,
      let border = resource.arn.firstRange(of: ":container-instance/")
    else { return nil }
    id = resource.id
    arn = resource.arn
    account = resource.account
    region = resource.region
    self.cluster = resource.arn[..<border.lowerBound] + ":cluster/" + cluster
    status = document["status"]?.string ?? ""
    machine = document["ec2InstanceId"]?.string
    isConnected = resource.document("connection")?["agentConnected"]?.bool
    agentVersion = document["agentVersion"]?.string.flatMap(AgentVersion.init)
    attributes = document["attributes"]?.text
    image = document["imageId"]?.string
    vpc = document["vpc"]?.string
    zone = document["zone"]?.string
  }
}

/// The version of a container agent, `1.89.2`.
struct AgentVersion {
  let text: String
  /// 1089002 for 1.89.2, so that versions compare as numbers.
  let number: Int

  /// nil where it is no version.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let major = parts[0], let minor = parts[1], let patch = parts[2],
      (0..<1000).contains(minor), (0..<1000).contains(patch), (0..<1000).contains(major)
    else { return nil }
    self.text = text
    number = (major * 1000 + minor) * 1000 + patch
  }
}

/// What user data writes into `ecs.config` about task roles; nil where it says nothing.
struct UserDataSettings {
  let taskRoles: Bool?
  let taskRolesOfHost: Bool?

  /// nil where no user data were read.
  init?(_ document: JSONNode?) {
    guard let document else { return nil }
    taskRoles = document["taskRoles"]?.bool
    taskRolesOfHost = document["taskRolesOfHost"]?.bool
  }
}

import JSON
import StatesLanguage

/// A cluster as far as starting tasks on it goes.
struct Cluster {
  var id: Int64
  var arn: String
  var account: String
  var region: String
  var name: String
  var status: String
  /// Names of capacity providers, in order.
  var defaultStrategy: [String]
  /// nil: not read.
  var capacityProviders: [String]?
  /// nil: not read.
  var hasInstances: Bool?
  /// nil where the cluster says nothing of sessions of ECS Exec.
  var sessions: SessionLogging?
}

/// The clusters of the inventory, by ARN.
struct ClusterDirectory {
  private var byArn: [String: Cluster] = [:]

  init(_ inventory: Inventory) throws {
    try inventory.forEach("cluster") { resource in
      guard !resource.isUnread, let document = resource.document("cluster") else { return }
      byArn[resource.arn] = Cluster(
        id: resource.id, arn: resource.arn, account: resource.account, region: resource.region,
        name: document["name"]?.string ?? "", status: document["status"]?.string ?? "",
        defaultStrategy: document["defaultCapacityProviderStrategy"]?.elements
          .compactMap { $0["capacityProvider"]?.string } ?? [],
        capacityProviders: document["capacityProviders"]?.elements.compactMap(\.string),
        hasInstances: resource.document("capacity")?["containerInstances"]?.string.map {
          $0 == "some"
        },
        sessions: resource.document("execute-command").map { document in
          SessionLogging(
            document,
            RoleQuestion.Place(
              partition: ResourceName(resource.arn)?.partition ?? "aws", region: resource.region,
              account: resource.account))
        })
    }
  }

  var all: [Cluster] { byArn.values.sorted { $0.id < $1.id } }

  /// The ARN that a launch means by a name; nil where the name is not static.
  ///
  /// No name means the cluster `default`.
  func arn(of name: Scalar, partition: String, account: String, region: String) -> String? {
    switch name {
    case .pattern, .dynamic: return nil
    case .absent, .fixed:
      let text = name.value ?? "default"
      if text.hasPrefix("arn:") { return text }
      return "arn:\(partition):ecs:\(region):\(account):cluster/\(text)"
    }
  }

  subscript(arn: String) -> Cluster? { byArn[arn] }
}

import JSON

/// With which keys the secrets and parameters are encrypted that were exported.
struct EncryptionKeys {
  /// What decrypting something takes.
  enum Key: Hashable {
    /// Nothing: it is not encrypted, or with a key that AWS manages and lets everybody use who may read.
    case ofAWS
    /// A key of one's own, by its ARN.
    case key(String)
    /// A key of one's own, by the ARN of an alias, of which no export tells what it stands for.
    case alias(String)
  }

  private var keys: [String: Key] = [:]

  init(_ inventory: Inventory) throws {
    try inventory.forEach("secret") { resource in
      guard let secret = resource.document("secret"), !resource.isUnread else { return }
      let key = Self.key(secret["key"]?.string, of: resource)
      keys[resource.arn] = key
      // Task definitions may leave out the letters that AWS puts behind the name.
      if let name = secret["name"]?.string, let arn = ResourceName(resource.arn) {
        let parts = [arn.partition, "secretsmanager", arn.region, arn.account, "secret", name]
        keys["arn:" + parts.joined(separator: ":")] = key
      }
    }
    try inventory.forEach("parameter") { resource in
      guard let parameter = resource.document("parameter"), !resource.isUnread else { return }
      let isSecure = parameter["type"]?.string == "SecureString"
      keys[resource.arn] = isSecure ? Self.key(parameter["key"]?.string, of: resource) : .ofAWS
    }
  }

  /// The key behind what is read; nil where that was not exported.
  func key(behind question: RoleQuestion) -> Key? {
    keys[question.resource] ?? question.otherResource.flatMap { keys[$0] }
  }

  /// The key by its ARN, its id or an alias; without a word it is one that AWS manages.
  ///
  /// Source: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
  private static func key(_ name: String?, of resource: Inventory.Resource) -> Key {
    guard let name, !name.isEmpty else { return .ofAWS }
    let partition = ResourceName(resource.arn)?.partition ?? "aws"
    let isAlias = name.hasPrefix("alias/")
    let arn =
      name.hasPrefix("arn:")
      ? name
      : "arn:\(partition):kms:\(resource.region):\(resource.account):\(isAlias ? name : "key/\(name)")"
    guard let type = ResourceName(arn)?.resource, type.hasPrefix("alias/") else {
      return .key(arn)
    }
    return type.hasPrefix("alias/aws/") ? .ofAWS : .alias(arn)
  }
}

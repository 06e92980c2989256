import JSON

/// With which keys the secrets and parameters are encrypted that were exported.
struct EncryptionKeys {
  /// What decrypting something takes.
  enum Key: Hashable {
    /// Nothing: it is not encrypted, or with a key that AWS manages in the reader's own account.
    case ofAWS
    /// A key of one's own, by its ARN.
    case key(String)
    /// A key of one's own, by the ARN of an alias, of which no export tells what it stands for.
    case alias(String)
  }

  /// What something is encrypted with.
  private enum Encryption {
    case none
    /// The key that AWS manages for the service in an account, by the ARN of its alias. Other accounts cannot use it.
    case managed(String)
    case own(Key)
  }

  private var keys: [String: Encryption] = [:]

  init(_ inventory: Inventory) throws {
    try inventory.forEach("secret") { resource in
      guard let secret = resource.document("secret"), !resource.isUnread else { return }
      let key = Self.key(secret["key"]?.string, of: resource, "secretsmanager")
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
      keys[resource.arn] =
        isSecure ? Self.key(parameter["key"]?.string, of: resource, "ssm") : Encryption.none
    }
  }

  /// The key behind what an account's role reads; nil where that was not exported.
  ///
  /// That of another account which AWS manages is asked for like any other, so that nothing passes by it.
  func key(behind question: RoleQuestion, in account: String) -> Key? {
    switch keys[question.resource] ?? question.otherResource.flatMap({ keys[$0] }) {
    case nil: nil
    case .none?: .ofAWS
    case .managed(let alias)?: ResourceName(alias)?.account == account ? .ofAWS : .alias(alias)
    case .own(let key)?: key
    }
  }

  /// The key by its ARN, its id or an alias; without a word it is the one that AWS manages for the service.
  ///
  /// Source: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
  private static func key(
    _ given: String?, of resource: Inventory.Resource, _ service: String
  ) -> Encryption {
    let name = given.flatMap { $0.isEmpty ? nil : $0 } ?? "alias/aws/\(service)"
    let partition = ResourceName(resource.arn)?.partition ?? "aws"
    let isAlias = name.hasPrefix("alias/")
    let arn =
      name.hasPrefix("arn:")
      ? name
      : "arn:\(partition):kms:\(resource.region):\(resource.account):\(isAlias ? name : "key/\(name)")"
    guard let type = ResourceName(arn)?.resource, type.hasPrefix("alias/") else {
      return .own(.key(arn))
    }
    return type.hasPrefix("alias/aws/") ? .managed(arn) : .own(.alias(arn))
  }
}

import JSON

/// Something in a container for which the ECS agent, before the container runs or around it, calls another service.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
enum ExecutionFeature: Hashable, Sendable {
  /// An image in a private repository of ECR; `host` is the registry's, `repository` without tag and digest.
  case image(host: String, repository: String)
  /// The log driver awslogs; `stream` is what is known of the names of its streams, a pattern.
  case log(group: String, region: String?, stream: String, createsGroup: Bool)
  /// What `valueFrom` of a secret names: an ARN, perhaps with the key of a JSON text behind it, or a parameter.
  case secret(String)
  /// The secret that holds the credentials for a registry.
  case registryCredentials(String)
  /// The ARN of an object in S3: a file of variables, or of FireLens.
  case object(String)

  /// What the containers of a task definition have, each feature once.
  static func all(of containers: JSONNode?) -> [ExecutionFeature] {
    var found: [ExecutionFeature] = []
    func add(_ feature: ExecutionFeature?) {
      if let feature, !found.contains(feature) { found.append(feature) }
    }
    func each(_ list: JSONNode?, _ body: (JSONNode) -> Void) {
      if let list { list.elements.forEach(body) }
    }
    each(containers) { container in
      add(container["image"]?.string.flatMap(image))
      add(log(container))
      for secrets in [container["secrets"], container["logConfiguration"]?["secretOptions"]] {
        each(secrets) { add($0["valueFrom"]?.string.map(ExecutionFeature.secret)) }
      }
      let credentials = container["repositoryCredentials"]?["credentialsParameter"]
      add(credentials?.string.map(ExecutionFeature.registryCredentials))
      each(container["environmentFiles"]) {
        add($0["value"]?.string.map(ExecutionFeature.object))
      }
      let router = container["firelensConfiguration"]?["options"]
      if router?["config-file-type"]?.string == "s3" {
        add(router?["config-file-value"]?.string.map(ExecutionFeature.object))
      }
    }
    return found
  }

  /// Whether the image of a container is in a private repository of ECR.
  static func hasPrivateImage(_ container: JSONNode) -> Bool {
    container["image"]?.string.flatMap(image) != nil
  }

  /// The image, if it is in a private repository of ECR: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/name:tag`.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
  private static func image(_ text: String) -> ExecutionFeature? {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let host = String(text[..<slash])
    guard Registry(host) != nil else { return nil }
    var name = text[text.utf8.index(after: slash)...]
    if let digest = name.utf8.firstIndex(of: UInt8(ascii: "@")) { name = name[..<digest] }
    if let tag = name.utf8.lastIndex(of: UInt8(ascii: ":")) { name = name[..<tag] }
    return .image(host: host, repository: String(name))
  }

  /// Streams are named `prefix/container/task`; without a prefix, after the container's id in Docker.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
  private static func log(_ container: JSONNode) -> ExecutionFeature? {
    guard let log = container["logConfiguration"], log["logDriver"]?.string == "awslogs",
      let options = log["options"], let group = options["awslogs-group"]?.string
    else { return nil }
    let prefix = options["awslogs-stream-prefix"]?.string
    let stream = prefix.map { "\($0)/\(container["name"]?.string ?? "*")/*" }
    return .log(
      group: group, region: options["awslogs-region"]?.string, stream: stream ?? "*",
      createsGroup: options["awslogs-create-group"]?.string?.lowercased() == "true")
  }

  /// Whether a task with it cannot be without an execution role, whatever it runs on.
  ///
  /// On container instances the agent pulls images from ECR and writes logs with the instance's role.
  var alwaysNeedsRole: Bool {
    switch self {
    case .image, .log: false
    case .secret, .registryCredentials, .object: true
    }
  }

  /// Whether it takes of a secret the value of a key, a stage or a version.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
  var isPartOfSecret: Bool {
    guard case .secret(let name) = self, ResourceName(name)?.service == "secretsmanager" else {
      return false
    }
    let parts = name.split(separator: ":", maxSplits: 7, omittingEmptySubsequences: false)
    return parts.count == 8 && parts[7].contains { $0 != ":" }
  }

  /// A private registry of ECR, as its host's name tells it.
  struct Registry {
    var account: String
    var region: String
    var isInChina: Bool

    init?(_ host: String) {
      let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .map(Substring.init)
      guard parts.count >= 5, parts[0].utf8.count == 12,
        parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      account = String(parts[0])
      isInChina = parts.last == "cn"
      switch (parts[1], parts[2]) {
      case ("dkr", "ecr"), ("dkr", "ecr-fips"):
        guard parts[4...].elementsEqual(["amazonaws", "com"] + (isInChina ? ["cn"] : [])) else {
          return nil
        }
        region = String(parts[3])
      case ("dkr-ecr", _), ("dkr-ecr-fips", _):
        guard parts[3...].elementsEqual(["on", "aws"]) else { return nil }
        region = String(parts[2])
      default: return nil
      }
    }
  }
}

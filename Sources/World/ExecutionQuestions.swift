/// What an execution role needs for something in a container.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
extension RoleQuestion {
  /// What a feature needs.
  static func all(for feature: ExecutionFeature, in place: Place) -> [RoleQuestion] {
    switch feature {
    case .image(let host, let repository): pulls(host, repository, place)
    case .log(let group, let region, let stream, let createsGroup):
      log(place.arn("logs", region: region, "log-group:\(group)"), stream, createsGroup)
    case .secret(let name): secret(name, place)
    case .registryCredentials(let name):
      name.utf8.starts(with: "arn:".utf8) ? secret(name, place) : [secretsManager(name, place)]
    case .object(let arn): object(arn)
    }
  }

  /// Whatever is pulled from a registry, or logged in a region, of the role's own account.
  ///
  /// A role that is allowed this is allowed it for each image and each log group.
  static func allOfKind(_ feature: ExecutionFeature, in place: Place) -> [RoleQuestion] {
    switch feature {
    case .image(let host, _): all(for: .image(host: host, repository: "*"), in: place)
    case .log(_, let region, _, _):
      all(for: .log(group: "*", region: region, stream: "*", createsGroup: false), in: place)
    case .secret, .registryCredentials, .object: []
    }
  }

  private static func pulls(
    _ host: String, _ repository: String, _ place: Place
  ) -> [RoleQuestion] {
    guard let registry = ExecutionFeature.Registry(host) else { return [] }
    let partition = registry.isInChina ? "aws-cn" : place.partition
    let arn =
      "arn:\(partition):ecr:\(registry.region):\(registry.account):repository/\(repository)"
    return [Self(action: "ecr:GetAuthorizationToken", resource: "*", region: registry.region)]
      + [
        "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
      ].map { Self(action: $0, resource: arn) }
  }

  /// A denial of CreateLogGroup names `log-group:NAME:log-stream:`; whether AWS takes a policy for the plain name is not
  /// documented.
  private static func log(
    _ group: String, _ stream: String, _ createsGroup: Bool
  ) -> [RoleQuestion] {
    let streams = "\(group):log-stream:\(stream)"
    var needed = [
      Self(action: "logs:CreateLogStream", resource: streams, otherResource: group),
      Self(action: "logs:PutLogEvents", resource: streams),
    ]
    if createsGroup {
      needed.append(
        Self(
          action: "logs:CreateLogGroup", resource: "\(group):log-stream:", otherResource: group))
    }
    return needed
  }

  /// A secret of Secrets Manager by its ARN, a parameter by its ARN or its name.
  private static func secret(_ name: String, _ place: Place) -> [RoleQuestion] {
    let reference = "/aws/reference/secretsmanager/"
    guard let arn = ResourceName(name) else {
      let path = name.utf8.first == UInt8(ascii: "/") ? String(name.dropFirst()) : name
      return parameter(place.arn("ssm", "parameter/\(path)"), "/" + path, reference, place)
    }
    guard arn.service == "secretsmanager" else {
      let path = arn.resource.dropFirst("parameter".utf8.count)
      return parameter(name, String(path), reference, place)
    }
    // Behind the name of the secret stand a key of its text, a stage and a version.
    let parts = name.split(separator: ":", maxSplits: 7, omittingEmptySubsequences: false)
    let whole = parts.prefix(7).joined(separator: ":")
    let marked = "\(whole)-??????"
    let suffix = whole.utf8.suffix(7)
    let isMarked =
      suffix.first == UInt8(ascii: "-") && !suffix.dropFirst().contains(UInt8(ascii: "-"))
      && !suffix.contains(UInt8(ascii: "/"))
    return [
      Self(
        action: "secretsmanager:GetSecretValue", resource: isMarked ? whole : marked,
        otherResource: isMarked ? marked : whole)
    ]
  }

  private static func parameter(
    _ arn: String, _ path: String, _ reference: String, _ place: Place
  ) -> [RoleQuestion] {
    let own = Self(action: "ssm:GetParameters", resource: arn)
    guard path.utf8.starts(with: reference.utf8) else { return [own] }
    return [own, secretsManager(String(path.dropFirst(reference.count)), place)]
  }

  /// A secret known by its name: its ARN ends with six letters that AWS made up.
  private static func secretsManager(_ name: String, _ place: Place) -> RoleQuestion {
    let arn = place.arn("secretsmanager", "secret:\(name)")
    return Self(
      action: "secretsmanager:GetSecretValue", resource: "\(arn)-??????", otherResource: arn)
  }

  private static func object(_ arn: String) -> [RoleQuestion] {
    let slash = arn.utf8.firstIndex(of: UInt8(ascii: "/")) ?? arn.endIndex
    return [
      Self(action: "s3:GetObject", resource: arn),
      Self(action: "s3:GetBucketLocation", resource: String(arn[..<slash])),
    ]
  }
}

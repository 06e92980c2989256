import JSON

/// What single services do differently.
enum ServiceRules {
  /// An answer that holds whatever the policies say.
  static func fixedVerdict(_ request: borrowing Request) -> Evaluation.Verdict? {
    let action = request.actionText
    if action.head == callerIdentity.head, action.bytes == callerIdentity.bytes {
      // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
      return Evaluation.Verdict(outcome: .allowed, layer: nil, cause: .always)
    }
    if isIAM(action), isOwnedByAWS(request.resourceText), !isRead(action) {
      return Evaluation.Verdict(outcome: .implicitlyDenied, layer: nil, cause: .awsOwned)
    }
    return nil
  }

  /// Whether the resource's policy has to allow, so that an identity policy alone is not enough even in the same account:
  /// KMS keys (not their aliases) and the trust policies of roles.
  /// See https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  static func needsResourcePolicy(_ request: borrowing Request) -> Bool {
    let action = request.actionText
    if action.head & fourBytes == kms {
      return request.resourceText.arnPart(5, is: "key/", isPrefix: true)
    }
    guard action.head & fourBytes == sts,
      trustedActions.contains(where: { action.bytes.starts(with: $0) })
    else { return false }
    return request.resourceText.arnPart(5, is: "role/", isPrefix: true)
  }

  /// Whether the request names a resource although its action takes none.
  ///
  /// See https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  static func takesNoResource(_ request: borrowing Request) -> Bool {
    request.resourceText.bytes.count > 1
      && resourcelessActions.contains(hashRegardlessOfCase(request.actionText.bytes.span))
  }

  /// The hashes of the actions in `ResourcelessActions.json`.
  private static let resourcelessActions: Set<UInt64> = {
    guard let text = Embedded.files["ResourcelessActions.json"],
      let document = try? JSONDocument(text: text), let services = document.root["services"]
    else { return [] }
    var hashes: Set<UInt64> = []
    for (service, names) in services.members {
      for name in names.string?.split(separator: " ") ?? [] {
        hashes.insert(hashRegardlessOfCase("\(service):\(name)".utf8.span))
      }
    }
    return hashes
  }()

  /// Whether resource control policies reach the request's service.
  ///
  /// AWS adds services to those that it began with, so for most others an audit leaves it open. Passing roles and starting
  /// tasks are decided without them.
  /// See https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
  static func resourceControlReach(
    _ request: borrowing Request, _ interpretation: Interpretation
  ) -> Truth {
    let service = String(
      decoding: request.actionText.bytes.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
    if firstResourceControlServices.contains(service) { return .yes }
    if unreachedServices.contains(service) { return .no }
    if interpretation.leavesOpen { return .unknown }
    return Truth(laterResourceControlServices.contains(service))
  }

  private static let firstResourceControlServices: Set<String> = [
    "kms", "s3", "secretsmanager", "sqs", "sts",
  ]
  private static let unreachedServices: Set<String> = ["ecs", "iam"]
  private static let laterResourceControlServices: Set<String> = [
    "aoss", "cognito-identity", "cognito-idp", "dynamodb", "ecr", "logs",
  ]

  private static let callerIdentity = RequestText(Array("sts:getcalleridentity".utf8))
  /// What begins the actions that a trust policy decides about.
  private static let trustedActions = ["sts:assumerole", "sts:tagsession", "sts:setsourceidentity"]
    .map { Array($0.utf8) }
  private static let fourBytes = packedHead("xxxx".utf8.span).mask
  private static let kms = packedHead("kms:".utf8.span).value
  private static let sts = packedHead("sts:".utf8.span).value
  private static let iam = packedHead("iam:".utf8.span).value

  private static func isIAM(_ action: RequestText) -> Bool { action.head & fourBytes == iam }

  private static func isRead(_ action: RequestText) -> Bool {
    let name = action.bytes.dropFirst(4)
    return ["get", "list", "generate", "simulate"].contains { name.starts(with: $0.utf8) }
  }

  /// Managed policies of AWS, and the roles that IAM Identity Center keeps for itself.
  private static func isOwnedByAWS(_ resource: RequestText) -> Bool {
    guard resource.arnPart(2, is: "iam") else { return false }
    if resource.arnPart(4, is: "aws") { return resource.arnPart(5, is: "policy/", isPrefix: true) }
    return resource.arnPart(5, is: "role/aws-reserved/", isPrefix: true)
  }
}

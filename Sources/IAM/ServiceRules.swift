import JSON

/// What single services do differently.
enum ServiceRules {
  /// An answer that holds whatever the policies say.
  static func fixedVerdict(_ request: borrowing Request) -> Evaluation.Verdict? {
    if isCallerIdentity(request.actionText) {
      // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
      return Evaluation.Verdict(outcome: .allowed, layer: nil, cause: .always)
    }
    if isIAM(request.actionText), isOwnedByAWS(request.resourceText), !isRead(request.actionText) {
      return Evaluation.Verdict(outcome: .implicitlyDenied, layer: nil, cause: .awsOwned)
    }
    if case .account = request.principal, isAssumption(request.actionText) {
      // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
      return Evaluation.Verdict(outcome: .implicitlyDenied, layer: .identity, cause: .rootUser)
    }
    return nil
  }

  /// Whether the resource's policy has to allow, so that an identity policy alone is not enough even in the same account:
  /// KMS keys (not their aliases) and the trust policies of roles.
  /// See https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  static func needsResourcePolicy(_ request: borrowing Request) -> Bool {
    let service = request.actionText.ends.head & fourBytes
    if service == kms { return request.resourceText.arnPart(5, is: "key/", isPrefix: true) }
    guard service == sts, isTrusted(request.actionText)
    else { return false }
    return request.resourceText.arnPart(5, is: "role/", isPrefix: true)
  }

  /// Whether an action takes no resource.
  ///
  /// See https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  static func takesNoResource(_ action: borrowing RequestText) -> Bool {
    resourcelessActions.contains(hashRegardlessOfCase(action.text.utf8.span))
  }

  /// The hashes of the actions in `ResourcelessActions.json`.
  private static let resourcelessActions: Set<UInt64> = {
    guard let text = Embedded.files["ResourcelessActions.json"],
      let document = try? JSONDocument(text: text), let services = document.root["services"]
    else { return [] }
    var hashes = Set<UInt64>(minimumCapacity: 8000)
    for (service, names) in services.members {
      let start = hashRegardlessOfCase("\(service):".utf8.span)
      _ = names.withPlainBytes { names in
        for name in names.split(separator: UInt8(ascii: " ")) {
          hashes.insert(
            hashRegardlessOfCase(UnsafeBufferPointer(rebasing: name).span, behind: start))
        }
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
    // The page says of this one action that these policies do not affect it.
    if request.actionText.text == "kms:retiregrant" { return .no }
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

  /// What begins the actions that a trust policy decides about.
  private static let trustedActions: [StaticString] = [
    "sts:assumerole", "sts:tagsession", "sts:setsourceidentity",
  ]
  // The first four bytes of an action and of what begins some, the first one lowest.
  private static let fourBytes: UInt64 = 0xFFFF_FFFF
  private static let kms: UInt64 = 0x3A73_6D6B
  private static let sts: UInt64 = 0x3A73_7473
  private static let iam: UInt64 = 0x3A6D_6169

  private static func isCallerIdentity(_ action: borrowing RequestText) -> Bool {
    action.ends.head & fourBytes == sts && action.text == "sts:getcalleridentity"
  }

  private static func isAssumption(_ action: borrowing RequestText) -> Bool {
    action.ends.head & fourBytes == sts && action.text == "sts:assumerole"
  }

  private static func isTrusted(_ action: borrowing RequestText) -> Bool {
    for prefix in trustedActions where action.begins(with: prefix) { return true }
    return false
  }

  private static func isIAM(_ action: borrowing RequestText) -> Bool {
    action.ends.head & fourBytes == iam
  }

  private static func isRead(_ action: borrowing RequestText) -> Bool {
    action.begins(with: "iam:get") || action.begins(with: "iam:list")
      || action.begins(with: "iam:generate") || action.begins(with: "iam:simulate")
  }

  /// Managed policies of AWS, and the roles that IAM Identity Center keeps for itself.
  private static func isOwnedByAWS(_ resource: borrowing RequestText) -> Bool {
    guard resource.arnPart(2, is: "iam") else { return false }
    if resource.arnPart(4, is: "aws") { return resource.arnPart(5, is: "policy/", isPrefix: true) }
    return resource.arnPart(5, is: "role/aws-reserved/", isPrefix: true)
  }
}

import IAM

/// The resource of a question: whose it is, and which policy of its own takes part in the answer.
struct AskedResource {
  /// What is known of the resource's own policy.
  enum OwnPolicy: Equatable {
    /// Resources of its kind have none.
    case none
    /// The trust policy of that role.
    case trust(role: String)
    /// There may be one, which no export holds.
    case unread
    /// The answer always hangs on one, which no export holds.
    case needed
  }

  /// The account in the ARN.
  let account: String?
  /// Whether nothing says whose it is.
  let hasNoAccount: Bool
  /// Whether the ARN stands for resources of several accounts.
  let isOfAnyAccount: Bool
  let isPattern: Bool
  let isPatternOfActions: Bool
  let ownPolicy: OwnPolicy

  init(_ resource: String, action: String) {
    let name = ResourceName(resource)
    let owner = name?.account ?? ""
    let isNothing = resource == "*" && Request.takesNoResource(action)
    let isPattern = Self.isPattern(resource) && !isNothing
    self.isPattern = isPattern
    account = owner.utf8.count == 12 && owner.utf8.allSatisfy { 48...57 ~= $0 } ? owner : nil
    hasNoAccount = name != nil && owner.isEmpty
    isOfAnyAccount = Self.isPattern(owner)
    let action = action.lowercased()
    isPatternOfActions = Self.isPattern(action)
    let service = action.prefix { $0 != ":" }
    let type = name?.resource ?? "*"
    let isRole = name?.service == "iam" && type.hasPrefix("role/") && !isPattern
    let mayBeRole = isPattern || isRole
    if isNothing {
      ownPolicy = .none
    } else if isPatternOfActions {
      // Assuming a role, or using a key, may be among the actions.
      let isReached = ["sts", "kms", "*"].contains(service) || Self.isPattern(String(service))
      ownPolicy = isReached ? .needed : Self.withoutPolicies.contains(service) ? .none : .unread
    } else if ["sts:assumerole", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext"]
      .contains(where: action.hasPrefix), mayBeRole
    {
      ownPolicy = isRole ? .trust(role: resource) : .needed
    } else if service == "kms", isPattern || type.hasPrefix("key/") {
      ownPolicy = .needed
    } else {
      ownPolicy = Self.withoutPolicies.contains(service) ? .none : .unread
    }
  }

  /// Services whose resources have no policies of their own, trust policies aside.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
  private static let withoutPolicies: Set<Substring> = ["ecs", "iam", "states"]

  private static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }
}

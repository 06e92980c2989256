import IAM

/// What is known of the circumstances of calls: the condition keys that come with a request, and those that do not.
///
/// Keys that are not named here are unknown. Source of the list:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
struct Circumstances {
  private let assumptions: [Assumption]
  /// Those of the caller asked about last, of whom many questions follow each other.
  private var lastContext: (caller: Int64, context: RequestContext)?
  /// Those of the service that sent what was asked about last.
  private var lastTrust: (name: String, context: RequestContext)?

  init(_ assumptions: [Assumption]) { self.assumptions = assumptions }

  /// Where a role that a service assumed passes a role on.
  mutating func ofPassing(_ caller: Role, to service: String) -> RequestContext {
    if let lastContext, lastContext.caller == caller.id { return lastContext.context }
    var context = Self.passRoleKeys
    context["iam:PassedToService"] = .value(service)
    context["aws:PrincipalArn"] = .value(caller.arn)
    context["aws:PrincipalAccount"] = .value(caller.account)
    context["aws:ResourceAccount"] = .value(caller.account)
    context.assume(assumptions, for: caller.account)
    lastContext = (caller.id, context)
    return context
  }

  /// Where such a role assumes another one; whether tags and an external id come along is not known.
  func ofAssuming(_ target: Role, by own: Role) -> RequestContext {
    var context = Self.passRoleKeys
    context["aws:PrincipalArn"] = .value(own.arn)
    context["aws:PrincipalAccount"] = .value(own.account)
    context["aws:ResourceAccount"] = .value(target.account)
    for key in ["sts:ExternalId", "aws:TagKeys"] { context[key] = .unknown }
    context.setFamily("aws:RequestTag/", .unknown)
    context.assume(assumptions, for: own.account)
    return context
  }

  /// What is the same for every role that a service assumed.
  private static let passRoleKeys: RequestContext = {
    var context = RequestContext([
      "aws:PrincipalType": .value("AssumedRole"), "aws:PrincipalIsAWSService": .value("false"),
    ])
    for key in [
      "aws:username", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "sts:ExternalId",
      "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp", "aws:TagKeys",
    ] {
      context[key] = .absent
    }
    context.setFamily("ecs:", .absent)
    context.setFamily("aws:RequestTag/", .absent)
    return context
  }()

  /// Where a service assumes a role.
  mutating func ofService(
    _ service: String, _ sourceArn: String, _ sourceAccount: String
  ) -> RequestContext {
    let name = "\(service) \(sourceArn) \(sourceAccount)"
    if let lastTrust, lastTrust.name == name { return lastTrust.context }
    var context = Self.trustKeys
    context["aws:PrincipalServiceName"] = .value(service)
    context["aws:SourceAccount"] = .value(sourceAccount)
    context["aws:SourceArn"] =
      sourceArn.utf8.last == UInt8(ascii: "*") ? .pattern(sourceArn) : .value(sourceArn)
    context.assume(assumptions, for: sourceAccount, isService: true)
    lastTrust = (name, context)
    return context
  }

  /// What is the same for every service.
  private static let trustKeys: RequestContext = {
    var context = RequestContext([
      "aws:PrincipalIsAWSService": .value("true"), "aws:PrincipalServiceNamesList": .unknown,
    ])
    for key in ["sts:ExternalId", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"] {
      context[key] = .absent
    }
    return context
  }()
}

import IAM

/// What is known of the circumstances of calls: the condition keys that come with a request, and those that do not.
///
/// Keys that are not named here are unknown. Source of the list:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
final class Circumstances {
  private let assumptions: [Assumption]
  /// What is the same whatever the caller asked about last does.
  private var lastCaller: (caller: Int64, context: RequestContext)?
  /// Those of the caller whose calls were asked about last.
  private var lastCall: (caller: Int64, region: String, context: RequestContext)?
  /// Those of the role of a task asked about last.
  private var lastTask: (role: Int64, context: RequestContext)?
  /// Those of the service that sent what was asked about last.
  private var lastTrust:
    (service: String, sourceArn: String?, sourceAccount: String, context: RequestContext)?

  init(_ assumptions: [Assumption]) { self.assumptions = assumptions }

  /// Where a role that a service assumed passes a role on.
  func ofPassing(_ caller: Role, to service: String) -> RequestContext {
    var context = ofCaller(caller)
    context["iam:PassedToService"] = .value(service)
    context["aws:TagKeys"] = .absent
    context.setFamily("ecs:", .absent)
    context.setFamily("aws:RequestTag/", .absent)
    context.assume(assumptions, for: caller.account)
    return context
  }

  /// Where such a role calls a service in a region, for a resource of its own account.
  ///
  /// Which tags come along, and which the resource has, is not known.
  func ofCalling(_ caller: Role, in region: String) -> RequestContext {
    if let lastCall, lastCall.caller == caller.id, lastCall.region == region {
      return lastCall.context
    }
    var context = ofCaller(caller)
    context["aws:RequestedRegion"] = .value(region)
    context.assume(assumptions, for: caller.account)
    lastCall = (caller.id, region, context)
    return context
  }

  private func ofCaller(_ caller: Role) -> RequestContext {
    if let lastCaller, lastCaller.caller == caller.id { return lastCaller.context }
    var context = Self.assumedRoleKeys
    context["aws:PrincipalArn"] = .value(caller.arn)
    context["aws:PrincipalAccount"] = .value(caller.account)
    context["aws:ResourceAccount"] = .value(caller.account)
    lastCaller = (caller.id, context)
    return context
  }

  /// Where such a role assumes another one; whether tags and an external id come along is not known.
  func ofAssuming(_ target: Role, by own: Role) -> RequestContext {
    var context = Self.assumedRoleKeys
    context["aws:PrincipalArn"] = .value(own.arn)
    context["aws:PrincipalAccount"] = .value(own.account)
    context["aws:ResourceAccount"] = .value(target.account)
    for key in ["sts:ExternalId", "aws:TagKeys"] { context[key] = .unknown }
    context.setFamily("aws:RequestTag/", .unknown)
    context.assume(assumptions, for: own.account)
    return context
  }

  /// Where a task, or ECS on its behalf, calls other services with a role of it, over networks of which no export tells.
  func ofTask(_ role: Role) -> RequestContext {
    if let lastTask, lastTask.role == role.id { return lastTask.context }
    var context = Self.assumedRoleKeys
    for key in ["aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"] { context[key] = .unknown }
    context["aws:PrincipalArn"] = .value(role.arn)
    context["aws:PrincipalAccount"] = .value(role.account)
    context.assume(assumptions, for: role.account)
    lastTask = (role.id, context)
    return context
  }

  /// What is the same for every role that a service assumed.
  private static let assumedRoleKeys: RequestContext = {
    var context = RequestContext([
      "aws:PrincipalType": .value("AssumedRole"), "aws:PrincipalIsAWSService": .value("false"),
      // Services, agents and SDKs call AWS by https.
      "aws:SecureTransport": .value("true"),
    ])
    for key in [
      "aws:username", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "sts:ExternalId",
      "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp",
    ] {
      context[key] = .absent
    }
    return context
  }()

  /// Where a service assumes a role; `sourceArn` is nil where AWS does not say from where it says to come.
  func ofService(
    _ service: String, _ sourceArn: String?, _ sourceAccount: String
  ) -> RequestContext {
    if let lastTrust, lastTrust.sourceArn == sourceArn, lastTrust.service == service,
      lastTrust.sourceAccount == sourceAccount
    {
      return lastTrust.context
    }
    var context = Self.trustKeys
    context["aws:PrincipalServiceName"] = .value(service)
    if let sourceArn {
      context["aws:SourceAccount"] = .value(sourceAccount)
      context["aws:SourceArn"] =
        sourceArn.utf8.last == UInt8(ascii: "*") ? .pattern(sourceArn) : .value(sourceArn)
    } else {
      context["aws:SourceAccount"] = .unknown
      context["aws:SourceArn"] = .unknown
    }
    context.assume(assumptions, for: sourceAccount, isService: true)
    lastTrust = (service, sourceArn, sourceAccount, context)
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

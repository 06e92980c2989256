import IAM

/// Who asks: what the evaluator is told of them, and all policies that speak about them.
struct Caller {
  /// An ARN, or the name of a service or a provider.
  var name: String
  var principal: Principal
  /// nil for those who belong to no account.
  var account: String?
  var policies = PolicySet()
  /// What is known of the circumstances in which they ask.
  var context: [String: ContextValue] = [:]

  /// A role, or a session of one.
  init(_ role: Role, _ principal: Principal, _ library: PolicyLibrary) throws {
    name = role.arn
    self.principal = principal
    account = role.account
    policies = try library.callPolicies(of: role)
    context = Self.context(role.arn, role.account, type: "AssumedRole", userName: .absent)
  }

  init(
    _ user: UserDirectory.User, in users: UserDirectory, _ library: PolicyLibrary
  ) throws {
    name = user.arn
    principal = .user(arn: user.arn)
    account = user.account
    policies = try library.policies(of: user, in: users)
    context = Self.context(
      user.arn, user.account, type: "User", userName: .value(user.name))
  }

  /// The root user of an account, whom only policies of the organization and of resources limit.
  init(rootOf account: String, _ library: PolicyLibrary) {
    name = account
    principal = .account(account)
    self.account = account
    policies = library.organizationPolicies(of: account)
    context = [
      "aws:PrincipalAccount": .value(account), "aws:PrincipalType": .value("Account"),
      "aws:PrincipalIsAWSService": .value("false"),
    ]
  }

  /// A role or a user whom no export shows, so that nothing is known of their policies.
  init(unread arn: String, _ principal: Principal, account: String) {
    name = arn
    self.principal = principal
    self.account = account
    policies.identity = [Policy(name: "the policies of \(arn)", document: nil)]
    context = [
      "aws:PrincipalAccount": .value(account), "aws:PrincipalIsAWSService": .value("false"),
    ]
  }

  /// A service, an identity provider, or nobody in particular.
  init(outsider principal: Principal, _ name: String) {
    self.name = name
    self.principal = principal
    if case .service(let service) = principal {
      context = [
        "aws:PrincipalIsAWSService": .value("true"),
        "aws:PrincipalServiceName": .value(service),
      ]
      for key in ["sts:ExternalId", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"] {
        context[key] = .absent
      }
    }
  }

  /// What comes with every request of a user or role.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  private static func context(
    _ arn: String, _ account: String, type: String, userName: ContextValue
  ) -> [String: ContextValue] {
    [
      "aws:PrincipalArn": .value(arn), "aws:PrincipalAccount": .value(account),
      "aws:PrincipalType": .value(type), "aws:PrincipalIsAWSService": .value("false"),
      "aws:username": userName,
    ]
  }
}

import IAM
import Testing

private let pathRole = "arn:aws:iam::123456789012:role/team/r"
private let session = "arn:aws:sts::123456789012:assumed-role/r/s"
private let bySession = request(by: Principal(arn: session))
private let user = "arn:aws:iam::123456789012:user/u"
private let byUser = request(by: .user(arn: user))
private let byAnonymous = request(by: .anonymous)
private let service = "ecs-tasks.amazonaws.com"
private let byService = request(by: .service(service))
private let denied = "implicitly-denied resource"
private let alone = "implicitly-denied identity"

private func listed(_ principal: String, effect: (String) -> String) -> [String] {
  [effect(#""NotPrincipal": \#(principal)"#)]
}

/// Whom Principal and NotPrincipal mean.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
@Suite("Facts about principals")
struct PrincipalFactsTests {
  static let named = [
    FactCase(
      "9 the role's ARN covers its sessions",
      Layers(resource: [allow(to: aws("arn:aws:iam::123456789012:role/r"))]), bySession, "allowed"),
    FactCase(
      "9 also with a path, which the session lacks", Layers(resource: [allow(to: aws(pathRole))]),
      bySession, "allowed"),
    FactCase(
      "9 in a Deny too", Layers(identity: [allow()], resource: [deny(to: aws(pathRole))]),
      bySession, "explicitly-denied resource"),
    FactCase(
      "9 another role of the same ending",
      Layers(resource: [allow(to: aws("arn:aws:iam::123456789012:role/team-r"))]), bySession, alone),
    FactCase(
      "9 the same role of another account",
      Layers(resource: [allow(to: aws("arn:aws:iam::999999999999:role/r"))]), bySession, alone),
    FactCase(
      "9 another session", Layers(resource: [allow(to: aws(session + "2"))]), bySession, alone),
    FactCase(
      "10 nobody named matches nobody", Layers(resource: [allow()]), byUser, alone),
    FactCase(
      "10 its siblings count", Layers(resource: [deny(), allow(to: #""*""#)]), byUser, "allowed"),
    FactCase(
      "25 an account id delegates",
      Layers(identity: [allow()], resource: [allow(to: aws("123456789012"))]),
      request(by: .user(arn: user), account: "999999999999"), "allowed"),
    FactCase(
      "25 another account id",
      Layers(identity: [allow()], resource: [allow(to: aws("999999999999"))]),
      request(by: .user(arn: user), account: "999999999999"), denied),
    FactCase(
      "25 a list of principals",
      Layers(resource: [allow(to: #"{"AWS": ["999999999999", "\#(user)"]}"#)]), byUser, "allowed"),
    FactCase(
      "25 a wildcard within is none",
      Layers(resource: [allow(to: aws("arn:aws:iam::123456789012:user/*"))]), byUser, alone),
    FactCase(
      "25 nor a wildcard for an account",
      Layers(resource: [allow(to: aws("arn:aws:iam::*:user/u"))]), byUser, alone),
    FactCase(
      "25 ARNs are case-sensitive",
      Layers(resource: [allow(to: aws("arn:aws:iam::123456789012:user/U"))]), byUser, alone),
    FactCase(
      "25 a unique id that AWS left of a deleted user",
      Layers(resource: [allow(to: aws("AIDACKCEVSQ6C2EXAMPLE"))]), byUser, alone),
    FactCase(
      "25 a service", Layers(resource: [allow(to: #"{"Service": "\#(service)"}"#)]), byService,
      "allowed"),
    FactCase(
      "25 a service is exact",
      Layers(resource: [allow(to: #"{"Service": "ecs.amazonaws.com"}"#)]), byService, denied),
    FactCase(
      "25 no wildcard for services",
      Layers(resource: [allow(to: #"{"Service": "*.amazonaws.com"}"#)]), byService, denied),
    FactCase(
      "25 a service is no AWS principal", Layers(resource: [allow(to: aws("123456789012"))]),
      byService, denied),
    FactCase(
      "25 a user is no service", Layers(resource: [allow(to: #"{"Service": "\#(service)"}"#)]),
      byUser, alone),
    FactCase(
      "25 identity policies are no help to a service", Layers(identity: [allow()]), byService,
      denied),
    FactCase(
      "25 everyone, for a service, is left open in an audit",
      Layers(resource: [allow(to: #""*""#)]), byService, "conditional Principal", as: .audit),
  ]

  static let outsiders = [
    FactCase(
      "7 NotPrincipal of a user admits anonymous callers",
      Layers(resource: listed(aws(user)) { allow(with: $0) }), byAnonymous, "allowed"),
    FactCase(
      "7 account principals never match them", Layers(resource: [allow(to: aws("123456789012"))]),
      byAnonymous, denied),
    FactCase(
      "7 everyone does", Layers(resource: [allow(to: aws("*"))]), byAnonymous, "allowed"),
    FactCase(
      "7 a Deny with NotPrincipal denies them",
      Layers(resource: [allow(to: #""*""#)] + listed(aws(user)) { deny(with: $0) }), byAnonymous,
      "explicitly-denied resource"),
    FactCase(
      "25 NotPrincipal of an account spares its users",
      Layers(identity: [allow()], resource: listed(aws("123456789012")) { deny(with: $0) }), byUser,
      "allowed"),
    FactCase(
      "25 NotPrincipal of another user and, beside it, of their account does not",
      Layers(
        identity: [allow()],
        resource: listed(#"{"AWS": ["arn:aws:iam::123456789012:user/bob", "123456789012"]}"#) {
          deny(with: $0)
        }),
      byUser, "explicitly-denied resource"),
    FactCase(
      "25 and denies others",
      Layers(identity: [allow()], resource: listed(aws("999999999999")) { deny(with: $0) }), byUser,
      "explicitly-denied resource"),
    FactCase(
      "25 NotPrincipal of a role spares its sessions",
      Layers(identity: [allow()], resource: listed(aws(pathRole)) { deny(with: $0) }), bySession,
      "allowed"),
    FactCase(
      "25 NotPrincipal of a service denies another",
      Layers(
        resource: [allow(to: #""*""#)]
          + listed(#"{"Service": "ec2.amazonaws.com"}"#) { deny(with: $0) }), byService,
      "explicitly-denied resource"),
    FactCase(
      "25 a web identity provider",
      Layers(resource: [allow(to: #"{"Federated": "accounts.google.com"}"#)]),
      request("sts:AssumeRoleWithWebIdentity", roleARN, by: Principal(arn: "accounts.google.com")),
      "allowed"),
    FactCase(
      "25 Cognito is an identity provider",
      Layers(resource: [allow(to: #"{"Federated": "cognito-identity.amazonaws.com"}"#)]),
      request(
        "sts:AssumeRoleWithWebIdentity", roleARN,
        by: Principal(arn: "cognito-identity.amazonaws.com")), "allowed"),
    FactCase(
      "25 a SAML provider",
      Layers(resource: [allow(to: #"{"Federated": "\#(provider)"}"#)]),
      request("sts:AssumeRoleWithSAML", roleARN, by: Principal(arn: provider)), "allowed"),
    FactCase(
      "25 another provider", Layers(resource: [allow(to: #"{"Federated": "\#(provider)2"}"#)]),
      request("sts:AssumeRoleWithSAML", roleARN, by: Principal(arn: provider)), denied),
    FactCase(
      "25 a provider is no AWS principal", Layers(resource: [allow(to: aws(provider))]),
      request("sts:AssumeRoleWithSAML", roleARN, by: Principal(arn: provider)), denied),
    FactCase(
      "25 a canonical id", Layers(resource: [allow(to: #"{"CanonicalUser": "\#(canonical)"}"#)]),
      request(by: Principal(arn: canonical)), "allowed"),
    FactCase(
      "25 whose canonical id it is, nobody knows",
      Layers(identity: [allow()], resource: [deny(to: #"{"CanonicalUser": "\#(canonical)"}"#)]),
      byUser, "conditional Principal", as: .audit),
  ]

  private static let provider = "arn:aws:iam::123456789012:saml-provider/P"
  private static let canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

  @Test("hold", arguments: named + outsiders)
  func fact(fact: FactCase) throws {
    #expect(try fact.answer == fact.expected)
  }

  @Test(
    "say what a name means",
    arguments: [
      Vector("a service", service, .service(service)),
      Vector("of China", "ec2.amazonaws.com.cn", .service("ec2.amazonaws.com.cn")),
      Vector("an account", "123456789012", .account("123456789012")),
      Vector("everyone", "*", .anonymous),
      Vector("nobody in particular", "anonymous", .anonymous),
      Vector("a provider", "www.amazon.com", .federated("www.amazon.com")),
      Vector("a canonical id", canonical, .federated(canonical)),
      Vector("a role", pathRole, .role(arn: pathRole)),
      Vector("a session", session, .session(arn: session, role: nil)),
    ] as [Vector<String, Principal>])
  func names(vector: Vector<String, Principal>) {
    #expect(Principal(named: vector.input, action: "s3:GetObject") == vector.expected)
  }
}

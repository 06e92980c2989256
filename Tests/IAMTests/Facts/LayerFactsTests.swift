import IAM
import Testing

private let role = "arn:aws:iam::123456789012:role/r"
private let session = "arn:aws:sts::123456789012:assumed-role/r/s"
private let user = "arn:aws:iam::123456789012:user/u"
private let bySession = request(by: .session(arn: session, role: role))
private let byUser = request(by: .user(arn: user))
private let other = allow("ec2:*")
private let abroad = "999999999999"

/// How the layers of policies combine.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
@Suite("Facts about layers")
struct LayerFactsTests {
  static let combination = [
    FactCase("1 no policy: implicit deny", Layers(), bySession, "implicitly-denied identity"),
    FactCase("1 identity alone", Layers(identity: [allow()]), bySession, "allowed"),
    FactCase("1 resource alone", Layers(resource: [allow(to: aws(role))]), bySession, "allowed"),
    FactCase(
      "1 identity within boundary", Layers(identity: [allow()], boundary: [allow("s3:*")]),
      bySession, "allowed"),
    FactCase(
      "1 identity outside boundary", Layers(identity: [allow()], boundary: [other]), bySession,
      "implicitly-denied boundary"),
    FactCase(
      "1 boundary grants nothing", Layers(boundary: [allow()]), bySession,
      "implicitly-denied identity"),
    FactCase(
      "1 outside session policy", Layers(identity: [allow()], session: [other]), bySession,
      "implicitly-denied session"),
    FactCase(
      "1 session policy grants nothing", Layers(session: [allow()]), bySession,
      "implicitly-denied identity"),
    FactCase(
      "1 outside SCP", Layers(identity: [allow()], scp: [[other]]), bySession,
      "implicitly-denied scp"),
    FactCase(
      "1 SCP caps the resource policy", Layers(scp: [[other]], resource: [allow(to: aws(session))]),
      bySession, "implicitly-denied scp"),
    FactCase(
      "1 deny in identity", Layers(identity: [allow(), deny()]), bySession,
      "explicitly-denied identity"),
    FactCase(
      "1 deny in resource policy",
      Layers(identity: [allow()], resource: [deny(to: aws("123456789012"))]), bySession,
      "explicitly-denied resource"),
    FactCase(
      "1 deny in session policy", Layers(session: [deny()], resource: [allow(to: aws(session))]),
      bySession, "explicitly-denied session"),
    FactCase(
      "1 deny in identity beats a session grant",
      Layers(identity: [deny()], resource: [allow(to: aws(session))]), bySession,
      "explicitly-denied identity"),
    FactCase(
      "1 deny in RCP", Layers(identity: [allow()], rcp: [[deny(to: #""*""#)]]), bySession,
      "explicitly-denied rcp"),
    FactCase(
      "1 cross account, both", Layers(identity: [allow()], resource: [allow(to: aws(role))]),
      request(by: .role(arn: role), account: abroad), "allowed"),
    FactCase(
      "1 cross account, account named",
      Layers(identity: [allow()], resource: [allow(to: aws("123456789012"))]),
      request(by: .role(arn: role), account: abroad), "allowed"),
    FactCase(
      "1 cross account, identity only", Layers(identity: [allow()]),
      request(by: .role(arn: role), account: abroad), "implicitly-denied resource"),
    FactCase(
      "1 cross account, resource only", Layers(resource: [allow(to: aws(role))]),
      request(by: .role(arn: role), account: abroad), "implicitly-denied identity"),
    FactCase(
      "1 cross account, everyone is not enough", Layers(resource: [allow(to: #""*""#)]),
      request(by: .user(arn: user), account: abroad), "implicitly-denied identity"),
    FactCase(
      "1 cross account, deny there",
      Layers(identity: [allow()], resource: [deny(to: #""*""#)]),
      request(by: .user(arn: user), account: abroad), "explicitly-denied resource"),
  ]

  static let boundaries = [
    FactCase(
      "2 role ARN is capped", Layers(boundary: [other], resource: [allow(to: aws(role))]),
      bySession, "implicitly-denied boundary"),
    FactCase(
      "2 session ARN passes by", Layers(boundary: [other], resource: [allow(to: aws(session))]),
      bySession, "allowed"),
    FactCase(
      "2 user ARN passes by", Layers(boundary: [other], resource: [allow(to: aws(user))]), byUser,
      "allowed"),
    FactCase(
      "2 everyone passes by, session", Layers(boundary: [other], resource: [allow(to: #""*""#)]),
      bySession, "allowed"),
    FactCase(
      "2 everyone passes by, user", Layers(boundary: [other], resource: [allow(to: aws("*"))]),
      byUser, "allowed"),
    FactCase(
      "2 everyone whose aws:PrincipalArn is the role is capped",
      Layers(
        boundary: [other],
        resource: [
          allow(to: aws("*"), if: #"{"ArnEquals": {"aws:PrincipalArn": "\#(role)"}}"#)
        ]),
      request(
        by: .session(arn: session, role: role), context: ["aws:PrincipalArn": .value(role)]),
      "implicitly-denied boundary"),
    FactCase(
      "2 everyone whose aws:PrincipalArn is the user passes by",
      Layers(
        boundary: [other],
        resource: [
          allow(to: aws("*"), if: #"{"ArnEquals": {"aws:PrincipalArn": "\#(user)"}}"#)
        ]),
      request(by: .user(arn: user), context: ["aws:PrincipalArn": .value(user)]), "allowed"),
    FactCase(
      "2 a Deny in the boundary always wins",
      Layers(boundary: [deny()], resource: [allow(to: aws(session))]), bySession,
      "explicitly-denied boundary"),
    FactCase(
      "2 cross account never passes by",
      Layers(identity: [allow()], boundary: [other], resource: [allow(to: aws(user))]),
      request(by: .user(arn: user), account: abroad), "implicitly-denied boundary"),
    FactCase(
      "2 cross account never passes by, session",
      Layers(identity: [allow()], boundary: [other], resource: [allow(to: aws(session))]),
      request(by: .session(arn: session, role: role), account: abroad),
      "implicitly-denied boundary"),
    FactCase(
      "3 boundary and Deny with NotPrincipal that lists the user",
      Layers(
        identity: [allow()], boundary: [allow()],
        resource: [deny(with: #""NotPrincipal": {"AWS": ["\#(user)", "123456789012"]}"#)]),
      byUser, "explicitly-denied resource"),
    FactCase(
      "3 no boundary, and listed",
      Layers(
        identity: [allow()],
        resource: [deny(with: #""NotPrincipal": {"AWS": ["\#(user)", "123456789012"]}"#)]),
      byUser, "allowed"),
    FactCase(
      "4 account only delegates", Layers(resource: [allow(to: aws("123456789012"))]), byUser,
      "implicitly-denied identity"),
    FactCase(
      "4 root only delegates",
      Layers(resource: [allow(to: aws("arn:aws:iam::123456789012:root"))]), byUser,
      "implicitly-denied identity"),
    FactCase(
      "4 account and identity",
      Layers(identity: [allow()], resource: [allow(to: aws("123456789012"))]), byUser, "allowed"),
    FactCase("4 own ARN", Layers(resource: [allow(to: aws(user))]), byUser, "allowed"),
    FactCase("4 everyone", Layers(resource: [allow(to: aws("*"))]), byUser, "allowed"),
  ]

  static let services = [
    FactCase(
      "5 KMS key by identity alone", Layers(identity: [allow()]),
      request("kms:Decrypt", key, by: .user(arn: user)), "implicitly-denied resource"),
    FactCase(
      "5 KMS key policy that hands on, and identity",
      Layers(identity: [allow()], resource: [allow(to: aws("123456789012"))]),
      request("kms:Decrypt", key, by: .user(arn: user)), "allowed"),
    FactCase(
      "5 KMS key policy that hands on, no identity",
      Layers(resource: [allow(to: aws("123456789012"))]),
      request("kms:Decrypt", key, by: .user(arn: user)), "implicitly-denied identity"),
    FactCase(
      "5 KMS key policy names the user", Layers(resource: [allow(to: aws(user))]),
      request("kms:Decrypt", key, by: .user(arn: user)), "allowed"),
    FactCase(
      "5 KMS key of another account",
      Layers(identity: [allow()], resource: [allow(to: aws("123456789012"))]),
      request("kms:Decrypt", "arn:aws:kms:r:\(abroad):key/k", by: .user(arn: user)), "allowed"),
    FactCase(
      "5 KMS alias is like any resource", Layers(identity: [allow()]),
      request("kms:UpdateAlias", "arn:aws:kms:r:123456789012:alias/a", by: .user(arn: user)),
      "allowed"),
    FactCase(
      "5 trust policy is needed", Layers(identity: [allow()]),
      request("sts:AssumeRole", role, by: .user(arn: user)), "implicitly-denied resource"),
    FactCase(
      "5 trust policy names the user", Layers(resource: [allow("sts:AssumeRole", to: aws(user))]),
      request("sts:AssumeRole", role, by: .user(arn: user)), "allowed"),
    FactCase(
      "5 trust policy names the account",
      Layers(resource: [allow("sts:AssumeRole", to: aws("123456789012"))]),
      request("sts:AssumeRole", role, by: .user(arn: user)), "implicitly-denied identity"),
    FactCase(
      "5 session tags need the trust policy",
      Layers(identity: [allow()], resource: [allow("sts:AssumeRole", to: aws(user))]),
      request("sts:TagSession", role, by: .user(arn: user)), "implicitly-denied resource"),
    FactCase(
      "6 GetCallerIdentity despite a Deny", Layers(identity: [deny()]),
      request("sts:GetCallerIdentity", "*"), "allowed"),
    FactCase(
      "6 writing a policy of AWS", Layers(identity: [allow()]),
      request("iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
      "implicitly-denied"),
    FactCase(
      "6 reading a policy of AWS", Layers(identity: [allow()]),
      request("iam:GetPolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess"), "allowed"),
    FactCase(
      "6 writing a reserved role", Layers(identity: [allow()]),
      request("iam:DeleteRole", "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/R"),
      "implicitly-denied"),
  ]

  private static let key = "arn:aws:kms:r:123456789012:key/k"
  private static let linked =
    "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"

  static let organizations = [
    FactCase(
      "7 every level allows", Layers(identity: [allow()], scp: [[allow()], [allow("s3:*")]]),
      bySession, "allowed"),
    FactCase(
      "7 one level does not", Layers(identity: [allow()], scp: [[allow()], [other], [allow()]]),
      bySession, "implicitly-denied scp"),
    FactCase(
      "7 a level without policies", Layers(identity: [allow()], scp: [[allow()], []]), bySession,
      "implicitly-denied scp"),
    FactCase("7 no level", Layers(identity: [allow()], scp: []), bySession, "allowed"),
    FactCase(
      "7 Deny at one level",
      Layers(identity: [allow()], scp: [[allow()], [allow(), deny("s3:*")]]),
      bySession, "explicitly-denied scp"),
    FactCase(
      "7 the management account is exempt",
      Layers(identity: [allow()], scp: [[deny()]], isManagementAccount: true), bySession, "allowed"),
    FactCase(
      "7 not from RCPs",
      Layers(identity: [allow()], rcp: [[deny(to: #""*""#)]], isManagementAccount: true), bySession,
      "explicitly-denied rcp"),
    FactCase(
      "7 service-linked roles are exempt",
      Layers(identity: [allow()], scp: [[deny()]], rcp: [[deny(to: #""*""#)]]),
      request(by: .role(arn: linked)), "allowed"),
    FactCase(
      "7 and their sessions", Layers(identity: [allow()], scp: [[deny()]]),
      request(
        by: Principal(arn: "arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForX/s")),
      "allowed"),
    FactCase(
      "7 SCPs do not apply to anonymous callers",
      Layers(scp: [[deny()]], resource: [allow(to: #""*""#)]), request(by: .anonymous), "allowed"),
    FactCase(
      "7 RCPs do", Layers(rcp: [[deny(to: #""*""#)]], resource: [allow(to: #""*""#)]),
      request(by: .anonymous), "explicitly-denied rcp"),
    FactCase(
      "7 SCPs do not apply to services",
      Layers(scp: [[deny()]], resource: [allow(to: #"{"Service": "a.amazonaws.com"}"#)]),
      request(by: .service("a.amazonaws.com")), "allowed"),
    FactCase(
      "7 RCPs reach their services only",
      Layers(identity: [allow()], rcp: [[deny(to: #""*""#)]]),
      request("ec2:RunInstances", "arn:aws:ec2:r:123456789012:instance/i"), "allowed"),
    FactCase(
      "7 SCPs hold for the root user", Layers(scp: [[deny("s3:*")]]),
      request(by: .account("123456789012")), "explicitly-denied scp"),
    FactCase(
      "1 the root user needs no policy", Layers(), request(by: .account("123456789012")), "allowed"),
    FactCase(
      "1 the root user needs one abroad", Layers(),
      request(by: .account("123456789012"), account: abroad), "implicitly-denied resource"),
    FactCase(
      "7 endpoint policies cap everyone",
      Layers(identity: [allow()], endpoint: [allow("ec2:*", to: #""*""#)]), bySession,
      "implicitly-denied endpoint"),
    FactCase(
      "7 and deny",
      Layers(
        identity: [allow()], endpoint: [allow(to: #""*""#), deny("s3:Get*", to: #""*""#)]),
      bySession, "explicitly-denied endpoint"),
    FactCase(
      "7 but let through what they allow",
      Layers(identity: [allow()], endpoint: [allow(to: aws("123456789012"))]), bySession,
      "allowed"),
  ]

  static let sessions = [
    FactCase(
      "8 role ARN is capped", Layers(session: [other], resource: [allow(to: aws(role))]), bySession,
      "implicitly-denied session"),
    FactCase(
      "8 session ARN adds", Layers(session: [other], resource: [allow(to: aws(session))]),
      bySession, "allowed"),
    FactCase(
      "8 federated user: the IAM user's ARN is capped",
      Layers(session: [other], resource: [allow(to: aws(user))]), byFederated,
      "implicitly-denied session"),
    FactCase(
      "8 federated user: the session's ARN adds",
      Layers(session: [other], resource: [allow(to: aws(federated))]), byFederated, "allowed"),
    FactCase(
      "8 federated user: another user's ARN",
      Layers(resource: [allow(to: aws("arn:aws:iam::123456789012:user/v"))]), byFederated,
      "implicitly-denied identity"),
    FactCase(
      "11 a missing document leaves it open",
      Layers(identity: [allow()], missing: "M"), bySession, "unknown identity M"),
    FactCase(
      "11 unless another policy denies", Layers(identity: [deny()], missing: "M"), bySession,
      "explicitly-denied identity"),
    FactCase(
      "11 or another layer refuses", Layers(boundary: [other], missing: "M"), bySession,
      "implicitly-denied boundary"),
  ]

  private static let federated = "arn:aws:sts::123456789012:federated-user/u"
  private static let byFederated = request(by: Principal(arn: federated))

  @Test("hold", arguments: combination + boundaries + services + organizations + sessions)
  func fact(fact: FactCase) throws {
    #expect(try fact.answer == fact.expected)
  }
}

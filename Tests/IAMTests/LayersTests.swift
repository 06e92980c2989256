import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
@Suite("The layers of policies")
struct LayersTests {
  static let role = "arn:aws:iam::123456789012:role/r"
  static let session = "arn:aws:sts::123456789012:assumed-role/r/s"
  static let caller = Principal.session(arn: session, role: role)

  let allow: Policy
  let other: Policy
  let deny: Policy

  init() throws {
    allow = try allowEverything()
    other = try policy(
      statements: #"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#, named: "other")
    deny = try policy(
      statements: #"{"Sid": "No", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#,
      named: "no")
  }

  func resourcePolicy(_ principal: String) throws -> Policy {
    try policy(
      statements: """
        {"Effect": "Allow", "Principal": \(principal), "Action": "*", "Resource": "*"}
        """, named: "resource")
  }

  func decide(_ policies: PolicySet, account: String? = nil) -> Decision {
    policies.decide(request(by: Self.caller, account: account))
  }

  @Test("refuse by default, in the identity layer")
  func nothing() {
    let decision = decide(PolicySet())
    #expect(decision.outcome == .implicitlyDenied)
    #expect(decision.layer == .identity)
    #expect(decision.cause == .noAllow)
  }

  @Test("say which one denies", arguments: [PolicyLayer.identity, .boundary, .scp, .session, .rcp])
  func explicitDeny(layer: PolicyLayer) throws {
    var policies = PolicySet(
      identity: [allow], boundary: [allow], serviceControl: [[allow], [allow]], session: [allow])
    switch layer {
    case .identity: policies.identity.append(deny)
    case .boundary: policies.boundary?.append(deny)
    case .scp: policies.serviceControl?[1].append(deny)
    case .rcp: policies.resourceControl = [[deny]]
    default: policies.session?.append(deny)
    }
    let decision = decide(policies)
    #expect(decision.outcome == .explicitlyDenied)
    #expect(decision.layer == layer)
    #expect(decision.cause == .deny)
    #expect(decision.statements.map(\.sid) == ["No"])
  }

  @Test("say which one does not allow")
  func implicitDeny() {
    let all = PolicySet(
      identity: [allow], boundary: [allow], serviceControl: [[allow], [allow]], session: [allow])
    #expect(decide(all).outcome == .allowed)
    var policies = all
    policies.boundary = [other]
    #expect(decide(policies).cause == .boundary)
    policies = all
    policies.serviceControl = [[allow], []]
    #expect(decide(policies).cause == .scp)
    policies = all
    policies.session = [other]
    #expect(decide(policies).cause == .session)
    policies = all
    policies.identity = [other]
    #expect(decide(policies).cause == .noAllow)
  }

  @Test("take no boundary and no level for no restriction")
  func emptyLists() {
    let policies = PolicySet(
      identity: [allow], boundary: [], serviceControl: [], resourceControl: [[]])
    #expect(decide(policies).outcome == .allowed)
  }

  @Test(
    "let a resource policy pass by the boundary unless it names the role",
    arguments: [
      Vector("the role", #"{"AWS": "\#(role)"}"#, false),
      Vector("the session", #"{"AWS": "\#(session)"}"#, true),
      Vector("everyone", #""*""#, true),
      Vector("the account", #"{"AWS": "123456789012"}"#, false),
    ])
  func boundaryAndResourcePolicy(vector: Vector<String, Bool>) throws {
    for capped in [PolicySet(boundary: [other]), PolicySet(session: [other])] {
      var policies = capped
      policies.resourcePolicy = try resourcePolicy(vector.input)
      #expect(
        decide(policies).outcome == (vector.expected ? .allowed : .implicitlyDenied))
      policies.boundary = [other, deny]
      #expect(decide(policies).outcome == .explicitlyDenied)
    }
  }

  @Test("need both sides across accounts, and let nothing pass by the boundary")
  func crossAccount() throws {
    var policies = PolicySet(identity: [allow])
    let onlyIdentity = decide(policies, account: "999999999999")
    #expect(onlyIdentity.outcome == .implicitlyDenied)
    #expect(onlyIdentity.layer == .resource)
    policies.resourcePolicy = try resourcePolicy(#"{"AWS": "123456789012"}"#)
    #expect(decide(policies, account: "999999999999").outcome == .allowed)
    policies.boundary = [other]
    policies.resourcePolicy = try resourcePolicy(#"{"AWS": "\#(Self.session)"}"#)
    #expect(decide(policies, account: "999999999999").cause == .boundary)
    policies.boundary = nil
    policies.identity = []
    #expect(decide(policies, account: "999999999999").layer == .identity)
  }

  @Test("let an account in a resource policy only hand the question on")
  func delegation() throws {
    var policies = PolicySet(resourcePolicy: try resourcePolicy(#"{"AWS": "123456789012"}"#))
    #expect(decide(policies).outcome == .implicitlyDenied)
    policies.identity = [allow]
    #expect(decide(policies).outcome == .allowed)
  }

  @Test("need the key policy of a KMS key, not of an alias")
  func keys() throws {
    let key = "arn:aws:kms:r:123456789012:key/k"
    var policies = PolicySet(identity: [allow])
    let alone = policies.decide(request("kms:Decrypt", key))
    #expect(alone.outcome == .implicitlyDenied)
    #expect(alone.layer == .resource)
    let alias = policies.decide(request("kms:CreateAlias", "arn:aws:kms:r:123456789012:alias/a"))
    #expect(alias.outcome == .allowed)
    policies.resourcePolicy = try resourcePolicy(#"{"AWS": "arn:aws:iam::123456789012:root"}"#)
    #expect(policies.decide(request("kms:Decrypt", key)).outcome == .allowed)
    policies.identity = []
    #expect(policies.decide(request("kms:Decrypt", key)).layer == .identity)
  }

  @Test("spare the management account and service-linked roles")
  func exemptions() {
    var policies = PolicySet(
      identity: [allow], serviceControl: [[deny]], resourceControl: [[deny]])
    policies.isServiceLinkedRole = true
    #expect(decide(policies).outcome == .allowed)
    policies.isServiceLinkedRole = false
    let linked = "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/X"
    #expect(policies.decide(request(by: .role(arn: linked))).outcome == .allowed)
    policies.isManagementAccount = true
    #expect(decide(policies).layer == .rcp)
    policies.resourceControl = nil
    #expect(decide(policies).outcome == .allowed)
  }

  @Test("hold outsiders to resource policies and RCPs only")
  func outsiders() throws {
    var policies = PolicySet(
      serviceControl: [[deny]], resourcePolicy: try resourcePolicy(#""*""#))
    #expect(policies.decide(request(by: .anonymous)).outcome == .allowed)
    policies.resourceControl = [
      [
        try policy(
          statements: #"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#)
      ]
    ]
    #expect(policies.decide(request(by: .anonymous)).layer == .rcp)
    #expect(policies.decide(request(by: .service("a.amazonaws.com"))).layer == .rcp)
  }

  @Test("let RCPs reach their own services only")
  func resourceControlServices() throws {
    let all = try policy(
      statements: #"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#)
    let policies = PolicySet(identity: [allow], resourceControl: [[all]])
    #expect(decide(policies).outcome == .explicitlyDenied)
    let pass = policies.decide(request("iam:PassRole", "arn:aws:iam::123456789012:role/x"))
    #expect(pass.outcome == .allowed)
    let later = request("ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:123456789012:repository/x")
    #expect(policies.decide(later).outcome == .conditional)
    #expect(policies.decide(later, as: .simulation).outcome == .explicitlyDenied)
    #expect(PolicySet(identity: [allow], resourceControl: [[]]).decide(later).outcome == .allowed)
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    let key = "arn:aws:kms:eu-west-1:123456789012:key/k"
    var keyPolicy = policies
    keyPolicy.resourcePolicy = try resourcePolicy(#""*""#)
    #expect(keyPolicy.decide(request("kms:RetireGrant", key)).outcome != .explicitlyDenied)
    #expect(keyPolicy.decide(request("kms:Decrypt", key)).layer == .rcp)
  }

  /// Root users have no role to begin from.
  ///
  /// See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  @Test("let no root user assume a role")
  func rootUser() throws {
    let policies = PolicySet(resourcePolicy: try resourcePolicy(#"{"AWS": "123456789012"}"#))
    let role = "arn:aws:iam::123456789012:role/r"
    let root = Principal.account("123456789012")
    let decision = policies.decide(request("sts:AssumeRole", role, by: root))
    #expect(decision.outcome == .implicitlyDenied)
    #expect(decision.cause == .rootUser)
  }

  @Test("name what grants beside what is in doubt")
  func grantBesideDoubt() throws {
    let doubt = try policy(
      statements:
        #"{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"x:a": "true"}}}"#,
      named: "doubt")
    let decision = PolicySet(identity: [allow], serviceControl: [[allow, doubt]]).decide(
      request(context: ["x:a": .unknown]))
    #expect(decision.outcome == .conditional)
    #expect(decision.statements.map(\.layer) == [.scp, .identity])
    #expect(decision.statements.map(\.effect) == [.deny, .allow])
  }

  @Test("cannot refuse sts:GetCallerIdentity, nor allow changing what AWS owns")
  func fixedAnswers() {
    let policies = PolicySet(identity: [allow])
    let denying = PolicySet(
      identity: [deny], boundary: [], serviceControl: [[]])
    #expect(denying.decide(request("sts:GetCallerIdentity", "*")).outcome == .allowed)
    let owned = "arn:aws:iam::aws:policy/AdministratorAccess"
    #expect(policies.decide(request("iam:DeletePolicy", owned)).cause == .awsOwned)
    #expect(policies.decide(request("iam:GetPolicy", owned)).outcome == .allowed)
    let reserved = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/R"
    #expect(policies.decide(request("iam:DeleteRole", reserved)).outcome == .implicitlyDenied)
  }
}

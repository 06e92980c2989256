import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
@Suite("Principal and NotPrincipal")
struct PrincipalsTests {
  static let role = Principal.role(arn: "arn:aws:iam::123456789012:role/team/r")
  static let session = Principal.session(
    arn: "arn:aws:sts::123456789012:assumed-role/r/s", role: nil)
  static let user = Principal.user(arn: "arn:aws:iam::123456789012:user/u")
  static let service = Principal.service("ecs-tasks.amazonaws.com")

  struct Case: Sendable {
    var element: String
    var principal: Principal
  }

  static func vector(
    _ element: String, _ principal: Principal, _ expected: Bool
  ) -> Vector<Case, Bool> {
    Vector("\(element) and \(principal)", Case(element: element, principal: principal), expected)
  }

  /// Each grants alone: the principals have no policies of their own.
  @Test(
    "name who is let in",
    arguments: [
      vector(#""*""#, user, true),
      vector(#""*""#, .anonymous, true),
      vector(#"{"AWS": "*"}"#, session, true),
      vector(#"{"AWS": "arn:aws:iam::123456789012:user/u"}"#, user, true),
      vector(#"{"AWS": "arn:aws:iam::123456789012:user/*"}"#, user, false),
      vector(#"{"AWS": "arn:aws:iam::123456789012:role/team/r"}"#, role, true),
      vector(#"{"AWS": "arn:aws:iam::123456789012:role/r"}"#, role, false),
      vector(#"{"AWS": "arn:aws:iam::123456789012:role/team/r"}"#, session, true),
      vector(#"{"AWS": "arn:aws:iam::123456789012:role/r"}"#, session, true),
      vector(#"{"AWS": "arn:aws:iam::999999999999:role/r"}"#, session, false),
      vector(#"{"AWS": "arn:aws:sts::123456789012:assumed-role/r/s"}"#, session, true),
      vector(#"{"AWS": "arn:aws:sts::123456789012:assumed-role/r/t"}"#, session, false),
      vector(#"{"AWS": "123456789012"}"#, user, false),
      vector(#"{"AWS": "arn:aws:iam::123456789012:root"}"#, user, false),
      vector(#"{"AWS": "AROAEXAMPLE"}"#, role, false),
      vector(#"{"Service": "ecs-tasks.amazonaws.com"}"#, service, true),
      vector(#"{"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}"#, service, true),
      vector(#"{"Service": "ecs.amazonaws.com"}"#, service, false),
      vector(#"{"Service": "ecs-tasks.amazonaws.com"}"#, user, false),
      vector(#"{"AWS": "123456789012"}"#, .anonymous, false),
      vector(
        #"{"Federated": "cognito-identity.amazonaws.com"}"#,
        .federated("cognito-identity.amazonaws.com"), true),
    ])
  func principal(vector: Vector<Case, Bool>) throws {
    let policies = PolicySet(
      resourcePolicy: try policy(
        statements: """
          {"Effect": "Allow", "Principal": \(vector.input.element), "Action": "s3:*", "Resource": "*"}
          """))
    let decision = policies.decide(request(by: vector.input.principal), as: .simulation)
    #expect(decision.outcome == (vector.expected ? .allowed : .implicitlyDenied))
  }

  @Test("let NotPrincipal admit anonymous callers, but not whom it lists")
  func notPrincipal() throws {
    let policies = PolicySet(
      resourcePolicy: try policy(
        statements: """
          {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:user/u"},
           "Action": "s3:*", "Resource": "*"}
          """))
    #expect(policies.decide(request(by: .anonymous)).outcome == .allowed)
    #expect(policies.decide(request(by: Self.user)).outcome == .implicitlyDenied)
  }

  @Test("deny by NotPrincipal whoever has a boundary, listed or not")
  func notPrincipalAndBoundary() throws {
    var policies = PolicySet(
      identity: [try allowEverything()],
      resourcePolicy: try policy(
        statements: """
          {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:user/u"},
           "Action": "s3:*", "Resource": "*"}
          """))
    #expect(policies.decide(request(by: Self.user), as: .simulation).outcome == .allowed)
    policies.boundary = [try allowEverything(named: "boundary")]
    #expect(policies.decide(request(by: Self.user)).outcome == .explicitlyDenied)
  }

  /// AWS says that such a Deny might deny the whole account.
  @Test("leave open whether a Deny spares whom NotPrincipal lists without the account")
  func incompleteNotPrincipal() throws {
    func outcome(_ listed: String, _ principal: Principal) throws -> Decision.Outcome {
      let policies = PolicySet(
        identity: [try allowEverything()],
        resourcePolicy: try policy(
          statements: deny("s3:*", with: #""NotPrincipal": {"AWS": [\#(listed)]}"#)))
      return policies.decide(request(by: principal)).outcome
    }
    let session = "arn:aws:sts::123456789012:assumed-role/r/s"
    let role = "arn:aws:iam::123456789012:role/r"
    let caller = Principal.session(arn: session, role: role)
    let user = #""arn:aws:iam::123456789012:user/u""#
    #expect(try outcome(user, Self.user) == .conditional)
    #expect(try outcome("\(user), \"123456789012\"", Self.user) == .allowed)
    #expect(try outcome(#""\#(role)", "123456789012""#, caller) == .conditional)
    #expect(try outcome(#""\#(role)", "\#(session)", "123456789012""#, caller) == .allowed)
    #expect(try outcome(#""arn:aws:iam::123456789012:user/v""#, Self.user) == .explicitlyDenied)
  }

  @Test("let a statement that names nobody match nobody, and its siblings count")
  func nobody() throws {
    let nobody = #"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#
    let everyone = #"{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#
    let policies = PolicySet(resourcePolicy: try policy(statements: nobody, everyone))
    #expect(policies.decide(request()).outcome == .allowed)
  }

  @Test("read a principal from its ARN")
  func reading() {
    #expect(Principal(arn: "arn:aws:iam::1:role/r") == .role(arn: "arn:aws:iam::1:role/r"))
    #expect(
      Principal(arn: "arn:aws:sts::1:assumed-role/r/s")
        == .session(arn: "arn:aws:sts::1:assumed-role/r/s", role: nil))
    #expect(Principal(arn: "arn:aws:iam::1:root") == .account("1"))
    #expect(Principal(arn: "arn:aws:iam::1:user/p/u") == .user(arn: "arn:aws:iam::1:user/p/u"))
  }

  @Test("leave open whether a session of unknown name is the one that is named")
  func unnamedSession() throws {
    let policies = PolicySet(
      resourcePolicy: try policy(
        statements: """
          {"Effect": "Allow", "Principal": {"AWS": "arn:aws:sts::123456789012:assumed-role/r/s"},
           "Action": "s3:*", "Resource": "*"}
          """))
    let decision = policies.decide(request(by: Self.role))
    #expect(decision.outcome == .conditional)
    #expect(decision.conditionalOn == ["Principal"])
  }
}

import IAM
import Testing

/// What a refused caller would like to know.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
@Suite("Near misses")
struct NearMissesTests {
  static let asked = "arn:aws:iam::123456789012:role/service/Runner"

  func decide(_ resource: String, condition: String = "{}") throws -> Decision {
    let policies = PolicySet(identity: [
      try policy(
        statements: """
          {"Sid": "Pass", "Effect": "Allow", "Action": "iam:PassRole", "Resource": "\(resource)",
           "Condition": \(condition)}
          """,
        #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#, named: "inline:pass")
    ])
    return policies.decide(
      request(
        "iam:PassRole", Self.asked,
        context: ["iam:PassedToService": .value("ecs-tasks.amazonaws.com")]))
  }

  @Test(
    "say how a resource differs",
    arguments: [
      Vector("path", "arn:aws:iam::123456789012:role/Runner", [.path]),
      Vector("case", "arn:aws:iam::123456789012:role/service/runner", [.letterCase]),
      Vector("account", "arn:aws:iam::210987654321:role/service/Runner", [.account]),
      Vector("partition", "arn:aws-cn:iam::123456789012:role/service/Runner", [.partition]),
      Vector("account and path", "arn:aws:iam::210987654321:role/Runner", [.account, .path]),
      Vector("session", "arn:aws:sts::123456789012:assumed-role/Runner/x", [.session]),
      Vector("bare name", "Runner", [.bareName]),
      Vector("type", "arn:aws:iam::123456789012:policy/service/Runner", [.type]),
      Vector("another role", "arn:aws:iam::123456789012:role/Other", []),
    ] as [Vector<String, [EntryMismatch.Difference]>])
  func resource(vector: Vector<String, [EntryMismatch.Difference]>) throws {
    let decision = try decide(vector.input)
    #expect(decision.cause == .noAllow)
    #expect(decision.nearMisses.map(\.failed) == [.resource])
    #expect(decision.nearMisses.first?.statement.sid == "Pass")
    #expect(
      decision.nearMisses.first?.entries == [
        EntryMismatch(text: vector.input, differences: vector.expected)
      ])
  }

  @Test("say that a task definition lacks its revision")
  func revision() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements: """
          {"Effect": "Allow", "Action": "ecs:RunTask",
           "Resource": ["arn:aws:ecs:r:123456789012:cluster/c", "arn:aws:ecs:r:123456789012:task-definition/f"]}
          """)
    ])
    let decision = policies.decide(
      request("ecs:RunTask", "arn:aws:ecs:r:123456789012:task-definition/f:7"))
    let nearest = decision.nearMisses.first?.entries.first
    #expect(nearest?.text == "arn:aws:ecs:r:123456789012:task-definition/f")
    #expect(nearest?.differences == [.revision])
  }

  @Test("take the name of a bucket for no type")
  func bucket() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements: #"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::other/k"}"#)
    ])
    let decision = policies.decide(request("s3:GetObject", "arn:aws:s3:::b/k"))
    #expect(decision.nearMisses.first?.entries.first?.differences == [])
  }

  @Test("say which condition is false, with both values")
  func condition() throws {
    let decision = try decide(
      Self.asked, condition: #"{"StringEquals": {"iam:PassedToService": "ecs.amazonaws.com"}}"#)
    #expect(decision.outcome == .implicitlyDenied)
    #expect(decision.cause == .condition)
    #expect(decision.nearMisses.map(\.failed) == [.condition])
    #expect(decision.nearMisses.first?.conditions.first?.policyValues == ["ecs.amazonaws.com"])
    #expect(
      decision.nearMisses.first?.conditions.first?.requestValue == .value("ecs-tasks.amazonaws.com")
    )
  }

  @Test("are those of the layer that refuses; in the same account also of the resource policy")
  func layers() throws {
    func layers(_ policies: Layers, account: String? = nil) throws -> [PolicyLayer] {
      try policies.set.decide(request(account: account)).nearMisses.map(\.statement.layer)
    }
    let some = "arn:aws:s3:::b/other"
    let named = allow(on: some, to: aws(roleARN))
    #expect(
      try layers(Layers(identity: [allow(on: some)], resource: [named])) == [.identity, .resource])
    #expect(
      try layers(Layers(identity: [allow(on: some)], resource: [named]), account: "999999999999")
        == [.identity])
    #expect(
      try layers(Layers(identity: [allow()], boundary: [allow(on: some)], scp: [[allow()]]))
        == [.boundary])
    #expect(
      try layers(Layers(identity: [allow()], scp: [[allow(on: some)], [allow()]])) == [.scp])
  }

  @Test("are written as canonical JSON")
  func json() throws {
    let decision = try decide(
      Self.asked, condition: #"{"StringEquals": {"iam:PassedToService": "ecs.amazonaws.com"}}"#)
    #expect(
      decision.canonicalReason() == """
        {"missing":[],"nearMisses":[{"conditions":[{"key":"iam:PassedToService","operator":"StringEquals",\
        "policy":["ecs.amazonaws.com"],"request":["ecs-tasks.amazonaws.com"]}],"failed":"condition",\
        "statement":{"effect":"Allow","index":0,"layer":"identity","policy":"inline:pass","sid":"Pass"}}],\
        "statements":[],"unknownKeys":[]}
        """)
  }

  @Test("stand aside for deciding statements")
  func deciding() throws {
    let allowed = try decide(Self.asked)
    #expect(allowed.outcome == .allowed)
    #expect(allowed.nearMisses.isEmpty)
    #expect(
      allowed.statements == [
        StatementReference(
          layer: .identity, policy: "inline:pass", sid: "Pass", index: 0, effect: .allow)
      ])
  }

  @Test("are left out where nobody asks")
  func reasons() throws {
    let policies = PolicySet(identity: [try allowEverything()])
    #expect(policies.decide(request(), reasons: .unlessAllowed).statements.isEmpty)
    #expect(policies.decide(request(), reasons: .always).statements.count == 1)
  }
}

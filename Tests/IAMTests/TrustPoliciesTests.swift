import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
@Suite("A trust policy")
struct TrustPoliciesTests {
  static let tasks = "ecs-tasks.amazonaws.com"

  func decide(
    _ statements: String..., service: String = tasks, context: [String: ContextValue] = [:],
    as interpretation: Interpretation = .audit
  ) throws -> Decision {
    let trust = try policy(
      #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ","))]}"#,
      named: "trust")
    return trust.decideTrust(
      request(
        "sts:AssumeRole", roleARN, by: .service(service), context: context, unlisted: .unknown),
      as: interpretation)
  }

  func allow(_ principal: String, condition: String = "{}", action: String = "sts:AssumeRole")
    -> String
  {
    """
    {"Effect": "Allow", "Principal": \(principal), "Action": "\(action)", "Condition": \(condition)}
    """
  }

  @Test("lets the service in that it names")
  func named() throws {
    #expect(try decide(allow(#"{"Service": "ecs-tasks.amazonaws.com"}"#)).outcome == .allowed)
    let both = #"{"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}"#
    #expect(try decide(allow(both, action: "sts:*")).outcome == .allowed)
  }

  @Test("refuses another service and shows whom it names")
  func sibling() throws {
    let decision = try decide(allow(#"{"Service": "ecs.amazonaws.com"}"#))
    #expect(decision.outcome == .implicitlyDenied)
    #expect(decision.layer == .trust)
    #expect(decision.cause == .noAllow)
    #expect(decision.nearMisses.first?.failed == .principal)
    #expect(decision.nearMisses.first?.entries.map(\.text) == ["Service:ecs.amazonaws.com"])
  }

  @Test("refuses by another action and shows it")
  func action() throws {
    let decision = try decide(
      allow(#"{"Service": "ecs-tasks.amazonaws.com"}"#, action: "sts:TagSession"))
    #expect(decision.outcome == .implicitlyDenied)
    #expect(decision.nearMisses.first?.failed == .action)
  }

  @Test("is in doubt about everyone, for a service")
  func everyone() throws {
    for principal in [#""*""#, #"{"AWS": "*"}"#] {
      let audited = try decide(allow(principal))
      #expect(audited.outcome == .conditional)
      #expect(audited.cause == .openPrincipal)
      #expect(audited.conditionalOn == ["Principal"])
      #expect(try decide(allow(principal), as: .simulation).outcome == .allowed)
    }
  }

  @Test(
    "compares the source of a task, of which a pattern is known",
    arguments: [
      Vector("all of it", #"{"ArnLike": {"aws:SourceArn": "arn:aws:ecs:r:1:*"}}"#, .allowed),
      Vector("more than it", #"{"ArnEquals": {"aws:SourceArn": "arn:aws:ecs:*:1:*"}}"#, .allowed),
      Vector("as text", #"{"StringLike": {"aws:SourceArn": "arn:aws:ecs:*"}}"#, .allowed),
      Vector(
        "some of it", #"{"ArnLike": {"aws:SourceArn": "arn:aws:ecs:r:1:cluster/c"}}"#, .conditional),
      Vector(
        "none of it", #"{"ArnLike": {"aws:SourceArn": "arn:aws:ecs:q:1:*"}}"#, .implicitlyDenied),
      Vector(
        "a literal within", #"{"StringEquals": {"aws:SourceArn": "arn:aws:ecs:r:1:task/c/1"}}"#,
        .conditional),
      Vector(
        "a literal outside", #"{"StringEquals": {"aws:SourceArn": "arn:aws:ecs:r:2:*"}}"#,
        .implicitlyDenied),
      Vector("its negation", #"{"ArnNotLike": {"aws:SourceArn": "arn:aws:ecs:q:1:*"}}"#, .allowed),
      Vector("it is there", #"{"Null": {"aws:SourceArn": "false"}}"#, .allowed),
    ] as [Vector<String, Decision.Outcome>])
  func source(vector: Vector<String, Decision.Outcome>) throws {
    let decision = try decide(
      allow(#"{"Service": "ecs-tasks.amazonaws.com"}"#, condition: vector.input),
      context: ["aws:SourceArn": .pattern("arn:aws:ecs:r:1:*")])
    #expect(decision.outcome == vector.expected)
    #expect(
      decision.conditionalOn == (vector.expected == .conditional ? ["aws:SourceArn"] : []))
    if vector.expected == .implicitlyDenied { #expect(decision.cause == .condition) }
  }

  @Test("refuses the wrong source account, and shows both")
  func sourceAccount() throws {
    let decision = try decide(
      allow(
        #"{"Service": "ecs-tasks.amazonaws.com"}"#,
        condition: #"{"StringEquals": {"aws:SourceAccount": "999999999999"}}"#),
      context: ["aws:SourceAccount": .value("123456789012")])
    #expect(decision.cause == .condition)
    #expect(
      decision.nearMisses.first?.conditions == [
        ConditionMismatch(
          operatorName: "StringEquals", key: "aws:SourceAccount", policyValues: ["999999999999"],
          requestValue: .value("123456789012"))
      ])
  }

  @Test("denies explicitly, also by NotPrincipal")
  func denial() throws {
    let open = allow(#"{"Service": "ecs-tasks.amazonaws.com"}"#)
    let deny = """
      {"Effect": "Deny", "NotPrincipal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
      """
    let decision = try decide(open, deny)
    #expect(decision.outcome == .explicitlyDenied)
    #expect(decision.layer == .trust)
  }

  @Test("lets another role in by its ARN or its account")
  func role() throws {
    for principal in [roleARN, "123456789012", "arn:aws:iam::123456789012:root"] {
      let trust = try policy(statements: allow(#"{"AWS": "\#(principal)"}"#))
      let target = "arn:aws:iam::999999999999:role/target"
      #expect(trust.decideTrust(request("sts:AssumeRole", target)).outcome == .allowed)
    }
  }

  @Test("that is missing leaves the answer unknown")
  func missing() {
    let decision = Policy(name: "trust", document: nil).decideTrust(
      request("sts:AssumeRole", roleARN, by: .service(Self.tasks)))
    #expect(decision.outcome == .unknown)
    #expect(decision.missing == ["trust"])
  }
}

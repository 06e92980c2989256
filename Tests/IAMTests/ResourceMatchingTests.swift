import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
@Suite("Resource and NotResource")
struct ResourceMatchingTests {
  static let queue = "arn:aws:sqs:us-east-1:123456789012:q"

  @Test(
    "match ARNs part by part, case-sensitively",
    arguments: [
      Vector("the same", ("arn:aws:iam::1:role/R", "arn:aws:iam::1:role/R"), true),
      Vector("another case", ("arn:aws:iam::1:role/r", "arn:aws:iam::1:role/R"), false),
      Vector("a star crosses slashes", ("arn:aws:iam::1:role/*", "arn:aws:iam::1:role/a/b"), true),
      Vector(
        "a path is part of the name", ("arn:aws:iam::1:role/R", "arn:aws:iam::1:role/p/R"), false),
      Vector(
        "a star crosses colons in the last part",
        ("arn:aws:ecs:r:1:task-definition/f*", "arn:aws:ecs:r:1:task-definition/f:7"), true),
      Vector(
        "a family is not its revision",
        ("arn:aws:ecs:r:1:task-definition/f", "arn:aws:ecs:r:1:task-definition/f:7"), false),
      Vector(
        "a star stays in its part", ("arn:aws:sqs:*:q", "arn:aws:sqs:us-east-1:123456789012:q"),
        false),
      Vector("a star for the region", ("arn:aws:sqs:*:123456789012:q", queue), true),
      Vector("a question mark", ("arn:aws:sqs:us-east-?:123456789012:q", queue), true),
      Vector("everything", ("*", queue), true),
      Vector("stars in a row", ("***", queue), true),
      Vector(
        "stars in a row at the end", ("arn:aws:iam::1:role/**", "arn:aws:iam::1:role/R"), true),
      Vector(
        "stars in a row within", ("arn:aws:iam::1:role/a**c", "arn:aws:iam::1:role/abc"), true),
      Vector("an escaped slash", (#"arn:aws:iam::1:role\/R"#, "arn:aws:iam::1:role/R"), true),
      Vector("an escaped star", (#"arn:aws:iam::1:role\/\u002a"#, "arn:aws:iam::1:role/R"), true),
      Vector(
        "letters that are not ASCII", ("arn:aws:iam::1:role/é?", "arn:aws:iam::1:role/éß"), true),
      Vector("a bare name", ("q", queue), false),
      Vector("nothing but the asked star", ("arn:aws:sqs:us-east-1:123456789012:q", "*"), false),
      Vector("a star for a star", ("*", "*"), true),
    ])
  func resource(vector: Vector<(String, String), Bool>) throws {
    let (pattern, resource) = vector.input
    let including = PolicySet(identity: [
      try policy(statements: #"{"Effect": "Allow", "Action": "*", "Resource": "\#(pattern)"}"#)
    ])
    let excluding = PolicySet(identity: [
      try policy(statements: #"{"Effect": "Allow", "Action": "*", "NotResource": "\#(pattern)"}"#)
    ])
    let question = request("x:Y", resource, account: "123456789012")
    #expect(
      including.decide(question).outcome == (vector.expected ? .allowed : .implicitlyDenied))
    #expect(
      excluding.decide(question).outcome == (vector.expected ? .implicitlyDenied : .allowed))
  }

  /// A short ARN is extended in identity policies, needs a wildcard in resource policies, and is mostly refused in SCPs.
  @Test(
    "take short ARNs by the kind of policy",
    arguments: [
      Vector("arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-1", [true, false, false]),
      Vector("arn:aws:sqs:us-*", "arn:aws:sqs:us-*", [true, true, false]),
      Vector("arn:aws:sqs:*", "arn:aws:sqs:*", [true, true, true]),
      Vector("arn:*", "arn:*", [true, true, false]),
      Vector("arn:aws:sqs:eu-west-1", "arn:aws:sqs:eu-west-1", [false, false, false]),
    ])
  func shortARN(vector: Vector<String, [Bool]>) throws {
    let allow = #""Effect": "Allow", "Action": "*", "Resource": "\#(vector.input)""#
    let identity = PolicySet(identity: [try policy(statements: "{\(allow)}")])
    let resource = PolicySet(
      resourcePolicy: try policy(statements: #"{\#(allow), "Principal": "*"}"#))
    let control = PolicySet(
      identity: [try allowEverything()],
      serviceControl: [[try policy(statements: "{\(allow)}")]])
    let outcomes = [identity, resource, control].map {
      $0.decide(request("sqs:SendMessage", Self.queue)).outcome == .allowed
    }
    #expect(outcomes == vector.expected)
  }

  @Test("do not turn a refused entry of NotResource into a match")
  func refusedNotResource() throws {
    let policies = PolicySet(
      identity: [try allowEverything()],
      serviceControl: [
        [
          try allowEverything(),
          try policy(
            statements: #"{"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:sqs"}"#,
            named: "no"),
        ]
      ])
    #expect(policies.decide(request()).outcome == .allowed)
  }

  @Test("leave a wildcard for the service open in an audit, and match nothing in a simulation")
  func wildcardService() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements: #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:*:us-east-1:*:*"}"#)
    ])
    let question = request("sqs:SendMessage", Self.queue)
    let audited = policies.decide(question)
    #expect(audited.outcome == .conditional)
    #expect(audited.conditionalOn == ["resource"])
    #expect(policies.decide(question, as: .simulation).outcome == .implicitlyDenied)
  }

  @Test(
    "answer for all of a pattern",
    arguments: [
      Vector("covered", ["arn:aws:ecs:r:1:task/C/*"], .allowed),
      Vector("covered by more", ["arn:aws:ecs:*:1:task/*"], .allowed),
      Vector("everything", ["*"], .allowed),
      Vector("some of it", ["arn:aws:ecs:r:1:task/C/abc*"], .conditional),
      Vector("none of it", ["arn:aws:ecs:r:1:task/D/*"], .implicitlyDenied),
      Vector(
        "one that covers is enough", ["arn:aws:ecs:r:1:task/C/a", "arn:aws:ecs:r:1:task/C/*"],
        .allowed),
    ] as [Vector<[String], Decision.Outcome>])
  func pattern(vector: Vector<[String], Decision.Outcome>) throws {
    let resources = vector.input.map { "\"\($0)\"" }.joined(separator: ",")
    let policies = PolicySet(identity: [
      try policy(
        statements: #"{"Effect": "Allow", "Action": "ecs:StopTask", "Resource": [\#(resources)]}"#)
    ])
    let decision = policies.decide(
      request("ecs:StopTask", "arn:aws:ecs:r:1:task/C/*", isPattern: true, account: "123456789012"))
    #expect(decision.outcome == vector.expected)
    #expect(decision.conditionalOn == (vector.expected == .conditional ? ["resource"] : []))
  }

  @Test("make a denial of some of a pattern conditional")
  func partialDenial() throws {
    let policies = PolicySet(identity: [
      try allowEverything(),
      try policy(
        statements: #"{"Effect": "Deny", "Action": "*", "Resource": "arn:aws:ecs:r:1:task/C/a*"}"#,
        named: "no"),
    ])
    let account = "123456789012"
    let some = policies.decide(
      request("ecs:StopTask", "arn:aws:ecs:r:1:task/C/*", isPattern: true, account: account))
    let all = policies.decide(
      request("ecs:StopTask", "arn:aws:ecs:r:1:task/C/ab*", isPattern: true, account: account))
    #expect(some.outcome == .conditional)
    #expect(all.outcome == .explicitlyDenied)
  }
}

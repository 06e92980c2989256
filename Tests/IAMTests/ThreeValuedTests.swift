import IAM
import Testing

/// What a missing input does to an answer.
///
/// The logic is Kleene's; that AWS evaluates every condition to true or false is in Follows the
/// documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
@Suite("A missing input")
struct ThreeValuedTests {
  static func statement(_ effect: String, _ condition: String? = nil) -> String {
    let condition = condition.map { #", "Condition": \#($0)"# } ?? ""
    return #"{"Effect": "\#(effect)", "Action": "s3:*", "Resource": "*"\#(condition)}"#
  }

  static let a = #"{"StringEquals": {"x:a": "1"}}"#
  static let b = #"{"StringEquals": {"x:b": "1"}}"#
  static let ab = #"{"StringEquals": {"x:a": "1", "x:b": "1"}}"#

  /// Statements about `x:a` and six more keys, one each.
  static let wide = (0..<6).map {
    statement("Allow", #"{"StringEquals": {"x:a": "1", "x:k\#($0)": "1"}}"#)
  }

  struct Case: Sendable {
    var statements: [String]
    var context: [String: ContextValue] = [:]
  }

  static func vector(
    _ name: String, _ statements: [String], _ outcome: Decision.Outcome, _ keys: [String] = [],
    context: [String: ContextValue] = [:]
  ) -> Vector<Case, Expected> {
    Vector(
      name, Case(statements: statements, context: context), Expected(outcome: outcome, keys: keys))
  }

  struct Expected: Sendable, Equatable {
    var outcome: Decision.Outcome
    var keys: [String]
  }

  @Test(
    "names the smallest set of keys that decides",
    arguments: [
      vector("an Allow in doubt", [statement("Allow", a)], .conditional, ["x:a"]),
      vector("a Deny in doubt", [statement("Allow"), statement("Deny", a)], .conditional, ["x:a"]),
      vector("both", [statement("Allow", a), statement("Deny", b)], .conditional, ["x:a", "x:b"]),
      vector("an Allow that applies", [statement("Allow", a), statement("Allow")], .allowed),
      vector("a Deny that applies", [statement("Allow", a), statement("Deny")], .explicitlyDenied),
      vector("a Deny of nothing allowed", [statement("Deny", a)], .implicitlyDenied),
      vector(
        "a false conjunct", [statement("Allow", ab)], .implicitlyDenied,
        context: ["x:b": .value("2")]),
      vector(
        "a true conjunct", [statement("Allow", ab)], .conditional, ["x:a"],
        context: ["x:b": .value("1")]),
      vector("absorbed", [statement("Allow", a), statement("Allow", ab)], .conditional, ["x:a"]),
      vector(
        "absorbed by many", [statement("Allow", a)] + wide, .conditional, ["x:a"]),
      vector(
        "either key", [statement("Allow", a), statement("Allow", b)], .conditional, ["x:a", "x:b"]),
      vector(
        "the same in Allow and Deny", [statement("Allow", a), statement("Deny", a)],
        .implicitlyDenied),
      vector(
        "what cannot be",
        [statement("Allow", #"{"StringEquals": {"x:a": "1"}, "StringLike": {"x:a": "2"}}"#)],
        .implicitlyDenied),
      vector(
        "a narrower pattern in Allow than in Deny",
        [
          statement("Allow", #"{"StringLike": {"x:a": "ab*"}}"#),
          statement("Deny", #"{"StringLike": {"x:a": "a*"}}"#),
        ],
        .implicitlyDenied),
      vector(
        "a broader pattern in Allow than in Deny",
        [
          statement("Allow", #"{"StringLike": {"x:a": "a*"}}"#),
          statement("Deny", #"{"StringLike": {"x:a": "ab*"}}"#),
        ],
        .conditional, ["x:a"]),
      vector(
        "patterns that have only something in common",
        [
          statement("Allow", #"{"StringLike": {"x:a": "a*"}}"#),
          statement("Deny", #"{"StringLike": {"x:a": "*b"}}"#),
        ],
        .conditional, ["x:a"]),
      vector(
        "patterns of one length each within a pattern of all",
        [
          statement("Allow", #"{"StringLike": {"x:a": "a*"}}"#),
          statement(
            "Deny", #"{"StringLike": {"x:a": ["a??", "a???*"]}}"#),
          statement("Deny", #"{"StringEquals": {"x:a": "a"}}"#),
        ],
        .conditional, ["x:a"]),
      vector(
        "two patterns that are the same",
        [
          statement("Allow", #"{"StringLike": {"x:a": ["a*", "b*"]}}"#),
          statement("Deny", #"{"StringLike": {"x:a": ["b*", "a*"]}}"#),
        ],
        .implicitlyDenied),
      vector(
        "what a pattern leaves beside the values that are excluded",
        [
          statement(
            "Allow", #"{"StringLike": {"x:a": "a?"}, "StringNotEquals": {"x:a": "az"}}"#)
        ],
        .conditional, ["x:a"]),
      vector(
        "an ARN that a broad pattern does not match",
        [
          statement("Allow"),
          statement(
            "Deny",
            #"{"ArnNotLike": {"x:a": "arn:aws:iam::*:role/*"}, "Null": {"x:a": "false"}}"#),
        ],
        .conditional, ["x:a"]),
      vector(
        "one of several values that a broad pattern does not match",
        [
          statement("Allow"),
          statement("Deny", #"{"ForAnyValue:StringNotLike": {"x:a": "*r"}}"#),
        ],
        .conditional, ["x:a"]),
      vector(
        "the empty text",
        [
          statement("Allow"),
          statement("Deny", #"{"StringNotLike": {"x:a": "?*"}, "Null": {"x:a": "false"}}"#),
        ],
        .conditional, ["x:a"]),
      vector(
        "capitals within a word",
        [
          statement(
            "Allow",
            #"{"StringEqualsIgnoreCase": {"x:a": "ab"}, "StringNotEquals": {"x:a": ["ab", "AB"]}}"#
          )
        ],
        .conditional, ["x:a"]),
      vector(
        "numbers that are very near",
        [
          statement(
            "Allow",
            #"{"NumericGreaterThan": {"x:a": "0.1"}, "NumericLessThan": {"x:a": "0.10000000000000001"}}"#
          )
        ],
        .conditional, ["x:a"]),
      vector(
        "whether it is there",
        [
          statement("Allow", #"{"Null": {"x:a": "true"}}"#),
          statement("Allow", #"{"Null": {"x:a": "false"}}"#),
        ],
        .allowed),
      vector(
        "numbers", [statement("Allow", #"{"NumericLessThan": {"x:a": "5"}}"#)], .conditional,
        ["x:a"]),
      vector(
        "addresses", [statement("Allow", #"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#)],
        .conditional, ["aws:SourceIp"]),
      vector(
        "dates",
        [
          statement("Allow"),
          statement("Deny", #"{"DateGreaterThan": {"aws:CurrentTime": "2020-01-01"}}"#),
        ],
        .conditional, ["aws:CurrentTime"]),
      vector(
        "an operator that AWS does not know", [statement("Allow", #"{"StringIs": {"x:a": "1"}}"#)],
        .implicitlyDenied),
    ])
  func keys(vector: Vector<Case, Expected>) throws {
    let policies = PolicySet(
      identity: try vector.input.statements.map { try policy(statements: $0) })
    let decision = policies.decide(request(context: vector.input.context, unlisted: .unknown))
    #expect(Expected(outcome: decision.outcome, keys: decision.conditionalOn) == vector.expected)
  }

  @Test("can be a whole family of keys, known to be absent")
  func family() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements: Self.statement("Allow", #"{"StringEquals": {"aws:PrincipalTag/team": "x"}}"#))
    ])
    var question = request(unlisted: .unknown)
    #expect(policies.decide(question).outcome == .conditional)
    question.context.setFamily("aws:PrincipalTag/", .absent)
    #expect(policies.decide(question).outcome == .implicitlyDenied)
    question.context["aws:principaltag/TEAM"] = .value("x")
    #expect(policies.decide(question).outcome == .allowed)
  }

  static let missing = Policy(name: "arn:aws:iam::aws:policy/Missing", document: nil)

  @Test("that is a document makes the answer unknown, unless it is denied anyway")
  func document() throws {
    let allow = try policy(statements: Self.statement("Allow"))
    let deny = try policy(statements: Self.statement("Deny"))
    let other = try policy(
      statements: #"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#)
    let alone = PolicySet(identity: [Self.missing]).decide(request())
    #expect(alone.outcome == .unknown)
    #expect(alone.cause == .documentMissing)
    #expect(alone.missing == ["arn:aws:iam::aws:policy/Missing"])
    #expect(PolicySet(identity: [allow, Self.missing]).decide(request()).outcome == .unknown)
    #expect(
      PolicySet(identity: [deny, Self.missing]).decide(request()).outcome == .explicitlyDenied)
    #expect(
      PolicySet(identity: [Self.missing], boundary: [other]).decide(request()).outcome
        == .implicitlyDenied)
    #expect(
      PolicySet(identity: [allow], boundary: [Self.missing]).decide(request()).outcome == .unknown)
    #expect(PolicySet(boundary: [Self.missing]).decide(request()).outcome == .implicitlyDenied)
    #expect(
      PolicySet(identity: [allow], serviceControl: [[Self.missing]]).decide(request()).outcome
        == .unknown)
  }

  @Test("is no obstacle to saying where a permission sits")
  func grants() throws {
    let runs = try policy(
      statements: """
        {"Effect": "Allow", "Action": "states:SendTask*", "Resource": "arn:aws:states:r:1:stateMachine:m"}
        """)
    #expect([runs].mayAllow(action: "states:SendTaskSuccess", resource: "*") == true)
    #expect([runs].mayAllow(action: "states:Send*", resource: "arn:aws:states:*:1:*") == true)
    #expect([runs].mayAllow(action: "s3:*", resource: "*") == false)
    #expect(
      [runs].mayAllow(action: "states:SendTaskSuccess", resource: "arn:aws:states:q:1:*") == false)
    #expect([runs, Self.missing].mayAllow(action: "s3:*", resource: "*") == nil)
    #expect([runs, Self.missing].mayAllow(action: "states:*", resource: "*") == true)
  }
}

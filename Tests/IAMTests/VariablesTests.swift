import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
@Suite("Policy variables")
struct VariablesTests {
  struct Case: Sendable {
    var resource: String
    var asked: String
    var context: [String: ContextValue]
  }

  static func vector(
    _ name: String, _ resource: String, _ asked: String, _ context: [String: ContextValue],
    _ expected: Bool
  ) -> Vector<Case, Bool> {
    Vector(name, Case(resource: resource, asked: asked, context: context), expected)
  }

  @Test(
    "stand for the request's values in resources",
    arguments: [
      vector("the value", "b/${aws:username}/*", "b/bob/x", ["aws:username": .value("bob")], true),
      vector(
        "the key in any case", "b/${AWS:UserName}", "b/bob", ["aws:username": .value("bob")], true),
      vector(
        "another value", "b/${aws:username}/*", "b/al/x", ["aws:username": .value("bob")], false),
      vector("no value", "b/${aws:username}", "b/", [:], false),
      vector("several values", "b/${x:y}", "b/a", ["x:y": .values(["a", "b"])], false),
      vector("a star in the value is literal", "b/${x:y}", "b/secret", ["x:y": .value("*")], false),
      vector("a star in the value matches itself", "b/${x:y}", "b/*", ["x:y": .value("*")], true),
      vector("a default", "b/${x:y, 'anon'}", "b/anon", [:], true),
      vector("a default that is not needed", "b/${x:y, 'anon'}", "b/z", ["x:y": .value("z")], true),
      vector("a literal star", "b/${*}", "b/*", [:], true),
      vector("a literal star is none other", "b/${*}", "b/x", [:], false),
      vector("a literal star beside a wildcard", "b/${*}/*", "b/*/x", [:], true),
      vector("a wildcard beside a literal dollar", "b/${$}/*", "b/$/x", [:], true),
      vector("a literal question mark", "b/${?}", "b/?", [:], true),
      vector("a literal dollar", "b/${$}{a}", "b/${a}", [:], true),
      vector(
        "a tag key with blanks and slashes", "b/${aws:PrincipalTag/my team/x}", "b/t",
        ["aws:PrincipalTag/my team/x": .value("t")], true),
      vector("an unclosed one is text", "b/${aws:username", "b/${aws:username", [:], true),
    ])
  func resource(vector: Vector<Case, Bool>) throws {
    let input = vector.input
    let policies = PolicySet(identity: [
      try policy(
        statements:
          #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::\#(input.resource)"}"#)
    ])
    let decision = policies.decide(
      request("s3:GetObject", "arn:aws:s3:::\(input.asked)", context: input.context))
    #expect(decision.outcome == (vector.expected ? .allowed : .implicitlyDenied))
  }

  @Test(
    "are literal text before version 2012-10-17", arguments: [#""Version": "2008-10-17","#, ""])
  func oldVersion(version: String) throws {
    let policies = PolicySet(identity: [
      try policy(
        """
        {\(version) "Statement": {"Effect": "Allow", "Action": "*",
         "Resource": "arn:aws:s3:::b/${aws:username}"}}
        """)
    ])
    let context: [String: ContextValue] = ["aws:username": .value("bob")]
    let resolved = policies.decide(request("s3:GetObject", "arn:aws:s3:::b/bob", context: context))
    let literal = policies.decide(
      request("s3:GetObject", "arn:aws:s3:::b/${aws:username}", context: context))
    #expect(resolved.outcome == .implicitlyDenied)
    #expect(literal.outcome == .allowed)
  }

  @Test(
    "never match in conditions where they do not resolve, negated or not",
    arguments: [
      ("StringEquals", false), ("StringNotEquals", false), ("StringNotLike", false),
      ("ArnNotLike", false), ("StringEqualsIfExists", false),
    ])
  func unresolved(name: String, expected: Bool) throws {
    let test = ConditionOperatorsTests.Test(name, #""${x:none}""#, .value("arn:aws:a:b:c:d"))
    #expect(try ConditionOperatorsTests.holds(test) == expected)
  }

  @Test("compare with the request's values in conditions")
  func condition() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements: """
          {"Effect": "Allow", "Action": "*", "Resource": "*",
           "Condition": {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}}
          """)
    ])
    let same = policies.decide(
      request(context: ["aws:ResourceAccount": .value("1"), "aws:PrincipalAccount": .value("1")]))
    let other = policies.decide(
      request(context: ["aws:ResourceAccount": .value("1"), "aws:PrincipalAccount": .value("2")]))
    #expect(same.outcome == .allowed)
    #expect(other.outcome == .implicitlyDenied)
  }

  @Test("make a resource conditional on their key where its value is unknown")
  func unknown() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements:
          #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}/*"}"#)
    ])
    let near = policies.decide(
      request("s3:GetObject", "arn:aws:s3:::b/bob/x", context: ["aws:username": .unknown]))
    let far = policies.decide(
      request("s3:GetObject", "arn:aws:s3:::c/bob/x", context: ["aws:username": .unknown]))
    #expect(near.outcome == .conditional)
    #expect(near.conditionalOn == ["aws:username"])
    #expect(far.outcome == .implicitlyDenied)
  }

  @Test(
    "that stand for nothing leave a Deny with NotResource open in an audit, if no other entry matches"
  )
  func unresolvedExclusion() throws {
    let policies = PolicySet(identity: [
      try allowEverything(),
      try policy(
        statements: """
          {"Effect": "Deny", "Action": "*",
           "NotResource": ["arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::shared/*"]}
          """, named: "home"),
    ])
    let home = request("s3:GetObject", "arn:aws:s3:::b/bob/x")
    let decision = policies.decide(home)
    #expect(decision.outcome == .conditional)
    #expect(decision.conditionalOn == ["aws:username"])
    #expect(policies.decide(home, as: .simulation).outcome == .allowed)
    let shared = request("s3:GetObject", "arn:aws:s3:::shared/x")
    #expect(policies.decide(shared).outcome == .allowed)
  }
}

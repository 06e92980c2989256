import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
@Suite("Action and NotAction")
struct ActionMatchingTests {
  @Test(
    "match regardless of case, with wildcards behind the service",
    arguments: [
      Vector("the same", ("iam:PassRole", "iam:PassRole"), true),
      Vector("another case", ("IAM:passrole", "iam:PassRole"), true),
      Vector("a star at the end", ("iam:Pass*", "iam:PassRole"), true),
      Vector("a question mark", ("iam:Pass?ole", "iam:PassRole"), true),
      Vector("a star in the middle", ("iam:P*Role", "iam:PassRole"), true),
      Vector("all of a service", ("iam:*", "iam:PassRole"), true),
      Vector("everything", ("*", "iam:PassRole"), true),
      Vector("everything, in two parts", ("*:*", "iam:PassRole"), true),
      Vector("stars in a row", ("**", "iam:PassRole"), true),
      Vector("stars in a row at the end", ("iam:Pass**", "iam:PassRole"), true),
      Vector("stars in a row in two parts", ("**:**", "iam:PassRole"), true),
      Vector("the end in another case", ("iam:*ROLE", "iam:PassRole"), true),
      Vector("another case within a pattern", ("iam:*SR?LE*", "iam:PassRole"), true),
      Vector("a short one", ("s3:*", "s3:GetObject"), true),
      Vector("an escaped letter", (#"iam:\u0050assRole"#, "iam:PassRole"), true),
      Vector("an escaped star", (#"iam:Pass\u002a"#, "iam:PassRole"), true),
      Vector("no wildcard for the service", ("*:PassRole", "iam:PassRole"), false),
      Vector("no wildcard within the service", ("i*:PassRole", "iam:PassRole"), false),
      Vector("no service", ("PassRole", "iam:PassRole"), false),
      Vector("another service", ("sts:PassRole", "iam:PassRole"), false),
      Vector("a comma", ("iam:PassRole,iam:GetRole", "iam:PassRole"), false),
      Vector("a blank", ("iam:PassRole ", "iam:PassRole"), false),
      Vector("nothing", ("", "iam:PassRole"), false),
    ])
  func action(vector: Vector<(String, String), Bool>) throws {
    let (pattern, action) = vector.input
    let allowing = PolicySet(identity: [
      try policy(statements: #"{"Effect": "Allow", "Action": "\#(pattern)", "Resource": "*"}"#)
    ])
    let excluding = PolicySet(identity: [
      try policy(statements: #"{"Effect": "Allow", "NotAction": "\#(pattern)", "Resource": "*"}"#)
    ])
    let resource = "arn:aws:iam::123456789012:role/R"
    let byAction = allowing.decide(request(action, resource)).outcome
    let byNotAction = excluding.decide(request(action, resource)).outcome
    #expect(byAction == (vector.expected ? .allowed : .implicitlyDenied))
    #expect(byNotAction == (vector.expected ? .implicitlyDenied : .allowed))
  }

  @Test("deny everything by Deny *:*")
  func denyEverything() throws {
    let policies = PolicySet(identity: [
      try allowEverything(),
      try policy(statements: #"{"Effect": "Deny", "Action": "*:*", "Resource": "*"}"#, named: "no"),
    ])
    #expect(policies.decide(request()).outcome == .explicitlyDenied)
  }

  @Test("do not grant iam:PassRole by Allow with NotAction iam:*, as PowerUserAccess has it")
  func powerUser() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements:
          #"{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}"#)
    ])
    let pass = policies.decide(request("iam:PassRole", "arn:aws:iam::123456789012:role/R"))
    let run = policies.decide(
      request("ecs:RunTask", "arn:aws:ecs:eu-west-1:123456789012:task-definition/f:1"))
    #expect(pass.outcome == .implicitlyDenied)
    #expect(run.outcome == .allowed)
  }
}

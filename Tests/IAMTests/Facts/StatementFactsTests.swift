import IAM
import JSON
import Testing

private let queue = "arn:aws:sqs:us-east-1:123456789012:q"
private let sending = request("sqs:SendMessage", queue)
private let none = "implicitly-denied identity"

private func asks(_ resource: String) -> Request {
  request("x:Y", resource, account: "123456789012")
}

/// What Action, Resource and their negations match.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
@Suite("Facts about statements")
struct StatementFactsTests {
  static let actions = [
    FactCase(
      "21 regardless of case", Layers(identity: [allow("SQS:sendmessage")]), sending, "allowed"),
    FactCase("21 a star", Layers(identity: [allow("sqs:Send*")]), sending, "allowed"),
    FactCase(
      "21 a star for nothing", Layers(identity: [allow("sqs:SendMessage*")]), sending, "allowed"),
    FactCase("21 question marks", Layers(identity: [allow("sqs:S??dMessage")]), sending, "allowed"),
    FactCase(
      "21 one question mark is one character", Layers(identity: [allow("sqs:S?dMessage")]), sending,
      none),
    FactCase(
      "21 no wildcard for the service", Layers(identity: [allow("*:SendMessage")]), sending, none),
    FactCase("21 nor within it", Layers(identity: [allow("sq?:SendMessage")]), sending, none),
    FactCase("21 a star alone", Layers(identity: [allow("*")]), sending, "allowed"),
    FactCase("21 *:*", Layers(identity: [allow("*:*")]), sending, "allowed"),
    FactCase(
      "21 Deny *:*", Layers(identity: [allow(), deny("*:*")]), sending, "explicitly-denied identity"
    ),
    FactCase("21 a comma", Layers(identity: [allow("sqs:SendMessage,sqs:X")]), sending, none),
    FactCase("21 a blank", Layers(identity: [allow("sqs:SendMessage ")]), sending, none),
    FactCase("21 an empty text", Layers(identity: [allow("")]), sending, none),
    FactCase(
      "21 NotAction with a blank excludes nothing",
      Layers(identity: [allow(with: #""NotAction": "sqs:SendMessage ""#)]), sending, "allowed"),
    FactCase(
      "21 NotAction of everything", Layers(identity: [allow(with: #""NotAction": "*""#)]), sending,
      none),
    FactCase(
      "21 NotAction of several",
      Layers(identity: [allow(with: #""NotAction": ["iam:*", "sqs:Send*"]"#)]), sending, none),
    FactCase(
      "21 Deny with NotAction", Layers(identity: [allow(), deny(with: #""NotAction": "s3:*""#)]),
      sending, "explicitly-denied identity"),
    FactCase(
      "21 Deny with NotAction spares",
      Layers(identity: [allow(), deny(with: #""NotAction": "sqs:*""#)]), sending, "allowed"),
    FactCase(
      "26 NotAction iam:* does not grant PassRole",
      Layers(identity: [allow(with: #""NotAction": ["iam:*", "organizations:*", "account:*"]"#)]),
      request("iam:PassRole", roleARN), none),
    FactCase(
      "26 but what is not of IAM",
      Layers(identity: [allow(with: #""NotAction": ["iam:*", "organizations:*", "account:*"]"#)]),
      sending, "allowed"),
  ]

  static let resources = [
    FactCase(
      "22 case-sensitive", Layers(identity: [allow(on: "arn:aws:sqs:us-east-1:123456789012:Q")]),
      sending, none),
    FactCase(
      "22 a star crosses slashes", Layers(identity: [allow(on: "arn:aws:s3:::b/*")]),
      asks("arn:aws:s3:::b/a/b"), "allowed"),
    FactCase(
      "22 and colons, in the last part",
      Layers(identity: [allow(on: "arn:aws:logs:r:1:log-group:g*")]),
      asks("arn:aws:logs:r:1:log-group:g:log-stream:s"), "allowed"),
    FactCase(
      "22 but not those between parts", Layers(identity: [allow(on: "arn:aws:sqs:*:q")]), sending,
      none),
    FactCase(
      "22 a bucket is not its objects", Layers(identity: [allow(on: "arn:aws:s3:::b")]),
      asks("arn:aws:s3:::b/k"), none),
    FactCase(
      "22 objects are not the bucket", Layers(identity: [allow(on: "arn:aws:s3:::b/*")]),
      asks("arn:aws:s3:::b"), none),
    FactCase(
      "22 a star for every part", Layers(identity: [allow(on: "arn:*:sqs:*:*:*")]), sending,
      "allowed"),
    FactCase(
      "22 NotResource", Layers(identity: [allow(with: #""NotResource": "arn:aws:sqs:*:*:q""#)]),
      sending, none),
    FactCase(
      "22 NotResource of another",
      Layers(identity: [allow(with: #""NotResource": ["arn:aws:sqs:*:*:p", "arn:aws:s3:::b"]"#)]),
      sending, "allowed"),
    FactCase(
      "22 Deny with NotResource",
      Layers(identity: [allow(), deny(with: #""NotResource": "arn:aws:s3:::b""#)]), sending,
      "explicitly-denied identity"),
    FactCase(
      "23 a short ARN in an identity policy",
      Layers(identity: [allow(on: "arn:aws:sqs:us-east-1")]), sending, "allowed"),
    FactCase(
      "23 in a boundary", Layers(identity: [allow()], boundary: [allow(on: "arn:aws:sqs")]),
      sending, "allowed"),
    FactCase(
      "23 in a session policy", Layers(identity: [allow()], session: [allow(on: "arn:aws:sqs")]),
      sending, "allowed"),
    FactCase(
      "23 in a resource policy",
      Layers(resource: [allow(on: "arn:aws:sqs:us-east-1", to: #""*""#)]), sending, none),
    FactCase(
      "23 in a resource policy, with a wildcard",
      Layers(resource: [allow(on: "arn:aws:sqs:us-*", to: #""*""#)]), sending, "allowed"),
    FactCase(
      "23 in an SCP", Layers(identity: [allow()], scp: [[allow(on: "arn:aws:sqs:us-east-1")]]),
      sending, "implicitly-denied scp"),
    FactCase(
      "23 in an RCP",
      Layers(identity: [allow()], rcp: [[deny(on: "arn:aws:sqs:us-east-1", to: #""*""#)]]), sending,
      "allowed"),
    FactCase(
      "23 a rejected NotResource is no match",
      Layers(identity: [allow()], scp: [[allow(), deny(with: #""NotResource": "arn:aws:sqs""#)]]),
      asks("arn:aws:s3:::b"), "allowed"),
    FactCase(
      "24 an action without resource, everything", Layers(identity: [allow("ecr:*")]),
      request("ecr:GetAuthorizationToken", "*"), "allowed"),
    FactCase(
      "24 a specific ARN does not allow",
      Layers(identity: [allow("ecr:*", on: "arn:aws:ecr:*:*:repository/*")]),
      request("ecr:GetAuthorizationToken", "*"), none),
    FactCase(
      "24 nor deny",
      Layers(identity: [allow(), deny("ecr:*", on: "arn:aws:ecr:*:*:repository/*")]),
      request("ecr:GetAuthorizationToken", "*"), "allowed"),
    FactCase(
      "24 Deny with NotResource does",
      Layers(identity: [
        allow(), deny("ecr:*", with: #""NotResource": "arn:aws:ecr:*:*:repository/*""#),
      ]), request("ecr:GetAuthorizationToken", "*"), "explicitly-denied identity"),
  ]

  /// Requests that name a resource for an action that takes none.
  static let resourceless = [
    ("ecs:ListClusters", "arn:aws:ecs:r:123456789012:cluster/c"),
    ("S3:listallmybuckets", "arn:aws:s3:::b"), ("iam:ListRoles", roleARN),
  ].flatMap { action, resource in
    let asked = request(action, resource)
    return [
      FactCase("24 \(action) on everything", Layers(identity: [allow()]), asked, "allowed"),
      FactCase(
        "24 \(action), not on its resource", Layers(identity: [allow(on: resource)]), asked, none),
      FactCase(
        "24 \(action), on more than its resource",
        Layers(identity: [allow(with: #""Resource": ["\#(resource)", "*"]"#)]), asked, "allowed"),
      FactCase(
        "24 \(action) denied there", Layers(identity: [allow(), deny(on: resource)]), asked,
        "allowed"),
      FactCase(
        "24 \(action) denied elsewhere",
        Layers(identity: [allow(), deny(with: #""NotResource": "\#(resource)""#)]), asked,
        "explicitly-denied identity"),
      FactCase(
        "24 \(action), left open by an audit", Layers(identity: [allow(on: resource)]), asked,
        "conditional resource", as: .audit),
    ]
  }

  static let exceptions = [
    FactCase(
      "24 states:SendTask* takes a state machine",
      Layers(identity: [allow("states:*", on: "arn:aws:states:*:*:*")]),
      request("states:SendTaskSuccess", "arn:aws:states:r:123456789012:stateMachine:m"), "allowed"),
    FactCase(
      "24 and others their resource", Layers(identity: [allow("s3:*", on: "arn:aws:s3:::*")]),
      request("s3:ListBucket", "arn:aws:s3:::b"), "allowed"),
  ]

  @Test("hold", arguments: actions + resources + resourceless + exceptions)
  func fact(fact: FactCase) throws {
    #expect(try fact.answer == fact.expected)
  }

  /// Follows the grammar.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
  @Test(
    "27: a document has these shapes and no others",
    arguments: [
      Vector(
        "one statement", #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#, nil
      ),
      Vector(
        "lists", #"{"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]}"#, nil),
      Vector("an Id and more beside it", #"{"Id": "x", "Comment": "y", "Statement": []}"#, nil),
      Vector(
        "an effect in small letters", #"{"Statement": {"Effect": "allow", "Action": "*"}}"#,
        "/Statement/Effect"),
      Vector(
        "a bare principal",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Principal": "123456789012"}}"#,
        "/Statement/Principal"),
      Vector(
        "a list of principals without type",
        #"{"Statement": [{"Effect": "Allow", "Action": "*", "Principal": ["*"]}]}"#,
        "/Statement/0/Principal"),
      Vector(
        "one bad statement among good ones",
        #"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Resource": "*"}]}"#,
        "/Statement/1"),
      Vector("a list within a list", #"{"Statement": [[]]}"#, "/Statement/0"),
      Vector(
        "null for Resource",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": null}}"#,
        "/Statement/Resource"),
    ] as [Vector<String, String?>])
  func shape(vector: Vector<String, String?>) throws {
    let node = try JSONDocument(text: vector.input).root
    var pointer: String?
    do { _ = try PolicyDocument(node, as: nil) } catch { pointer = error.pointer }
    #expect(pointer == vector.expected)
  }
}

import JSON
import Simulation
import Testing

/// A member of a case and what comes of it.
struct Vector: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: String

  init(_ text: String, _ expected: String) {
    self.text = text
    self.expected = expected
  }

  var testDescription: String { "\(text): \(expected)" }
}

@Suite("A case")
struct CaseDecodingTests {
  static let allow = #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#
  static let session = "arn:aws:sts::111122223333:assumed-role/r/s"

  /// A resource policy that lets one principal in.
  static func resource(_ principal: String) -> String {
    """
    {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": \(principal)}}
    """
  }

  /// The decision, or the error, about a case with these members.
  static func decision(
    principal: String = #""arn:aws:iam::111122223333:role/r""#, action: String = "s3:GetObject",
    request: String = "", _ members: String...
  ) throws -> String {
    let answer = try answer(
      """
      {"id": 7, "request": {"principal": \(principal), "action": "\(action)", \
      "resource": "arn:aws:s3:::b/k"\(request.isEmpty ? "" : ", ")\(request)}\
      \(members.map { ", " + $0 }.joined())}
      """)
    #expect(answer["id"]?.int == 7)
    return answer["decision"]?.string ?? answer["error"]?.string ?? ""
  }

  @Test("reads what AWS owns in every account as nobody else's; asks as no group")
  func oddNames() throws {
    let answer = try answer(
      """
      {"request": {"principal": "arn:aws:iam::111122223333:user/u", "action": "iam:GetPolicy", "resource":
        {"arn": "arn:aws:iam::aws:policy/AdministratorAccess", "accountId": "aws"}},
       "identityPolicies": [\(Self.allow)]}
      """.split(separator: "\n").joined())
    #expect(answer["decision"]?.string == "Allowed")
    let group = try Self.decision(principal: #""arn:aws:iam::111122223333:group/g""#)
    #expect(group.contains("names nobody"))
  }

  @Test("tells of operators that there are not")
  func unknownOperator() throws {
    let answer = try answer(
      #"{"request": {"principal": "arn:aws:iam::111122223333:user/u", "action": "s3:Get", "resource": "*"}, "#
        + #""identityPolicies": [{"name": "p", "document": {"Statement": {"Effect": "Deny", "Action": "*", "#
        + #""Resource": "*", "Condition": {"StringMatches": {"x:a": "b"}}}}}]}"#)
    let diagnostic = answer["diagnostics"]?.elements.first { _ in true }
    #expect(diagnostic?["pointer"]?.string == "/Statement/Condition/StringMatches")
    #expect(diagnostic?["policy"]?.string == "p")
  }

  @Test(
    "names who asks in many ways",
    arguments: [
      (#""\#(session)""#, #"{"AWS": "arn:aws:iam::111122223333:role/r"}"#),
      (#"{"type": "AWS", "value": "\#(session)"}"#, #"{"AWS": "\#(session)"}"#),
      (
        #"{"AWS": "arn:aws:iam::111122223333:user/u"}"#,
        #"{"AWS": "arn:aws:iam::111122223333:user/u"}"#
      ),
      (#""111122223333""#, #"{"AWS": "arn:aws:iam::111122223333:root"}"#),
      (#""arn:aws:iam::111122223333:root""#, #"{"AWS": "111122223333"}"#),
      (#"{"type": "Service", "value": "sns.amazonaws.com"}"#, #"{"Service": "sns.amazonaws.com"}"#),
      (#"{"Service": "sns.amazonaws.com"}"#, #"{"Service": "sns.amazonaws.com"}"#),
      (#""sns.amazonaws.com""#, #"{"Service": "sns.amazonaws.com"}"#),
      (#""accounts.google.com""#, #"{"Federated": "accounts.google.com"}"#),
      (
        #"{"type": "Federated", "value": "arn:aws:iam::111122223333:saml-provider/p"}"#,
        #"{"Federated": "arn:aws:iam::111122223333:saml-provider/p"}"#
      ),
      (#"{"type": "Anonymous"}"#, #""*""#),
      (#""*""#, #"{"AWS": "*"}"#),
    ])
  func principals(principal: String, admitted: String) throws {
    let policy = #""resourcePolicy": \#(Self.resource(admitted))"#
    #expect(try Self.decision(principal: principal, policy) == "Allowed")
    let other = #""resourcePolicy": \#(Self.resource(#"{"AWS": "999999999999"}"#))"#
    let nothing = #""identityPolicies": [{"Statement": []}]"#
    #expect(try Self.decision(principal: principal, other, nothing) == "ImplicitlyDenied")
  }

  @Test("lets the policy of a VPC endpoint cap all others")
  func endpoint() throws {
    let all = #""identityPolicies": [\#(Self.allow)]"#
    let some =
      #"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}}"#
    #expect(try Self.decision(all, #""endpointPolicies": []"#) == "Allowed")
    #expect(try Self.decision(all, #""endpointPolicies": [\#(some)]"#) == "ImplicitlyDenied")
  }

  @Test("takes Amazon Cognito for a provider where it brings an identity, else for a service")
  func cognito() throws {
    let name = "cognito-identity.amazonaws.com"
    for (action, type) in [
      ("sts:AssumeRoleWithWebIdentity", "Federated"), ("s3:GetObject", "Service"),
    ] {
      let policy = #""resourcePolicy": \#(Self.resource(#"{"\#(type)": "\#(name)"}"#))"#
      #expect(try Self.decision(principal: "\"\(name)\"", action: action, policy) == "Allowed")
    }
  }

  @Test(
    "holds policies in many forms",
    arguments: [
      #"[{"name": "p", "document": \#(allow)}]"#, #"[{"name": "p", "policy": \#(allow)}]"#,
      #"[\#(allow)]"#, allow, #"{"name": "p", "document": \#(allow)}"#,
      #"[{"document": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}"}]"#,
      #"["%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22*%22%2C%22Resource%22%3A%22*%22%7D%7D"]"#,
    ])
  func policies(text: String) throws {
    #expect(try Self.decision(#""identityPolicies": \#(text)"#) == "Allowed")
    for capped in ["permissionBoundaryPolicies", "sessionPolicy"] {
      let members = [#""identityPolicies": [\#(Self.allow)]"#, #""\#(capped)": \#(text)"#]
      #expect(try Self.decision(members[0], members[1]) == "Allowed")
    }
  }

  @Test(
    "holds the levels of an organization in many forms",
    arguments: [
      Vector("null", "Allowed"), Vector("[]", "Allowed"), Vector("[[\(allow)]]", "Allowed"),
      Vector(#"[{"orgIdentifier": "r", "policies": [\#(allow)]}]"#, "Allowed"),
      Vector(#"[{"policies": [{"name": "a", "document": \#(allow)}]}]"#, "Allowed"),
      Vector("[[\(allow)], []]", "ImplicitlyDenied"),
      Vector(#"[{"policies": [\#(allow)]}, {"policies": []}]"#, "ImplicitlyDenied"),
    ])
  func levels(vector: Vector) throws {
    let policies = #""identityPolicies": [\#(Self.allow)]"#
    let decision = try Self.decision(policies, #""serviceControlPolicies": \#(vector.text)"#)
    #expect(decision == vector.expected)
  }

  @Test(
    "has a context of texts, numbers, booleans and lists",
    arguments: [
      Vector(#""context": {"k": "1"}"#, "Allowed"), Vector(#""context": {"K": 1}"#, "Allowed"),
      Vector(#""context": {"k": ["1"]}"#, "Allowed"),
      Vector(#""context": {"k": true}"#, "Allowed"),
      Vector(#""context": {"k": 2}"#, "ImplicitlyDenied"),
      Vector(#""context": {"k": null}"#, "ImplicitlyDenied"),
      Vector(#""context": null"#, "ImplicitlyDenied"), Vector("", "ImplicitlyDenied"),
      Vector(#""unknownKeys": ["k"]"#, "Conditional"),
      Vector(#""unknownKeys": ["*"]"#, "Conditional"),
      Vector(#""unknownKeys": ["l*"]"#, "ImplicitlyDenied"),
      Vector(#""unknownKeys": ["k"], "context": {"k": "1"}"#, "Allowed"),
    ])
  func context(vector: Vector) throws {
    let policy = """
      "identityPolicies": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
      "Condition": {"StringEquals": {"k": ["1", true]}}}}]
      """.filter { $0 != "\n" }
    #expect(try Self.decision(request: vector.text, policy) == vector.expected)
  }

  @Test("without a resource asks for all of them")
  func noResource() throws {
    let request =
      #""principal": "arn:aws:iam::111122223333:role/r", "action": "s3:ListAllMyBuckets""#
    let line = #"{"request": {\#(request)}, "identityPolicies": \#(Self.allow)}"#
    #expect(try answer(line)["decision"]?.string == "Allowed")
    let flat = #"{\#(request), "identityPolicies": \#(Self.allow)}"#
    let allowed = try answer(flat)
    #expect(allowed["decision"]?.string == "Allowed")
    #expect(allowed["id"]?.isNull == true)
  }

  @Test(
    "that AWS would refuse is answered with its place",
    arguments: [
      Vector(
        #""identityPolicies": [{"name": "p", "document": {"Statement": [{"Effect": "allow"}]}}]"#,
        "at /identityPolicies/0/document/Statement/0/Effect: "),
      Vector(#""identityPolicies": [{}]"#, "at /identityPolicies/0: the policy has no Statement"),
      Vector(#""identityPolicies": [7]"#, "at /identityPolicies/0: "),
      Vector(
        #""resourcePolicy": {"Statement": {"Effect": "Allow", "Action": "*", "Principal": "me"}}"#,
        "at /resourcePolicy/Statement/Principal: "),
      Vector(
        #""sessionPolicy": "{\"Statement\": [{\"Effect\": 1}]}""#,
        "at /sessionPolicy/Statement/0/Effect: "),
      Vector(
        #""serviceControlPolicies": [{"policies": [{"document": {"Version": "2020"}}]}]"#,
        "at /serviceControlPolicies/0/policies/0/document/Version: "),
      Vector(
        #""serviceControlPolicies": [\#(allow)]"#,
        "at /serviceControlPolicies/0: a level of an organization has a list of policies"),
      Vector(#""resourceControlPolicies": {}"#, "at /resourceControlPolicies: "),
    ])
  func badPolicies(vector: Vector) throws {
    let error = try Self.decision(vector.text)
    #expect(error.contains(vector.expected), "\(error)")
    #expect(error.hasPrefix("line 1, at /"))
    #expect(error.hasSuffix(")"))
  }

  @Test(
    "whose request is none is answered with its place",
    arguments: [
      Vector("{", "line 1, column 2"), Vector("[]", "a case is an object"),
      Vector(#"{"id": 1}"#, "at /action: "), Vector(#"{"request": 1}"#, "at /request: "),
      Vector(#"{"request": {"action": "a:b"}}"#, "at /request/principal: "),
      Vector(#"{"request": {"action": "a:b", "principal": "bob"}}"#, "bob names nobody"),
      Vector(
        #"{"request": {"action": "a:b", "principal": "arn:aws:iam"}}"#, "arn:aws:iam names nobody"),
      Vector(#"{"request": {"action": "a:b", "principal": {}}}"#, "at /request/principal: "),
      Vector(
        #"{"request": {"action": "a:b", "principal": {"type": "Martian", "value": "x"}}}"#,
        "Martian is no type of principal"),
      Vector(
        #"{"request": {"action": "a:b", "principal": "*", "resource": 7}}"#,
        "at /request/resource: "),
      Vector(
        #"{"request": {"action": "a:b", "principal": "*", "resource": {"ARN": "*"}}}"#,
        "at /request/resource: "),
      Vector(
        #"{"request": {"action": "a:b", "principal": "*", "resource": {"arn": "*", "accountId": 7}}}"#,
        "at /request/resource/accountId: "),
      Vector(
        #"{"request": {"action": "a:b", "principal": "*", "context": {"a/b": {}}}}"#,
        "at /request/context/a~1b: "),
      Vector(
        #"{"unknownKeys": "k", "request": {"action": "a:b", "principal": "*"}}"#,
        "at /unknownKeys: "),
    ])
  func badRequests(vector: Vector) throws {
    let simulation = Simulation(Array((vector.text + "\n").utf8))
    #expect(simulation.failures == 1)
    let error = try JSONDocument(simulation.text).root["error"]?.string
    #expect(error?.contains(vector.expected) == true, "\(error ?? "")")
  }

  @Test("that is malformed ends nothing, and blank lines are none")
  func lines() throws {
    let good = #"{"id": "a", "request": {"action": "a:b", "principal": "*"}}"#
    let simulation = Simulation(Array("\n\(good)\r\n  \n{\n\(good)".utf8), firstLine: 10)
    let answers = String(decoding: simulation.text, as: UTF8.self).split(separator: "\n")
    #expect(answers.count == 3)
    #expect(simulation.failures == 1)
    #expect(answers[0] == answers[2])
    #expect(answers[1].hasPrefix(#"{"error":"line 13, column 2"#), "\(answers[1])")
  }

  @Test("with a policy of which nobody knows what it says may be unknown")
  func missingDocument() throws {
    let missing = #"{"name": "arn:aws:iam::aws:policy/X", "document": null}"#
    let answer = try answer(
      """
      {"request": {"principal": "arn:aws:iam::111122223333:role/r", "action": "s3:GetObject",
      "resource": "arn:aws:s3:::b/k"}, "identityPolicies": [\(missing), {"name": "Y"}]}
      """.filter { $0 != "\n" })
    #expect(answer["decision"]?.string == "Unknown")
    #expect(answer["deniedBy"]?.isNull == true)
    #expect(answer["missing"]?.elements.compactMap(\.string) == ["Y", "arn:aws:iam::aws:policy/X"])
  }
}

import IAM
import JSON
import Testing

/// The Principal that all tests ask for unless they say otherwise.
let roleARN = "arn:aws:iam::123456789012:role/runner"

/// A policy from its JSON text.
func policy(_ text: String, named name: String = "p") throws -> Policy {
  Policy(name: name, document: try PolicyDocument(JSONDocument(text: text).root, as: nil))
}

/// A policy of the current version with these statements, each as JSON.
func policy(statements: String..., named name: String = "p") throws -> Policy {
  try policy(
    #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ","))]}"#, named: name
  )
}

/// A policy that allows everything.
func allowEverything(named name: String = "all") throws -> Policy {
  try policy(statements: #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#, named: name)
}

/// A request by the role of the tests.
///
/// Keys that are not given are absent.
func request(
  _ action: String = "s3:GetObject", _ resource: String = "arn:aws:s3:::b/k",
  by principal: Principal = .role(arn: roleARN), context: [String: ContextValue] = [:],
  unlisted: ContextValue = .absent, isPattern: Bool = false, account: String? = nil
) -> Request {
  Request(
    principal: principal, action: action, resource: resource, resourceIsPattern: isPattern,
    resourceAccount: account, context: RequestContext(context, unlisted: unlisted))
}

/// One row of a table of cases, named by what it shows.
struct Vector<Input: Sendable, Answer: Sendable>: Sendable, CustomTestStringConvertible {
  let name: String
  let input: Input
  let expected: Answer

  init(_ name: String, _ input: Input, _ expected: Answer) {
    self.name = name
    self.input = input
    self.expected = expected
  }

  var testDescription: String { name }
}

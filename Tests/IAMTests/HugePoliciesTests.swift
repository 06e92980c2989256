import IAM
import JSON
import Testing

/// Inputs made to break the evaluator.
///
/// AWS refuses policies of more than some kilobytes.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
@Suite("A huge policy")
struct HugePoliciesTests {
  static let megabytes = 10 << 20

  @Test(
    "is refused for its depth, in whatever form it comes",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: #"{"Statement":"#, count: 100_000),
    ])
  func depth(text: String) throws {
    #expect(throws: JSONError.self) { try JSONDocument(text: text) }
    let document = try JSONDocument([UInt8]("\"".utf8) + Self.escaped(text) + [UInt8]("\"".utf8))
    let error = #expect(throws: PolicyError.self) { try PolicyDocument.parse(document.root) }
    #expect(error?.reason.contains("levels deep") == true)
  }

  @Test("is refused for its depth within a statement")
  func depthWithin() throws {
    for opening in ["[", #"{"AWS":"#] {
      let nested = String(repeating: opening, count: 500)
      let closing = String(repeating: opening == "[" ? "]" : "}", count: 500)
      for element in ["Principal", "Action", "Condition", "Resource"] {
        let text =
          #"{"Statement":{"Effect":"Allow","Action":"*","\#(element)":\#(nested)1\#(closing)}}"#
        let document = try JSONDocument(text: text, depthLimit: 1000)
        #expect(throws: PolicyError.self) { try PolicyDocument(document.root, as: nil) }
      }
    }
  }

  @Test("of ten megabytes is evaluated")
  func size() throws {
    let action = #""s3:GetObject","#
    let actions = String(repeating: action, count: Self.megabytes / action.utf8.count)
    let long = String(repeating: "*a", count: Self.megabytes / 2)
    let digits = String(repeating: "1", count: Self.megabytes / 10)
    for statement in [
      #"{"Effect":"Allow","Action":[\#(actions)"sqs:*"],"Resource":"*"}"#,
      #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\#(long)"}"#,
      #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${x:\#(digits)}"}"#,
      allow(if: #"{"NumericEquals":{"x:a":"\#(digits)"}}"#),
      allow(
        if: #"{"IpAddress":{"x:a":"\#(String(repeating: "1:", count: Self.megabytes / 20))"}}"#),
    ] {
      let policies = PolicySet(identity: [try policy(statements: statement)])
      let outcome = policies.decide(
        request("s3:PutObject", context: ["x:a": .value("1")]), as: .simulation
      ).outcome
      #expect(outcome == .implicitlyDenied)
    }
  }

  private static func escaped(_ text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [UInt8(ascii: "\\"), $0] : [$0] }
  }
}

import Checks
import Findings
import JSON
import Testing

@Suite("The text of a finding")
struct FindingTextTests {
  private func text(
    _ code: String, language: String = "en", evidence: [String: JSONValue] = [:],
    locator: String = ""
  ) throws -> (message: String, awsError: String?, remediation: Remediation) {
    let manifest = try CheckFolder(codes: #"{"c": \#(code)}"#).library().checks.first?.manifest
    return try FindingText(manifest: manifest?.canonical ?? "", language: language)
      .text(code: "c", evidence: evidence, locator: locator)
  }

  @Test("is in the language that was asked for")
  func languages() throws {
    let code = CheckFolder.code("{{role}} is bad")
    let evidence: [String: JSONValue] = ["role": "r"]
    #expect(try text(code, language: "en", evidence: evidence).message == "r is bad")
    #expect(try text(code, language: "ja", evidence: evidence).message == "r is bad。")
    #expect(try text(code, language: "ja").remediation.text == "なおす")
  }

  @Test("leaves out what its optional names do not have")
  func optional() throws {
    let code = CheckFolder.code("bad{{#role}}: {{role}}{{/role}}{{^role}}, no role{{/role}}")
    #expect(try text(code, evidence: ["role": "r"]).message == "bad: r")
    #expect(try text(code).message == "bad, no role")
    #expect(try text(code, evidence: ["role": .null]).message == "bad, no role")
    #expect(try text(code, evidence: ["role": false]).message == "bad, no role")
  }

  @Test("knows the names behind ARNs, and whose the subject is")
  func names() throws {
    let code = CheckFolder.code(
      "{{subjectName}} {{locator}} {{account}} {{region}} {{partition}} {{roleName}} {{taskName}}")
    let evidence: [String: JSONValue] = [
      "subject": "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:nightly",
      "role": "arn:aws-cn:iam::111122223333:role/service-role/caller",
      "task": "arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/app:7",
    ]
    #expect(
      try text(code, evidence: evidence, locator: "A/B").message
        == "nightly A/B 111122223333 cn-north-1 aws-cn caller app:7")
  }

  @Test("is not escaped: that is for each format to do")
  func noEscaping() throws {
    let hostile: JSONValue = .string("<script>&amp;\"'{{role}}|\n")
    let code = CheckFolder.code("{{role}}", more: #", "awsError": "{{role}}""#)
    let words = try text(code, evidence: ["role": hostile])
    #expect(words.message == hostile.string)
    #expect(words.awsError == hostile.string)
  }

  @Test("fills the texts of the policy and nothing else of it")
  func policy() throws {
    let code = CheckFolder.code(
      "bad",
      more:
        #", "policy": {"Version": "2012-10-17", "n": 1, "Statement": [{"Resource": ["{{role}}"], "Sid": null}]}"#
    )
    let words = try text(code, evidence: ["role": "r"])
    #expect(
      words.remediation.policy?.canonical()
        == #"{"Statement":[{"Resource":["r"],"Sid":null}],"Version":"2012-10-17","n":1}"#)
    #expect(words.awsError == nil)
  }

  @Test("is an error for a code that the manifest does not have")
  func unknownCode() throws {
    let manifest = try CheckFolder().library().checks.first?.manifest.canonical ?? ""
    #expect(throws: CheckError.self) {
      _ = try FindingText(manifest: manifest, language: "en")
        .text(code: "sample.other", evidence: [:], locator: "")
    }
  }

  @Test(
    "uses no name that the query does not return",
    arguments: [
      CheckFolder.code("{{rolle}}"), CheckFolder.code("{{#rolle}}x{{/rolle}}"),
      CheckFolder.code("{{^ rolle }}x{{/rolle}}"), CheckFolder.code("a", remediation: "{{rolle}}"),
      CheckFolder.code("a", more: #", "awsError": "{{{rolle}}}""#),
      CheckFolder.code("a", more: #", "policy": {"a": [{"b": "{{rolle}}"}]}"#),
      CheckFolder.code("{{rolleName}}"),
    ])
  func unknownName(_ code: String) throws {
    let outcome = try SampleWorld().rows(
      "('s', '', '', 'pass', NULL, 'r')", columns: ", role", codes: #"{"sample.bad": \#(code)}"#)
    #expect(outcome.result.status == .failed)
    #expect(outcome.result.note?.contains("{{rolle") == true, "\(outcome.result.note ?? "")")
    #expect(outcome.result.note?.contains("/codes/sample.bad") == true)
  }
}

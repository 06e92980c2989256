import Findings
import JSON
import Reports
import Testing

@Suite("One fix")
struct FixGroupTests {
  @Test("mends all that it can, and says so of every place", arguments: Mending.all)
  func mends(_ mending: Mending) {
    for (language, words) in [
      (Language.english, mending.english), (.japanese, mending.japanese),
    ] {
      let text = MarkdownReport(language: language).render(report(mending.findings))
      #expect(text.count(of: "\n### ") == mending.fixes)
      let first = text.split(separator: "\n").first { $0.hasPrefix("1. ") }
      #expect(first?.contains(words) == true, "\(first ?? "")")
    }
  }

  @Test(
    "has one sentence for its heading, and names where ARNs would be long",
    arguments: [
      (
        "caller may not pass arn:aws:iam::123456789012:role/a. The state fails.",
        "### 1. caller may not pass `a`.", "The state fails."
      ),
      ("Task `a. B` is not let in, e.g. by x. 1 fails.", nil, nil),
      ("ロール a を渡せません。失敗します。", "### 1. ロール a を渡せません。", "失敗します。"),
      ("It has v1.4 only. It fails.", "### 1. It has `v1.4` only.", "It fails."),
    ] as [(String, String?, String?)])
  func heading(message: String, heading: String?, rest: String?) {
    let text = MarkdownReport().render(report([Mending.pass("caller", "a", message: message)]))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains(heading ?? "### 1. \(message)"))
    if let rest { #expect(lines.contains(rest)) }
  }

  @Test("is one statement that lists every resource")
  func policy() throws {
    let findings = [
      Mending.pass("caller", "b"), Mending.pass("caller", "a"), Mending.pass("caller", "b"),
    ]
    let policies = try Self.policies(MarkdownReport().render(report(findings)))
    var statement = Mending.grant("").object ?? [:]
    statement["Resource"] = [.string(Mending.arn("a")), .string(Mending.arn("b"))]
    #expect(policies == [["Version": "2012-10-17", "Statement": [.object(statement)]]])
  }

  @Test("keeps statements apart that differ in more than the resource, and gives a Sid once")
  func severalStatements() throws {
    var findings = [Mending.misplaced("s3:GetObject"), Mending.misplaced("s3:PutObject")]
    for i in findings.indices {
      findings[i].remediation.text = "Move it."
      let action = findings[i].evidence["action"] ?? nil
      findings[i].remediation.policy = [
        "Statement": [["Sid": "Same", "Effect": "Allow", "Action": action, "Resource": "*"]]
      ]
    }
    let statements = try #require(
      Self.policies(MarkdownReport().render(report(findings))).first?["Statement"]?.array)
    #expect(statements.compactMap { $0["Action"]?.string } == ["s3:GetObject", "s3:PutObject"])
    #expect(statements.map { $0["Sid"]?.string } == ["Same", nil])
  }

  private func report(_ findings: [Finding]) -> Report {
    var report = EmptyReports.allWell
    report.findings = findings
    report.against = nil
    return report
  }

  /// The policies that a report shows.
  private static func policies(_ markdown: String) throws -> [JSONValue] {
    try markdown.split(separator: "```json\n").dropFirst().map { text in
      let end = text.firstRange(of: "\n```")?.lowerBound ?? text.endIndex
      return JSONValue(try JSONDocument(text: String(text[..<end])).root)
    }
  }
}

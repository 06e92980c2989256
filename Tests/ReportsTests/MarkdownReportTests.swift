import Findings
import JSON
import Reports
import Testing

@Suite("The Markdown report")
struct MarkdownReportTests {
  @Test(
    "keeps its structure whatever things are called", arguments: HostileName.all, Language.allCases)
  func hostile(_ hostile: HostileName, _ language: Language) {
    let tame = MarkdownReading(MarkdownReport(language: language).render(SampleReport().report))
    let text = MarkdownReport(language: language).render(hostile.sample.report)
    let reading = MarkdownReading(text)
    #expect(reading.lines == tame.lines)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isDangerous })
    for sign in ["<", ">", "@", "&", "`", "[", "]", "$", "~", "://", "www.", "#1", "GH-"] {
      #expect(!reading.outsideCode.contains(sign), "\(sign) stands outside of code")
    }
  }

  @Test("cuts long names and says how much")
  func longNames() {
    let long = String(repeating: "x", count: 80_000)
    let text = MarkdownReport().render(
      SampleReport(stateMachine: long, state: long, role: long).report)
    #expect(text.utf16.count < 20_000)
    #expect(text.contains("…(79840)…"))
  }

  @Test(
    "says in 25 lines what changed, what is open and what to fix first",
    arguments: Language.allCases)
  func firstLines(_ language: Language) {
    let report = Many.report(findings: 900, roles: 30)
    let lines = MarkdownReport(language: language).render(report).split(
      separator: "\n", omittingEmptySubsequences: false)
    let first = lines.prefix(25)
    #expect(first.count { $0.hasPrefix("   → ") } == 5)
    #expect(first.contains { $0.hasPrefix("5. ") })
    let counts =
      language == .english ? ["450 new", "720 critical", "90 low"] : ["新規 450", "緊急 720", "低 90"]
    for count in counts { #expect(first.contains { $0.contains(count) }, "\(count)") }
  }

  @Test("groups what one fix mends")
  func groups() {
    let text = MarkdownReport().render(Many.report(findings: 24, roles: 2))
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("### ") }
    #expect(
      headings == [
        // Both mend ten critical findings, but this one two of high severity, the other two of low.
        "### 1. Role `caller-1` may not pass task role `task-1`.",
        "### 2. Role `caller-0` may not pass task role `task-0`.",
      ])
    #expect(text.contains("12 places"))
  }

  @Test(
    "stays within 60,000 characters, and counts and names what it cuts", arguments: [300, 10_000])
  func cut(_ count: Int) {
    let report = Many.report(findings: count, roles: count)
    let text = MarkdownReport().render(report)
    #expect(text.utf16.count <= MarkdownReport.characterLimit)
    #expect(text.utf16.count > 30_000)
    #expect(text.contains("more with"))
    #expect(text.contains("`passrole.no-allow`"))
    #expect(text.hasSuffix("\n"))
    let shown = text.split(separator: "\n").count { $0.hasPrefix("### ") }
    let cut = text.split(separator: "\n").first { $0.hasPrefix("*") && $0.contains("more with") }
    #expect(cut?.filter(\.isNumber).isEmpty == false)
    #expect(shown > 5)
  }

  @Test("holds everything when asked to")
  func everything() {
    let report = Many.report(findings: 300, roles: 300)
    let text = MarkdownReport(all: true).render(report)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("### ") } == 300)
    for finding in report.findings { #expect(text.contains(finding.identity.id)) }
  }

  @Test("cuts one fix with very many places, and keeps the new ones")
  func manyPlaces() {
    let report = Many.report(findings: 10_000, roles: 1) { finding in
      finding.status = finding.identity.locator == "State 9999" ? .new : .open
    }
    let text = MarkdownReport().render(report)
    #expect(text.utf16.count < 20_000)
    #expect(text.contains("state `State 9999`"))
    #expect(text.contains("10,000 places"))
  }

  @Test("calls nothing good news that was not asked")
  func unread() {
    var report = EmptyReports.allWell
    #expect(MarkdownReport().render(report).contains("All is well"))
    report.coverage[0].complete = false
    #expect(!MarkdownReport().render(report).contains("All is well"))
    report.run.evaluated = ["a/b": ReportedCheck(status: .failed, pass: 3)]
    #expect(MarkdownReport().render(report).contains("Nothing was evaluated"))
  }

  @Test(
    "does not call it good news where some of it was read long ago", arguments: Language.allCases)
  func earlierImports(_ language: Language) {
    var report = EmptyReports.allWell
    let now = MarkdownReport(language: language).render(report)
    report.run.usesEarlierImports = true
    let then = MarkdownReport(language: language).render(report)
    #expect(now != then)
    #expect(!then.contains(language == .english ? "All is well" : "問題ありません"))
    #expect(then.contains(language == .english ? "read by an earlier audit" : "以前の監査"))
  }

  @Test("counts what could not be judged apart from what failed, and never calls it resolved")
  func undecided() throws {
    let report = Many.report(findings: 9, roles: 9) { finding in
      finding.code = "passrole.undecided"
      finding.verdict = .unknown
      finding.status = finding.severity == .critical ? .resolved : .new
    }
    let text = MarkdownReport().render(report)
    #expect(
      text.contains("nothing new, nothing resolved. Also 2 new that cannot be judged, 7 that"))
    #expect(!text.contains("## Resolved"))
    #expect(text.count(of: "no longer in doubt") == 7)
    let summary = try JSONDocument(text: JSONReport().render(report)).root["summary"]
    for name in ["new", "resolved", "reopened", "changed"] { #expect(summary?[name]?.int == 0) }
    #expect(summary?["unknown"]?.int == 2)
  }

  @Test("cuts a long sentence of the first lines between words, and names what it can")
  func longSentences() throws {
    let here = "arn:aws:iam::123456789012:role/path/task-0"
    let elsewhere = "arn:aws:iam::210987654321:role/path/task-0"
    let middle = Array(repeating: "arn:aws:iam::123456789012:policy/deep/policy-0", count: 30)
    let report = Many.report(findings: 1, roles: 1) { finding in
      finding.message = "\(here) is not \(elsewhere). " + middle.joined(separator: " ") + " End."
    }
    let line = try #require(
      MarkdownReport().render(report).split(separator: "\n").first { $0.hasPrefix("1. ") })
    #expect(line.contains("`path/task-0` is not `\(elsewhere)`."))
    #expect(line.hasSuffix("` End."))
    #expect(line.utf16.count > 300 && line.utf16.count < 600)
    let words = line.split(separator: " ").filter { $0.contains("policy") }
    #expect(words.allSatisfy { $0 == "`arn:aws:iam::123456789012:policy/deep/policy-0`" })
  }

  @Test("names accounts and regions where there are several")
  func places() {
    var report = Many.report(findings: 2, roles: 1)
    report.findings[1].account = "999999999999"
    let text = MarkdownReport().render(report)
    #expect(text.contains("(in `123456789012`)"))
    #expect(text.contains("(in `999999999999`)"))
    #expect(!MarkdownReport().render(SampleReport().report).contains("(in "))
  }

  @Test("keeps a policy that holds backticks within its fence")
  func fences() {
    let report = Many.report(findings: 1, roles: 1) { finding in
      finding.remediation.policy = ["Statement": ["Sid": "```\n````"]]
    }
    let text = MarkdownReport().render(report)
    #expect(text.contains("`````json\n"))
    #expect(MarkdownReading(text).lines.last == .text || MarkdownReading(text).lines.last == .blank)
  }

  @Test("has words of its own in both languages")
  func languages() {
    let english = MarkdownReport(language: .english).render(SampleReport().report)
    let japanese = MarkdownReport(language: .japanese).render(SampleReport().report)
    let headings = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("## ") } }
    #expect(headings(english).count == headings(japanese).count)
    #expect(Set(headings(english)).isDisjoint(with: headings(japanese)))
  }
}

extension String {
  /// How often a text is in it.
  func count(of text: String) -> Int { ranges(of: text).count }
}

/// Reports of any size.
enum Many {
  /// Failures to pass roles, shared evenly among the roles; half of them new, one in ten of low severity, one in ten high.
  static func report(
    findings count: Int, roles: Int, _ change: (inout Finding) -> Void = { _ in }
  ) -> Report {
    let findings = (0..<count).map { i in
      let role = "arn:aws:iam::123456789012:role/task-\(i % roles)"
      let caller = "arn:aws:iam::123456789012:role/caller-\(i % roles)"
      let machine = "arn:aws:states:us-east-1:123456789012:stateMachine:machine-\(i / 10)"
      var finding = Finding(
        identity: FindingIdentity(
          check: "passrole/caller-may-pass-role", subject: machine, locator: "State \(i)",
          key: "task \(role)"),
        code: "passrole.no-allow",
        severity: i % 10 == 0 ? .low : i % 10 == 1 ? .high : .critical, verdict: .fail,
        status: i % 2 == 0 ? .new : .open, subject: machine, account: "123456789012",
        region: "us-east-1",
        message: "Role caller-\(i % roles) may not pass task role task-\(i % roles).",
        awsError:
          "User: caller-\(i % roles) is not authorized to perform: iam:PassRole on resource: \(role)",
        evidence: [
          "callerRole": .string(caller), "role": .string(role),
          "slot": "task", "action": "iam:PassRole", "resource": .string(role),
          "taskDefinition": "arn:aws:ecs:us-east-1:123456789012:task-definition/app:1",
        ],
        remediation: Remediation(
          text: "Let caller-\(i % roles) pass task-\(i % roles).",
          policy: [
            "Statement": [["Effect": "Allow", "Action": "iam:PassRole", "Resource": .string(role)]]
          ]),
        firstSeen: "2026-11-20T02:00:00Z", lastSeen: "2026-11-21T02:00:00Z", cause: [])
      change(&finding)
      return finding
    }
    var report = EmptyReports.allWell
    report.findings = findings.inReportOrder()
    return report
  }
}

import Findings
import Testing

@Suite("A report")
struct ReportTests {
  @Test("counts each finding where it belongs", arguments: FindingStatus.allCases)
  func summary(_ status: FindingStatus) {
    let findings = Verdict.allCases.map { finding("c", verdict: $0, status: status) }
    let summary = report(findings).summary
    let isCurrent = [.new, .open, .changed, .reopened].contains(status)
    #expect(summary.openCount == (isCurrent ? 1 : 0))
    #expect(summary.open == (isCurrent ? [.high: 1] : [:]))
    #expect(summary.conditional == (isCurrent ? 1 : 0))
    #expect(summary.unknown == (isCurrent ? 1 : 0))
    #expect(findings.allSatisfy { $0.isCurrent == isCurrent })
    let failures = [
      FindingStatus.new: summary.new, .changed: summary.changed, .resolved: summary.resolved,
      .reopened: summary.reopened,
    ]
    for (counted, count) in failures { #expect(count == (counted == status ? 1 : 0)) }
    let all = [
      FindingStatus.notEvaluated: summary.notEvaluated, .suppressed: summary.suppressed,
    ]
    for (counted, count) in all { #expect(count == (counted == status ? 4 : 0)) }
    #expect(summary.undecidedNew == ([.new, .reopened].contains(status) ? 2 : 0))
    #expect(summary.undecidedChanged == (status == .changed ? 2 : 0))
    #expect(summary.undecidedEnded == (status == .resolved ? 2 : 0))
  }

  @Test("counts open failures by severity")
  func severities() {
    let summary = report([
      finding("a", severity: .critical), finding("b", severity: .critical),
      finding("c", severity: .low, status: .new),
      finding("d", severity: .high, verdict: .conditional),
      finding("e", severity: .high, status: .resolved),
    ]).summary
    #expect(summary.open == [.critical: 2, .low: 1])
    #expect(summary.openCount == 3)
    #expect(summary.new == 1 && summary.resolved == 1 && summary.conditional == 1)
    #expect(report([]).summary.openCount == 0)
  }

  @Test("is in one order, whatever the order of its findings: current, failed, worst, by name")
  func order() {
    let findings = [
      finding("z.z", severity: .critical), finding("a.a", severity: .low, status: .changed),
      finding("a.a", severity: .low, subject: "t"),
      finding("a.a", severity: .low, subject: "t", locator: "l"),
      finding("a.a", severity: .low, subject: "t", locator: "l", key: "k"),
      finding("b.b", severity: .low, status: .new),
      finding("a.a", severity: .critical, verdict: .conditional),
      finding("b.b", severity: .critical, verdict: .unknown),
      finding("a.a", severity: .info, verdict: .unknown),
      finding("a.a", severity: .critical, status: .resolved),
      finding("b.b", severity: .critical, status: .suppressed),
      finding("a.a", severity: .info, status: .notEvaluated),
      finding("a.a", severity: .critical, verdict: .unknown, status: .resolved),
    ]
    for start in findings.indices {
      let turned = Array(findings[start...] + findings[..<start])
      for shuffled in [turned, turned.reversed()] {
        #expect(shuffled.inReportOrder().map(name) == findings.map(name))
      }
    }
  }

  private func report(_ findings: [Finding]) -> Report {
    Report(
      run: ReportedRun(number: 1, started: "2026-01-01T00:00:00Z", tool: "rolecall", accounts: []),
      against: nil, coverage: [], notes: [], findings: findings)
  }

  private func finding(
    _ code: String, severity: Severity = .high, verdict: Verdict = .fail,
    status: FindingStatus = .open, subject: String = "s", locator: String = "", key: String = ""
  ) -> Finding {
    Finding(
      identity: FindingIdentity(check: "m/c", subject: subject, locator: locator, key: key),
      code: code, severity: severity, verdict: verdict, status: status, subject: subject,
      account: "111122223333", region: "eu-west-1", message: "", awsError: nil, evidence: [:],
      remediation: Remediation(text: ""), firstSeen: "", lastSeen: "", cause: [])
  }

  private func name(_ finding: Finding) -> String {
    "\(finding.status) \(finding.verdict) \(finding.severity) \(finding.code) "
      + finding.identity.fingerprint
  }
}

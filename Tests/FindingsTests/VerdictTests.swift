import Findings
import Testing

@Suite("Verdicts and severities")
struct VerdictTests {
  @Test("rank as they are to be shown")
  func ranks() {
    #expect(
      Verdict.allCases.sorted { $0.rank > $1.rank } == [.fail, .conditional, .unknown, .pass])
    #expect(Severity.allCases.sorted(by: >) == [.critical, .high, .medium, .low, .info])
    #expect(Severity.allCases.sorted { $0.rank > $1.rank } == Severity.allCases.sorted(by: >))
    #expect(Severity.critical > .high && Severity.info < .low && !(Severity.low < .low))
  }

  @Test("have the names that reports and checks use")
  func names() {
    #expect(Verdict.allCases.map(\.rawValue) == ["pass", "fail", "conditional", "unknown"])
    #expect(Severity.allCases.map(\.rawValue) == ["critical", "high", "medium", "low", "info"])
    #expect(
      FindingStatus.allCases.map(\.rawValue) == [
        "new", "open", "changed", "resolved", "reopened", "not-evaluated", "suppressed",
      ])
  }

  @Test(
    "go down by one step",
    arguments: [
      (.critical, .high), (.high, .medium), (.medium, .low), (.low, .info), (.info, .info),
    ] as [(Severity, Severity)])
  func demotion(_ severity: Severity, _ demoted: Severity) {
    #expect(severity.demoted == demoted)
  }
}

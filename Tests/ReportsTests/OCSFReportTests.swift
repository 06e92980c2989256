import Findings
import JSON
import Reports
import Testing

@Suite("The OCSF report")
struct OCSFReportTests {
  @Test("has what the class requires of each finding, a line each")
  func required() throws {
    let report = SampleReport().report
    let text = OCSFReport().render(report)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(text.hasSuffix("\n") && lines.count == report.findings.count)
    for (line, finding) in zip(lines, report.findings) {
      let event = JSONValue(try JSONDocument(text: String(line)).root)
      let activity = try #require(event["activity_id"]?.int)
      #expect((1...3).contains(activity))
      #expect(event["class_uid"] == 2003 && event["category_uid"] == 2)
      #expect(event["type_uid"]?.int == 200_300 + activity)
      #expect(try (1...5).contains(#require(event["severity_id"]?.int)))
      // 2026-11-21T02:00:00Z
      #expect(event["time"]?.int == 1_795_226_400_000)
      #expect(event["metadata"]?["version"] == "1.8.0")
      #expect(event["metadata"]?["product"]?["name"] == "rolecall")
      #expect(event["finding_info"]?["uid"]?.string == finding.identity.id)
      let first = try #require(event["finding_info"]?["first_seen_time"]?.int)
      let last = try #require(event["finding_info"]?["last_seen_time"]?.int)
      #expect(first <= last)
      #expect(
        event["compliance"]?["status_id"]?.int
          == [Verdict.pass: 1, .conditional: 2, .unknown: 2, .fail: 3][finding.verdict])
      let status =
        finding.status == .suppressed ? 3 : finding.status == .resolved ? 4 : 1
      #expect(event["status_id"]?.int == status)
      #expect((activity == 3) == (finding.status == .resolved))
      #expect(event["resources"]?.array?.first?["uid"]?.string == finding.subject)
    }
  }

  @Test("keeps hostile names on their line")
  func hostile() {
    let report = HostileName.mixture.report
    let text = OCSFReport().render(report)
    #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } == report.findings.count)
  }
}

import Findings
import JSON
import Reports
import Testing

@Suite("The SARIF report")
struct SARIFReportTests {
  private func run(_ report: Report) throws -> JSONValue {
    let log = JSONValue(try JSONDocument(text: SARIFReport().render(report)).root)
    #expect(log["version"] == "2.1.0")
    #expect(log["$schema"]?.string?.hasSuffix("sarif-schema-2.1.0.json") == true)
    #expect(log["runs"]?.array?.count == 1)
    return try #require(log["runs"]?.array?.first)
  }

  @Test("has what the standard requires of a run and of each result")
  func required() throws {
    let report = SampleReport().report
    let run = try run(report)
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["name"] == "rolecall")
    let rules = try #require(driver["rules"]?.array)
    let ids = rules.compactMap { $0["id"]?.string }
    #expect(ids == Set(report.findings.map(\.code)).sorted())
    let results = try #require(run["results"]?.array)
    #expect(results.count == report.findings.count)
    for (result, finding) in zip(results, report.findings) {
      #expect(result["message"]?["text"]?.string?.hasPrefix(finding.message) == true)
      let index = try #require(result["ruleIndex"]?.int)
      #expect(ids[index] == finding.code && result["ruleId"]?.string == finding.code)
      let (kind, level) = (result["kind"]?.string, result["level"]?.string)
      // Of what is not `fail` the level is none (3.27.10).
      #expect(kind == "fail" ? ["error", "warning", "note"].contains(level) : level == "none")
      #expect(["new", "unchanged", "updated", "absent"].contains(result["baselineState"]?.string))
      let place = try #require(result["locations"]?.array?.first)
      let uri = try #require(place["physicalLocation"]?["artifactLocation"]?["uri"]?.string)
      #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !uri.hasPrefix("/"))
      #expect(place["physicalLocation"]?["region"]?["startLine"] == 1)
      #expect(
        place["logicalLocations"]?.array?.first?["fullyQualifiedName"]?.string?.hasPrefix(
          finding.subject) == true)
      #expect(
        result["fingerprints"]?["rolecall/v1"]?.string == finding.identity.fingerprint)
      #expect(result["suppressions"]?.array?.isEmpty == (finding.suppression == nil))
      for flow in result["codeFlows"]?.array ?? [] {
        #expect((flow["threadFlows"]?.array?.first?["locations"]?.array?.count ?? 0) > 1)
      }
    }
    #expect(results.contains { $0["codeFlows"] != nil })
    let invocation = try #require(run["invocations"]?.array?.first)
    #expect(invocation["executionSuccessful"]?.bool != nil)
  }

  @Test("says how many findings are more than code hosts take")
  func limit() throws {
    var report = SampleReport().report
    let finding = try #require(report.findings.last)
    report.findings += (0..<SARIFReport.resultLimit).map { number in
      var finding = finding
      finding.identity.key = "\(number)"
      return finding
    }
    let run = try run(report)
    #expect(run["results"]?.array?.count == SARIFReport.resultLimit)
    let notice = run["invocations"]?.array?.first?["toolExecutionNotifications"]?.array?.first
    #expect(notice?["message"]?["text"]?.string?.contains("are left out") == true)
  }

  @Test("keeps hostile names to themselves")
  func hostile() throws {
    let report = HostileName.mixture.report
    #expect(try run(report)["results"]?.array?.count == report.findings.count)
  }
}

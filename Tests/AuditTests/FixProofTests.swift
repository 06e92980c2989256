import Audit
import BundledChecks
import Checks
import Examples
import Findings
import Importers
import JSON
import Reports
import Store
import Testing

@Suite("A proposed change")
struct FixProofTests {
  private let now = "2026-11-21T04:00:00Z"

  /// The store after an audit of an example, and its report.
  private func audited(_ name: String, _ files: [String: String]) throws -> (Store, Report) {
    let store = try Store(.memory, .write(wait: 0), now: now)
    let auditor = try self.auditor(store)
    let imported = try auditor.importExports([.texts(name: name, files: files)])
    return (store, try auditor.audit(imported).report)
  }

  private func auditor(_ store: Store) throws -> Auditor {
    let library = try CheckLibrary(
      files: BundledChecks.files, source: "bundled", withCases: false)
    return Auditor(store, library, now: now, tool: "rolecall")
  }

  @Test("mends each finding that a policy mends, and makes nothing worse")
  func proven() throws {
    let (store, report) = try audited("broken", Examples.broken)
    let proof = try FixProof(of: store, now: now, auditor: auditor)
    var proven: [String] = []
    for finding in report.findings {
      guard let target = finding.changedPolicy else { continue }
      let outcomes = try finding.policyChanges(target, from: try proof.present(target)).compactMap {
        try proof.outcome(of: $0, for: finding.identity)
      }
      #expect(outcomes.contains { $0.isProven }, "\(finding.message)")
      #expect(outcomes.allSatisfy { $0.verdict == .pass && $0.questions > 100 })
      proven.append(finding.code)
    }
    #expect(
      proven == [
        "passrole.no-allow", "passrole.no-allow", "trust.task-role", "placement.execution-role",
      ])
    #expect(try store.latestImport() == 1)
  }

  @Test("that does not mend the finding, or does harm, is not proven")
  func refused() throws {
    let (store, report) = try audited("broken", Examples.broken)
    let proof = try FixProof(of: store, now: now, auditor: auditor)
    let finding = try #require(report.findings.first { $0.code == "trust.task-role" })
    let role = try #require(finding.evidence["role"]?.string)
    let nobody: JSONValue = ["Version": "2012-10-17", "Statement": []]
    let useless = try #require(
      try proof.outcome(
        of: PolicyChange(target: .trustPolicy(of: role), document: nobody), for: finding.identity))
    #expect(useless.verdict == .fail && !useless.isProven)
    let other = try #require(
      report.findings.first { $0.code == "passrole.no-allow" }?.evidence["callerRole"]?.string)
    let harmful = try #require(
      try proof.outcome(
        of: PolicyChange(target: .trustPolicy(of: other), document: nobody), for: finding.identity))
    #expect(harmful.worse.contains { $0.code.hasPrefix("trust.") })
    #expect(
      try proof.outcome(
        of: PolicyChange(target: .trustPolicy(of: role + "-gone"), document: nobody),
        for: finding.identity) == nil)
  }
}

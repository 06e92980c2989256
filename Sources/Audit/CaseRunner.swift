public import Checks
import Findings
import Importers
import Store
import World

/// Puts the cases of a check through the importers, the world and the check itself.
public struct CaseRunner: Sendable {
  /// What a case came to, beside what it expects.
  public struct Result: Sendable {
    /// All rows but passes, sorted.
    public var found: [ExpectedFinding]
    public var passes: Int
    /// Why the check did not complete.
    public var failure: String?

    /// What is expected and not there, then what is there and not expected; empty if all is well.
    public func differences(from expected: [ExpectedFinding]) -> [String] {
      if let failure { return ["the check failed: \(failure)"] }
      var rest = found
      var lines: [String] = []
      for want in expected {
        let index = rest.firstIndex {
          $0.subject == want.subject && $0.code == want.code && $0.verdict == want.verdict
            && (want.locator == nil || want.locator == $0.locator)
        }
        if let index { rest.remove(at: index) } else { lines.append("expected: \(want)") }
      }
      lines += rest.map { "found: \($0)" }
      if expected.isEmpty, passes == 0 { lines.append("expected: a row that passes") }
      return lines
    }
  }

  public init() {}

  public func run(_ item: CheckCase, of check: Check) throws -> Result {
    let now = "2026-01-01T00:00:00Z"
    let store = try Store(.memory, .write(wait: 0), now: now)
    let library = try CheckLibrary(files: [:], source: "case")
    let auditor = Auditor(store, library, now: now, tool: "rolecall")
    _ = try auditor.importExports([.texts(name: item.name, files: item.given)])
    _ = try WorldBuilder.build(in: store)
    let outcome = try CheckRunner(store, functions: AccessFunctions(store).all).run(
      check, wanted: [])
    return Result(
      found: outcome.findings.map {
        ExpectedFinding(
          subject: $0.shownSubject, locator: $0.identity.locator, code: $0.state.code,
          verdict: $0.state.verdict)
      }.sorted(), passes: outcome.result.pass,
      failure: outcome.result.status == .completed ? nil : outcome.result.note ?? "")
  }
}

public import Checks
import Findings
import Importers
import JSON
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

    /// What a case expects and is not there, then what is there and not expected; empty if all is well.
    public func differences(from item: CheckCase) -> [String] {
      let expected = item.expected
      if let failure { return ["the check failed: \(failure)"] }
      var rest = found
      var lines: [String] = []
      for want in expected {
        let index = rest.firstIndex {
          want.isMet(by: $0)
        }
        if let index { rest.remove(at: index) } else { lines.append("expected: \(want)") }
      }
      lines += rest.map { "found: \($0)" }
      if expected.isEmpty, passes == 0, item.passes == nil {
        lines.append("expected: a row that passes")
      }
      if let count = item.passes, count != passes {
        lines.append("expected: \(count) rows that pass, not \(passes)")
      }
      return lines
    }
  }

  public init() {}

  public func run(_ item: CheckCase, of check: Check) throws -> Result {
    try world(of: item).run(check)
  }

  /// Imports what a case gives and builds its world, to which several checks may be put.
  public func world(of item: CheckCase) throws -> World {
    let now = "2026-01-01T00:00:00Z"
    let store = try Store(.memory, .write(wait: 0), now: now)
    let library = try CheckLibrary(files: [:], source: "case")
    let auditor = Auditor(store, library, now: now, tool: "rolecall")
    _ = try auditor.importExports([.texts(name: item.name, files: item.given)])
    _ = try WorldBuilder.build(
      in: store, assuming: [Assumption](configuration: item.configuration),
      expecting: [Expectation](configuration: item.configuration))
    return World(runner: try CheckRunner(store, functions: AccessFunctions(store).all))
  }

  /// What a case gives, ready to be asked.
  public struct World: Sendable {
    let runner: CheckRunner

    /// Puts a check to it.
    public func run(_ check: Check) throws -> Result {
      let outcome = try runner.run(check, wanted: [])
      return Result(
        found: try outcome.findings.map {
          ExpectedFinding(
            subject: $0.shownSubject, locator: $0.identity.locator, code: $0.state.code,
            verdict: $0.state.verdict,
            evidence: JSONValue(try JSONDocument(text: $0.state.evidence).root).object ?? [:])
        }.sorted(), passes: outcome.result.pass,
        failure: outcome.result.status == .completed ? nil : outcome.result.note ?? "")
    }
  }
}

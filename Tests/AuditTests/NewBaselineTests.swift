import Audit
import Findings
import Importers
import Store
import Testing

@Suite("A check that was revised")
struct NewBaselineTests {
  private static let id = "passrole/caller-may-pass-role"

  /// The bundled checks with the query of one changed.
  private func revised(_ change: (String) -> String) -> [String: String] {
    var checks = Nights.checks
    for file in ["findings.sql", "passes.sql"] {
      checks["\(Self.id)/\(file)"] = checks["\(Self.id)/\(file)"].map(change)
    }
    return checks
  }

  private var broken: SmallAccount {
    var account = SmallAccount()
    account.policy = SmallAccount.passing("other")
    return account
  }

  /// As if nothing were ever asked.
  private func blind(_ sql: String) -> String {
    "SELECT * FROM (\(sql.dropLastStatementEnd)) WHERE false"
  }

  @Test("takes what it finds for the first time as its new baseline, with a note and no news")
  func found() throws {
    let first = try Nights(checks: revised(blind))
    try first.audit(broken)
    let outcome = try Nights(first.store, checks: Nights.checks, night: 1).audit(broken)
    let report = outcome.report
    #expect(report.summary.new == 0)
    #expect(
      report.findings.filter { $0.identity.check == Self.id }.map(\.status)
        == Array(repeating: .open, count: 4))
    let note = try #require(report.notes.first { $0.file == Self.id })
    #expect(note.text.contains("revised since run 1") && note.text.contains("did not (4)"))
    #expect(!note.isError)
  }

  @Test("leaves out what it finds no more, and says how much that is")
  func gone() throws {
    let first = try Nights()
    try first.audit(broken)
    let report = try Nights(first.store, checks: revised(blind), night: 1).audit(broken).report
    #expect(report.summary.resolved == 0)
    #expect(report.notes.contains { $0.file == Self.id && $0.text.contains("finds no more (4)") })
  }

  @Test("does not hide what a change of the account did")
  func both() throws {
    let first = try Nights()
    try first.audit(SmallAccount())
    let checks = revised { "-- revised\n" + $0 }
    let report = try Nights(first.store, checks: checks, night: 1).audit(broken).report
    #expect(report.summary.new == 4)
    let mended = try Nights(first.store, checks: checks, night: 2).audit(SmallAccount()).report
    #expect(mended.summary.resolved == 4)
  }
}

extension String {
  fileprivate var dropLastStatementEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace || last == ";" { text = text.dropLast() }
    return String(text)
  }
}

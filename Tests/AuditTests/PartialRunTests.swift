import Audit
import Findings
import Importers
import Reports
import Store
import Testing

@Suite("An audit of a part of an account")
struct PartialRunTests {
  /// What is exported of IAM alone.
  private func identities(of account: SmallAccount) -> ExportSource {
    .texts(name: "export", files: account.files.filter { $0.key.contains("/global/") })
  }

  private var broken: SmallAccount {
    var account = SmallAccount()
    account.policy = SmallAccount.passing("other")
    return account
  }

  private func partialNotes(_ report: Report) -> [String] {
    report.notes.filter { $0.file == "export" }.map(\.text)
  }

  @Test("says what it left out and what stays open there, and never that all is well")
  func leftOut() throws {
    let nights = try Nights()
    let whole = try nights.audit(broken).report
    #expect(partialNotes(whole).isEmpty)
    let part = try nights.audit(identities(of: SmallAccount())).report
    #expect(part.summary.resolved == 0)
    let note = try #require(partialNotes(part).first)
    #expect(note.contains("state-machine") && note.hasSuffix("4 failures stay open there"))
    #expect(!MarkdownReport().render(part).contains("All is well"))
    // What is audited without an export is all that was imported.
    let all = try Auditor(
      nights.store, nights.library, now: Nights.day(9), tool: "rolecall test"
    ).audit(nil).report
    #expect(partialNotes(all).isEmpty)
    #expect(all.summary.resolved == 4)
  }

  @Test("is whole where nothing else was ever read, and where another account was")
  func whole() throws {
    let nights = try Nights()
    #expect(partialNotes(try nights.audit(identities(of: broken)).report).isEmpty)
    var other = broken
    other.account = "444455556666"
    #expect(partialNotes(try nights.audit(other).report).isEmpty)
  }
}

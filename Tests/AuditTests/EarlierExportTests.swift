import Audit
import Findings
import Importers
import Testing

@Suite("An audit of an export without a kind that an earlier one held")
struct EarlierExportTests {
  private let account = SmallAccount()

  private func files(without part: String) -> [String: String] {
    account.files.filter { !$0.key.contains(part) }
  }

  @Test(
    "says what it took from the earlier one",
    arguments: [
      ("/global/", "roles", "ロール"), ("/global/", "managed policies", "管理ポリシー"),
      ("task-definition", "task definitions", "タスク定義"),
      ("clusters", "clusters", "クラスター"),
    ])
  func earlier(part: String, english: String, japanese: String) throws {
    let nights = try Nights()
    try nights.audit(account)
    let outcome = try nights.audit(.texts(name: "export", files: files(without: part)))
    #expect(outcome.report.findings.isEmpty)
    #expect(outcome.report.run.usesEarlierImports)
    let line = outcome.report.run.assumptions.first { $0.hasPrefix("the \(english) of") }
    #expect(line?.contains(account.account) == true)
    #expect(line?.contains(Nights.day(1)) == true)
    let inJapanese = try ReportBuilder(nights.store, language: "ja").report(of: outcome.run)
    #expect(inJapanese.run.assumptions.contains { $0.contains("\(japanese)は今回") })
  }

  @Test("says nothing of the sort where all was exported again, or never was")
  func again() throws {
    let nights = try Nights()
    try nights.audit(.texts(name: "export", files: files(without: "/global/")))
    let first = try nights.audit(.texts(name: "export", files: files(without: "/global/")))
    #expect(!first.report.run.usesEarlierImports)
    try nights.audit(account)
    let last = try nights.audit(account)
    #expect(!last.report.run.usesEarlierImports)
  }

  @Test("of another account takes nothing from it")
  func other() throws {
    let nights = try Nights()
    try nights.audit(account)
    var other = SmallAccount()
    other.account = "444455556666"
    let files = other.files.filter { !$0.key.contains("/global/") }
    let report = try nights.audit(.texts(name: "export", files: files)).report
    #expect(!report.run.usesEarlierImports)
  }
}

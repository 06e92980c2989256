import Audit
import Findings
import GRDB
import Importers
import JSON
import Store
import Testing

@Suite("A task definition that is named without its revision")
struct LatestRevisionTests {
  private let list = "111122223333/eu-west-1/ecs/list-task-definitions.ACTIVE.json"
  private let described = "111122223333/eu-west-1/ecs/describe-task-definition/app__1.json"
  private let arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:1"
  private let account: SmallAccount

  init() {
    var account = SmallAccount()
    account.machines = ["nightly"]
    account.taskName = "app"
    self.account = account
  }

  private func audit(
    _ files: [String: String?], taskName: String = "app"
  ) throws -> (nights: Nights, report: Report, tasks: [String]) {
    var account = account
    account.taskName = taskName
    var all = account.files
    for (path, text) in files { all[path] = text }
    let nights = try Nights()
    let report = try nights.audit(.texts(name: "export", files: all)).report
    let tasks = try nights.store.writer.read {
      try String.fetchAll($0, sql: "SELECT task_is FROM launch")
    }
    return (nights, report, tasks)
  }

  private func isAssumed(_ report: Report) -> Bool {
    report.run.assumptions.contains { $0.contains("latest revision exported") }
  }

  @Test("is the latest one of a list that is whole")
  func whole() throws {
    let (_, report, tasks) = try audit([:])
    #expect(tasks == ["found"])
    #expect(!isAssumed(report))
  }

  @Test("is not known where the list was cut off")
  func cut() throws {
    let text = #"{"taskDefinitionArns": ["\#(arn)"], "nextToken": "more"}"#
    let (_, report, tasks) = try audit([list: text])
    #expect(tasks == ["unread"])
    #expect(report.lines(.new).contains("passrole.undecided nightly"))
    #expect(report.findings.allSatisfy { $0.verdict == .unknown })
    #expect(try audit([list: text], taskName: "app:1").tasks == ["found"])
  }

  @Test("is not known where the list could not be had")
  func failed() throws {
    let failures = "eu-west-1/ecs/list-task-definitions.ACTIVE.json\t254\tAccessDenied: no\n"
    let (_, _, tasks) = try audit([list: nil, "111122223333/errors.tsv": failures])
    #expect(tasks == ["unread"])
  }

  @Test("is taken for the latest that was described where there is no list, and the report says so")
  func noList() throws {
    let (nights, report, tasks) = try audit([list: nil])
    #expect(tasks == ["found"])
    #expect(isAssumed(report))
    let newest = try nights.store.run()
    let run = try #require(newest)
    let inJapanese = try ReportBuilder(nights.store, language: "ja").report(of: run)
    #expect(inJapanese.run.assumptions.count == report.run.assumptions.count)
    #expect(inJapanese.run.assumptions.contains { $0.contains("リビジョン") })
    #expect(!isAssumed(try audit([list: nil], taskName: "app:1").report))
  }

  @Test("is none where the only one was described as retired, whatever an older list says")
  func retired() throws {
    let text = try #require(account.files[described])
    let retired = text.replacing(#""ACTIVE""#, with: #""INACTIVE""#)
    #expect(retired != text)
    #expect(try audit([described: retired]).tasks == ["inactive"])
    #expect(try audit([described: retired], taskName: "app:1").tasks == ["inactive"])
  }
}

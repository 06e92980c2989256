import Audit
import BundledChecks
import Checks
import Findings
import GRDB
import Importers
import JSON
import Reports
import Store
import Testing
import World

@Suite("An audit of what was audited before")
struct CarriedOverTests {
  /// What an audit gives, and whether it read its exports.
  private struct Night {
    var report: Report
    var text: String
    var isReadAgain: Bool
  }

  private func audit(
    _ store: Store, _ files: [String: String], day: Int, name: String = "export",
    build: String = "a",
    checks: [String: String] = Nights.checks, assuming assumptions: [Assumption] = []
  ) throws -> Night {
    let auditor = Auditor(
      store, try Nights.library(checks), now: Nights.day(day),
      tool: "rolecall test", build: build, assuming: assumptions)
    let imported = try auditor.importExports([.texts(name: name, files: files)])
    let outcome = try auditor.audit(imported)
    return Night(
      report: outcome.report, text: JSONReport().render(outcome.report),
      isReadAgain: !imported.isKnown)
  }

  private var broken: SmallAccount {
    var account = SmallAccount()
    account.policy = SmallAccount.passing("other")
    return account
  }

  @Test("finds the same, as one that takes nothing over does, and says so in the same words")
  func same() throws {
    let (quick, slow) = (try Nights().store, try Nights().store)
    for day in 1...3 {
      let a = try audit(quick, broken.files, day: day)
      let b = try audit(slow, broken.files, day: day, build: "build \(day)")
      #expect(a.isReadAgain == (day == 1))
      #expect(b.isReadAgain)
      #expect(a.text == b.text)
    }
  }

  @Test("sees a byte that changed in a file")
  func changed() throws {
    let store = try Nights().store
    #expect(try audit(store, broken.files, day: 1).report.summary.new == 4)
    var account = broken
    account.policy = SmallAccount.passing("app-*")
    #expect(try audit(store, account.files, day: 2).report.summary.resolved == 4)
    #expect(try audit(store, broken.files, day: 3).report.summary.reopened == 4)
    let last = try audit(store, broken.files, day: 4)
    #expect(!last.isReadAgain)
    #expect(last.report.findings.map(\.status) == Array(repeating: .open, count: 4))
  }

  @Test("finds nothing else where roles were only used")
  func lastUsed() throws {
    let store = try Nights().store
    _ = try audit(store, broken.files, day: 1)
    var account = broken
    account.lastUsed = "2026-02-01T00:00:00+00:00"
    let night = try audit(store, account.files, day: 2)
    #expect(night.isReadAgain)
    #expect(night.report.findings.map(\.status) == Array(repeating: .open, count: 4))
  }

  @Test("puts no check to the world where nothing changed")
  func nothingAsked() throws {
    let store = try Nights().store
    _ = try audit(store, broken.files, day: 1)
    // A world without launches, which nobody would take for this account's.
    try store.writeTrusted { try $0.execute(sql: "DELETE FROM launch") }
    var account = broken
    account.lastUsed = "2026-02-01T00:00:00+00:00"
    for (day, files) in [(2, broken.files), (3, account.files)] {
      let night = try audit(store, files, day: day)
      #expect(night.report.findings.map(\.status) == Array(repeating: .open, count: 4))
    }
    #expect(try audit(store, broken.files, day: 4, build: "b").report.summary.resolved == 0)
  }

  @Test("asks again what another configuration, another program or another check decides")
  func reevaluated() throws {
    var account = SmallAccount()
    account.policy = [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Effect": "Allow", "Action": "*", "Resource": "*",
          "Condition": ["StringEquals": ["aws:PrincipalOrgID": "o-1"]],
        ]
      ],
    ]
    let store = try Nights().store
    let first = try audit(store, account.files, day: 1)
    #expect(first.report.summary.conditional > 0)
    let assumption = Assumption(accounts: "*", context: ["aws:PrincipalOrgID": ["o-1"]])
    let second = try audit(store, account.files, day: 2, assuming: [assumption])
    #expect(second.report.summary.conditional == 0)
    let third = try audit(store, account.files, day: 3)
    #expect(third.report.summary.conditional == first.report.summary.conditional)
    var checks = Nights.checks
    checks["trust/new/check.json"] = checks["passrole/caller-may-pass-role/check.json"]
    checks["trust/new/findings.sql"] = checks["passrole/caller-may-pass-role/findings.sql"]
    let fourth = try audit(store, account.files, day: 4, checks: checks)
    #expect(
      fourth.report.findings.contains { $0.identity.check == "trust/new" && $0.status == .new })
    let fifth = try audit(store, account.files, day: 5)
    #expect(
      fifth.report.findings.contains {
        $0.identity.check == "trust/new" && $0.status == .notEvaluated
      })
  }

  @Test("notices that the time of a schedule is over")
  func clock() throws {
    let group = "eu-west-1/scheduler/get-schedule/default"
    var account = broken
    account.more["\(group)/once.json"] = """
      {"Arn": "arn:aws:scheduler:eu-west-1:111122223333:schedule/default/once", "Name": "once", "GroupName": "default",
       "ScheduleExpression": "at(2026-02-03T12:00:00)", "State": "ENABLED",
       "Target": {"Arn": "arn:aws:ecs:eu-west-1:111122223333:cluster/main",
         "RoleArn": "arn:aws:iam::111122223333:role/caller",
         "EcsParameters": {"TaskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:1",
           "LaunchType": "FARGATE",
           "NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["subnet-0a1b2c3d"]}}}}}
      """
    let store = try Nights().store
    func severities(_ day: Int) throws -> Set<Severity> {
      Set(
        try audit(store, account.files, day: day).report.findings
          .filter { $0.subject.hasSuffix("/once") && $0.code.hasPrefix("passrole.") }.map(
            \.severity))
    }
    #expect(try severities(1) == [.critical])
    #expect(try severities(3) == [.critical])
    #expect(try severities(4) == [.low])
    // A clock that goes back.
    #expect(try severities(2) == [.critical])
  }

  @Test("of two accounts in turns keeps each to itself")
  func twoAccounts() throws {
    var other = broken
    other.account = "444455556666"
    let (quick, slow) = (try Nights().store, try Nights().store)
    for day in 1...6 {
      let account = day.isMultiple(of: 2) ? other : broken
      let a = try audit(quick, account.files, day: day, name: account.account)
      let b = try audit(
        slow, account.files, day: day, name: account.account, build: "build \(day)")
      #expect(a.text == b.text)
      // What the first audit of the other one changed might have mattered to this one.
      #expect(a.isReadAgain == (day < 4))
    }
  }

  @Test("reads again for the place of a note, which is as it was")
  func notes() throws {
    var account = SmallAccount()
    account.definitions["weekly"] = #"{"StartAt": "Run", "States": {"Run": 7}}"#
    let (quick, slow) = (try Nights().store, try Nights().store)
    for day in 1...2 {
      let a = try audit(quick, account.files, day: day)
      let b = try audit(slow, account.files, day: day, build: "build \(day)")
      #expect(a.report.notes == b.report.notes)
      #expect(a.report.notes.contains { $0.line != nil })
    }
  }
}

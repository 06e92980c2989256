import Audit
import Findings
import GRDB
import JSON
import Store
import Testing

@Suite("A target whose parameters cannot be read")
struct HiddenLaunchTests {
  private let cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/main"

  /// The account without machines, with one schedule.
  private func account(
    target: [String: JSONValue], expression: String = "rate(1 day)"
  ) -> SmallAccount {
    var account = SmallAccount()
    account.machines = []
    account.callerTrusts = "scheduler.amazonaws.com"
    var target = target
    target["RoleArn"] = .string(account.caller)
    let name = "arn:aws:scheduler:\(account.region):\(account.account):schedule/default/nightly"
    let schedule: JSONValue = [
      "Arn": .string(name), "Name": "nightly", "GroupName": "default", "State": "ENABLED",
      "ScheduleExpression": .string(expression), "Target": .object(target),
    ]
    let list: JSONValue = ["Schedules": [["Arn": .string(name), "Name": "nightly"]]]
    account.more["\(account.region)/scheduler/list-schedules.json"] = list.pretty()
    account.more["\(account.region)/scheduler/get-schedule/default/nightly.json"] =
      schedule.pretty()
    return account
  }

  private func starts(_ nights: Nights) throws -> [String] {
    try nights.store.writer.read {
      try String.fetchAll($0, sql: "SELECT task_is || ' ' || runs_on_is FROM launch")
    }
  }

  @Test(
    "is a launch all the same, that nobody calls well",
    arguments: [nil, "not JSON", #"["a", "list"]"#] as [String?], [true, false])
  func schedule(input: String?, isUniversal: Bool) throws {
    var target: [String: JSONValue] = [
      "Arn": .string(isUniversal ? "arn:aws:scheduler:::aws-sdk:ecs:runTask" : cluster)
    ]
    target["Input"] = input.map(JSONValue.string)
    let nights = try Nights()
    let report = try nights.audit(account(target: target)).report
    #expect(
      try starts(nights) == [isUniversal && input != nil ? "dynamic dynamic" : "absent dynamic"])
    #expect(try nights.needs("assume").contains("allowed -"))
    let found = report.findings.filter { $0.subject.contains("schedule") }
    #expect(found.contains { $0.code == "passrole.undecided" })
    // What is missing or computed is said once, by the checks of references; all else cannot be judged.
    let named: Set = ["taskdef.absent", "dynamic.task-definition", "dynamic.role-override"]
    #expect(found.contains { named.contains($0.code) })
    #expect(
      found.allSatisfy { $0.verdict == .unknown || named.contains($0.code) },
      "\(found.map(\.message))")
  }

  @Test("of a rule is a launch too, whose role must be trusted")
  func rule() throws {
    var account = SmallAccount()
    account.machines = []
    let place = "\(account.region)/events"
    let rule: JSONValue = [
      "Rules": [
        [
          "Name": "nightly", "State": "ENABLED", "EventBusName": "default",
          "Arn": .string("arn:aws:events:\(account.region):\(account.account):rule/nightly"),
        ]
      ]
    ]
    let targets: JSONValue = [
      "Targets": [["Id": "t", "Arn": .string(cluster), "RoleArn": .string(account.caller)]]
    ]
    account.more["\(place)/list-rules/default.json"] = rule.pretty()
    account.more["\(place)/list-targets-by-rule/default/nightly.json"] = targets.pretty()
    let nights = try Nights()
    let report = try nights.audit(account).report
    #expect(try starts(nights) == ["absent dynamic"])
    #expect(report.lines(.new).contains("trust.caller nightly"))
    #expect(report.lines(.new).contains("passrole.undecided nightly"))
  }

  @Test(
    "is latent once its only time is past",
    arguments: [
      ("at(2020-01-01T00:00:00)", 0), ("at(2030-01-01T00:00:00)", 1), ("rate(1 day)", 1),
      ("cron(0 3 * * ? *)", 1),
    ])
  func past(expression: String, enabled: Int) throws {
    let target: [String: JSONValue] = [
      "Arn": .string(cluster),
      "EcsParameters": [
        "TaskDefinitionArn":
          "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:1"
      ],
    ]
    let nights = try Nights()
    try nights.audit(account(target: target, expression: expression))
    let launches = try nights.store.writer.read {
      try Int.fetchAll($0, sql: "SELECT enabled FROM launch")
    }
    #expect(launches == [enabled])
  }
}

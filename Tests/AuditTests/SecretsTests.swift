import Audit
import Findings
import Foundation
import GRDB
import JSON
import Store
import TestSupport
import Testing

@Suite("A secret in an export")
struct SecretsTests {
  private let secrets = [
    "canary-environment-7d1", "canary-command-7d2", "canary-override-7d3", "canary-flag-7d4",
    "canary-userinfo-7d5", "canary-query-7d6", "canary-input-7d7", "canary-payload-7d8",
    "canary-template-7d9",
  ]

  private var account: SmallAccount {
    var account = SmallAccount(policy: SmallAccount.passing("other-*"))
    account.environment = [
      ["name": "TOKEN", "value": "canary-environment-7d1"],
      ["name": "DATABASE", "value": "postgres://u:canary-userinfo-7d5@db/x?k=canary-query-7d6"],
    ]
    account.command = ["serve", "--token=canary-command-7d2"]
    account.overrides = [
      "ContainerOverrides": [
        [
          "Name": "app", "Command": ["--flag", "canary-flag-7d4"],
          "Environment": [["Name": "TOKEN", "Value": "canary-override-7d3"]],
        ]
      ]
    ]
    let place = "eu-west-1/events"
    account.more["\(place)/list-rules/default.json"] = """
      {"Rules": [{"Name": "hourly", "Arn": "arn:aws:events:eu-west-1:111122223333:rule/hourly",
        "State": "ENABLED", "ScheduleExpression": "rate(1 hour)", "EventBusName": "default"}]}
      """
    let input =
      #"{\"containerOverrides\":[{\"name\":\"app\",\"environment\":[{\"name\":\"T\",\"value\":\"canary-input-7d7\"}]}]}"#
    account.more["\(place)/list-targets-by-rule/default/hourly.json"] = """
      {"Targets": [
        {"Id": "run", "Arn": "arn:aws:ecs:eu-west-1:111122223333:cluster/main", "Input": "\(input)",
          "RoleArn": "\(account.caller)", "EcsParameters": {"LaunchType": "FARGATE",
          "TaskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:1"}},
        {"Id": "call", "Arn": "arn:aws:lambda:eu-west-1:111122223333:function:f",
          "Input": "{\\"password\\": \\"canary-payload-7d8\\"}"},
        {"Id": "shape", "Arn": "arn:aws:lambda:eu-west-1:111122223333:function:f",
          "InputTransformer": {"InputTemplate": "\\"canary-template-7d9\\""}}]}
      """
    return account
  }

  @Test("is nowhere in the store's files and in no report")
  func canary() throws {
    let folder = try TemporaryFolder()
    let files = account.files
    for secret in secrets {
      #expect(files.values.contains { $0.contains(secret) }, "\(secret) is not in the export")
    }
    let nights = try Nights(.file(folder.path("rolecall.db")))
    let outcome = try nights.audit(account)
    #expect(outcome.report.findings.count > 4)
    var texts = outcome.report.rendered
    for name in try folder.names {
      let bytes = try Data(contentsOf: URL(filePath: folder.path(name)))
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    // The names beside the secrets are there, or the search would find nothing in anything.
    #expect(texts.contains { $0.contains("TOKEN") })
    for secret in secrets {
      #expect(!texts.contains { $0.contains(secret) }, "\(secret) was kept")
    }
  }
}

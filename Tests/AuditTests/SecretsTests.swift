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

  @Test("is not kept of a host, whichever of its files it stands in")
  func host() throws {
    var account = SmallAccount()
    let folder = "eu-west-1/hosts/i-0a1b2c3d4e5f60718"
    let secret = "canary-host-7d1"
    let names =
      [
        "agent-metadata.json", "docker-ps.jsonl", "etc-ecs-ecs.config", "etc-init-ecs.override",
        "etc-sysconfig-docker", "etc-systemd-system-docker.service.d-http-proxy.conf",
        "etc-systemd-system-ecs.service.d-http-proxy.conf", "iptables-filter.txt",
        "iptables-nat.txt", "iptables-save.txt", "sysctl.txt", "user-data.txt",
      ]
      + ["credentials-env.tsv", "sdk-versions.txt"].map { "containers/ecs-app-1-app/\($0)" }
    for name in names {
      account.more["\(folder)/\(name)"] = """
        {"Cluster": "\(secret)", "ContainerInstanceArn": "\(secret)", "Names": "\(secret)", "Labels": "\(secret)"}
        1\t\(secret)\tno
        2\t\(secret)\tno
        -A PREROUTING -d 169.254.170.2/32 -p tcp --dport 80 -j DNAT --to-destination \(secret)
        -A DOCKER-USER -d 169.254.169.254/32 -m comment --comment \(secret) -j DROP
        ECS_CLUSTER=main \(secret)
        ECS_ENGINE_AUTH_DATA={"password":"\(secret)"}
        HTTP_PROXY=http://user:\(secret)@proxy:3128
        NO_PROXY=\(secret),169.254.1.\(secret)
        export HTTPS_PROXY=http://user:\(secret)@proxy:3128
        Environment="HTTP_PROXY=http://user:\(secret)@proxy:3128" "\(secret)=1"
        boto3==1.3.1\(secret)
        \(secret)==1.0.0
        net.ipv4.conf.all.route_localnet = \(secret)
        """
    }
    let nights = try Nights()
    let outcome = try nights.audit(account)
    let texts = try nights.texts() + outcome.report.rendered
    #expect(texts.contains { $0.contains("HTTP_PROXY") })
    #expect(texts.filter { $0.contains("canary-host") } == [])
  }
}

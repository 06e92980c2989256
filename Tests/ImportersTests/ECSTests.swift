import Importers
import JSON
import Testing

@Suite("A task definition")
struct TaskDefinitionTests {
  private let arn = Small.arn("ecs", "task-definition/a:3")

  @Test("keeps what a check needs, under its short names")
  func definition() throws {
    let text = """
      {"taskDefinition": {"taskDefinitionArn": "\(arn)", "family": "a", "revision": 3, "status": "INACTIVE",
       "taskRoleArn": "arn:aws:iam::1:role/t", "networkMode": "awsvpc", "cpu": "256",
       "compatibilities": ["FARGATE", "EC2"], "requiresAttributes": [{"name": "b"}, {"name": "a"}],
       "registeredAt": 1795246107.1, "registeredBy": "somebody", "placementConstraints": [{"type": "memberOf"}],
       "runtimePlatform": {"operatingSystemFamily": "LINUX"},
       "volumes": [{"name": "v", "host": {}, "efsVolumeConfiguration": {"fileSystemId": "fs-1",
         "authorizationConfig": {"iam": "ENABLED"}}}, {"name": "w", "host": {"sourcePath": "/x"}},
         {"name": "d", "dockerVolumeConfiguration": {"scope": "task"}}],
       "containerDefinitions": [{"name": "app", "image": "repo/app:1", "essential": true, "cpu": 0,
         "entryPoint": ["/usr/bin/tini", "--"], "command": ["run", "x"], "portMappings": [],
         "environment": [{"name": "A", "value": "b"}], "secrets": [{"name": "S", "valueFrom": "arn:s"}],
         "linuxParameters": {"initProcessEnabled": true, "capabilities": {}},
         "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/g", "token": "t"}},
         "dependsOn": [], "healthCheck": {"command": ["CMD"]}}]},
       "tags": [{"key": "k", "value": "v"}]}
      """
    let reading = try Reading(["x.json": text])
    #expect(
      reading.body(arn, "definition") == """
        {"compatibilities":["EC2","FARGATE"],"containers":[{"command":["[redacted]","[redacted]"],\
        "entryPoint":["tini","[redacted]"],"environment":{"A":"[redacted]"},"essential":true,"image":"repo/app:1",\
        "linuxParameters":{"initProcessEnabled":true},"logConfiguration":{"logDriver":"awslogs","options":\
        {"awslogs-group":"/g"}},"name":"app","secrets":[{"name":"S","valueFrom":"arn:s"}]}],\
        "cpu":"256","family":"a","networkMode":"awsvpc","placementConstraints":true,"requiresAttributes":["a","b"],\
        "revision":3,"runtimePlatform":{"operatingSystemFamily":"LINUX"},"tagged":true,"taskRoleArn":"arn:aws:iam::1:role/t",\
        "volumes":[{"efs":{"fileSystemId":"fs-1","iam":"ENABLED"},"name":"v"},{"host":true,"name":"w"},\
        {"docker":true,"name":"d"}]}
        """)
    #expect(reading.body(arn, "status") == #"{"status":"INACTIVE"}"#)
    #expect(reading.body(arn, "tags") == #"{"k":"v"}"#)
  }

  @Test("keeps the tags of a team, and of one that looks like a credential only its key")
  func tags() throws {
    func tags(_ text: String) throws -> String? {
      try Reading([
        "x.json": #"{"taskDefinition": {"taskDefinitionArn": "\#(arn)", "family": "a"}\#(text)}"#
      ]).body(arn, "tags")
    }
    #expect(
      try tags(
        #", "tags": [{"key": "Owner", "value": "orders"}, {"key": "ApiToken", "value": "x"}, {"key": "a"}, {"value": "b"}]"#
      ) == #"{"ApiToken":"[redacted]","Owner":"orders"}"#)
    #expect(try tags(#", "tags": []"#) == "{}")
    #expect(try tags("") == nil)
  }

  @Test(
    "that is only listed has the status that the file's name says",
    arguments: [
      ("list-task-definitions.ACTIVE.json", "ACTIVE"), ("list-task-definitions.json", "ACTIVE"),
      ("list-task-definitions.INACTIVE.json", "INACTIVE"), ("INACTIVE/list.json", "INACTIVE"),
    ])
  func status(_ path: String, _ status: String) throws {
    let reading = try Reading([path: #"{"taskDefinitionArns": ["\#(arn)"]}"#])
    #expect(reading.body(arn, "status") == #"{"status":"\#(status)"}"#)
  }
}

@Suite("A cluster and its services")
struct ClusterTests {
  @Test("keep no counter and no date")
  func cluster() throws {
    let arn = Small.arn("ecs", "cluster/main")
    func text(_ count: Int) -> String {
      """
      {"clusters": [{"clusterArn": "\(arn)", "clusterName": "main", "status": "ACTIVE",
       "registeredContainerInstancesCount": \(count), "runningTasksCount": \(count),
       "capacityProviders": ["FARGATE_SPOT", "FARGATE"], "configuration": {"executeCommandConfiguration":
       {"logging": "DEFAULT"}}, "defaultCapacityProviderStrategy": []}], "failures": []}
      """
    }
    let two = try Reading(["x.json": text(2)])
    let nine = try Reading(["x.json": text(9)])
    #expect(two.readings == nine.readings)
    #expect(
      two.body(arn, "cluster")
        == #"{"capacityProviders":["FARGATE","FARGATE_SPOT"],"defaultCapacityProviderStrategy":[],"name":"main","status":"ACTIVE"}"#
    )
    #expect(two.body(arn, "capacity") == #"{"containerInstances":"some"}"#)
    #expect(two.body(arn, "execute-command") == #"{"logging":"DEFAULT"}"#)
  }

  @Test("are described by what they are configured to be")
  func service() throws {
    let arn = Small.arn("ecs", "service/main/web")
    let text = """
      {"services": [{"serviceArn": "\(arn)", "serviceName": "web", "clusterArn": "arn:c", "status": "ACTIVE",
       "runningCount": 3, "events": [{"id": "1", "createdAt": 1.5, "message": "m"}], "deployments": [{"id": "d", "volumeConfigurations": [
         {"name": "v", "managedEBSVolume": {"roleArn": "arn:aws:iam::1:role/v"}}, {"name": "w"}]}], "desiredCount": 3,
       "enableExecuteCommand": true, "taskDefinition": "arn:t", "createdAt": "2026-11-21T07:28:29.286000+00:00"}]}
      """
    #expect(
      try Reading(["x.json": text]).body(arn, "service")
        == #"{"cluster":"arn:c","desired":"some","enableExecuteCommand":true,"name":"web","status":"ACTIVE","taskDefinition":"arn:t","volumeRoles":["arn:aws:iam::1:role/v"]}"#
    )
  }
}

@Suite("The settings of ECS")
struct AccountSettingsTests {
  private let arn = Small.arn("ecs", "account-settings")

  @Test(
    "tell whether tagging takes a permission, where the setting is the account's",
    arguments: [
      ("on", "root", "true"), ("off", "root", "false"), ("on", "role/exporter", nil),
    ])
  func tagging(_ value: String, _ principal: String, _ kept: String?) throws {
    let text = """
      {"settings": [{"name": "containerInsights", "value": "enabled", "principalArn": "arn:aws:iam::1:root", "type": "user"},
       {"name": "tagResourceAuthorization", "value": "\(value)", "principalArn": "arn:aws:iam::1:\(principal)",
        "type": "user"}]}
      """
    let reading = try Reading(["\(Small.regional)/ecs/list-account-settings.json": text])
    #expect(reading.errors.isEmpty)
    #expect(reading.body(arn, "settings") == kept.map { #"{"tagResourceAuthorization":\#($0)}"# })
  }
}

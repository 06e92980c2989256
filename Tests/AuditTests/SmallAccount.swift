import Importers
import JSON

/// An account with two state machines that run the same task, as the AWS CLI prints it; what tests vary are its members.
struct SmallAccount {
  var account = "111122223333"
  let region = "eu-west-1"
  /// The inline policy `start` of the role that both state machines use.
  var policy: JSONValue = passing("app-*")
  /// The inline policy `run` of the execution role.
  var executionPolicy: JSONValue?
  /// The ARNs of the managed policies of the execution role.
  var executionPolicies: [String] = []
  var machines = ["nightly", "weekly"]
  /// Definitions by machine, in place of the usual one.
  var definitions: [String: String] = [:]
  /// Machines that the list names and nothing describes.
  var onlyListed: [String] = []
  var isListCut = false
  var lastUsed = "2026-01-01T00:00:00+00:00"
  var environment: JSONValue = [["name": "LOG_LEVEL", "value": "info"]]
  var command: JSONValue = []
  var overrides: JSONValue?
  /// The role that the state of every machine names in its Credentials.
  var credentials: String?
  /// How the state of every machine names the task definition; nil: by its ARN.
  var taskName: String?
  var callerTrusts = "states.amazonaws.com"
  /// The Condition of all trust policies.
  var trustCondition: JSONValue?
  /// Further roles, by name.
  var roles: [String: Role] = [:]
  /// What UserDetailList, GroupDetailList and Policies hold.
  var users: [JSONValue] = []
  var groups: [JSONValue] = []
  var managed: [JSONValue] = []
  /// Further files, by path below the account.
  var more: [String: String] = [:]
  /// Files that are left out, by path below the account.
  var without: Set<String> = []

  /// A role beside the usual ones.
  struct Role {
    /// The Principal of its trust policy.
    var principal: JSONValue
    /// Its inline policy.
    var policy: JSONValue?
  }

  var caller: String { "arn:aws:iam::\(account):role/caller" }
  func machine(_ name: String) -> String {
    "arn:aws:states:\(region):\(account):stateMachine:\(name)"
  }

  /// A policy that lets the caller pass roles whose names match.
  static func passing(_ roles: String) -> JSONValue {
    [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Sid": "Pass", "Effect": "Allow", "Action": "iam:PassRole",
          "Resource": .string("arn:aws:iam::*:role/\(roles)"),
        ],
        [
          "Effect": "Allow", "Resource": "*",
          "Action": [
            "ecs:RunTask", "ecs:StopTask", "ecs:DescribeTasks", "events:PutRule",
            "events:PutTargets", "events:DescribeRule",
          ],
        ],
      ],
    ]
  }

  /// The export as `scripts/export-account` lays it out.
  var files: [String: String] {
    let place = "\(account)/\(region)"
    var files = [
      "\(account)/global/iam-get-account-authorization-details.json": identities.pretty(),
      "\(place)/ecs/list-task-definitions.ACTIVE.json":
        (["taskDefinitionArns": [.string(task)]] as JSONValue).pretty(),
      "\(place)/ecs/describe-task-definition/app__1.json": definition.pretty(),
      "\(place)/ecs/list-clusters.json":
        (["clusterArns": [.string(cluster)]] as JSONValue).pretty(),
      "\(place)/ecs/describe-clusters/0001.json": clusters.pretty(),
      "\(place)/stepfunctions/list-state-machines.json": machineList.pretty(),
      "\(place)/events/list-event-buses/0001.json": buses.pretty(),
      "\(place)/events/list-rules/default.json": rules.pretty(),
      "\(place)/events/list-targets-by-rule/default/\(rule).json":
        (["Targets": []] as JSONValue).pretty(),
    ]
    for name in machines {
      files["\(place)/stepfunctions/describe-state-machine/\(name).json"] =
        described(name).pretty()
    }
    for (path, text) in more { files["\(account)/\(path)"] = text }
    for path in without { files["\(account)/\(path)"] = nil }
    return files
  }

  var source: ExportSource { .texts(name: "export", files: files) }

  private var task: String { "arn:aws:ecs:\(region):\(account):task-definition/app:1" }
  private var cluster: String { "arn:aws:ecs:\(region):\(account):cluster/main" }

  private var identities: JSONValue {
    [
      "UserDetailList": .array(users), "GroupDetailList": .array(groups),
      "Policies": .array(managed),
      "RoleDetailList": .array(
        [
          role("caller", trusting: ["Service": .string(callerTrusts)], ["start": policy]),
          role("app-task", trusting: ["Service": "ecs-tasks.amazonaws.com"], [:]),
          role(
            "app-exec", trusting: ["Service": "ecs-tasks.amazonaws.com"],
            executionPolicy.map { ["run": $0] } ?? [:], attached: executionPolicies),
        ]
          + roles.sorted { $0.key < $1.key }.map {
            role($0, trusting: $1.principal, $1.policy.map { ["more": $0] } ?? [:])
          }),
    ]
  }

  private func role(
    _ name: String, trusting principal: JSONValue, _ inline: [String: JSONValue],
    attached: [String] = []
  ) -> JSONValue {
    var trust: [String: JSONValue] = [
      "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole",
    ]
    trust["Condition"] = trustCondition
    return [
      "Path": "/", "RoleName": .string(name), "RoleId": .string("AROA\(name)"),
      "Arn": .string("arn:aws:iam::\(account):role/\(name)"),
      "AssumeRolePolicyDocument": [
        "Version": "2012-10-17",
        "Statement": [.object(trust)],
      ],
      "RolePolicyList": .array(
        inline.sorted { $0.key < $1.key }.map {
          ["PolicyName": .string($0.key), "PolicyDocument": $0.value]
        }),
      "AttachedManagedPolicies": .array(attached.map { ["PolicyArn": .string($0)] }), "Tags": [],
      "RoleLastUsed": ["LastUsedDate": .string(lastUsed), "Region": .string(region)],
    ]
  }

  private var definition: JSONValue {
    [
      "taskDefinition": [
        "taskDefinitionArn": .string(task), "family": "app", "revision": 1, "status": "ACTIVE",
        "networkMode": "awsvpc", "compatibilities": ["EC2", "FARGATE"],
        "requiresCompatibilities": ["FARGATE"],
        "taskRoleArn": .string("arn:aws:iam::\(account):role/app-task"),
        "executionRoleArn": .string("arn:aws:iam::\(account):role/app-exec"),
        "containerDefinitions": [
          ["name": "app", "image": "app:1", "environment": environment, "command": command]
        ],
      ],
      "tags": [],
    ]
  }

  private var clusters: JSONValue {
    [
      "clusters": [
        [
          "clusterArn": .string(cluster), "clusterName": "main", "status": "ACTIVE",
          "registeredContainerInstancesCount": 0, "capacityProviders": ["FARGATE"],
          "defaultCapacityProviderStrategy": [],
        ]
      ], "failures": [],
    ]
  }

  /// The rule by which Step Functions hears that tasks have ended.
  private let rule = "StepFunctionsGetEventsForECSTaskRule"

  private var buses: JSONValue {
    let arn = "arn:aws:events:\(region):\(account):event-bus/default"
    return ["EventBuses": [["Name": "default", "Arn": .string(arn)]]]
  }

  private var rules: JSONValue {
    [
      "Rules": [
        [
          "Name": .string(rule), "Arn": .string("arn:aws:events:\(region):\(account):rule/\(rule)"),
          "State": "ENABLED", "EventBusName": "default", "EventPattern": "{}",
          "ManagedBy": "states.amazonaws.com",
        ]
      ]
    ]
  }

  private var machineList: JSONValue {
    let names = machines + onlyListed
    var list: [String: JSONValue] = [
      "stateMachines": .array(
        names.map { ["stateMachineArn": .string(machine($0)), "name": .string($0)] })
    ]
    if isListCut { list["nextToken"] = "more" }
    return .object(list)
  }

  private func described(_ name: String) -> JSONValue {
    [
      "stateMachineArn": .string(machine(name)), "name": .string(name), "status": "ACTIVE",
      "type": "STANDARD", "roleArn": .string(caller),
      "definition": .string(definitions[name] ?? statesLanguage.canonical()),
    ]
  }

  private var statesLanguage: JSONValue {
    var parameters: [String: JSONValue] = [
      "Cluster": .string(cluster), "TaskDefinition": .string(taskName ?? task),
      "LaunchType": "FARGATE",
      "NetworkConfiguration": ["AwsvpcConfiguration": ["Subnets": ["subnet-0a1b2c3d"]]],
    ]
    parameters["Overrides"] = overrides
    var state: [String: JSONValue] = [
      "Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync",
      "Parameters": .object(parameters), "End": true,
    ]
    state["Credentials"] = credentials.map { ["RoleArn": .string($0)] }
    return ["StartAt": "Run", "States": ["Run": .object(state)]]
  }
}

import Findings
import JSON

/// The failures of the sample, a way to fail each.
extension SampleReport {
  var passRole: [Finding] {
    [
      (machine, state, "report:12", Severity.critical, FindingStatus.new),
      (rule, target, "orders:3", .critical, .open),
      (schedule, "", "cleanup:1", .low, .open),
    ].map { subject, locator, task, severity, status in
      finding(
        "passrole/caller-may-pass-role", "passrole.no-allow", severity, .fail, status,
        subject: subject, locator: locator, key: "task \(arn(role: role))",
        message: "Role batch-caller may not pass task role \(role) to ECS.",
        awsError: """
          User: arn:aws:sts::\(account):assumed-role/batch-caller/session is not authorized to perform: iam:PassRole on \
          resource: \(arn(role: role)) because no identity-based policy allows the iam:PassRole action (Service: AmazonECS; \
          Status Code: 400; Error Code: AccessDeniedException)
          """,
        evidence: [
          "callerRole": .string(caller), "role": .string(arn(role: role)), "slot": "task",
          "origin": "task-definition", "taskDefinition": .string(self.task(task)),
          "action": "iam:PassRole", "resource": .string(arn(role: role)),
          "latent": .bool(severity == .low),
        ].merging(reason(SampleReason.resource)) { $1 },
        fix: "Let batch-caller pass the role: add this statement to its policies.",
        policy: passPolicy(arn(role: role)),
        cause: status == .new ? [lostResource] : [])
    }
  }

  func passPolicy(_ resource: String) -> JSONValue {
    [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Sid": "PassEcsRoles", "Effect": "Allow", "Action": "iam:PassRole",
          "Resource": .string(resource),
          "Condition": ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]],
        ]
      ],
    ]
  }

  var lostResource: Cause {
    Cause(
      kind: .resource, resource: caller, aspect: "inline:\(policy)",
      changes: [
        JSONChange(
          pointer: "/Statement/1/Resource/0", before: .string(arn(role: role)), after: nil)
      ])
  }

  var trust: Finding {
    finding(
      "trust/task-roles-trust-ecs", "trust.task-role", .critical, .fail, .changed,
      subject: task("orders:3"), key: "task",
      message: "Task role orders-task does not trust ecs-tasks.amazonaws.com.",
      awsError:
        "ECS was unable to assume the role '\(arn(role: "orders-task"))' that was provided for this task.",
      evidence: [
        "role": .string(arn(role: "orders-task")), "slot": "task",
        "taskDefinition": .string(task("orders:3")), "action": "sts:AssumeRole",
        "service": "ecs-tasks.amazonaws.com", "layer": "trust",
      ].merging(reason(SampleReason.principal)) { $1 },
      fix: "Name ecs-tasks.amazonaws.com in the trust policy of orders-task.",
      policy: [
        "Version": "2012-10-17",
        "Statement": [
          [
            "Effect": "Allow", "Principal": ["Service": "ecs-tasks.amazonaws.com"],
            "Action": "sts:AssumeRole",
          ]
        ],
      ],
      cause: [
        Cause(
          kind: .resource, resource: arn(role: "orders-task"), aspect: "trust",
          changes: [
            JSONChange(
              pointer: "/Statement/0/Principal/Service", before: "ec2.amazonaws.com",
              after: "ecs.amazonaws.com")
          ])
      ])
  }

  var network: Finding {
    finding(
      "network/awsvpc-task-has-network", "network.missing", .critical, .fail, .reopened,
      subject: machine, locator: "Cleanup", key: "cleanup",
      message: "State Cleanup starts an awsvpc task without NetworkConfiguration.",
      awsError: "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
      evidence: [
        "callerRole": .string(caller), "taskDefinition": .string(task("cleanup:1")),
        "networkMode": "awsvpc", "launchType": "FARGATE", "latent": 0,
      ],
      fix:
        "Give the state subnets and a security group under NetworkConfiguration.AwsvpcConfiguration.",
      cause: [
        Cause(
          kind: .resource, resource: machine, aspect: "definition",
          changes: [
            JSONChange(
              pointer: "/States/Cleanup/Parameters/NetworkConfiguration",
              before: ["AwsvpcConfiguration": ["Subnets": ["subnet-0a1b2c3d"]]], after: nil)
          ])
      ])
  }

  var condition: Finding {
    finding(
      "passrole/caller-may-pass-role", "passrole.condition", .critical,
      subject: rule, locator: target, key: "execution \(arn(role: "batch-execution"))",
      message:
        "Role batch-caller may pass execution role batch-execution to ecs.amazonaws.com only, not to ecs-tasks.amazonaws.com.",
      evidence: [
        "callerRole": .string(caller), "role": .string(arn(role: "batch-execution")),
        "slot": "execution", "origin": "override", "taskDefinition": .string(task("orders:3")),
        "action": "iam:PassRole", "resource": .string(arn(role: "batch-execution")),
      ].merging(reason(SampleReason.condition)) { $1 },
      fix: "Set iam:PassedToService to ecs-tasks.amazonaws.com.",
      policy: passPolicy(arn(role: "batch-execution")))
  }

  var scp: Finding {
    finding(
      "passrole/caller-may-pass-role", "passrole.scp", .high,
      subject: rule, locator: "second", key: "task \(arn(role: "orders-task"))",
      message: "A service control policy denies passing task role orders-task.",
      evidence: [
        "callerRole": .string(caller), "role": .string(arn(role: "orders-task")), "slot": "task",
        "taskDefinition": .string(task("orders:3")), "action": "iam:PassRole",
        "resource": .string(arn(role: "orders-task")),
      ].merging(reason(SampleReason.deny)) { $1 },
      fix: "Except the role from statement NoPassRole.")
  }

  var placement: Finding {
    finding(
      "role-placement/application-permission-is-on-task-role", "placement.execution-role", .medium,
      subject: task("report:12"), key: "s3:PutObject",
      message:
        "The application's s3:PutObject is on execution role batch-execution, where the containers cannot use it.",
      evidence: ["role": .string(arn(role: "batch-execution")), "slot": "execution"],
      fix: "Move the statement to the task role.")
  }
}

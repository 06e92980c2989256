import Findings
import JSON
import Testing

/// Findings, how many fixes they need, and how the first lines name the one that mends most.
struct Mending: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var findings: [Finding]
  var fixes: Int
  var english: String
  var japanese: String

  static let all = [
    Mending(
      testDescription: "a caller that lacks two roles",
      findings: [pass("caller", "b"), pass("caller", "a"), pass("other", "a")], fixes: 2,
      english: "`caller` may not pass 2 roles (`b`, `a`) to ECS: none of its policies allows it.",
      japanese: "`caller` はロール 2 個（`b`、`a`）を ECS に渡せません。許可するポリシーがありません。"),
    Mending(
      testDescription: "one role, told in two ways",
      findings: [pass("caller", "a"), pass("caller", "a", message: "Otherwise told.")], fixes: 1,
      english: "`caller` may not pass role `a` to ECS",
      japanese: "`caller` はロール `a` を ECS に渡せません"),
    Mending(
      testDescription: "a statement of a managed policy that denies",
      findings: [denied("caller", "a", by: policy), denied("other", "b", by: policy)], fixes: 1,
      english: "`Statement[2]` of managed policy `guardrail` denies `iam:PassRole` on 2 roles",
      japanese: "管理ポリシー `guardrail` の `Statement[2]` がロール 2 個（`a`、`b`）への `iam:PassRole` を拒否"),
    Mending(
      testDescription: "inline policies of one name",
      findings: [denied("caller", "a", by: "inline:x"), denied("other", "b", by: "inline:x")],
      fixes: 2, english: "caller may not pass a.", japanese: "caller may not pass a."),
    Mending(
      testDescription: "a permissions boundary",
      findings: [bounded("caller", "a"), bounded("other", "b")], fixes: 1,
      english: "Permissions boundary `guardrail` does not allow `iam:PassRole` on 2 roles",
      japanese: "アクセス許可の境界 `guardrail` がロール 2 個（`a`、`b`）への `iam:PassRole` を許可していません"),
    Mending(
      testDescription: "the organization's policies",
      findings: [pass("caller", "a", code: "passrole.scp"), pass("x", "b", code: "passrole.scp")],
      fixes: 1, english: "At one level of the organization over account `123456789012` no service",
      japanese: "アカウント `123456789012` の上のある階層で、ロール 2 個"),
    Mending(
      testDescription: "the trust policy of a role in two slots",
      findings: [trust("task", "ecs-tasks"), trust("execution", "ecs-tasks")], fixes: 1,
      english: "The trust policy of role `shared` does not let `ecs-tasks` assume it.",
      japanese: "ロール `shared` の信頼ポリシーが、`ecs-tasks` による引き受けを許可していません。"),
    Mending(
      testDescription: "permissions on the wrong role",
      findings: [misplaced("s3:GetObject"), misplaced("s3:PutObject")], fixes: 1,
      english:
        "2 permissions (`s3:GetObject`, `s3:PutObject`) on role `execution` do not reach the application: the task role is role `task`.",
      japanese: "ロール `execution` の権限 2 件（`s3:GetObject`、`s3:PutObject`）はアプリケーションに届きません。"),
    Mending(
      testDescription: "a launch of two task definitions",
      findings: [launch("a:1"), launch("b:2")],
      fixes: 1,
      english:
        "What state machine `m`, state `Run` gives does not fit 2 task definitions (`a:1`, `b:2`).",
      japanese: "ステートマシン `m`、ステート `Run` の指定が、タスク定義 2 個（`a:1`、`b:2`）に合いません。"),
  ]

  static let policy = "arn:aws:iam::123456789012:policy/path/guardrail"

  static func arn(_ role: String) -> String { "arn:aws:iam::123456789012:role/\(role)" }

  static func grant(_ resource: String) -> JSONValue {
    [
      "Sid": "Pass", "Effect": "Allow", "Action": "iam:PassRole", "Resource": .string(resource),
      "Condition": ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]],
    ]
  }

  private static func finding(
    _ code: String, check: String = "passrole/caller-may-pass-role", subject: String = "m",
    message: String, _ evidence: [String: JSONValue], policy: JSONValue? = nil
  ) -> Finding {
    let subject = "arn:aws:states:us-east-1:123456789012:stateMachine:\(subject)"
    return Finding(
      identity: FindingIdentity(check: check, subject: subject, locator: "Run", key: message),
      code: code, severity: .critical, verdict: .fail, status: .open, subject: subject,
      account: "123456789012", region: "us-east-1", message: message, awsError: nil,
      evidence: evidence,
      remediation: Remediation(
        text: "Mend \(message)",
        policy: policy.map { ["Version": "2012-10-17", "Statement": [$0]] }),
      firstSeen: "2026-11-20T02:00:00Z", lastSeen: "2026-11-21T02:00:00Z", cause: [])
  }

  static func pass(
    _ caller: String, _ role: String, code: String = "passrole.no-allow", message: String? = nil,
    _ more: [String: JSONValue] = [:]
  ) -> Finding {
    finding(
      code, message: message ?? "\(caller) may not pass \(role).",
      [
        "callerRole": .string(arn(caller)), "role": .string(arn(role)), "slot": "task",
        "action": "iam:PassRole", "resource": .string(arn(role)),
      ].merging(more) { $1 }, policy: grant(arn(role)))
  }

  static func denied(_ caller: String, _ role: String, by policy: String) -> Finding {
    pass(
      caller, role, code: "passrole.explicit-deny",
      [
        "statements": [
          ["effect": "Deny", "index": 2, "layer": "identity", "policy": .string(policy)]
        ]
      ])
  }

  static func bounded(_ caller: String, _ role: String) -> Finding {
    pass(caller, role, code: "passrole.boundary", ["boundary": .string(policy)])
  }

  static func trust(_ slot: String, _ service: String) -> Finding {
    finding(
      "trust.\(slot)-role", check: "trust/\(slot)-role-trusts-ecs-tasks", message: "\(slot)",
      [
        "role": .string(arn("shared")), "slot": .string(slot), "service": .string(service),
        "action": "sts:AssumeRole",
      ])
  }

  static func misplaced(_ action: String) -> Finding {
    finding(
      "placement.execution-role", check: "role-placement/x", message: action,
      [
        "role": .string(arn("execution")), "taskRole": .string(arn("task")),
        "action": .string(action), "resource": "*", "slot": "execution",
      ])
  }

  static func launch(_ task: String) -> Finding {
    finding(
      "network.missing", check: "network/awsvpc-task-has-network", message: task,
      [
        "taskDefinition": .string("arn:aws:ecs:us-east-1:123456789012:task-definition/\(task)"),
        "callerRole": .string(arn("caller")),
      ])
  }
}

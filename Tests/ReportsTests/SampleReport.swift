import Findings
import JSON

/// A report with a finding of every status and verdict.
///
/// Whoever may name things in an account chose its names.
struct SampleReport {
  var stateMachine = "nightly-report"
  var state = "Outer/Run batch"
  var role = "service-role/batch-task"
  var policy = "run-batch"
  var sid = "PassEcsRoles"
  var target = "start-orders"
  var file = "iam/get-account-authorization-details.json"

  let account = "123456789012"
  let region = "ap-northeast-1"

  var report: Report {
    var report = Report(
      run: run,
      against: ReportedRun(
        number: 6, started: "2026-11-20T02:00:00Z", tool: "rolecall 0.1.0", accounts: [account]),
      coverage: coverage, notes: notes, findings: [], suppressions: suppressions)
    report.findings =
      (passRole + [trust, network, condition, scp, placement, conditional, unknown]
      + resolved + [ended, notEvaluated, suppressed]).inReportOrder()
    return report
  }

  // Names.

  func arn(role: String) -> String { "arn:aws:iam::\(account):role/\(role)" }
  func task(_ name: String) -> String {
    "arn:aws:ecs:\(region):\(account):task-definition/\(name)"
  }
  var machine: String {
    "arn:aws:states:\(region):\(account):stateMachine:\(stateMachine)"
  }
  var rule: String { "arn:aws:events:\(region):\(account):rule/orders-created" }
  var schedule: String { "arn:aws:scheduler:\(region):\(account):schedule/default/cleanup" }
  var caller: String { arn(role: "batch-caller") }

  func finding(
    _ check: String, _ code: String, _ severity: Severity, _ verdict: Verdict = .fail,
    _ status: FindingStatus = .open, subject: String, locator: String = "", key: String = "",
    message: String, awsError: String? = nil, evidence: [String: JSONValue] = [:],
    fix: String = "", policy: JSONValue? = nil, cause: [Cause] = []
  ) -> Finding {
    Finding(
      identity: FindingIdentity(check: check, subject: subject, locator: locator, key: key),
      code: code, severity: severity, verdict: verdict, status: status, subject: subject,
      account: account, region: region, message: message, awsError: awsError, evidence: evidence,
      remediation: Remediation(text: fix, policy: policy), firstSeen: "2026-11-18T02:00:00Z",
      lastSeen: status == .resolved ? "2026-11-20T02:00:00Z" : "2026-11-21T02:00:00Z", cause: cause)
  }

  // What is not counted as open.

  var conditional: Finding {
    finding(
      "trust/task-roles-trust-ecs", "trust.source-condition", .high, .conditional,
      subject: task("report:12"), key: "execution",
      message: "Whether ECS may assume batch-execution depends on aws:SourceArn.",
      evidence: [
        "role": .string(arn(role: "batch-execution")), "slot": "execution",
        "service": "ecs-tasks.amazonaws.com", "action": "sts:AssumeRole", "layer": "trust",
      ].merging(reason(SampleReason.doubt)) { $1 },
      fix: "Let aws:SourceArn be any task of the account and region.")
  }

  var unknown: Finding {
    finding(
      "passrole/caller-may-pass-role", "passrole.undecided", .medium, .unknown, .new,
      subject: machine, locator: "Dynamic", key: "roles",
      message: "The task definition is chosen at run time ($.task), so its roles cannot be told.",
      evidence: [
        "callerRole": .string(caller), "action": "iam:PassRole",
      ].merging(reason(SampleReason.missing)) { $1 })
  }

  /// What could not be judged before, and is not asked any more.
  var ended: Finding {
    finding(
      "network/cluster-has-capacity", "compat.undecided", .info, .unknown, .resolved,
      subject: machine, locator: "Dynamic", message: "Whether the cluster fits cannot be told.",
      evidence: ["callerRole": .string(caller)])
  }

  var resolved: [Finding] {
    let widened = Cause(
      kind: .resource, resource: caller, aspect: "inline:\(policy)",
      changes: [
        JSONChange(
          pointer: "/Statement/0/Resource/2", before: nil, after: .string(arn(role: "archive-task"))
        )
      ])
    let gone = Cause(kind: .resource, resource: rule, aspect: "targets", isGone: true)
    return [("Archive", [widened]), ("Archive/Old", [widened]), ("gone", [gone])].map {
      locator, cause in
      finding(
        "passrole/caller-may-pass-role", "passrole.no-allow", .critical, .fail, .resolved,
        subject: locator == "gone" ? rule : machine, locator: locator,
        key: "task \(arn(role: "archive-task"))",
        message: "Role batch-caller may not pass task role archive-task to ECS.",
        evidence: [
          "callerRole": .string(caller), "role": .string(arn(role: "archive-task")), "slot": "task",
          "taskDefinition": .string(task("archive:2")),
        ], cause: cause)
    }
  }

  var notEvaluated: Finding {
    finding(
      "network/cluster-has-capacity", "compat.no-capacity", .high, .fail, .notEvaluated,
      subject: schedule, message: "Cluster batch has no capacity.",
      evidence: ["callerRole": .string(caller)])
  }

  var suppressed: Finding {
    var suppressed = finding(
      "trust/roles-guard-against-confused-deputies", "trust.open-principal", .medium, .fail,
      .suppressed,
      subject: machine, message: "Anybody may assume batch-caller.",
      evidence: ["role": .string(caller)])
    suppressed.suppression = suppressions[0].suppression
    return suppressed
  }

  /// One that holds, and one for each thing that there is to say.
  var suppressions: [ReportedSuppression] {
    func suppression(
      _ code: String, subject: String?, _ until: String, findings: Int,
      _ remarks: [ReportedSuppression.Remark]
    ) -> ReportedSuppression {
      ReportedSuppression(
        suppression: Suppression(
          target: .code(code, subject: subject, account: nil), owner: "Platform",
          reason: "the partner's account assumes it, until theirs is known",
          until: Day(until) ?? Day(number: 0), ticket: "OPS-7"),
        findings: findings, remarks: remarks)
    }
    return [
      suppression("trust.open-principal", subject: machine, "2027-01-31", findings: 1, []),
      suppression(
        "network.missing", subject: "*", "2026-11-30", findings: 0,
        [.expiring, .matchesNothing, .tooBroad]),
      suppression(
        "passrole.no-allow", subject: "*:stateMachine:*", "2026-11-20", findings: 2, [.expired]),
    ]
  }

  // The run.

  var run: ReportedRun {
    ReportedRun(
      number: 7, started: "2026-11-21T02:00:00Z", tool: "rolecall 0.1.0", accounts: [account],
      assumed: ["aws:PrincipalOrgID": "o-example"],
      assumptions: ["No service control policy was exported, so none is taken to forbid anything."],
      evaluated: [
        "passrole/caller-may-pass-role": ReportedCheck(
          status: .completed, pass: 31, fail: 5, conditional: 0, unknown: 1),
        "trust/task-roles-trust-ecs": ReportedCheck(
          status: .completed, pass: 22, fail: 1, conditional: 1),
        "network/cluster-has-capacity": ReportedCheck(
          status: .timedOut, note: "It took longer than 10 s."),
        "host/agent-is-new": ReportedCheck(status: .disabled),
      ])
  }

  var coverage: [ReportedCoverage] {
    [
      ReportedCoverage(account: account, region: "", kind: "role", complete: true, count: 12),
      ReportedCoverage(
        account: account, region: "", kind: "policy", complete: false, count: 4,
        why: "a listed policy was not described: \(policy)"),
      ReportedCoverage(
        account: account, region: region, kind: "state-machine", complete: true, count: 1,
        exportedAt: "2026-11-21T01:50:00Z"),
      ReportedCoverage(
        account: account, region: region, kind: "task-definition", complete: true, count: 1234),
    ]
  }

  var notes: [ReportedNote] {
    [
      ReportedNote(
        isError: false, file: file, line: 40, pointer: "/RoleDetailList/3/RolePolicyList/0",
        text: "unknown condition operator StringEqualz", hint: "is StringEquals meant?"),
      ReportedNote(
        isError: true, file: "ecs/broken.json", line: 3,
        text: "a comma or the end of the object is expected"),
    ]
  }
}

import Findings
import JSON

@testable import Reports

/// The life of a finding with a step of every kind, and a list of runs.
struct SampleHistory {
  private let sample = SampleReport()

  private func run(_ number: Int) -> FindingHistory.RunTime {
    FindingHistory.RunTime(number: number, started: "2026-11-\(10 + number)T02:00:00Z")
  }

  private func finding(
    _ status: FindingStatus, _ cause: [Cause] = [], role: String = "archive-task"
  ) -> Finding {
    let isConditional = role != "archive-task"
    return sample.finding(
      "passrole/caller-may-pass-role",
      isConditional ? "passrole.condition" : "passrole.no-allow",
      isConditional ? .high : .critical, isConditional ? .conditional : .fail, status,
      subject: sample.machine, locator: "Archive | Old", key: "task",
      message: "Role batch-caller may not pass task role \(role) to ECS.",
      awsError: "User: batch-caller is not authorized to perform: iam:PassRole",
      evidence: [
        "callerRole": .string(sample.caller), "role": .string(sample.arn(role: role)),
        "slot": "task", "taskDefinition": .string(sample.task("archive:2")),
      ], fix: "Allow iam:PassRole on the role.", cause: cause)
  }

  private var narrowed: [Cause] {
    ["archive", "report", "*", "tmp", "old"].map { name in
      Cause(
        kind: .resource, resource: sample.caller, aspect: "inline:\(name)",
        changes: [
          JSONChange(pointer: "/Statement/0/Resource", before: "*", after: .string(name + "-*"))
        ])
    }
  }

  var life: FindingHistory {
    let gone = Cause(kind: .resource, resource: sample.machine, aspect: "definition", isGone: true)
    let steps: [(Int, Int?, Finding)] = [
      (1, 2, finding(.new)), (2, 3, finding(.changed, narrowed, role: "report-task")),
      (3, 4, finding(.notEvaluated, [Cause(kind: .coverage)], role: "report-task")),
      (4, 5, finding(.open, [Cause(kind: .coverage)], role: "report-task")),
      (5, 8, finding(.resolved, [gone], role: "report-task")),
      (8, nil, finding(.reopened, [Cause(kind: .check)])),
    ]
    return FindingHistory(
      run: run(9), finding: finding(.open),
      steps: steps.map {
        FindingHistory.Step(run: run($0.0), until: $0.1.map(run), finding: $0.2)
      })
  }

  var resolvedLife: FindingHistory {
    FindingHistory(
      run: run(5), finding: finding(.resolved),
      steps: [
        FindingHistory.Step(run: run(1), until: run(2), finding: finding(.new)),
        FindingHistory.Step(run: run(2), until: nil, finding: finding(.resolved)),
      ])
  }

  var runs: RunList {
    RunList([
      ListedRun(run: sample.report.run, summary: sample.report.summary),
      ListedRun(
        run: ReportedRun(
          number: 1, started: "2026-11-11T02:00:00Z", tool: "rolecall 0.1.0",
          accounts: [sample.account, "444455556666"]), summary: ReportSummary([])),
    ])
  }
}

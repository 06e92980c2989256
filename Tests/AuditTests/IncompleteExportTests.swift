import Audit
import Findings
import Importers
import JSON
import Testing

@Suite("An audit of an export that is not complete")
struct IncompleteExportTests {
  private let broken = SmallAccount(policy: SmallAccount.passing("other-*"))
  private let nights: Nights

  init() throws {
    nights = try Nights()
    try nights.audit(broken)
  }

  /// How the findings about each machine stand.
  private func statuses(_ report: Report) -> [String: Set<FindingStatus>] {
    var statuses: [String: Set<FindingStatus>] = [:]
    for finding in report.findings {
      statuses[SubjectName(finding.subject).name, default: []].insert(finding.status)
    }
    return statuses
  }

  @Test("because its list was cut off resolves nothing that it does not show")
  func cut() throws {
    var part = broken
    part.machines = ["weekly"]
    part.isListCut = true
    let outcome = try nights.audit(part)
    let report = outcome.report
    #expect(outcome.isIncomplete)
    let note = try #require(report.notes.first)
    #expect(note.file.hasSuffix("list-state-machines.json") && note.pointer == "/nextToken")
    #expect(statuses(report) == ["nightly": [.notEvaluated], "weekly": [.open]])
    #expect(report.summary.resolved == 0)
    let coverage = report.coverage.first { $0.kind == "state-machine" }
    #expect(coverage?.complete == false)
    #expect(coverage?.why?.isEmpty == false)
    #expect(statuses(try nights.audit(broken).report) == ["nightly": [.open], "weekly": [.open]])
  }

  @Test("because a machine was listed but not described does not evaluate that machine")
  func listed() throws {
    var part = SmallAccount()
    part.machines = ["weekly"]
    part.onlyListed = ["nightly"]
    let outcome = try nights.audit(part)
    let report = outcome.report
    #expect(outcome.isIncomplete)
    #expect(
      report.notes.map(\.text) == ["1 of 2 state machines were listed but not described: nightly"])
    #expect(statuses(report) == ["nightly": [.notEvaluated], "weekly": [.resolved]])
  }

  @Test("because a call failed resolves nothing")
  func failedCall() throws {
    var part = broken
    part.machines = []
    part.more["errors.tsv"] =
      "\(broken.region)/stepfunctions/list-state-machines.json\t254\tAccessDeniedException: no\n"
    var files = part.files
    files["\(broken.account)/\(broken.region)/stepfunctions/list-state-machines.json"] = nil
    let report = try nights.audit(.texts(name: "export", files: files)).report
    #expect(report.summary.resolved == 0)
    #expect(report.summary.openCount == 0)
    #expect(statuses(report) == ["nightly": [.notEvaluated], "weekly": [.notEvaluated]])
  }

  /// What `--max-items` and `--filter` leave of the account's details.
  static let rolelessDetails: [String] = [
    #"{"RoleDetailList": [], "IsTruncated": true, "Marker": "more"}"#,
    #"{"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}"#,
  ]

  @Test(
    "because roles are missing does not turn refusals into questions", arguments: rolelessDetails)
  func withoutRoles(details: String) throws {
    var files = broken.files
    let path = "\(broken.account)/global/iam-get-account-authorization-details.json"
    files[path] = details
    let report = try nights.audit(.texts(name: "export", files: files)).report
    let refused = report.findings.filter { $0.code == "passrole.no-allow" }
    #expect(refused.map(\.status) == Array(repeating: .notEvaluated, count: 4))
    #expect(refused.allSatisfy { $0.verdict == .fail })
    // What passed before and cannot be told now is asked for the first time.
    let asked = report.findings.filter { $0.status == .new }
    #expect(asked.allSatisfy { $0.verdict == .unknown && $0.code.hasSuffix(".undecided") })
    #expect(report.summary.resolved == 0)
  }

  /// What list-roles prints of the roles of an account: their trust, and no policies.
  private func listOfRoles(_ account: SmallAccount) throws -> String {
    let details = try JSONDocument(text: try #require(account.files[roles])).root
    let members = ["RoleName", "Arn", "AssumeRolePolicyDocument"]
    let list = details["RoleDetailList"]?.elements.map { role in
      JSONValue.object(
        Dictionary(
          uniqueKeysWithValues: members.compactMap { name in
            role[name].map { (name, JSONValue($0)) }
          }))
    }
    return JSONValue.object(["Roles": .array(list ?? [])]).canonical()
  }

  private var roles: String {
    "\(broken.account)/global/iam-get-account-authorization-details.json"
  }

  @Test("because it lists roles without their policies passes nothing on older ones")
  func rolesInPart() throws {
    let whole = SmallAccount()
    let nights = try Nights()
    let first = try nights.audit(whole).report
    let passes = first.run.evaluated["passrole/caller-may-pass-role"]?.pass ?? 0
    #expect(passes == 4)
    var files = whole.files
    files[roles] = try listOfRoles(whole)
    let second = try nights.audit(.texts(name: "export", files: files)).report
    #expect(second.run.evaluated["passrole/caller-may-pass-role"]?.pass == 0)
    #expect(second.findings.allSatisfy { $0.verdict == .unknown })
    // Beside the policies, the list takes nothing away.
    for name in ["a-list.json", "z-list.json"] {
      files = whole.files
      files[name] = try listOfRoles(whole)
      let third = try nights.audit(.texts(name: "export", files: files)).report
      #expect(third.run.evaluated["passrole/caller-may-pass-role"]?.pass == passes)
    }
  }

  @Test("because it lists rules without their targets does not evaluate these")
  func rulesInPart() throws {
    var account = broken
    account.machines = []
    let place = "\(account.region)/events"
    account.more["\(place)/list-rules/default.json"] = """
      {"Rules": [{"Name": "hourly", "Arn": "arn:aws:events:eu-west-1:111122223333:rule/hourly",
        "State": "ENABLED", "ScheduleExpression": "rate(1 hour)", "EventBusName": "default"}]}
      """
    account.more["\(place)/list-targets-by-rule/default/hourly.json"] = """
      {"Targets": [{"Id": "run", "Arn": "arn:aws:ecs:eu-west-1:111122223333:cluster/main",
        "RoleArn": "\(account.caller)", "EcsParameters": {"LaunchType": "FARGATE",
        "TaskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:1"}}]}
      """
    let nights = try Nights()
    #expect(statuses(try nights.audit(account).report)["hourly"] == [.new])
    account.more["\(place)/list-targets-by-rule/default/hourly.json"] = nil
    let report = try nights.audit(account).report
    #expect(statuses(report)["hourly"] == [.notEvaluated])
    #expect(report.summary.resolved == 0)
  }

  @Test("of one file says nothing about what it does not hold")
  func oneFile() throws {
    let path = "\(broken.account)/\(broken.region)/stepfunctions/describe-state-machine/weekly.json"
    let report = try nights.audit(
      .texts(name: "export", files: broken.files.filter { $0.key == path })
    ).report
    #expect(statuses(report) == ["nightly": [.notEvaluated], "weekly": [.open]])
  }
}

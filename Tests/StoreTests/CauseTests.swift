import Findings
import Testing

@testable import Store

@Suite("The cause of a change")
struct CauseTests {
  private let nights: Nights
  private let machine = ResourceState.machine("m")
  private let role = ResourceState.role("caller", inline: ["run": #"{"p":1}"#])
  private let mended = ResourceState.role("caller", inline: ["run": #"{"p":2}"#])

  init() throws { nights = try Nights() }

  private var finding: FoundFinding { .found(machine, evidence: ["callerRole": role.arn]) }

  /// The causes of a run's findings as lines: `resource role/caller inline:run {"p":1} > {"p":2}`.
  private func causes(_ run: RunRecord) throws -> [String] {
    try nights.store.findings(at: run).flatMap(\.causes).map { cause in
      let name = cause.resource?.split(separator: ":", maxSplits: 5).last.map(String.init) ?? "-"
      guard cause.kind == .resource else { return cause.kind.rawValue }
      return "\(name) \(cause.aspect ?? "-") \(cause.before ?? "-") > \(cause.after ?? "-")"
    }
  }

  @Test("is not told of what a first run finds, nor where nothing changed")
  func none() throws {
    let first = try nights.night([machine, role], .check(finding))
    let second = try nights.night([machine, role], .check(finding))
    #expect(try causes(first).isEmpty)
    #expect(try causes(second).isEmpty)
  }

  @Test("is the aspect of the resource that changed, before and after")
  func changedAspect() throws {
    try nights.night([machine, role], .check(finding))
    let resolved = try nights.night([machine, mended], .check(passed: [finding.identity]))
    let reopened = try nights.night([machine, role], .check(finding))
    #expect(try causes(resolved) == [#"role/caller inline:run {"p":1} > {"p":2}"#])
    #expect(try causes(reopened) == [#"role/caller inline:run {"p":2} > {"p":1}"#])
  }

  @Test("is an aspect that is new or gone")
  func oneSided() throws {
    let bare = ResourceState.role("caller", inline: [:])
    try nights.night([machine, bare], .check(finding))
    let resolved = try nights.night([machine, role], .check(passed: [finding.identity]))
    let reopened = try nights.night([machine, bare], .check(finding))
    #expect(try causes(resolved) == [#"role/caller inline:run - > {"p":1}"#])
    #expect(try causes(reopened) == [#"role/caller inline:run {"p":1} > -"#])
  }

  @Test("is not a tag, but of a role, whose tags conditions compare")
  func tags() throws {
    func tagged(_ state: ResourceState) -> ResourceState {
      var state = state
      state.aspects.append((name: "tags", body: #"{"Owner":"a"}"#))
      return state
    }
    let task = ResourceState.task("app:1")
    let finding = FoundFinding.found(task, evidence: ["role": role.arn])
    try nights.night([task, role], .check(finding))
    let tasks = try nights.night([tagged(task), role], .check(passed: [finding.identity]))
    let roles = try nights.night([tagged(task), tagged(role)], .check(finding))
    #expect(try causes(tasks) == ["coverage"])
    #expect(try causes(roles) == [#"role/caller tags - > {"Owner":"a"}"#])
  }

  @Test("is that the subject is gone")
  func subjectGone() throws {
    try nights.night([machine, role], .check(finding))
    let run = try nights.night([role], also: [machine.scope], .check())
    #expect(try nights.lines(run) == ["resolved m fail"])
    #expect(try causes(run) == [#"stateMachine:m definition {"d":1} > -"#])
  }

  @Test("is a new revision of the task definition, told once")
  func revision() throws {
    let old = ResourceState.task("app:1")
    let new = ResourceState.task("app:2", definition: #"{"d":2}"#)
    try nights.night([old], .check(.found(old, evidence: ["taskDefinition": old.arn])))
    let run = try nights.night(
      [old, new], .check(.found(new, evidence: ["taskDefinition": new.arn])))
    #expect(try causes(run) == [#"task-definition/app:2 definition - > {"d":2}"#])
  }

  @Test("is a managed policy that is attached to a role of the finding")
  func managedPolicy() throws {
    func policy(_ body: String) -> ResourceState {
      ResourceState(
        kind: "policy", arn: "arn:aws:iam::1:policy/start", account: ResourceState.ownAccount,
        region: "", aspects: [(name: "document", body: body)])
    }
    let attached = ResourceState.role("caller", attached: #"["arn:aws:iam::1:policy/start"]"#)
    try nights.night([machine, attached, policy("1")], .check(finding))
    let run = try nights.night(
      [machine, attached, policy("2")], .check(passed: [finding.identity]))
    #expect(try causes(run) == ["policy/start document 1 > 2"])
  }

  @Test("is a policy of the organization, where nothing nearer changed")
  func organization() throws {
    func policy(_ body: String) -> ResourceState {
      ResourceState(
        kind: "organization-policy", arn: "arn:aws:organizations::1:policy/o-1/scp/p-1",
        account: ResourceState.ownAccount, region: "", aspects: [(name: "content", body: body)])
    }
    try nights.night([machine, role, policy("1")], .check(finding))
    let run = try nights.night(
      [machine, role, policy("2")], .check(passed: [finding.identity]))
    #expect(try causes(run) == ["policy/o-1/scp/p-1 content 1 > 2"])
  }

  @Test("is looked for since the last run that evaluated the finding")
  func acrossIncompleteRuns() throws {
    try nights.night([machine, role], .check(finding))
    try nights.night([mended], .check())
    try nights.night([mended], incomplete: ["state-machine"], also: [machine.scope], .check())
    let run = try nights.night([machine, mended], .check(passed: [finding.identity]))
    #expect(try nights.lines(run) == ["resolved m fail"])
    #expect(try causes(run) == [#"role/caller inline:run {"p":1} > {"p":2}"#])
  }

  @Test("is what else changed, where no resource did")
  func otherCauses() throws {
    let changed = FoundFinding.found(machine, evidence: ["callerRole": role.arn, "x": "y"])
    try nights.night([machine, role], .check(finding))
    let runs = [
      try nights.night([machine, role], tool: "test 2", .check(changed)),
      try nights.night([machine, role], tool: "test 2", configuration: "[]", .check(finding)),
      try nights.night(
        [machine, role], tool: "test 2", configuration: "[]", .check(revision: "2", changed)),
      try nights.night(
        [machine, role], tool: "test 2", configuration: "[]", .check(revision: "2", status: .failed)
      ),
      try nights.night(
        [machine, role], incomplete: ["role"], tool: "test 2", configuration: "[]",
        .check(revision: "2", finding)),
    ]
    #expect(
      try runs.flatMap(causes) == ["tool", "configuration", "check", "check", "coverage"])
  }

  @Test("names the settings, the program and the coverage that changed, before and after")
  func otherDocuments() throws {
    let changed = FoundFinding.found(machine, evidence: ["callerRole": role.arn, "x": "y"])
    func sides(_ run: RunRecord) throws -> [String?] {
      try nights.store.findings(at: run).flatMap(\.causes).flatMap { [$0.before, $0.after] }
    }
    try nights.night([machine, role], .check(finding))
    let tool = try nights.night([machine, role], tool: "test 2", .check(changed))
    #expect(try sides(tool) == [#""test""#, #""test 2""#])
    let settings = #"{"assume":[]}"#
    let configured = try nights.night(
      [machine, role], tool: "test 2", configuration: settings, .check(finding))
    #expect(try sides(configured) == ["{}", settings])
    let covered = try nights.night(
      [machine, role], incomplete: ["role"], tool: "test 2", configuration: settings,
      .check(changed))
    #expect(try sides(covered) == [#"{"role":"complete"}"#, #"{"role":"incomplete"}"#])
  }
}

import Importers
import Testing

/// A change to a whole export, the kind that it makes incomplete, and what is said.
struct Gap: CustomTestStringConvertible {
  var testDescription: String
  var kind: ResourceKind
  var why: String
  /// Files that are added or replaced.
  var files: [String: String] = [:]
  /// Files that are taken away.
  var without: [String] = []
  /// The file of the error that says so; nil where something was simply not exported.
  var noted: String?
}

@Suite("The coverage of an export")
struct CoverageTests {
  static let region = Small.regional
  static let cluster = Small.arn("ecs", "cluster/main")
  static let service = Small.arn("ecs", "service/main/web")
  static let machine = Small.arn("states", "stateMachine:a")
  static let other = Small.arn("states", "stateMachine:b")
  static let rule = Small.arn("events", "rule/r")
  static let managed = Small.arn("events", "rule/managed")

  static var whole: [String: String] {
    [
      "\(Small.account)/global/iam.json": Small.details(Small.role("a", Small.noPolicies)),
      "\(region)/ecs/list-clusters.json": #"{"clusterArns": ["\#(cluster)"]}"#,
      "\(region)/ecs/describe-clusters/0001.json":
        #"{"clusters": [{"clusterArn": "\#(cluster)"}], "failures": []}"#,
      "\(region)/ecs/list-services/main.json": #"{"serviceArns": ["\#(service)"]}"#,
      "\(region)/ecs/describe-services/main/0001.json":
        #"{"services": [{"serviceArn": "\#(service)"}]}"#,
      "\(region)/ecs/list-task-definitions.ACTIVE.json": taskDefinitions([1, 2]),
      "\(region)/ecs/describe-task-definition/a__2.json": Small.taskDefinition("a", 2),
      "\(region)/stepfunctions/list-state-machines.json":
        #"{"stateMachines": [{"stateMachineArn": "\#(machine)"}]}"#,
      "\(region)/stepfunctions/describe-state-machine/a.json": Small.stateMachine("a", "{}"),
      "\(region)/events/list-event-buses/0001.json": buses(["default"]),
      "\(region)/events/list-rules/default.json":
        #"{"Rules": [{"Arn": "\#(rule)"}, {"Arn": "\#(managed)", "ManagedBy": "states.amazonaws.com"}]}"#,
      "\(region)/events/list-targets-by-rule/default/r.json": #"{"Targets": []}"#,
      "\(region)/scheduler/list-schedules.json": #"{"Schedules": []}"#,
      "\(region)/pipes/list-pipes.json":
        #"{"Pipes": [{"Name": "p", "Arn": "\#(Small.arn("pipes", "pipe/p"))"}]}"#,
      "\(region)/pipes/describe-pipe/p.json": Small.pipe("p", "{}"),
    ]
  }

  static func taskDefinitions(_ revisions: [Int], rest: String = "") -> String {
    let arns = revisions.map { "\"\(Small.arn("ecs", "task-definition/a:\($0)"))\"" }
    return #"{"taskDefinitionArns": [\#(arns.joined(separator: ","))]\#(rest)}"#
  }

  static func buses(_ names: [String]) -> String {
    let buses = names.map {
      #"{"Name": "\#($0)", "Arn": "\#(Small.arn("events", "event-bus/\($0)"))"}"#
    }
    return #"{"EventBuses": [\#(buses.joined(separator: ","))]}"#
  }

  @Test("is complete when every list is whole and every item described")
  func complete() throws {
    let reading = try Reading(Self.whole)
    #expect(reading.summary.notes.isEmpty)
    #expect(
      reading.summary.coverage.map {
        "\($0.scope.region) \($0.scope.kind) \($0.count) \($0.why ?? "")"
      }
        == [
          " group 0 ", " policy 0 ", " role 1 ", " user 0 ", "ap-northeast-1 cluster 1 ",
          "ap-northeast-1 event-bus 1 ", "ap-northeast-1 pipe 1 ", "ap-northeast-1 rule 2 ",
          "ap-northeast-1 schedule 0 ",
          "ap-northeast-1 service 1 ", "ap-northeast-1 state-machine 1 ",
          "ap-northeast-1 task-definition 2 ",
        ])
    #expect(reading.summary.coverage.allSatisfy { $0.complete })
  }

  static let gaps: [Gap] = [
    Gap(
      testDescription: "GAAD that was cut off", kind: .role, why: "cut off",
      files: [
        "\(Small.account)/global/iam.json": Small.details(
          Small.role("a", Small.noPolicies), rest: #", "IsTruncated": true, "Marker": "m""#)
      ], noted: "\(Small.account)/global/iam.json"),
    Gap(
      testDescription: "roles that were listed only", kind: .role,
      why: "1 of 1 roles were listed but not described: a",
      files: ["\(Small.account)/global/iam.json": #"{"Roles": [\#(Small.role("a"))]}"#]),
    Gap(
      testDescription: "a role alone", kind: .role, why: "no list was exported",
      files: ["\(Small.account)/global/iam.json": #"{"Role": \#(Small.role("a"))}"#]),
    Gap(
      testDescription: "a list of state machines with NextToken", kind: .stateMachine,
      why: "cut off",
      files: [
        "\(region)/stepfunctions/list-state-machines.json":
          #"{"stateMachines": [{"stateMachineArn": "\#(machine)"}], "nextToken": "t"}"#
      ], noted: "\(region)/stepfunctions/list-state-machines.json"),
    Gap(
      testDescription: "a state machine that was not described", kind: .stateMachine,
      why: "1 of 2 state machines were listed but not described: b",
      files: [
        "\(region)/stepfunctions/list-state-machines.json":
          #"{"stateMachines": [{"stateMachineArn": "\#(machine)"}, {"stateMachineArn": "\#(other)"}]}"#
      ], noted: "\(region)/stepfunctions/list-state-machines.json"),
    Gap(
      testDescription: "no list of state machines", kind: .stateMachine,
      why: "no list was exported",
      without: ["\(region)/stepfunctions/list-state-machines.json"]),
    Gap(
      testDescription: "the latest revision that was not described", kind: .taskDefinition,
      why: "1 of 1 task definitions were listed but not described: a:10",
      files: ["\(region)/ecs/list-task-definitions.ACTIVE.json": taskDefinitions([9, 10, 2])],
      noted: "\(region)/ecs/list-task-definitions.ACTIVE.json"),
    Gap(
      testDescription: "a list of INACTIVE revisions only", kind: .taskDefinition,
      why: "no list of ACTIVE revisions",
      files: ["\(region)/ecs/list-task-definitions.INACTIVE.json": taskDefinitions([1])],
      without: ["\(region)/ecs/list-task-definitions.ACTIVE.json"]),
    Gap(
      testDescription: "a cluster whose services were not listed", kind: .service,
      why: "list-services was not exported for 1 of 1 clusters: main",
      without: ["\(region)/ecs/list-services/main.json"]),
    Gap(
      testDescription: "a bus whose rules were not listed", kind: .rule,
      why: "list-rules was not exported for 1 of 2 event buses: orders",
      files: ["\(region)/events/list-event-buses/0001.json": buses(["default", "orders"])]),
    Gap(
      testDescription: "a rule whose targets were not listed", kind: .rule,
      why: "1 of 1 rules were listed but not described: r",
      without: ["\(region)/events/list-targets-by-rule/default/r.json"]),
    Gap(
      testDescription: "targets that were cut off", kind: .rule, why: "targets of r were cut off",
      files: [
        "\(region)/events/list-targets-by-rule/default/r.json":
          #"{"Targets": [], "NextToken": "t"}"#
      ], noted: "\(region)/events/list-targets-by-rule/default/r.json"),
    Gap(
      testDescription: "a failed call", kind: .cluster, why: "call failed: AccessDenied",
      files: [
        "\(Small.account)/errors.tsv":
          "ap-northeast-1/ecs/describe-clusters/0002.json\t254\tAccessDenied\n"
      ], noted: "\(Small.account)/errors.tsv"),
    Gap(
      testDescription: "a failure within an answer", kind: .cluster, why: "MISSING",
      files: [
        "\(region)/ecs/describe-clusters/0001.json":
          #"{"clusters": [{"clusterArn": "\#(cluster)"}], "failures": [{"arn": "\#(cluster)2", "reason": "MISSING"}]}"#
      ], noted: "\(region)/ecs/describe-clusters/0001.json"),
    Gap(
      testDescription: "an item that could not be read", kind: .cluster, why: "1 item of",
      files: [
        "\(region)/ecs/describe-clusters/0001.json":
          #"{"clusters": [{"clusterArn": "\#(cluster)"}, {"clusterName": "x"}]}"#
      ], noted: "\(region)/ecs/describe-clusters/0001.json"),
    Gap(
      testDescription: "a list that is not JSON", kind: .schedule, why: "could not be read",
      files: ["\(region)/scheduler/list-schedules.json": #"{"Schedules": ["#],
      noted: "\(region)/scheduler/list-schedules.json"),
  ]

  @Test("is incomplete, of one kind only, for", arguments: gaps)
  func incomplete(_ gap: Gap) throws {
    let files = Self.whole.merging(gap.files) { $1 }.filter { !gap.without.contains($0.key) }
    let reading = try Reading(files)
    let coverage = reading.summary.coverage
    // What was given shows the gap, or something was simply not exported.
    #expect(reading.errors.map(\.file) == (gap.noted.map { [$0] } ?? []))
    #expect(reading.errors.allSatisfy { !$0.hint.isEmpty })
    #expect(coverage.first { $0.scope.kind == gap.kind.rawValue }?.why?.contains(gap.why) == true)
    let related: Set<ResourceKind> = gap.kind == .role ? [.user, .group, .policy] : []
    let others = coverage.filter { row in
      !row.complete && row.scope.kind != gap.kind.rawValue
        && !related.contains { $0.rawValue == row.scope.kind }
    }
    #expect(others.isEmpty)
  }

  @Test(
    "is complete when a later page ends a list, and when get-role describes what list-roles listed")
  func pages() throws {
    var files = Self.whole
    files["\(Self.region)/ecs/list-task-definitions.ACTIVE.json"] = nil
    files["\(Self.region)/ecs/list-task-definitions/0001.json"] = Self.taskDefinitions(
      [1], rest: #", "nextToken": "t""#)
    files["\(Self.region)/ecs/list-task-definitions/0002.json"] = Self.taskDefinitions([2])
    #expect(try Reading(files).coverage(.taskDefinition)?.complete == true)
    let roles = try Reading([
      "a.json": #"{"Roles": [\#(Small.role("a"))]}"#, "b.json": #"{"Role": \#(Small.role("a"))}"#,
    ])
    #expect(roles.coverage(.role)?.complete == true)
  }

  @Test("lets a listed item be known that nothing else tells of")
  func listedOnly() throws {
    var files = Self.whole
    files["\(Self.region)/stepfunctions/describe-state-machine/a.json"] = nil
    let reading = try Reading(files).readings.filter { $0.kind == .stateMachine }
    #expect(reading.map(\.arn) == [Self.machine])
    #expect(reading.first?.aspects.isEmpty == true)
  }

  @Test("of an empty account is complete where empty lists were exported")
  func empty() throws {
    let reading = try Reading([
      "\(Self.region)/ecs/list-clusters.json": #"{"clusterArns": []}"#,
      "\(Self.region)/stepfunctions/list-state-machines.json": #"{"stateMachines": []}"#,
    ])
    #expect(
      reading.summary.coverage.map { "\($0.scope.kind) \($0.complete) \($0.count)" } == [
        "cluster true 0", "service true 0", "state-machine true 0",
      ])
  }

  @Test("counts calls that concern nothing that is read as notes only")
  func otherCalls() throws {
    var files = Self.whole
    files["\(Small.account)/errors.tsv"] = "ap-northeast-1/ec2/describe-vpcs.json\t1\tno\n"
    let reading = try Reading(files)
    #expect(reading.errors.isEmpty)
    #expect(reading.summary.notes.map(\.line) == [1])
    #expect(reading.summary.coverage.allSatisfy { $0.complete })
  }
}

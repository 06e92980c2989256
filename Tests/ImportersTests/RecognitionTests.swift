import Importers
import Testing

/// An output, the path it is given, and what must come of it.
struct Output: CustomTestStringConvertible {
  var command: String
  var path: String
  var text: String
  var kind: ResourceKind?
  var arn = ""

  var testDescription: String { command }
}

@Suite("An output of the AWS CLI")
struct RecognitionTests {
  private static let trust = #"{"Version": "2012-10-17", "Statement": []}"#

  static let outputs: [Output] = [
    Output(
      command: "iam get-account-authorization-details", path: "x.json",
      text: Small.details(Small.role("a", Small.noPolicies)), kind: .role,
      arn: Small.arn("iam", "role/a")),
    Output(
      command: "iam get-role", path: "x.json", text: #"{"Role": \#(Small.role("a"))}"#,
      kind: .role, arn: Small.arn("iam", "role/a")),
    Output(
      command: "iam list-roles", path: "x.json", text: #"{"Roles": [\#(Small.role("a"))]}"#,
      kind: .role, arn: Small.arn("iam", "role/a")),
    Output(
      command: "ecs list-task-definitions", path: "x.json",
      text: #"{"taskDefinitionArns": ["\#(Small.arn("ecs", "task-definition/a:1"))"]}"#,
      kind: .taskDefinition, arn: Small.arn("ecs", "task-definition/a:1")),
    Output(
      command: "ecs describe-task-definition", path: "x.json",
      text: Small.taskDefinition("a", 1), kind: .taskDefinition,
      arn: Small.arn("ecs", "task-definition/a:1")),
    Output(
      command: "ecs list-clusters", path: "x.json",
      text: #"{"clusterArns": ["\#(Small.arn("ecs", "cluster/a"))"]}"#, kind: .cluster,
      arn: Small.arn("ecs", "cluster/a")),
    Output(
      command: "ecs describe-clusters", path: "x.json",
      text:
        #"{"clusters": [{"clusterArn": "\#(Small.arn("ecs", "cluster/a"))", "clusterName": "a"}], "failures": []}"#,
      kind: .cluster, arn: Small.arn("ecs", "cluster/a")),
    Output(
      command: "ecs list-services", path: "x.json",
      text: #"{"serviceArns": ["\#(Small.arn("ecs", "service/main/a"))"]}"#, kind: .service,
      arn: Small.arn("ecs", "service/main/a")),
    Output(
      command: "ecs describe-services", path: "x.json",
      text:
        #"{"services": [{"serviceArn": "\#(Small.arn("ecs", "service/main/a"))"}], "failures": []}"#,
      kind: .service, arn: Small.arn("ecs", "service/main/a")),
    Output(
      command: "ecs list-container-instances", path: "x.json",
      text: #"{"containerInstanceArns": ["\#(Small.arn("ecs", "container-instance/main/a"))"]}"#,
      kind: .containerInstance, arn: Small.arn("ecs", "container-instance/main/a")),
    Output(
      command: "ecs describe-container-instances", path: "x.json",
      text:
        #"{"containerInstances": [{"containerInstanceArn": "\#(Small.arn("ecs", "container-instance/main/a"))"}]}"#,
      kind: .containerInstance, arn: Small.arn("ecs", "container-instance/main/a")),
    Output(
      command: "ecs list-account-settings", path: "\(Small.regional)/x.json",
      text:
        #"{"settings": [{"name": "tagResourceAuthorization", "value": "on", "principalArn": "arn:aws:iam::1:root"}]}"#,
      kind: .accountSettings, arn: Small.arn("ecs", "account-settings")),
    Output(
      command: "ec2 describe-instances", path: "\(Small.regional)/x.json",
      text: #"{"Reservations": [{"Instances": [{"InstanceId": "i-1"}]}]}"#, kind: .machine,
      arn: Small.arn("ec2", "instance/i-1")),
    Output(
      command: "ec2 describe-images", path: "\(Small.regional)/x.json",
      text: #"{"Images": [{"ImageId": "ami-1"}]}"#, kind: .image,
      arn: Small.arn("ec2", "image/ami-1")),
    Output(
      command: "secretsmanager list-secrets", path: "x.json",
      text: #"{"SecretList": [{"ARN": "\#(Small.arn("secretsmanager", "secret:a-Ab12Cd"))"}]}"#,
      kind: .secret, arn: Small.arn("secretsmanager", "secret:a-Ab12Cd")),
    Output(
      command: "ssm describe-parameters", path: "\(Small.regional)/x.json",
      text: #"{"Parameters": [{"Name": "/a/b", "Type": "SecureString"}]}"#, kind: .parameter,
      arn: Small.arn("ssm", "parameter/a/b")),
    Output(
      command: "stepfunctions list-state-machines", path: "x.json",
      text:
        #"{"stateMachines": [{"stateMachineArn": "\#(Small.arn("states", "stateMachine:a"))"}]}"#,
      kind: .stateMachine, arn: Small.arn("states", "stateMachine:a")),
    Output(
      command: "stepfunctions describe-state-machine", path: "x.json",
      text: Small.stateMachine("a", #"{"StartAt": "A", "States": {}}"#), kind: .stateMachine,
      arn: Small.arn("states", "stateMachine:a")),
    Output(
      command: "events list-event-buses", path: "x.json",
      text:
        #"{"EventBuses": [{"Name": "default", "Arn": "\#(Small.arn("events", "event-bus/default"))"}]}"#,
      kind: .eventBus, arn: Small.arn("events", "event-bus/default")),
    Output(
      command: "events list-rules", path: "x.json",
      text: #"{"Rules": [{"Name": "a", "Arn": "\#(Small.arn("events", "rule/a"))"}]}"#,
      kind: .rule, arn: Small.arn("events", "rule/a")),
    Output(
      command: "events describe-rule", path: "x.json",
      text: #"{"Name": "a", "Arn": "\#(Small.arn("events", "rule/a"))", "State": "ENABLED"}"#,
      kind: .rule, arn: Small.arn("events", "rule/a")),
    Output(
      command: "events list-targets-by-rule, by path",
      path: "\(Small.regional)/events/list-targets-by-rule/my%20bus/ship.json",
      text: #"{"Targets": [{"Id": "1", "Arn": "\#(Small.arn("ecs", "cluster/a"))"}]}"#,
      kind: .rule, arn: Small.arn("events", "rule/my bus/ship")),
    Output(
      command: "events list-targets-by-rule, wrapped", path: "\(Small.regional)/x.json",
      text: #"{"Rule": "ship", "EventBusName": "default", "Targets": []}"#, kind: .rule,
      arn: Small.arn("events", "rule/ship")),
    Output(
      command: "scheduler list-schedules", path: "x.json",
      text: #"{"Schedules": [{"Arn": "\#(Small.arn("scheduler", "schedule/default/a"))"}]}"#,
      kind: .schedule, arn: Small.arn("scheduler", "schedule/default/a")),
    Output(
      command: "pipes list-pipes", path: "x.json",
      text: #"{"Pipes": [{"Name": "a", "Arn": "\#(Small.arn("pipes", "pipe/a"))"}]}"#,
      kind: .pipe, arn: Small.arn("pipes", "pipe/a")),
    Output(
      command: "pipes describe-pipe", path: "x.json",
      text: Small.pipe("a", #"{}"#), kind: .pipe, arn: Small.arn("pipes", "pipe/a")),
    Output(
      command: "scheduler get-schedule", path: "x.json",
      text: Small.schedule("a", target: #"{"Arn": "arn:aws:lambda:::f"}"#), kind: .schedule,
      arn: Small.arn("scheduler", "schedule/default/a")),
    Output(
      command: "organizations describe-organization", path: "111122223333/x.json",
      text:
        #"{"Organization": {"Id": "o-1", "Arn": "arn:aws:organizations::999988887777:organization/o-1"}}"#,
      kind: .organization, arn: "arn:aws:organizations::999988887777:organization/o-1"),
    Output(
      command: "organizations list-policies", path: "111122223333/x.json",
      text:
        #"{"Policies": [{"Id": "p-1", "Arn": "arn:aws:organizations::1:policy/o-1/service_control_policy/p-1", "Type": "SERVICE_CONTROL_POLICY"}]}"#,
      kind: .organizationPolicy,
      arn: "arn:aws:organizations::1:policy/o-1/service_control_policy/p-1"),
    Output(
      command: "organizations describe-policy", path: "111122223333/x.json",
      text:
        #"{"Policy": {"PolicySummary": {"Id": "p-1", "Arn": "arn:aws:organizations::1:policy/o-1/resource_control_policy/p-1", "Type": "RESOURCE_CONTROL_POLICY"}, "Content": "\#(trust.replacing("\"", with: "\\\""))"}}"#,
      kind: .organizationPolicy,
      arn: "arn:aws:organizations::1:policy/o-1/resource_control_policy/p-1"),
    Output(
      command: "organizations list-targets-for-policy",
      path: "111122223333/organizations/list-targets-for-policy/p-1.json",
      text:
        #"{"Targets": [{"TargetId": "r-1", "Arn": "arn:aws:organizations::1:root/o-1/r-1", "Type": "ROOT"}]}"#,
      kind: .organizationAttachment, arn: "o-1/p-1"),
    Output(
      command: "organizations list-parents",
      path: "111122223333/organizations/list-parents/ou-1.json",
      text: #"{"Parents": [{"Id": "r-1", "Type": "ROOT"}]}"#, kind: .organizationParent,
      arn: "ou-1"),
    Output(
      command: "organizations list-roots", path: "111122223333/x.json",
      text: #"{"Roots": [{"Id": "r-1", "Arn": "arn:aws:organizations::1:root/o-1/r-1"}]}"#,
      kind: .organizationRoot, arn: "arn:aws:organizations::1:root/o-1/r-1"),
    Output(
      command: "sbom cyclonedx", path: "\(Small.account)/x.json",
      text:
        #"{"bomFormat": "CycloneDX", "metadata": {"component": {"name": "app", "version": "1"}}, "components": []}"#,
      kind: .billOfMaterials, arn: "sbom:app:1"),
    Output(
      command: "sts get-caller-identity", path: "x.json",
      text: #"{"UserId": "AIDA", "Account": "111122223333", "Arn": "arn:aws:sts::1:user/a"}"#),
  ]

  @Test("is recognised by its members", arguments: outputs)
  func recognised(_ output: Output) throws {
    let reading = try Reading([output.path: output.text])
    #expect(reading.summary.recognised == 1)
    #expect(reading.errors.isEmpty)
    #expect(reading.summary.accounts == [Small.account])
    if let kind = output.kind { #expect(reading.arns(kind) == [output.arn]) }
  }

  @Test("is recognised behind a byte order mark and whatever the case of its members")
  func spelling() throws {
    let text = "\u{FEFF}" + #"{"ROLES": [\#(Small.role("a"))]}"#
    #expect(try Reading(["x.json": text]).arns(.role) == [Small.arn("iam", "role/a")])
  }

  @Test("may stand with others in one file, as a list or behind each other")
  func several() throws {
    let a = #"{"Role": \#(Small.role("a"))}"#
    let b = #"{"Role": \#(Small.role("b"))}"#
    let both = [Small.arn("iam", "role/a"), Small.arn("iam", "role/b")]
    let list = try Reading(["x.json": "[\(a),\n\(b)]"])
    let lines = try Reading(["x.jsonl": "\(a)\n\(b)\n"])
    #expect(list.arns(.role) == both)
    #expect(lines.arns(.role) == both)
    #expect(lines.readings.map(\.line) == [1, 5])
  }

  @Test(
    "that is not read is passed over without a word",
    arguments: [
      #"{"Vpcs": []}"#, #"{"taskArns": []}"#, #"{"capacityProviders": []}"#,
      #"{"ScheduleGroups": []}"#, #"{"InstanceProfiles": []}"#,
      #"{"Policy": {"Arn": "arn:aws:iam::1:policy/a"}}"#,
    ])
  func passedOver(_ text: String) throws {
    let reading = try Reading(["a.json": #"{"Role": \#(Small.role("a"))}"#, "b.json": text])
    #expect(reading.summary.passedOver == 1)
    #expect(reading.summary.notes.isEmpty)
  }

  @Test("that nobody knows is noted if it is named as JSON")
  func unknown() throws {
    let role = #"{"Role": \#(Small.role("a"))}"#
    let reading = try Reading([
      "a.json": role, "b.json": #"{"planted": []}"#, "c.txt": #"{"planted": []}"#, "d.txt": "hello",
    ])
    #expect(
      reading.summary.notes.map { "\($0.severity) \($0.file) \($0.text)" } == [
        "note b.json not an export that rolecall reads"
      ])
    #expect(try Reading(["roles.txt": role]).arns(.role).count == 1)
    let guide = try Reading(["a.json": role, "README": "[badge] hello"])
    #expect(guide.summary.notes.map(\.severity) == [.note])
  }

  @Test("of the same readings comes out the same twice")
  func determinism() throws {
    let files = Dictionary(
      uniqueKeysWithValues: Self.outputs.enumerated().map { ("\($0)/\($1.path)", $1.text) })
    let first = try Reading(files)
    let second = try Reading(files)
    #expect(first.readings == second.readings)
    #expect(first.summary.notes == second.summary.notes)
    #expect(first.summary.coverage == second.summary.coverage)
  }
}

import Importers
import Testing

@Suite("A rule")
struct RuleTests {
  @Test("keeps its state, and that it has a pattern")
  func rule() throws {
    let arn = Small.arn("events", "rule/orders/a")
    let text = """
      {"Rules": [{"Name": "a", "Arn": "\(arn)", "State": "DISABLED", "EventPattern": "{\\"source\\": [\\"x\\"]}",
       "EventBusName": "orders", "ManagedBy": "states.amazonaws.com"}]}
      """
    #expect(
      try Reading(["x.json": text]).body(arn, "rule")
        == #"{"bus":"orders","managedBy":"states.amazonaws.com","name":"a","pattern":true,"state":"DISABLED"}"#
    )
  }

  @Test("has its targets sorted by id, with ECS parameters and overrides")
  func targets() throws {
    let cluster = Small.arn("ecs", "cluster/main")
    let input = Small.quoted(
      #"{"taskRoleArn": "arn:aws:iam::1:role/t", "containerOverrides": [{"name": "n", "environment": [{"name": "A", "value": "s"}]}]}"#
    )
    let text = """
      {"Targets": [{"Id": "z", "Arn": "arn:aws:sqs:r:1:q", "Input": "{}", "RetryPolicy": {"MaximumRetryAttempts": 1}},
       {"Id": "b", "Arn": "\(cluster)", "RoleArn": "arn:r", "EcsParameters": {"TaskDefinitionArn": "arn:t",
        "Tags": [{"Key": "k", "Value": "s"}]}, "Input": \(input), "DeadLetterConfig": {"Arn": "arn:d"}},
       {"Id": "c", "Arn": "\(cluster)", "EcsParameters": {"TaskDefinitionArn": "arn:t"}, "InputTransformer":
        {"InputPathsMap": {"v": "$.detail"}, "InputTemplate":
        "{\\"containerOverrides\\": [{\\"name\\": \\"n\\", \\"environment\\": [{\\"name\\": \\"A\\", \\"value\\": <v>}]}]}"}}]}
      """
    let reading = try Reading(["\(Small.regional)/events/list-targets-by-rule/default/a.json": text]
    )
    #expect(reading.errors.isEmpty)
    #expect(
      reading.body(Small.arn("events", "rule/a"), "targets") == """
        [{"arn":"\(cluster)","deadLetter":"arn:d","ecs":{"Tags":[{}],\
        "TaskDefinitionArn":"arn:t"},"id":"b","input":{"containerOverrides":[{"environment":[{"name":"A","value":\
        "[redacted]"}],"name":"n"}],"taskRoleArn":"arn:aws:iam::1:role/t"},"roleArn":"arn:r"},{"arn":"\(cluster)",\
        "ecs":{"TaskDefinitionArn":"arn:t"},"id":"c","inputTemplate":"{\\"containerOverrides\\": [{\\"name\\": \
        \\"[redacted]\\", \\"environment\\": [{\\"name\\": \\"[redacted]\\", \\"value\\": <v>}]}]}"},\
        {"arn":"arn:aws:sqs:r:1:q","id":"z","input":true}]
        """)
  }

  @Test("whose targets nobody can place is noted")
  func unplaced() throws {
    let nameless = try Reading([
      "a.json": #"{"Role": \#(Small.role("a"))}"#,
      "b.json": #"{"Targets": [{"Id": "1", "Arn": "arn:x"}]}"#,
    ])
    #expect(nameless.errors.map(\.text) == ["the output does not say whose targets these are"])
    let homeless = try Reading([
      "a.json": #"{"Role": \#(Small.role("a"))}"#, "b.json": #"{"Rule": "r", "Targets": []}"#,
    ])
    #expect(homeless.errors.map(\.text) == ["it is not known which region this is of"])
  }

  @Test("is placed by the caller of the same export where the path says nothing")
  func caller() throws {
    let reading = try Reading([
      "eu-west-1/targets.json": #"{"Rule": "r", "Targets": []}"#,
      "z/sts.json": #"{"UserId": "A", "Account": "444455556666", "Arn": "arn:aws:sts::1:user/a"}"#,
    ])
    #expect(reading.arns(.rule) == ["arn:aws:events:eu-west-1:444455556666:rule/r"])
    let chinese = try Reading([
      "444455556666/cn-north-1/targets.json": #"{"Rule": "r", "Targets": []}"#
    ])
    #expect(chinese.arns(.rule) == ["arn:aws-cn:events:cn-north-1:444455556666:rule/r"])
  }
}

@Suite("A schedule")
struct ScheduleTests {
  @Test(
    "has the same dates whichever CLI printed them",
    arguments: [
      ("1795246107.137412", "2026-11-21T07:28:27Z"),
      (#""2026-11-21T07:28:27.137412+00:00""#, "2026-11-21T07:28:27Z"),
      (#""2026-11-21T16:28:27+09:00""#, "2026-11-21T07:28:27Z"), ("0", "1970-01-01T00:00:00Z"),
      (#""2024-02-29T23:59:59Z""#, "2024-02-29T23:59:59Z"), ("-1", "1969-12-31T23:59:59Z"),
      ("951782400", "2000-02-29T00:00:00Z"),
    ])
  func dates(_ printed: String, _ kept: String) throws {
    let text = Small.schedule(
      "a", target: #"{"Arn": "arn:aws:lambda:r:1:function:f"}"#, more: #", "EndDate": \#(printed)"#)
    #expect(
      try Reading(["x.json": text]).body(
        Small.arn("scheduler", "schedule/default/a"), "schedule")
        == #"{"endDate":"\#(kept)","expression":"rate(1 day)","group":"default","name":"a","state":"ENABLED"}"#
    )
  }

  @Test(
    "with the universal target of StartExecution keeps which state machine its input names",
    arguments: [
      (
        #"{"StateMachineArn": "arn:aws:states:r:1:stateMachine:m", "Input": "{}"}"#,
        #"{"stateMachineArn":"arn:aws:states:r:1:stateMachine:m"}"#
      ),
      (#"{"stateMachineArn": "s e c r e t"}"#, #"{"stateMachineArn":"[redacted]"}"#),
      (#"{"Input": "{}"}"#, "{}"), ("not JSON", "true"),
    ])
  func startExecution(_ input: String, _ kept: String) throws {
    let arn = "arn:aws:scheduler:::aws-sdk:sfn:startExecution"
    let text = Small.schedule(
      "a", target: #"{"Arn": "\#(arn)", "Input": \#(Small.quoted(input))}"#)
    #expect(
      try Reading(["x.json": text]).body(Small.arn("scheduler", "schedule/default/a"), "target")
        == #"{"arn":"\#(arn)","input":\#(kept)}"#)
  }

  @Test("with the universal target keeps the request that its input is")
  func universal() throws {
    let input =
      #"{"TaskDefinition": "t", "Overrides": {"Cpu": "256", "ContainerOverrides": [{"Command": ["s"]}]}, "PlacementStrategy": [{"Field": "s"}]}"#
    let text = Small.schedule(
      "a",
      target:
        #"{"Arn": "arn:aws:scheduler:::aws-sdk:ecs:runTask", "Input": \#(Small.quoted(input))}"#)
    #expect(
      try Reading(["x.json": text]).body(Small.arn("scheduler", "schedule/default/a"), "target")
        == #"{"arn":"arn:aws:scheduler:::aws-sdk:ecs:runTask","input":{"Overrides":{"ContainerOverrides":[{"Command":["[redacted]"]}],"Cpu":"256"},"PlacementStrategy":[{}],"TaskDefinition":"t"}}"#
    )
  }
}

@Suite("A pipe")
struct PipeTests {
  private let arn = Small.arn("pipes", "pipe/a")

  @Test("keeps its state, and of its target what decides on tasks")
  func ecs() throws {
    let text = Small.pipe(
      "a",
      """
      {"InputTemplate": "{\\"taskRoleArn\\": \\"s e c r e t\\"}", "EcsTaskParameters": {"TaskDefinitionArn": "$.body.task",
       "Tags": [{"Key": "k", "Value": "s"}], "Overrides": {"TaskRoleArn": "$.body.role", "ContainerOverrides": [
       {"Name": "n", "Environment": [{"name": "A", "value": "s"}]}]}}}
      """)
    let reading = try Reading(["x.json": text])
    #expect(reading.errors.isEmpty)
    #expect(reading.body(arn, "pipe") == #"{"desiredState":"RUNNING","name":"a"}"#)
    #expect(
      reading.body(arn, "target") == """
        {"arn":"\(Small.arn("ecs", "cluster/main"))","ecs":{"Overrides":{"ContainerOverrides":[{"Environment":[{"name":"A",\
        "value":"[redacted]"}],"Name":"n"}],"TaskRoleArn":"$.body.role"},"Tags":[{}],"TaskDefinitionArn":"$.body.task"},\
        "roleArn":"arn:r","templateRoles":["taskRoleArn"]}
        """)
  }

  @Test("keeps how it starts a state machine, and nothing of what it sends elsewhere")
  func others() throws {
    let text = Small.pipe(
      "a",
      #"{"InputTemplate": "secret", "StepFunctionStateMachineParameters": {"InvocationType": "FIRE_AND_FORGET"}}"#
    )
    #expect(
      try Reading(["x.json": text]).body(arn, "target")
        == #"{"arn":"\#(Small.arn("ecs", "cluster/main"))","invocation":"FIRE_AND_FORGET","roleArn":"arn:r"}"#
    )
  }

  @Test(
    "whose target cannot be told is noted",
    arguments: [
      (#"{"Target": "arn:t", "TargetParameters": []}"#, "TargetParameters is not an object"),
      (#"{"Target": {}, "DesiredState": "RUNNING"}"#, "Target is not a text"),
      (
        #"{"Target": "arn:t", "TargetParameters": {"EcsTaskParameters": 1}}"#,
        "EcsTaskParameters is not an object"
      ),
    ])
  func malformed(_ text: String, _ note: String) throws {
    let reading = try Reading(["x.json": #"{"Arn": "\#(arn)", "# + text.dropFirst()])
    #expect(reading.errors.map(\.text).contains { $0.hasPrefix(note) })
    #expect(reading.arns(.pipe).isEmpty)
  }
}

import Importers
import Testing

@testable import Importers

/// A value and what is kept of it.
struct Secret: CustomTestStringConvertible {
  var text: String
  var kept: String
  var name = ""
  var testDescription: String { text }

  init(_ text: String, _ kept: String, name: String = "") {
    self.text = text
    self.kept = kept
    self.name = name
  }
}

@Suite("A value that may be a secret")
struct RedactionTests {
  @Test(
    "is kept only if its form says what it is",
    arguments: [
      Secret("hunter2", "[redacted]"), Secret("true", "[redacted]"), Secret("8080", "[redacted]"),
      Secret("", "[redacted]"),
      Secret("arn:aws:sns:r:1:t", "arn:aws:sns:r:1:t"), Secret("arn:aws:sns:r:1:t x", "[redacted]"),
      Secret("arn:x", "[redacted]"),
      Secret("https://a.example:8443", "https://a.example:8443"),
      Secret("https://u:p@a.example/x?token=s#f", "https://a.example"),
      Secret("https://hooks.example/services/T0/B0/s3cr3t", "https://hooks.example"),
      Secret(
        "https://sqs.eu-west-1.amazonaws.com/1/q?x=y", "https://sqs.eu-west-1.amazonaws.com/1/q"),
      Secret("http://169.254.170.23/v1/credentials", "http://169.254.170.23/v1/credentials"),
      Secret("redis://:pw@cache:6379/0", "redis://cache:6379"),
      Secret("postgres://u:pa/ss@host/db", "[redacted]"),
      Secret("postgres://u:12/ss@host/db", "[redacted]"),
      Secret("jdbc:mysql://h/db?password=x", "[redacted]"),
      Secret("mongodb://a:1,b:2/db", "[redacted]"),
      Secret("http://[fe80::1]:80/x", "http://[fe80::1]:80"),
      Secret(
        "10.0.0.0/8,.internal,169.254.170.2", "10.0.0.0/8,.internal,169.254.170.2", name: "NO_PROXY"
      ),
      Secret("10.0.0.0/8,.internal", "[redacted]", name: "HOSTS"),
      Secret("{% $states.input.x %}", "{% $states.input.x %}"),
      Secret("{% 'secret' & $x %}", "{% '[redacted]' & $x %}"),
      Secret("{% ['secret'] %}", "{% ['[redacted]'] %}"),
      Secret("{% $a ? 'secret' : \"s\" %}", "{% $a ? '[redacted]' : \"[redacted]\" %}"),
      Secret(
        "{% {'Cluster': 'main', 'Name': 'secret'} %}",
        "{% {'Cluster': '[redacted]', 'Name': '[redacted]'} %}"),
      Secret("{% $match($x, /secret/) %}", "{% $match($x, /[redacted]/) %}"),
      Secret("{%/secret/%}", "{%/[redacted]/%}"),
      Secret("{% /* secret */ $x / 2 %}", "{%   $x / 2 %}"),
      Secret("{% /*/ secret */ $x %}", "{%   $x %}"), Secret("{% $x /* secret %}", "{% $x  "),
      Secret("{% 12345678 + $a[0] %}", "{% '[redacted]' + $a[0] %}"),
      Secret("{% 'it\\'s secret' %}", "{% '[redacted]' %}"),
      Secret("{% 'secret %}", "{% '[redacted]'"),
    ])
  func value(_ secret: Secret) {
    #expect(Redaction.value(secret.text, named: secret.name) == secret.kept)
  }

  @Test(
    "and a reference keeps its structure only",
    arguments: [
      Secret("$.a.b[0]", "$.a.b[0]"), Secret("$$.Execution.Id", "$$.Execution.Id"),
      Secret("$x", "$x"), Secret("$['a b'].c", "$['a b'].c"),
      Secret("$.a[?(@.b=='secret')]", "$.a[?(@.b=='[redacted]')]"),
      Secret("States.Format('secret {}', $.a)", "States.Format('[redacted]', $.a)"),
      Secret(
        "States.Format('arn:aws:ecs:r:1:task-definition/{}', $.f)",
        "States.Format('arn:aws:ecs:r:1:task-definition/{}', $.f)"),
      Secret("States.Array('it\\'s', 'b')", "States.Array('[redacted]', '[redacted]')"),
      Secret("secret", "[redacted]"),
    ])
  func reference(_ secret: Secret) {
    #expect(Redaction.reference(secret.text) == secret.kept)
  }

  @Test(
    "and a reference to a name keeps what the name is made of",
    arguments: [
      Secret("$.a[?(@.b=='secret')]", "$.a[?(@.b=='[redacted]')]"),
      Secret("States.Format('app-{}', $.a)", "States.Format('app-{}', $.a)"),
      Secret(
        "States.Format( 'a-{}-{}', 'secret', States.Format('secret', $.a))",
        "States.Format( 'a-{}-{}', '[redacted]', States.Format('[redacted]', $.a))"),
      Secret("States.Format($.a, 'secret')", "States.Format($.a, '[redacted]')"),
      Secret("States.Array('secret')", "States.Array('[redacted]')"),
    ])
  func nameReference(_ secret: Secret) {
    #expect(Redaction.nameReference(secret.text) == secret.kept)
  }

  @Test(
    "and an expression of a name keeps the name, if it is one",
    arguments: [
      Secret("{% 'app' %}", "{% 'app' %}"), Secret("{%\"app\"%}", "{%\"app\"%}"),
      Secret("{% 'secret' & 'secret' %}", "{% '[redacted]' & '[redacted]' %}"),
      Secret(
        "{% $x = 'secret' ? 'a' : 'b' %}", "{% $x = '[redacted]' ? '[redacted]' : '[redacted]' %}"),
      Secret("{% 'arn:aws:ecs:r:1:cluster/' & $x %}", "{% 'arn:aws:ecs:r:1:cluster/' & $x %}"),
      Secret("main", "main"), Secret("https://u:p@h/x", "https://h/x"),
    ])
  func name(_ secret: Secret) {
    #expect(Redaction.name(secret.text) == secret.kept)
  }

  @Test(
    "and of a tag keeps what does not look like a credential",
    arguments: [
      Secret("shop", "shop", name: "team"),
      Secret("billing and payments/europe-west 2", "billing and payments/europe-west 2"),
      Secret("ana@example.com", "ana@example.com", name: "owner"),
      Secret("6f1c9d1e-7d5a-4f0e-9d55-0f3f6f1d2c3b", "6f1c9d1e-7d5a-4f0e-9d55-0f3f6f1d2c3b"),
      Secret("hunter2", "[redacted]", name: "db-password"),
      Secret("hunter2", "[redacted]", name: "ApiKey"),
      Secret("AKIAIOSFODNN7EXAMPLE", "[redacted]"),
      Secret("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "[redacted]"),
      Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "[redacted]"),
      Secret("https://u:p@h.example/x?q=1", "https://h.example/x"),
    ])
  func tag(_ secret: Secret) {
    #expect(Redaction.tag(secret.text, named: secret.name) == secret.kept)
  }

  @Test(
    "and a template keeps names, placeholders and ARNs",
    arguments: [
      Secret(
        #"{"a": "<x>", "b": <y>, "c": "s", "d": [1, true]}"#,
        #"{"a": "<x>", "b": <y>, "c": "[redacted]", "d": [1, true]}"#),
      Secret(
        #"{"a": "arn:aws:iam::1:role/r", "b": "key-<x>"}"#,
        #"{"a": "arn:aws:iam::1:role/r", "b": "[redacted]"}"#),
      Secret(#"secret <x>"#, "[redacted] <x>"), Secret(#"{"a": "secr"#, "[redacted]"),
    ])
  func template(_ secret: Secret) {
    #expect(InputTemplate.redacted(secret.text) == secret.kept)
  }

  @Test("and a command keeps its program")
  func command() {
    #expect(
      Redaction.command(["/bin/sh", "-c", "curl -H secret"], isProgram: true) == [
        "sh", "[redacted]", "[redacted]",
      ])
    #expect(Redaction.command(["--token=secret"], isProgram: true) == ["[redacted]"])
    #expect(Redaction.command(["secret"], isProgram: true) == ["[redacted]"])
    #expect(Redaction.command(["sh"], isProgram: false) == ["[redacted]"])
  }

  @Test(
    "loses credentials of URLs even where the text is kept",
    arguments: [
      Secret("see https://u:p@h/x?q=1 there", "see https://h/x there"), Secret("a/b:c", "a/b:c"),
      Secret("https://h", "https://h"), Secret("repo/app@sha256:0", "repo/app@sha256:0"),
    ])
  func kept(_ secret: Secret) {
    #expect(Redaction.kept(secret.text) == secret.kept)
  }
}

@Suite("A canary")
struct CanaryTests {
  static let canary = "CANARY7f3a9"

  private static let overrides = """
    {"ContainerOverrides": [{"Name": "app", "Command": ["\(canary)", "--k=\(canary)"], "Environment":
     [{"Name": "A", "Value": "\(canary)"}, {"Name": "B", "Value.$": "States.Format('\(canary){}', $.x)"},
      {"Name": "C", "Value": "https://u:\(canary)@h.example/\(canary)?t=\(canary)"}, {"Name": "D", "Value": "{% '\(canary)' %}"}],
     "TaskRoleArn": "\(canary)", "ExecutionRoleArn.$": "States.Format('\(canary){}', $.x)", "Extra": "\(canary)"}], "Unknown": "\(canary)"}
    """

  private static let states = """
    {"Comment": "\(canary)", "StartAt": "A", "States": {
     "A": {"Type": "Pass", "Comment": "\(canary)", "Result": {"k": "\(canary)"}, "Parameters": {"k": "\(canary)"},
      "Assign": {"k": "\(canary)"}, "Output": "{% '\(canary)' %}", "Next": "B"},
     "B": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {"Cluster": "c",
      "TaskDefinition": "t", "Overrides": \(overrides), "Tags": [{"Key": "k", "Value": "\(canary)"}],
      "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["s"]}}, "Password": "\(canary)"},
      "ResultSelector": {"k": "\(canary)"}, "Catch": [{"ErrorEquals": ["E"], "Next": "C", "ResultPath": "$.\(canary)"}],
      "Next": "C"},
     "C": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::aws-sdk:ecs:runTask", "Arguments":
      "{% {'Cluster': 'c', 'Overrides': {'ContainerOverrides': [{'Environment': [{'Name': 'A', 'Value': '\(canary)'}]}]}} %}"},
     "D": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload":
      {"Key": "\(canary)", "Name": "\(canary)", "list": ["\(canary)", {"Path": "\(canary)"}]}, "ClientContext": "\(canary)"}},
     "E": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": {"ApiEndpoint":
      "https://u:\(canary)@h.example/hook/\(canary)?k=\(canary)", "Headers": {"Authorization": "\(canary)"},
      "RequestBody": {"Name": "\(canary)"}, "QueryParameters": {"Key": ["\(canary)"]}}},
     "F": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"PhoneNumber": "\(canary)",
      "Message": "\(canary)", "Message.$": "States.Format('\(canary)')"}},
     "G": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": {"TableName": "t",
      "Item": {"Name": {"S": "\(canary)"}}, "Key": {"id": {"S": "\(canary)"}}}},
     "H": {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents", "Parameters": {"Entries":
      [{"EventBusName": "b", "Detail": {"Name": "\(canary)"}, "Source": "\(canary)"}]}},
     "I": {"Type": "Choice", "Choices": [{"Variable": "$.x", "StringEquals": "\(canary)", "Next": "A"},
      {"Condition": "{% $x = '\(canary)' %}", "Next": "A"}]},
     "J": {"Type": "Fail", "Cause": "\(canary)", "Error": "\(canary)"},
     "K": {"Type": "Map", "ItemSelector": {"k": "\(canary)"}, "Items": ["\(canary)"], "ItemReader": {"Resource":
      "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "VersionId": "\(canary)"}}},
     "L": "\(canary)", "M": {"Type": {"k": "\(canary)"}, "Next": ["\(canary)"], "Choices": "\(canary)"}}}
    """

  private static var files: [String: String] {
    let target = """
      {"Id": "1", "Arn": "\(Small.arn("ecs", "cluster/c"))", "EcsParameters": {"TaskDefinitionArn": "arn:t",
       "Tags": [{"Key": "k", "Value": "\(canary)"}]}, "Input": \(Small.quoted(overrides.lowercased().replacing(canary.lowercased(), with: canary))),
       "InputTransformer": {"InputTemplate": \(Small.quoted(#"{"a": "\#(canary)", "b": "x<\#(canary) y>"}"#))}}
      """
    let loose = """
      {"Id": "2", "Arn": "arn:aws:sqs:r:1:q", "Input": "\(canary)", "InputTransformer": {"InputTemplate": "\(canary)"},
       "HttpParameters": {"HeaderParameters": {"k": "\(canary)"}}}
      """
    let broken = #"{"Id": "3", "Arn": "\#(Small.arn("ecs", "cluster/c"))", "Input": "\#(canary)"}"#
    let universal = """
      {"Arn": "arn:aws:scheduler:::aws-sdk:ecs:runTask", "Input": \(Small.quoted(#"{"Overrides": \#(overrides), "x": "\#(canary)"}"#))}
      """
    let container = """
      [{"name": "app", "image": "https://u:\(canary)@repo.example/app?t=\(canary)", "entryPoint": ["\(canary)"],
       "command": ["sh", "-c", "\(canary)"], "environment": [{"name": "A", "value": "\(canary)"},
       {"name": "B", "value": "postgres://u:\(canary)@db/\(canary)"}], "healthCheck": {"command": ["\(canary)"]},
       "dockerLabels": {"k": "\(canary)"}, "logConfiguration": {"logDriver": "splunk", "options":
       {"splunk-token": "\(canary)", "splunk-url": "https://u:\(canary)@h"}}, "firelensConfiguration": {"type": "fluentbit",
       "options": {"config-file-value": "/x", "k": "\(canary)"}}, "extraHosts": [{"hostname": "\(canary)"}]},
       {"name": "b", "command": ["\(canary)"]}]
      """
    return [
      "\(Small.regional)/ecs/describe-task-definition/a.json": Small.taskDefinition(
        "a", 1, containers: container),
      "\(Small.regional)/stepfunctions/describe-state-machine/a.json": Small.stateMachine(
        "a", states),
      "\(Small.regional)/events/list-targets-by-rule/default/r.json":
        #"{"Targets": [\#(target), \#(loose), \#(broken)]}"#,
      "\(Small.regional)/scheduler/get-schedule/default/s.json": Small.schedule(
        "s", target: universal, more: #", "Description": "\#(canary)""#),
      "\(Small.regional)/scheduler/get-schedule/default/t.json": Small.schedule(
        "t", target: target),
      "\(Small.regional)/ecs/describe-services.json":
        #"{"services": [{"serviceArn": "\#(Small.arn("ecs", "service/c/s"))", "events": [{"message": "\#(canary)"}]}]}"#,
      "\(Small.account)/iam.json": Small.details(
        Small.role("a", Small.noPolicies + #", "Description": "\#(canary)""#)),
      "\(Small.account)/errors.tsv":
        "ap-northeast-1/ecs/x.json\t1\tcannot reach https://u:\(canary)@h/?t=\(canary)\n",
    ]
  }

  @Test("in every place where a secret may stand is in no reading and no note")
  func canary() throws {
    let reading = try Reading(Self.files)
    let bodies = reading.readings.flatMap(\.aspects).map { "\($0.name) \($0.body)" }
    #expect(bodies.filter { $0.contains(Self.canary) } == [])
    #expect(
      reading.summary.notes.map { "\($0.text) \($0.hint)" }.filter {
        $0.contains(Self.canary)
      }
        == [])
    #expect(Set(reading.readings.map(\.kind)).count == 6)
  }
}

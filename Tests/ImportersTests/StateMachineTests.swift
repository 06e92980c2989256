import Importers
import Testing

@Suite("A state machine")
struct StateMachineTests {
  private let arn = Small.arn("states", "stateMachine:a")

  private func definition(_ text: String) throws -> (body: String?, notes: [ImportNote]) {
    let reading = try Reading(["x.json": Small.stateMachine("a", text)])
    return (reading.body(arn, "definition"), reading.summary.notes)
  }

  @Test("keeps what starts tasks and in which order, and no data")
  func kept() throws {
    let text = """
      {"Comment": "c", "StartAt": "P", "States": {"P": {"Type": "Parallel", "Next": "M", "ResultPath": null,
       "Branches": [{"StartAt": "R", "States": {"R": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync",
       "Parameters": {"Cluster": "c", "TaskDefinition.$": "$.td", "Overrides": {"ContainerOverrides": [{"Name": "n",
       "Command": ["secret", "{% $states.input.x %}"], "Environment": [{"Name": "E", "Value.$": "$.e"}]}]}},
       "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3}], "End": true}}}]},
       "M": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "S",
       "States": {"S": {"Type": "Succeed", "Output": {"a": "secret"}}}}, "ItemReader": {"Resource":
       "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV"}, "Parameters": {"Bucket": "b", "Key.$": "$.k"}},
       "Label": "l", "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"And": [{"Variable": "$.a", "StringEquals":
       "secret"}], "Next": "P"}, {"Condition": "{% $x = 'secret' %}", "Next": "P"}], "Default": "P"}}}
      """
    let (body, notes) = try definition(text)
    #expect(notes.isEmpty)
    #expect(
      body == """
        {"StartAt":"P","States":{"C":{"Choices":[{"And":[{"Variable":"$.a"}],"Next":"P"},{"Condition":\
        "{% $x = '[redacted]' %}","Next":"P"}],"Default":"P","Type":"Choice"},"M":{"ItemProcessor":{"ProcessorConfig":\
        {"Mode":"DISTRIBUTED"},"StartAt":"S","States":{"S":{"Type":"Succeed"}}},"ItemReader":{"Parameters":{"Bucket":\
        "b"},"Resource":"arn:aws:states:::s3:getObject"},"Next":"C","Type":"Map"},"P":\
        {"Branches":[{"StartAt":"R","States":{"R":{"End":true,"Parameters":{"Cluster":"c","Overrides":\
        {"ContainerOverrides":[{"Command":["[redacted]","{% $states.input.x %}"],"Environment":[{"Name":"E","Value.$":\
        "$.e"}],"Name":"n"}]},"TaskDefinition.$":"$.td"},"Resource":"arn:aws:states:::ecs:runTask.sync","Retry":\
        [{"ErrorEquals":["States.ALL"]}],"Type":"Task"}}}],"Next":"M","Type":"Parallel"}}}
        """)
  }

  @Test("keeps of other requests the names and no payload")
  func integrations() throws {
    let text = """
      {"StartAt": "L", "States": {"L": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters":
       {"FunctionName": "f", "Payload": {"Name": "secret", "to": "arn:aws:sns:r:1:t", "n": 5}, "Qualifier.$": "$.q",
       "InvocationType": "Event"}, "End": true}}}
      """
    #expect(
      try definition(text).body == """
        {"StartAt":"L","States":{"L":{"End":true,"Parameters":{"FunctionName":"f","Qualifier.$":"$.q"},"Resource":\
        "arn:aws:states:::lambda:invoke","Type":"Task"}}}
        """)
  }

  @Test(
    "that is no proper definition keeps its shape, so that the fault is seen",
    arguments: [
      (#"{"StartAt": {"a": "secret"}, "States": 7}"#, #"{"StartAt":{},"States":7}"#),
      (#"{"States": {"A": "secret", "B": ["secret"]}}"#, #"{"States":{"A":"[redacted]","B":[]}}"#),
      (
        #"{"States": {"A": {"Type": "Task", "Parameters": "secret"}}}"#,
        #"{"States":{"A":{"Parameters":"[redacted]","Type":"Task"}}}"#
      ),
    ])
  func malformed(_ text: String, _ body: String) throws {
    #expect(try definition(text).body == body)
  }

  @Test(
    "without a readable definition is null, with a note that says where",
    arguments: [
      "", "nonsense", "[]", #"{"a": "#,
    ])
  func unreadable(_ text: String) throws {
    let (body, notes) = try definition(text)
    #expect(body == "null")
    #expect(notes.map(\.severity) == [.error])
    #expect(notes.first?.pointer == "/definition")
  }

  @Test("keeps how it runs, and no date")
  func machine() throws {
    let reading = try Reading(["x.json": Small.stateMachine("a", "{}")])
    #expect(
      reading.body(arn, "machine") == """
        {"logging":{"level":"OFF"},"name":"a","roleArn":"arn:aws:iam::111122223333:role/sfn","status":"ACTIVE",\
        "tracing":false,"type":"STANDARD"}
        """)
  }
}

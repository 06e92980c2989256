import StatesLanguage
import Testing

@Suite("A Task state")
struct TaskStateTests {
  @Test(
    "names the role that its credentials give",
    arguments: [
      ("null", Scalar.absent), ("{}", .absent), (#"{"RoleArn": "r"}"#, .fixed("r")),
      (#"{"RoleArn.$": "$.r"}"#, .dynamic("$.r")),
      (
        #"{"RoleArn.$": "States.Format('arn:aws:iam::{}:role/r', $.a)"}"#,
        .pattern("arn:aws:iam::*:role/r")
      ),
      (#"{"RoleArn": "{% $r %}"}"#, .dynamic("{% $r %}")),
      (#""{% $c %}""#, .dynamic("{% $c %}")),
    ])
  func credentials(_ credentials: String, _ role: Scalar) throws {
    let state = try taskState(#"{"Type": "Task", "Credentials": \#(credentials)}"#)
    #expect(state.credentialsRole == role)
  }

  @Test("says whether it waits for ever")
  func timeouts() throws {
    let none = try taskState(#"{"Type": "Task"}"#)
    #expect(none.credentialsRole == .absent)
    #expect(!none.hasTimeout && !none.hasHeartbeat)
    let fixed = try taskState(#"{"Type": "Task", "TimeoutSeconds": 1, "HeartbeatSeconds": 1}"#)
    #expect(fixed.hasTimeout && fixed.hasHeartbeat)
    let path = try taskState(
      #"{"Type": "Task", "TimeoutSecondsPath": "$.t", "HeartbeatSecondsPath": "$.h"}"#)
    #expect(path.hasTimeout && path.hasHeartbeat)
  }

  @Test("says whether it passes the task token on", arguments: TokenVector.all)
  func taskToken(_ vector: TokenVector) throws {
    #expect(try taskState(vector.state).taskTokenIsPassed == vector.isPassed)
  }
}

struct TokenVector: CustomTestStringConvertible, Sendable {
  let state: String
  let isPassed: Bool?
  var testDescription: String { state }

  static let all = [
    TokenVector(environment: #""Value.$": "$$.Task.Token""#, true),
    TokenVector(environment: #""Value.$": "States.Format('t={}', $$.Task.Token)""#, true),
    TokenVector(environment: #""Value.$": "$.date""#, false),
    TokenVector(environment: #""Value.$": "$$""#, nil),
    TokenVector(environment: #""Value.$": "$$.Task""#, nil),
    TokenVector(environment: #""Value": "$$.Task.Token""#, false),
    TokenVector(environment: #""Value": "{% $states.context.Task.Token %}""#, true),
    TokenVector(environment: #""Value": "{% $states.input.token %}""#, false),
    TokenVector(environment: #""Value": "{% $string($states.context) %}""#, nil),
    TokenVector(environment: #""Value": "$states.context.Task.Token""#, false),
    TokenVector(#""Parameters": {}"#, false),
    TokenVector(#""Parameters": {"TaskToken.$": "$$.Task.Token"}"#, false),
    TokenVector(#""Parameters": {"Overrides.$": "$.o"}"#, nil),
    TokenVector(#""Comment": """#, nil),
    TokenVector(
      #""InputPath": "$$.Task", "Parameters": {"Overrides": {"A.$": "$.Token"}}"#, nil),
  ]

  init(_ members: String, _ isPassed: Bool?) {
    state = #"{"Type": "Task", \#(members)}"#
    self.isPassed = isPassed
  }

  /// A state that overrides one environment variable.
  init(environment: String, _ isPassed: Bool?) {
    let containers = #"[{"Name": "app", "Environment": [{"Name": "TOKEN", \#(environment)}]}]"#
    self.init(#""Parameters": {"Overrides": {"ContainerOverrides": \#(containers)}}"#, isPassed)
  }
}

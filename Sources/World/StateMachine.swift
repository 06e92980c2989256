import JSON
import StatesLanguage

/// A state machine as it is written down.
struct StateMachine {
  var id: Int64
  var arn: String
  var account: String
  var region: String
  var partition: String
  /// Its own role.
  var role: Scalar
  var definition: StateMachineDefinition
  /// Whether a state of it starts tasks.
  var startsTasks: Bool
  /// Whether it writes its executions to CloudWatch Logs.
  var logs: Bool
  /// Whether it sends traces to X-Ray.
  var traces: Bool

  init(
    _ resource: Inventory.Resource, partition: String, _ machine: JSONNode?,
    _ definition: StateMachineDefinition
  ) {
    id = resource.id
    arn = resource.arn
    account = resource.account
    region = resource.region
    self.partition = partition
    role = machine?["roleArn"]?.string.map(Scalar.fixed) ?? .absent
    self.definition = definition
    startsTasks = definition.taskStates.contains { $0.integration?.startsTasks == true }
    logs = machine?["logging"]?["level"]?.string.map { $0 != "OFF" } ?? false
    traces = machine?["tracing"]?.bool ?? false
  }

  /// The state machines that it starts, as far as they are written down.
  var children: [Scalar] {
    definition.taskStates.compactMap { state in
      guard let integration = state.integration, integration.action == "startExecution",
        integration.service == "states" || integration.service == "sfn"
      else { return nil }
      return state.arguments["StateMachineArn"].scalar
    }
  }
}

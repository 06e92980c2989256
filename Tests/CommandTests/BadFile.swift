import JSON
import Testing

/// One bad file, or one bad item, in an export that is good otherwise.
struct BadFile: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// What the note's file ends in.
  var file: String
  /// What its pointer begins with; nil if it needs none.
  var pointer: String?
  /// What its text holds.
  var text: String
  var spoil: @Sendable (Export) throws -> Void

  init(
    _ description: String, file: String, pointer: String? = nil, text: String,
    _ spoil: @escaping @Sendable (Export) throws -> Void
  ) {
    testDescription = description
    self.file = file
    self.pointer = pointer
    self.text = text
    self.spoil = spoil
  }

  static let all = [
    BadFile(
      "malformed JSON", file: Export.stateMachine, pointer: "/stateMachineArn",
      text: "not valid JSON"
    ) { try $0.replace(Export.stateMachine, with: "{\"stateMachineArn\": \"arn:") },
    BadFile("a wrong top-level shape", file: Export.stateMachine, text: "not an export") {
      try $0.replace(Export.stateMachine, with: "[{\"name\": \"nightly-report\"}]")
    },
    BadFile(
      "JSON nested 100,000 deep", file: Export.stateMachine, pointer: "/0/0", text: "nested"
    ) {
      try $0.replace(Export.stateMachine, with: String(repeating: "[", count: 100_000))
    },
    BadFile(
      "a definition nested 100,000 deep", file: Export.stateMachine, pointer: "/definition",
      text: "nested"
    ) { try $0.replaceDefinition(String(repeating: "[", count: 100_000)) },
    BadFile(
      "a definition that is no JSON", file: Export.stateMachine, pointer: "/definition",
      text: "not JSON"
    ) { try $0.replaceDefinition("StartAt: WriteReport") },
    BadFile(
      "a definition that starts nowhere", file: Export.stateMachine, pointer: "/",
      text: "not valid Amazon States Language"
    ) { try $0.changeDefinition { $0.replacing("\"StartAt\": \"W", with: "\"StartAt\": \"V") } },
    BadFile(
      "a state of an unknown type", file: Export.stateMachine, pointer: "/", text: "Chore"
    ) { try $0.changeDefinition { $0.replacing("\"Task\"", with: "\"Chore\"") } },
    BadFile(
      "a state that is no object", file: Export.stateMachine, pointer: "/",
      text: "not valid Amazon States Language"
    ) {
      try $0.replaceDefinition("{\"StartAt\": \"A\", \"States\": {\"A\": 7}}")
    },
    BadFile(
      "a policy that is no JSON", file: Export.iam, pointer: "/RoleDetailList/", text: "policy"
    ) { try $0.addPolicy("{\"Version\": \"2012-10-17\", \"Statement\": [") },
    BadFile("a policy without a valid Effect", file: Export.iam, pointer: "/", text: "Effect") {
      try $0.addPolicy([
        "Version": "2012-10-17",
        "Statement": [["Effect": "Maybe", "Action": "*", "Resource": "*"]],
      ])
    },
  ]
}

import JSON
import StatesLanguage
import Testing

@Suite("A state machine definition")
struct StateMachineDefinitionTests {
  @Test("yields the Task states nested in it, in the order of the document")
  func nesting() throws {
    let definition = try StateMachineDefinition(
      node(
        """
        {"StartAt": "First", "States": {
          "First": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask", "Next": "Each"},
          "Each": {"Type": "Map", "ItemProcessor": {"StartAt": "Both", "States": {
            "Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Run", "States": {"Run": {"Type": "Task", "Resource": "r", "End": true}}},
              {"StartAt": "Run", "States": {
                "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Run"},
                "Run": {"Type": "Task", "Resource": "r", "End": true}}}]},
            "After": {"Type": "Task", "Resource": "r", "End": true}}}, "Next": "Old"},
          "Old": {"Type": "Map", "Iterator": {"StartAt": "Inner", "States": {
            "Inner": {"Type": "Map", "ItemProcessor": {"StartAt": "Run", "States": {
              "Run": {"Type": "Task", "Resource": "r", "End": true}}}, "End": true}}}, "Next": "Last"},
          "Last": {"Type": "Task", "Resource": "r", "End": true}}}
        """))
    #expect(
      definition.taskStates.map(\.locator) == [
        "First", "Each/Both[0]/Run", "Each/Both[1]/Run", "Each/After", "Old/Inner/Run", "Last",
      ])
    #expect(
      definition.taskStates.map(\.pointer) == [
        "/States/First",
        "/States/Each/ItemProcessor/States/Both/Branches/0/States/Run",
        "/States/Each/ItemProcessor/States/Both/Branches/1/States/Run",
        "/States/Each/ItemProcessor/States/After",
        "/States/Old/Iterator/States/Inner/ItemProcessor/States/Run",
        "/States/Last",
      ])
  }

  @Test(
    "leaves the names of states as they are",
    arguments: [
      "a/b", "a~b", "<script>alert(1)</script>", "two\nlines\r\n", "| **b** `x`", "", "[1]/Run",
      "\u{202E}\u{0}", "日本語",
    ])
  func hostileNames(name: String) throws {
    let task: JSONValue = ["Type": "Task", "Resource": "r", "End": true]
    let text = JSONValue.object(["StartAt": .string(name), "States": .object([name: task])])
      .canonical()
    let state = try #require(StateMachineDefinition(node(text)).taskStates.first)
    #expect(Array(state.locator.utf8) == Array(name.utf8))
    let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
    #expect(Array(state.pointer.utf8) == Array("/States/\(escaped)".utf8))
  }

  @Test("starts its pointers at itself, wherever it lies in a document")
  func pointersWithinADocument() throws {
    let document = try node(
      """
      {"old": [null, {"StartAt": "A", "States": {"A": {"Type": "Task"}}}]}
      """)
    let inner = try #require(document["old"]?.elements.first { $0.isObject })
    let definition = try StateMachineDefinition(inner)
    #expect(definition.taskStates.map(\.pointer) == ["/States/A"])
    #expect(definition.notes.map(\.pointer) == ["/States/A"])
  }

  @Test("is read however deeply it is nested")
  func depth() throws {
    let levels = 5_000
    let open = #"{"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":"#
    let text =
      String(repeating: open, count: levels)
      + #"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"r"}}}"#
      + String(repeating: "}}}", count: levels)
    let root = try JSONDocument(Array(text.utf8), depthLimit: 100_000).root
    let states = try StateMachineDefinition(root).taskStates
    #expect(states.count == 1)
    #expect(states.first?.locator.utf8.count == 2 * levels + 1)
  }

  @Test("is refused with place and reason where it is no state machine", arguments: Invalid.all)
  func invalid(_ invalid: Invalid) throws {
    let root = try node(invalid.definition)
    let error = #expect(throws: StatesLanguageError.self) { try StateMachineDefinition(root) }
    #expect(error?.pointer == invalid.pointer)
    #expect(error?.reason == invalid.reason)
    #expect(error?.hint.isEmpty == false)
  }

  @Test("notes what is only half understood", arguments: HalfUnderstood.all)
  func notes(_ half: HalfUnderstood) throws {
    let definition = try StateMachineDefinition(
      node(#"{"StartAt": "A", "States": {"A": \#(half.state)}}"#))
    #expect(definition.notes.map(\.description) == half.notes)
  }

  @Test("takes the query language of each state from the nearest place that names one")
  func queryLanguages() throws {
    let definition = try StateMachineDefinition(
      node(
        """
        {"StartAt": "A", "QueryLanguage": "JSONata", "States": {
          "A": {"Type": "Task", "Resource": "r", "Arguments": {}},
          "B": {"Type": "Task", "Resource": "r", "QueryLanguage": "JSONPath"},
          "C": {"Type": "Task", "Resource": "r", "Parameters": {}},
          "D": {"Type": "Map", "ItemProcessor": {"StartAt": "E", "States": {
            "E": {"Type": "Task", "Resource": "r"}}}},
          "F": {"Type": "Map", "ItemProcessor": {"QueryLanguage": "JSONPath", "StartAt": "G", "States": {
            "G": {"Type": "Task", "Resource": "r"}}}}}}
        """))
    #expect(
      definition.taskStates.map(\.queryLanguage) == [
        .jsonata, .jsonPath, .jsonPath, .jsonata, .jsonPath,
      ])
  }
}

struct Invalid: CustomTestStringConvertible, Sendable {
  let definition: String
  let pointer: String
  let reason: String

  var testDescription: String { reason + " at " + pointer }

  static let all = [
    Invalid("[]", "", "a state machine definition is an object"),
    Invalid(#""{}""#, "", "a state machine definition is an object"),
    Invalid("null", "", "a state machine definition is an object"),
    Invalid("{}", "", "there is no States"),
    Invalid(#"{"StartAt": "A", "states": {}}"#, "", "there is no States"),
    Invalid(#"{"StartAt": "A", "States": []}"#, "/States", "States is not an object"),
    Invalid(#"{"StartAt": "A", "States": {}}"#, "/StartAt", "StartAt names no state"),
    Invalid(#"{"States": {"A": {"Type": "Pass"}}}"#, "", "there is no StartAt"),
    Invalid(#"{"StartAt": 1, "States": {}}"#, "/StartAt", "StartAt is not a string"),
    Invalid(
      #"{"StartAt": "B", "States": {"A": {"Type": "Pass"}}}"#, "/StartAt", "StartAt names no state"),
    Invalid(state: "[]", "", "a state is an object"),
    Invalid(state: "{}", "", "the state has no Type"),
    Invalid(state: #"{"Type": 1}"#, "", "the state has no Type"),
    Invalid(state: #"{"Type": "Parallel"}"#, "", "the Parallel state has no Branches"),
    Invalid(
      state: #"{"Type": "Parallel", "Branches": {}}"#, "/Branches", "Branches is not a list"),
    Invalid(
      state: #"{"Type": "Parallel", "Branches": ["A"]}"#, "/Branches/0",
      "a branch or item processor is an object"),
    Invalid(
      state: #"{"Type": "Parallel", "Branches": [{"StartAt": "A"}]}"#, "/Branches/0",
      "there is no States"),
    Invalid(
      state: #"{"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": 1}}]}"#,
      "/Branches/0/States/A", "a state is an object"),
    Invalid(state: #"{"Type": "Map"}"#, "", "the Map state has no ItemProcessor"),
    Invalid(
      state: #"{"Type": "Map", "Iterator": []}"#, "/Iterator",
      "a branch or item processor is an object"),
    Invalid(
      state: #"{"Type": "Map", "ItemProcessor": {"StartAt": "X", "States": {"A": {}}}}"#,
      "/ItemProcessor/StartAt", "StartAt names no state"),
  ]

  init(_ definition: String, _ pointer: String, _ reason: String) {
    self.definition = definition
    self.pointer = pointer
    self.reason = reason
  }

  /// A definition whose second state is this one.
  init(state: String, _ pointer: String, _ reason: String) {
    self.init(
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass"}, "B/C": \#(state)}}"#,
      "/States/B~1C" + pointer, reason)
  }
}

struct HalfUnderstood: CustomTestStringConvertible, Sendable {
  let state: String
  let notes: [String]

  var testDescription: String { state }

  static let all = [
    HalfUnderstood(state: #"{"Type": "Succeed"}"#, notes: []),
    HalfUnderstood(
      state: #"{"Type": "Task", "Resource": "arn:aws:states:::sns:publish"}"#, notes: []),
    HalfUnderstood(
      state: #"{"Type": "Loop"}"#,
      notes: [#"at /States/A: the Type "Loop" is not known; states nested in it are not read"#]),
    HalfUnderstood(
      state: #"{"Type": "Task"}"#,
      notes: ["at /States/A: the Task state has no Resource; what it calls is not known"]),
    HalfUnderstood(
      state: #"{"Type": "Task", "Resource": "${Function}"}"#,
      notes: [#"at /States/A/Resource: the Resource "${Function}" is not known"#]),
    HalfUnderstood(
      state: #"{"Type": "Task", "Resource": {}}"#,
      notes: ["at /States/A/Resource: the Resource {…} is not known"]),
    HalfUnderstood(
      state: #"{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ecs:runTask.sync"}"#,
      notes: [
        "at /States/A/Resource: an aws-sdk integration has no .sync; Step Functions refuses this state"
      ]),
    HalfUnderstood(
      state: """
        {"Type": "Map", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass"}}}, "Iterator": {}}
        """,
      notes: [
        "at /States/A/Iterator: the Map state has an ItemProcessor too; its Iterator is not read"
      ]),
    HalfUnderstood(
      state: """
        {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "QueryLanguage": "XPath"}
        """,
      notes: [
        #"at /States/A/QueryLanguage: the QueryLanguage "XPath" is not known; arguments are not read"#
      ]),
  ]
}

/// The value that a text consists of.
func node(_ text: String) throws -> JSONNode { try JSONDocument(text: text).root }

/// The Task state of that text, alone in a definition.
func taskState(_ text: String) throws -> TaskState {
  let definition = try StateMachineDefinition(
    node(#"{"StartAt": "Run", "States": {"Run": \#(text)}}"#))
  return try #require(definition.taskStates.first)
}

import StatesLanguage
import Testing

@Suite("An argument")
struct ArgumentTests {
  @Test("is fixed, a pattern, dynamic or absent", arguments: ScalarVector.all)
  func scalars(_ vector: ScalarVector) throws {
    let arguments = Argument(try node(vector.arguments), vector.syntax)
    #expect(arguments["Key"].scalar == vector.scalar)
  }

  @Test("made by States.Format is the pattern of its template", arguments: FormatVector.all)
  func format(_ vector: FormatVector) throws {
    let arguments = Argument(try node("{\"Key.$\": \(vector.quoted)}"), .statesLanguage)
    #expect(arguments["Key"].scalar == vector.scalar ?? .dynamic(vector.expression))
  }

  @Test("is found whatever the case of its name, the right case first", arguments: CaseVector.all)
  func casing(_ vector: CaseVector) throws {
    let arguments = Argument(try node(vector.arguments), .statesLanguage)
    #expect(arguments[vector.name].scalar == vector.scalar)
  }

  @Test("that is dynamic holds nothing but dynamic values")
  func dynamicStructures() throws {
    let arguments = Argument(
      try node(#"{"A.$": "$.a", "B": "{% $b %}", "C": [], "D": "text", "E": null}"#),
      .statesLanguage)
    #expect(arguments["A"]["X"]["Y"].scalar == .dynamic("$.a"))
    #expect(arguments["B"]["X"].scalar == .dynamic("{% $b %}"))
    #expect(arguments["C"]["X"].scalar.kind == "dynamic")
    #expect(arguments["D"]["X"].scalar.kind == "dynamic")
    #expect(arguments["E"]["X"].scalar == .absent)
    #expect(arguments["F"]["X"].scalar == .absent)
    #expect(arguments["A"].elements.map(\.scalar) == .dynamic("$.a"))
    #expect(arguments["C"].elements.map(\.scalar) == .fixed([]))
    #expect(arguments["D"].elements.kind == "dynamic")
    #expect(arguments["F"].elements.kind == "absent")
    #expect(arguments["A"].presence == .dynamic("$.a"))
    #expect(arguments["C"].presence == .empty)
    #expect(arguments["F"].presence == .absent)
  }

  @Test("made by States.Format as a structure holds nothing but dynamic values")
  func formattedStructures() throws {
    let arguments = Argument(
      try node(#"{"A.$": "States.Format('a{}', $.b)"}"#), .statesLanguage)
    #expect(arguments["A"]["TaskRoleArn"].scalar.kind == "dynamic")
    #expect(arguments["A"].presence.kind == "dynamic")
  }

  @Test("given as a scalar has the word of its case, and a value")
  func kinds() {
    let scalars: [Scalar] = [.fixed("a"), .pattern("a*"), .dynamic("$.a"), .absent]
    #expect(scalars.map(\.kind) == ["static", "pattern", "dynamic", "absent"])
    #expect(scalars.map(\.fixedValue) == ["a", nil, nil, nil])
    #expect(scalars.map(\.value) == ["a", "a*", "$.a", nil])
  }
}

extension ArgumentList where Element == Argument {
  fileprivate func map(_ transform: (Argument) -> Scalar) -> ArgumentList<Scalar> {
    switch self {
    case .absent: .absent
    case .fixed(let values): .fixed(values.map(transform))
    case .dynamic(let why): .dynamic(why)
    }
  }
}

struct ScalarVector: CustomTestStringConvertible, Sendable {
  let arguments: String
  let syntax: ArgumentSyntax
  let scalar: Scalar

  init(_ arguments: String, in syntax: ArgumentSyntax = .statesLanguage, _ scalar: Scalar) {
    self.arguments = arguments
    self.syntax = syntax
    self.scalar = scalar
  }

  var testDescription: String { "\(arguments) in \(syntax)" }

  static let all = [
    ScalarVector(#"{"Key": "text"}"#, .fixed("text")),
    ScalarVector(#"{"Key": "[redacted]"}"#, .fixed("[redacted]")),
    ScalarVector(#"{"Key": "$.text"}"#, .fixed("$.text")),
    ScalarVector(#"{"Key": ""}"#, .fixed("")),
    ScalarVector(#"{"Key": 12}"#, .fixed("12")),
    ScalarVector(#"{"Key": true}"#, .fixed("true")),
    ScalarVector(#"{"Key": null}"#, .absent),
    ScalarVector("{}", .absent),
    ScalarVector(#"{"Key.$": "$.a"}"#, .dynamic("$.a")),
    ScalarVector(#"{"Key.$": "$"}"#, .dynamic("$")),
    ScalarVector(#"{"Key.$": "$$.Execution.Id"}"#, .dynamic("$$.Execution.Id")),
    ScalarVector(#"{"Key.$": "$variable"}"#, .dynamic("$variable")),
    ScalarVector(#"{"Key.$": "States.UUID()"}"#, .dynamic("States.UUID()")),
    ScalarVector(#"{"Key.$": "[redacted]"}"#, .dynamic("[redacted]")),
    ScalarVector(
      #"{"Key.$": ["a"]}"#, .dynamic("the value of a name that ends in .$ is not a path")),
    ScalarVector(
      #"{"Key.$": null}"#, .dynamic("the value of a name that ends in .$ is not a path")),
    ScalarVector(#"{"Key": "a", "Key.$": "$.a"}"#, .dynamic("$.a")),
    ScalarVector(#"{"Key": "{% $states.input.a %}"}"#, .dynamic("{% $states.input.a %}")),
    ScalarVector(#"{"Key": "{%%}"}"#, .dynamic("{%%}")),
    ScalarVector(#"{"Key": "{%}"}"#, .fixed("{%}")),
    ScalarVector(#"{"Key": " {% $a %}"}"#, .fixed(" {% $a %}")),
    ScalarVector(#"{"Key": "{%\u0301 $a %}"}"#, .dynamic("{%\u{301} $a %}")),
    ScalarVector(#"{"Key": "{% 'text' %}"}"#, .fixed("text")),
    ScalarVector(#"{"Key": "{%'text'%}"}"#, .fixed("text")),
    ScalarVector(#"{"Key": "{% \"text\" %}"}"#, .fixed("text")),
    ScalarVector(#"{"Key": "{% '' %}"}"#, .fixed("")),
    ScalarVector(#"{"Key": "{% ' %}"}"#, .dynamic("{% ' %}")),
    ScalarVector(#"{"Key": "{% 'a' & 'b' %}"}"#, .dynamic("{% 'a' & 'b' %}")),
    ScalarVector(#"{"Key": "{% 'a\\n' %}"}"#, .dynamic(#"{% 'a\n' %}"#)),
    ScalarVector(#"{"Key": "{% 2 %}"}"#, .dynamic("{% 2 %}")),
    ScalarVector(#"{"Key": {}}"#, .dynamic("an object stands where a single value belongs")),
    ScalarVector(#"{"Key": ["a"]}"#, .dynamic("a list stands where a single value belongs")),
    ScalarVector(#""{% $merge([$a, $b]) %}""#, .dynamic("{% $merge([$a, $b]) %}")),
    ScalarVector(#"[]"#, .dynamic("something else stands where an object belongs")),
    ScalarVector(#""text""#, .dynamic("something else stands where an object belongs")),
    ScalarVector(#"{"Key": "{% $a %}"}"#, in: .literal, .fixed("{% $a %}")),
    ScalarVector(#"{"Key.$": "$.a"}"#, in: .literal, .absent),
    ScalarVector(#"{"Key": "$.a"}"#, in: .literal, .fixed("$.a")),
    ScalarVector(#"{"Key": "<a>"}"#, in: .literal, .fixed("<a>")),
    ScalarVector(#"{"Key": "$.detail.a"}"#, in: .eventPaths, .dynamic("$.detail.a")),
    ScalarVector(#"{"Key": "$a"}"#, in: .eventPaths, .fixed("$a")),
    ScalarVector(
      #"{"Key": "<aws.scheduler.execution-id>"}"#, in: .angleBrackets,
      .dynamic("<aws.scheduler.execution-id>")),
    ScalarVector(#"{"Key": "role/<env>-<name>x"}"#, in: .angleBrackets, .pattern("role/*-*x")),
    ScalarVector(#"{"Key": "role/<env><name>"}"#, in: .angleBrackets, .pattern("role/*")),
    ScalarVector(#"{"Key": "a < b > c <"}"#, in: .angleBrackets, .fixed("a < b > c <")),
    ScalarVector(#"{"Key": "a <b"}"#, in: .angleBrackets, .fixed("a <b")),
  ]
}

struct FormatVector: CustomTestStringConvertible, Sendable {
  let expression: String
  /// nil for the expression itself, dynamic.
  let scalar: Scalar?

  var testDescription: String { expression }
  var quoted: String {
    "\"\(expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  init(_ expression: String, _ scalar: Scalar?) {
    self.expression = expression
    self.scalar = scalar
  }

  static let all = [
    FormatVector(
      "States.Format('arn:aws:ecs:eu-west-1:1:task-definition/fam:{}', $.r)",
      .pattern("arn:aws:ecs:eu-west-1:1:task-definition/fam:*")),
    FormatVector("States.Format('{}-{}-x', $.a, $.b)", .pattern("*-*-x")),
    FormatVector("States.Format('a{}{}b', $.a, $.b)", .pattern("a*b")),
    FormatVector("States.Format( 'a{}' , $.a )", .pattern("a*")),
    FormatVector("States.Format('plain')", .fixed("plain")),
    FormatVector("States.Format('')", .fixed("")),
    FormatVector(#"States.Format('it\'s \{\} \\ {}', $.a)"#, .pattern(#"it's {} \ *"#)),
    FormatVector("States.Format('a{}', States.Format('{}', $.b, $.c))", .pattern("a*")),
    FormatVector("States.Format('a{}', States.ArrayGetItem($.b, 0))", .pattern("a*")),
    FormatVector("States.Format('a{}', $['x,y'])", .pattern("a*")),
    FormatVector(#"States.Format('a{}', 'it\'s, (')"#, .pattern("a*")),
    FormatVector("States.Format('{}', $.a)", nil),
    FormatVector("States.Format('{}{}', $.a, $.b)", nil),
    FormatVector("States.Format($.template, $.a)", nil),
    FormatVector("States.Format($.template)", nil),
    FormatVector("States.Format()", nil),
    FormatVector("States.Format(", nil),
    FormatVector("States.Format('a{}'", nil),
    FormatVector("States.Format('a{}', $.a", nil),
    FormatVector("States.Format('a{}', $.a) x", nil),
    FormatVector("States.Format('a{}', 'b", nil),
    FormatVector("States.Format('a{}')", nil),
    FormatVector("States.Format('a', $.a)", nil),
    FormatVector("States.Format('a{b}', $.a)", nil),
    FormatVector("States.Format('a}', $.a)", nil),
    FormatVector(#"States.Format('a\n{}', $.a)"#, nil),
    FormatVector("States.Format('a" + "\\", nil),
    FormatVector("States.Format ('a{}', $.a)", nil),
    FormatVector("States.FormatX('a{}', $.a)", nil),
  ]
}

struct CaseVector: CustomTestStringConvertible, Sendable {
  let arguments: String
  let name: String
  let scalar: Scalar

  init(_ arguments: String, _ name: String, _ scalar: Scalar) {
    self.arguments = arguments
    self.name = name
    self.scalar = scalar
  }

  var testDescription: String { arguments }

  static let all = [
    CaseVector(#"{"taskDefinition": "a"}"#, "TaskDefinition", .fixed("a")),
    CaseVector(#"{"TASKDEFINITION.$": "$.a"}"#, "TaskDefinition", .dynamic("$.a")),
    CaseVector(#"{"taskDefinition": "a", "TaskDefinition": "b"}"#, "TaskDefinition", .fixed("b")),
    CaseVector(#"{"TaskDefinition": "b", "taskDefinition": "a"}"#, "TaskDefinition", .fixed("b")),
    CaseVector(
      #"{"TaskDefinition": "b", "taskDefinition.$": "$.a"}"#, "TaskDefinition", .fixed("b")),
    CaseVector(
      #"{"taskDefinition": "b", "taskdefinition.$": "$.a"}"#, "TaskDefinition", .dynamic("$.a")),
    CaseVector(#"{"Cluster": "a", "Cluster": "b"}"#, "Cluster", .fixed("b")),
    CaseVector(#"{"T\u0061gs": "a"}"#, "Tags", .fixed("a")),
    CaseVector(#"{"ta@k": "a"}"#, "TA`K", .absent),
    CaseVector(#"{"Cluster ": "a"}"#, "Cluster", .absent),
  ]
}

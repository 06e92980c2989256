import Importers
import TestSupport
import Testing

/// A text that is no proper export, and the note it must give.
struct BadText: CustomTestStringConvertible {
  var testDescription: String
  var text: String
  var says: String
  var line: Int?
  var pointer: String?
  var hint = ""
}

@Suite("Bad input")
struct BadInputTests {
  private static let good = #"{"Role": \#(Small.role("good"))}"#

  static let texts: [BadText] = [
    BadText(
      testDescription: "an empty file", text: "", says: "empty", line: 1, hint: "export it again"),
    BadText(testDescription: "white space", text: " \n\n", says: "empty", line: 1),
    BadText(
      testDescription: "a text that was cut off", text: "{\n\"Roles\": [\n{\"Arn\": \"",
      says: "ends within a string",
      line: 3, pointer: "/Roles/0/Arn", hint: "cut off"),
    BadText(
      testDescription: "YAML", text: "Roles:\n- Arn: x\n", says: "a value is expected", line: 1,
      hint: "--output json"),
    BadText(
      testDescription: "100,000 levels", text: String(repeating: "[", count: 100_000),
      says: "nested more than", line: 1, hint: "limited to 512"),
    BadText(
      testDescription: "a definition of 600 levels",
      text: Small.stateMachine("a", String(repeating: "[", count: 600)), says: "nested more than",
      line: 2, pointer: "/definition", hint: "limited to 512"),
    BadText(
      testDescription: "a list that is an object", text: "{\n\"RoleDetailList\": {}}",
      says: "RoleDetailList is not a list", line: 2, pointer: "/RoleDetailList",
      hint: "aws iam get-account-authorization-details --output json"),
    BadText(
      testDescription: "policies that are no list",
      text: Small.details(
        Small.role("a", #", "RolePolicyList": {}, "AttachedManagedPolicies": []"#)),
      says: "RolePolicyList is not a list", line: 4, pointer: "/RoleDetailList/0/RolePolicyList",
      hint: "aws iam get-account-authorization-details --output json"),
    BadText(
      testDescription: "a policy without its ARN",
      text: Small.details(
        Small.role(
          "a", #", "RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyName": "p"}]"#)),
      says: "PolicyArn is missing", line: 4,
      pointer: "/RoleDetailList/0/AttachedManagedPolicies/0", hint: "--query"),
    BadText(
      testDescription: "a boundary without its ARN",
      text: Small.details(Small.role("a", Small.noPolicies + #", "PermissionsBoundary": "p""#)),
      says: "PermissionsBoundaryArn is missing", line: 4,
      pointer: "/RoleDetailList/0/PermissionsBoundary", hint: "--query"),
    BadText(
      testDescription: "a role without its inline policies",
      text: Small.details(Small.role("a", #", "AttachedManagedPolicies": []"#)),
      says: "RolePolicyList is missing", line: 1, pointer: "/RoleDetailList/0", hint: "--query"),
    BadText(
      testDescription: "a role without its managed policies",
      text: Small.details(Small.role("a", #", "RolePolicyList": []"#)),
      says: "AttachedManagedPolicies is missing", line: 1, pointer: "/RoleDetailList/0",
      hint: "--query"),
    BadText(
      testDescription: "policies that are null",
      text: Small.details(
        Small.role("a", #", "RolePolicyList": null, "AttachedManagedPolicies": []"#)),
      says: "RolePolicyList is not a list", line: 4, pointer: "/RoleDetailList/0/RolePolicyList"),
    BadText(
      testDescription: "roles that are null", text: "{\n\"RoleDetailList\": null}",
      says: "RoleDetailList is not a list", line: 2, pointer: "/RoleDetailList"),
    BadText(
      testDescription: "tags that are no list",
      text: Small.details(Small.role("a", Small.noPolicies + #", "Tags": {}"#)),
      says: "Tags is not a list", line: 4, pointer: "/RoleDetailList/0/Tags"),
    BadText(
      testDescription: "a tag without a value",
      text: Small.details(Small.role("a", Small.noPolicies + #", "Tags": [{"Key": "team"}]"#)),
      says: "a Key and a Value", line: 4, pointer: "/RoleDetailList/0/Tags/0"),
    BadText(
      testDescription: "a schedule whose target has no ARN",
      text: """
        {"Arn": "\(Small.arn("scheduler", "schedule/default/a"))", "ScheduleExpression": "rate(1 day)",
         "GroupName": "default", "Target": {"Arn": 7}}
        """,
      says: "Arn is missing", line: 2, pointer: "/Target", hint: "aws scheduler get-schedule"),
    BadText(
      testDescription: "a task definition that is a list", text: #"{"taskDefinition": []}"#,
      says: "taskDefinition is not an object", line: 1, pointer: "/taskDefinition",
      hint: "aws ecs describe-task-definition --output json"),
    BadText(
      testDescription: "an account that is none", text: "{\"UserId\": \"A\",\n\"Account\": \"x\"}",
      says: "12 digits", line: 2, pointer: "/Account", hint: "aws sts get-caller-identity"),
    BadText(
      testDescription: "an element without ARN", text: "{\"Roles\": [\n{\"RoleName\": \"a\"}]}",
      says: "Arn is missing", line: 2, pointer: "/Roles/0", hint: "--query"),
    BadText(
      testDescription: "a role whose ARN is a user's",
      text: #"{"Role": {"Arn": "arn:aws:iam::111122223333:user/a"}}"#,
      says: "“arn:aws:iam::111122223333:user/a” is not an ARN like", line: 1, pointer: "/Role/Arn"),
    BadText(
      testDescription: "a list of names", text: #"{"taskDefinitionArns": ["a:1"]}"#,
      says: "“a:1” is not an ARN", line: 1, pointer: "/taskDefinitionArns/0"),
    BadText(
      testDescription: "a second value behind the first", text: "{\"Roles\": []}\n{\"Roles\": [",
      says: "ends too early", line: 2),
    BadText(
      testDescription: "a null byte", text: "\u{0}{}", says: "UTF-16", line: 1, hint: "PowerShell"),
  ]

  @Test("is noted with its place, and the other files are read", arguments: texts)
  func noted(_ bad: BadText) throws {
    let reading = try Reading(["a/bad.json": bad.text, "b/good.json": Self.good])
    #expect(reading.arns(.role).contains(Small.arn("iam", "role/good")))
    let note = try #require(reading.errors.first)
    #expect(reading.errors.count == 1)
    #expect(note.file == "a/bad.json")
    #expect(note.text.contains(bad.says))
    #expect(note.line == bad.line)
    if bad.pointer != nil { #expect(note.pointer == bad.pointer) }
    #expect(!note.hint.isEmpty)
    #expect(note.hint.contains(bad.hint) || bad.hint.isEmpty, "\(note.hint)")
  }

  @Test("ends a strict reading at the first file", arguments: texts)
  func strict(_ bad: BadText) throws {
    let error = #expect(throws: ImportError.self) {
      try Reading(["a/bad.json": bad.text, "b/good.json": Self.good], strict: true)
    }
    #expect(error?.path == "a/bad.json")
    #expect(error?.line == bad.line)
  }

  static let shapes: [BadText] = [
    BadText(testDescription: "a list", text: "\n[{\"name\": \"x\"}, {\"name\": \"y\"}]", says: ""),
    BadText(testDescription: "an empty list", text: "[]", says: ""),
    BadText(testDescription: "a text", text: "\"text\"", says: ""),
    BadText(testDescription: "another object", text: "{\"foo\": 1}", says: ""),
  ]

  @Test(
    "of another shape than its path says is an error, and its scope incomplete", arguments: shapes)
  func shape(_ bad: BadText) throws {
    let folder = "\(Small.regional)/stepfunctions"
    let good = Small.stateMachine(
      "good", #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#)
    let list =
      #"{"stateMachines": [{"stateMachineArn": "\#(Small.arn("states", "stateMachine:good"))"}]}"#
    let reading = try Reading([
      "\(folder)/list-state-machines.json": list,
      "\(folder)/describe-state-machine/good.json": good,
      "\(folder)/describe-state-machine/x.json": bad.text,
    ])
    let note = try #require(reading.errors.first)
    #expect(reading.summary.notes == [note])
    #expect(note.file == "\(folder)/describe-state-machine/x.json")
    #expect(note.text == "not an export of aws stepfunctions describe-state-machine")
    #expect(note.line == 1)
    #expect(note.pointer == "")
    #expect(note.hint.contains("--query"))
    #expect(reading.coverage(.stateMachine)?.complete == false)
    #expect(reading.coverage(.stateMachine)?.why?.contains("x.json could not be read") == true)
  }

  @Test(
    "that decides whom a task runs as, or where, leaves the revision undescribed",
    arguments: [
      ("taskRoleArn", "[]"), ("taskRoleArn", "{\"x\": 7}"), ("executionRoleArn", "true"),
      ("networkMode", "7"), ("status", "[]"),
      ("status", "\"active\""), ("compatibilities", "[[]]"),
      ("requiresCompatibilities", "\"EC2\""), ("containerDefinitions", "{}"),
    ])
  func taskDefinition(_ member: String, _ value: String) throws {
    let arn = Small.arn("ecs", "task-definition/app:1")
    let folder = "\(Small.regional)/ecs"
    let reading = try Reading([
      "\(folder)/list-task-definitions.ACTIVE.json": "{\"taskDefinitionArns\": [\"\(arn)\"]}",
      "\(folder)/describe-task-definition/app__1.json":
        "{\"taskDefinition\": {\"taskDefinitionArn\": \"\(arn)\",\n\"\(member)\": \(value)}}",
    ])
    let note = try #require(reading.errors.first)
    #expect(note.line == 2)
    #expect(note.pointer?.hasPrefix("/taskDefinition/\(member)") == true)
    #expect(reading.body(arn, "definition") == nil)
    #expect(reading.coverage(.taskDefinition)?.complete == false)
  }

  @Test("that hides what a trigger starts leaves the trigger undescribed")
  func target() throws {
    for more in [#""RoleArn": []"#, #""EcsParameters": "x""#] {
      let arn = Small.arn("scheduler", "schedule/default/a")
      let target = "{\"Arn\": \"\(Small.arn("ecs", "cluster/main"))\", \(more)}"
      let reading = try Reading([
        "\(Small.regional)/scheduler/list-schedules.json":
          "{\"Schedules\": [{\"Arn\": \"\(arn)\"}]}",
        "\(Small.regional)/scheduler/get-schedule/default/a.json": """
        {"Arn": "\(arn)", "ScheduleExpression": "rate(1 day)", "GroupName": "default", "Target": \(target)}
        """,
      ])
      let note = try #require(reading.errors.first)
      #expect(note.pointer?.hasPrefix("/Target/") == true)
      #expect(reading.body(arn, "target") == nil)
      #expect(reading.coverage(.schedule)?.complete == false)
    }
  }

  @Test(
    "that no parser has to see leaves its scope incomplete, too",
    arguments: ["", " \n", "\u{0}{}"])
  func unparsed(_ text: String) throws {
    let reading = try Reading([
      "\(Small.regional)/stepfunctions/list-state-machines.json": #"{"stateMachines": []}"#,
      "\(Small.regional)/stepfunctions/describe-state-machine/x.json": text,
    ])
    #expect(reading.errors.count == 1)
    #expect(reading.coverage(.stateMachine)?.why?.contains("x.json could not be read") == true)
  }

  @Test("leaves the rest of its file to be read")
  func rest() throws {
    let text = "{\"Roles\": [\(Small.role("a")), {}, 7, \(Small.role("b"))]}"
    let reading = try Reading(["x.json": text])
    #expect(reading.arns(.role) == [Small.arn("iam", "role/a"), Small.arn("iam", "role/b")])
    #expect(reading.errors.map(\.pointer) == ["/Roles/1", "/Roles/2"])
  }

  @Test("that is all there is throws what is wrong with it")
  func alone() throws {
    let cut = #expect(throws: ImportError.self) { try Reading(["x.json": "{"]) }
    #expect(cut?.description.hasPrefix("x.json:1") == true)
    #expect(throws: ImportError.nothingRecognised(paths: [""])) {
      try Reading(["x.json": "{}", "y.txt": "hello"])
    }
  }

  @Test("of one source of several is an error that does not stop the others")
  func sources() throws {
    let reading = try Reading(
      ExportReader([
        .texts(name: "empty", files: [:]), .texts(name: "full", files: ["x.json": Self.good]),
      ]))
    #expect(reading.arns(.role).count == 1)
    #expect(reading.errors.map(\.file) == ["empty"])
    #expect(reading.readings.map(\.file) == ["full/x.json"])
  }

  @Test(
    "that is one of several sources is noted once",
    arguments: [("{\"Roles\": [", "not valid JSON"), ("{}", "an export that rolecall reads")])
  func source(_ text: String, _ says: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "bad.json")
    let sources: [ExportSource] = [.texts(name: "", files: ["x.json": Self.good]), .path(file)]
    let reading = try Reading(ExportReader(sources))
    #expect(reading.summary.notes.map(\.file) == [file])
    #expect(reading.errors.map { $0.text.contains(says) } == [true])
    #expect(reading.errors.first?.hint.isEmpty == false)
    let error = #expect(throws: ImportError.self) {
      try Reading(ExportReader(sources, strict: true))
    }
    #expect(error?.path == file)
  }
}

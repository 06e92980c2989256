import Audit
import Findings
import Importers
import JSON
import Testing

@Suite("An audit of what is not well-formed")
struct BadInputTests {
  private let identities = "111122223333/global/iam-get-account-authorization-details.json"

  @Test("notes a policy that is none with its place, and answers its questions with unknown")
  func policy() throws {
    let account = SmallAccount(policy: [
      "Version": "2012-10-17",
      "Statement": [["Effect": "Perhaps", "Action": "*", "Resource": "*"]],
    ])
    let outcome = try Nights().audit(account)
    let note = try #require(outcome.report.notes.first)
    #expect(outcome.isIncomplete)
    #expect(note.isError)
    #expect(note.file == "export/" + identities)
    #expect(note.line ?? 0 > 1)
    #expect(note.pointer?.hasSuffix("/Statement/0/Effect") == true, "\(note.pointer ?? "")")
    #expect(note.text.contains("start"), "\(note.text)")
    #expect(outcome.report.notes.count == 1)
    #expect(Set(outcome.report.findings.map(\.verdict)) == [.unknown])
    #expect(outcome.report.lines(.new).filter { $0.hasPrefix("passrole.undecided") }.count == 4)
  }

  @Test(
    "notes a definition that is not Amazon States Language, and goes on with the other machines",
    arguments: [
      #"{"StartAt": "Run", "States": {"Run": 7}}"#, #"{"StartAt": "Run"}"#, #"{"States": []}"#,
      #"[]"#, #"not JSON"#, "",
    ])
  func statesLanguage(_ definition: String) throws {
    var account = SmallAccount(policy: SmallAccount.passing("other-*"))
    account.definitions["nightly"] = definition
    let outcome = try Nights().audit(account)
    let note = try #require(outcome.report.notes.first)
    #expect(outcome.isIncomplete)
    #expect(note.isError)
    #expect(note.file.hasSuffix("describe-state-machine/nightly.json"), "\(note.file)")
    #expect(note.pointer != nil || note.line != nil)
    #expect(
      outcome.report.lines(.new) == ["passrole.no-allow weekly", "passrole.no-allow weekly"])
  }

  @Test("does not resolve the findings of a machine whose definition became unreadable")
  func unreadableLater() throws {
    var account = SmallAccount(policy: SmallAccount.passing("other-*"))
    let nights = try Nights()
    try nights.audit(account)
    for definition in ["not JSON", #"{"StartAt": "Run", "States": {"Run": 7}}"#] {
      account.definitions["nightly"] = definition
      let report = try nights.audit(account).report
      #expect(report.summary.resolved == 0, "\(definition)")
      #expect(
        report.lines(.notEvaluated) == ["passrole.no-allow nightly", "passrole.no-allow nightly"])
    }
  }

  /// An account whose execution role may do what the application should.
  private var misplaced: SmallAccount {
    var account = SmallAccount()
    account.executionPolicy = [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Effect": "Allow", "Action": "lambda:InvokeFunction",
          "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:app",
        ]
      ],
    ]
    return account
  }

  private static let placement = "role-placement/application-permission-is-on-the-task-role"

  @Test(
    "passes nothing on an execution role with a policy that is none, and resolves nothing for it",
    arguments: [
      [:], ["x": 7], ["Version": "7", "Statement": []],
      ["Statement": [["Effect": nil, "Action": "lambda:InvokeFunction", "Resource": "*"]]],
    ] as [JSONValue])
  func executionPolicy(_ policy: JSONValue) throws {
    var account = misplaced
    let nights = try Nights()
    #expect(
      try nights.audit(account).report.lines(.new).filter { $0.hasPrefix("placement.") }
        == ["placement.execution-role app:1"])
    account.executionPolicy = policy
    let outcome = try nights.audit(account)
    #expect(outcome.isIncomplete)
    #expect(outcome.report.notes.map(\.file) == ["export/" + identities])
    #expect(outcome.report.lines(.notEvaluated) == ["placement.execution-role app:1"])
    #expect(outcome.report.summary.resolved == 0)
    #expect(outcome.report.run.evaluated[Self.placement]?.pass == 0)
  }

  @Test("notes a policy of AWS's own that is none in the account that uses it")
  func policyOfAWS() throws {
    let arn = "arn:aws:iam::aws:policy/Odd"
    var account = misplaced
    account.executionPolicies = [arn]
    account.managed = [
      [
        "PolicyName": "Odd", "Arn": .string(arn), "DefaultVersionId": "v1",
        "PolicyVersionList": [["VersionId": "v1", "Document": ["Statement": "all of it"]]],
      ]
    ]
    let outcome = try Nights().audit(account)
    #expect(outcome.isIncomplete)
    #expect(outcome.report.notes.map { $0.text.hasPrefix(arn) } == [true])
    #expect(outcome.report.run.evaluated[Self.placement]?.pass == 0)
  }

  @Test("notes a file that is not JSON and reads the others, or stops there if it is to be strict")
  func malformed() throws {
    var account = SmallAccount()
    account.more["eu-west-1/events/list-rules/default.json"] = "{\"Rules\": [\n  oops\n]}"
    let nights = try Nights()
    let outcome = try nights.audit(account)
    let note = try #require(outcome.report.notes.first { $0.isError })
    #expect(outcome.isIncomplete)
    #expect(note.file.hasSuffix("events/list-rules/default.json"))
    #expect(note.line == 2)
    #expect(outcome.report.run.evaluated["passrole/caller-may-pass-role"]?.pass == 4)

    let before = try nights.dump("import")
    let auditor = Auditor(nights.store, nights.library, now: Nights.day(9), tool: "test")
    #expect(throws: ImportError.self) {
      try auditor.importExports([account.source], strict: true)
    }
    #expect(try nights.dump("import") == before)
  }

  @Test("leaves the record as it was when nothing given is an export")
  func nothing() throws {
    let nights = try Nights()
    #expect(throws: ImportError.self) {
      try nights.audit(.texts(name: "export", files: ["a.json": "{}", "b.txt": "text"]))
    }
    #expect(try nights.dump("import").isEmpty)
    #expect(try nights.dump("run").isEmpty)
    #expect(try nights.dump("document").isEmpty)
  }
}

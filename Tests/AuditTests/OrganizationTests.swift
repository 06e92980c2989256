import Audit
import Findings
import Importers
import JSON
import Testing

@Suite("An account under service control policies")
struct OrganizationTests {
  private static let account = SmallAccount().account
  private static let everything =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#

  /// The files of the organization, by path below the account: one policy, attached to the account and to the root.
  private static var whole: [String: JSONValue] {
    let place = "arn:aws:organizations::999999999999"
    let policy: JSONValue = [
      "Id": "p-full", "Name": "full", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false,
      "Arn": .string("\(place):policy/o-exampleorg/service_control_policy/p-full"),
    ]
    return [
      "describe-organization": [
        "Organization": [
          "Id": "o-exampleorg", "Arn": .string("\(place):organization/o-exampleorg"),
          "MasterAccountId": "999999999999",
        ]
      ],
      "list-roots": [
        "Roots": [
          [
            "Id": "r-ex01", "Arn": .string("\(place):root/o-exampleorg/r-ex01"), "Name": "Root",
            "PolicyTypes": [["Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"]],
          ]
        ]
      ],
      "list-parents/\(account)": ["Parents": [["Id": "r-ex01", "Type": "ROOT"]]],
      "list-policies": ["Policies": [policy]],
      "describe-policy/p-full": [
        "Policy": ["PolicySummary": policy, "Content": .string(everything)]
      ],
      "list-targets-for-policy/p-full": [
        "Targets": [
          [
            "TargetId": "r-ex01", "Type": "ROOT",
            "Arn": .string("\(place):root/o-exampleorg/r-ex01"),
          ],
          [
            "TargetId": .string(account), "Type": "ACCOUNT",
            "Arn": .string("\(place):account/o-exampleorg/\(account)"),
          ],
        ]
      ],
    ]
  }

  private func audit(
    _ files: [String: JSONValue]
  ) throws -> (outcome: Auditor.Outcome, needs: Set<String>) {
    var account = SmallAccount()
    for (name, value) in files {
      account.more["global/organizations/\(name).json"] = value.pretty()
    }
    let nights = try Nights()
    let outcome = try nights.audit(account)
    return (outcome, Set(try nights.needs("pass-role")))
  }

  private func assumesNone(_ outcome: Auditor.Outcome) -> Bool {
    outcome.report.run.assumptions.contains { $0.contains("service control") }
  }

  @Test("that are known is judged by them")
  func known() throws {
    let (outcome, needs) = try audit(Self.whole)
    #expect(needs == ["allowed -"])
    #expect(outcome.report.findings.isEmpty)
    #expect(!assumesNone(outcome))
  }

  @Test("of which nothing was exported is taken for free of them, and the report says so")
  func none() throws {
    let (outcome, needs) = try audit([:])
    #expect(needs == ["allowed -"])
    #expect(assumesNone(outcome))
  }

  struct Gap: CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout [String: JSONValue]) -> Void
  }

  @Test(
    "of which a part is missing is not judged",
    arguments: [
      Gap(testDescription: "the parent") { $0["list-parents/\(account)"] = nil },
      Gap(testDescription: "the end of the list of policies") {
        $0["list-policies"] = cut($0["list-policies"])
      },
      Gap(testDescription: "the end of a list of targets") {
        $0["list-targets-for-policy/p-full"] = cut($0["list-targets-for-policy/p-full"])
      },
      Gap(testDescription: "a list of targets") { $0["list-targets-for-policy/p-full"] = nil },
      Gap(testDescription: "a document") { $0["describe-policy/p-full"] = nil },
    ])
  func partial(_ gap: Gap) throws {
    var files = Self.whole
    gap.change(&files)
    let (outcome, needs) = try audit(files)
    #expect(needs == ["unknown document-missing"])
    #expect(outcome.report.lines(.new).contains("passrole.undecided nightly"))
    #expect(!assumesNone(outcome))
  }

  private static func cut(_ page: JSONValue?) -> JSONValue {
    var members = page?.object ?? [:]
    members["NextToken"] = "more"
    return .object(members)
  }

  @Test("one of which is no policy is not judged, and the report says where it is wrong")
  func invalid() throws {
    var files = Self.whole
    var policy = files["describe-policy/p-full"]?["Policy"]?.object ?? [:]
    policy["Content"] = #"{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps"}]}"#
    files["describe-policy/p-full"] = ["Policy": .object(policy)]
    let (outcome, needs) = try audit(files)
    #expect(needs == ["unknown document-missing"])
    #expect(outcome.isIncomplete)
    let wrong = outcome.report.notes.filter(\.isError)
    let note = try #require(wrong.first)
    #expect(note.file.hasSuffix("describe-policy/p-full.json"))
    #expect(note.pointer?.contains("/Statement/0") == true, "\(note)")
    #expect(note.hint?.isEmpty == false)
  }
}

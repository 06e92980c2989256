import Importers
import Testing

@Suite("An organization")
struct OrganizationTests {
  static let folder = "111122223333/global/organizations"

  static var files: [String: String] {
    let policy =
      #"{"Id": "p-1", "Arn": "arn:aws:organizations::9:policy/o-1/service_control_policy/p-1", "Name": "n", "Type": "SERVICE_CONTROL_POLICY"}"#
    return [
      "\(folder)/describe-organization.json":
        #"{"Organization": {"Id": "o-1", "Arn": "arn:aws:organizations::9:organization/o-1", "MasterAccountId": "999988887777"}}"#,
      "\(folder)/list-policies.json": #"{"Policies": [\#(policy)]}"#,
      "\(folder)/describe-policy/p-1.json":
        #"{"Policy": {"PolicySummary": \#(policy), "Content": "{\"Version\": \"2012-10-17\"}"}}"#,
      "\(folder)/list-targets-for-policy/p-1.json": #"{"Targets": []}"#,
      "\(folder)/list-parents/111122223333.json":
        #"{"Parents": [{"Id": "ou-1", "Type": "ORGANIZATIONAL_UNIT"}]}"#,
      "\(folder)/list-parents/ou-1.json": #"{"Parents": [{"Id": "r-1", "Type": "ROOT"}]}"#,
    ]
  }

  @Test("is read as the account that exported it sees it")
  func whole() throws {
    let reading = try Reading(Self.files)
    #expect(reading.errors.isEmpty)
    #expect(reading.readings.allSatisfy { $0.account == "111122223333" && $0.region.isEmpty })
    #expect(reading.body("o-1/p-1", "targets") == "[]")
    #expect(
      reading.body("111122223333", "parent") == #"{"id":"ou-1","type":"ORGANIZATIONAL_UNIT"}"#)
    #expect(
      reading.body("arn:aws:organizations::9:policy/o-1/service_control_policy/p-1", "content")
        == #"{"Version":"2012-10-17"}"#)
    #expect(
      reading.body("arn:aws:organizations::9:organization/o-1", "organization")
        == #"{"id":"o-1","managementAccount":"999988887777"}"#)
    #expect(
      reading.coverage(.organization)
        == Coverage(
          scope: Scope(account: "111122223333", region: "", kind: "organization"), complete: true,
          count: 1))
  }

  @Test(
    "is incomplete without one of its parts",
    arguments: [
      ("describe-organization.json", "the organization was not described"),
      ("describe-policy/p-1.json", "listed but not described: p-1"),
      ("list-targets-for-policy/p-1.json", "without what they are attached to: p-1"),
      ("list-parents/ou-1.json", "the parent of ou-1 was not exported"),
      ("list-policies.json", "no list of policies of type SERVICE_CONTROL_POLICY was exported"),
    ])
  func missing(_ file: String, _ why: String) throws {
    var files = Self.files
    files["\(Self.folder)/\(file)"] = nil
    let coverage = try #require(try Reading(files).coverage(.organization))
    #expect(!coverage.complete)
    #expect(coverage.why?.contains(why) == true)
  }

  @Test("that may not be read is incomplete, and that is no fault of the export")
  func denied() throws {
    let message = "An error occurred (AccessDeniedException) when calling DescribeOrganization"
    let reading = try Reading([
      "111122223333/global/x.json": Small.details(Small.role("a", Small.noPolicies)),
      "111122223333/errors.tsv":
        "global/organizations/describe-organization.json\t254\t\(message)\n",
    ])
    #expect(reading.errors.isEmpty)
    #expect(reading.summary.notes.count == 1)
    #expect(reading.coverage(.organization)?.why?.contains("call failed: \(message)") == true)
    #expect(reading.coverage(.role)?.complete == true)
  }
}

import Testing

@testable import Importers

@Suite("A policy document")
struct PolicyTests {
  static let document =
    #"{"Version":"2012-10-17","Statement":{"Action":["s3:b","s3:a"],"Effect":"Allow"}}"#
  static let canonical =
    #"{"Statement":{"Action":["s3:a","s3:b"],"Effect":"Allow"},"Version":"2012-10-17"}"#

  /// Percent-encodes all that is not a letter or a digit.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return byte < 0x30 || byte > 0x39 && byte | 0x20 < 0x61 || byte | 0x20 > 0x7A
        ? "%" + (digits.count == 1 ? "0" : "") + digits : String(UnicodeScalar(byte))
    }.joined()
  }

  @Test(
    "is read in every form",
    arguments: [
      document, Small.quoted(document), Small.quoted(encoded(document)),
      Small.quoted(encoded(encoded(document))),
    ])
  func forms(_ text: String) throws {
    let role = Small.role(
      "a",
      #", "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": \#(text)}]"#
    )
    let reading = try Reading(["x.json": Small.details(role)])
    #expect(reading.errors.isEmpty)
    #expect(reading.body(Small.arn("iam", "role/a"), "inline:p") == Self.canonical)
  }

  @Test("of a name that another one has makes the role's policies unread")
  func repeated() throws {
    let policy = #"{"PolicyName": "p", "PolicyDocument": \#(Self.document)}"#
    let role = Small.role(
      "a", #", "AttachedManagedPolicies": [], "RolePolicyList": [\#(policy), \#(policy)]"#)
    let reading = try Reading(["x.json": Small.details(role)])
    #expect(reading.errors.map(\.pointer) == ["/RoleDetailList/0/RolePolicyList/1"])
    #expect(reading.body(Small.arn("iam", "role/a"), "inline:p") == Self.canonical)
    #expect(reading.body(Small.arn("iam", "role/a"), "attached") == nil)
    #expect(reading.coverage(.role)?.complete == false)
  }

  @Test(
    "that cannot be decoded is null and noted with its place",
    arguments: [
      (#""nonsense""#, "text is not JSON"), (#""[1]""#, "array, not an object"),
      (#""%7B%ZZ""#, "text is not JSON"), ("7", "an object or a string, not number"),
    ])
  func broken(_ text: String, _ reason: String) throws {
    let role = Small.role(
      "a",
      ", \"AttachedManagedPolicies\": [],\n\"RolePolicyList\": [{\"PolicyName\": \"p\",\n\"PolicyDocument\": \(text)}]"
    )
    let reading = try Reading(["x.json": Small.details(role)])
    let note = try #require(reading.errors.first)
    #expect(reading.body(Small.arn("iam", "role/a"), "inline:p") == "null")
    #expect(note.text.contains(reason))
    #expect(note.pointer == "/RoleDetailList/0/RolePolicyList/0/PolicyDocument")
    #expect(note.line == 6)
    #expect(reading.coverage(.role)?.complete == false)
  }

  @Test(
    "that cannot be decoded is noted with its place in the whole file", arguments: [1 << 20, 200])
  func place(_ page: Int) throws {
    let broken = Small.role("d", Small.noPolicies).replacing(
      #""AssumeRolePolicyDocument": {"#, with: "\n\"AssumeRolePolicyDocument\": \"%7B\", \"x\": {")
    let roles = ["a", "b", "c"].map { Small.role($0, Small.noPolicies) } + [broken]
    let sizes = ExportReader.Sizes(whole: page, page: page, window: 64)
    let files = ["x.json": Small.details(roles.joined(separator: ",\n"))]
    let reading = try Reading(
      ExportReader([.texts(name: "", files: files)], strict: false, sizes: sizes))
    let note = try #require(reading.errors.first)
    #expect(note.pointer == "/RoleDetailList/3/AssumeRolePolicyDocument")
    #expect(note.line == 1 + 3 * 4 + 3)
    #expect(note.text.contains("the policy text is not JSON"))
  }

  @Test("of a managed policy is that of its default version")
  func defaultVersion() throws {
    let arn = Small.arn("iam", "policy/p")
    func policies(_ versions: String) -> String {
      """
      {"RoleDetailList": [], "Policies": [{"PolicyName": "p", "Arn": "\(arn)", "DefaultVersionId": "v2",
        "PolicyVersionList": [\(versions)]}]}
      """
    }
    let old = #"{"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Version": "1"}}"#
    let new = #"{"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Version": "2"}}"#
    let both = try Reading(["\(Small.account)/x.json": policies("\(old), \(new)")])
    #expect(both.body(arn, "document") == #"{"Version":"2"}"#)
    let without = try Reading(["\(Small.account)/x.json": policies(old)])
    #expect(without.body(arn, "document") == nil)
    #expect(without.summary.notes.count == 1)
  }
}

@Suite("A role")
struct RoleTests {
  private let arn = Small.arn("iam", "role/a")

  @Test("has from get-account-authorization-details all that is kept, and nothing volatile")
  func details() throws {
    let role = Small.role(
      "a",
      """
      , "RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyName": "z", "PolicyArn": "arn:z"},
      {"PolicyName": "y", "PolicyArn": "arn:y"}], "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
      "PermissionsBoundaryArn": "arn:b"}, "Tags": [{"Key": "team", "Value": "x"}],
      "RoleLastUsed": {"LastUsedDate": "2026-03-01T09:00:00+00:00"}
      """)
    let reading = try Reading(["x.json": Small.details(role)])
    #expect(
      reading.readings.flatMap(\.aspects).map { "\($0.name) \($0.body)" }.sorted() == [
        #"attached ["arn:y","arn:z"]"#, #"boundary "arn:b""#,
        #"tags {"team":"x"}"#,
        #"trust {"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"states.amazonaws.com"}}],"Version":"2012-10-17"}"#,
      ])
  }

  @Test("has from get-role no policies, and from list-roles neither boundary nor tags")
  func lesser() throws {
    let get = try Reading(["x.json": #"{"Role": \#(Small.role("a"))}"#])
    #expect(
      Set(get.readings.flatMap(\.aspects).map(\.name)) == ["trust", "boundary", "tags"])
    #expect(get.body(arn, "boundary") == "null")
    let list = try Reading(["x.json": #"{"Roles": [\#(Small.role("a"))]}"#])
    #expect(Set(list.readings.flatMap(\.aspects).map(\.name)) == ["trust"])
  }

  @Test("is one of many: users and groups are read like it")
  func usersAndGroups() throws {
    let text = """
      {"UserDetailList": [{"UserName": "u", "Arn": "\(Small.arn("iam", "user/u"))", "GroupList": ["z", "b"],
        "AttachedManagedPolicies": []}],
       "GroupDetailList": [{"GroupName": "g", "Arn": "\(Small.arn("iam", "group/g"))",
        "GroupPolicyList": [{"PolicyName": "p", "PolicyDocument": {}}], "AttachedManagedPolicies": []}],
       "RoleDetailList": [], "Policies": []}
      """
    let reading = try Reading(["x.json": text])
    #expect(reading.body(Small.arn("iam", "user/u"), "groups") == #"["b","z"]"#)
    #expect(reading.body(Small.arn("iam", "group/g"), "inline:p") == "{}")
    // No account is without roles.
    let incomplete = reading.summary.coverage.filter { !$0.complete }
    #expect(incomplete.map(\.scope.kind) == ["role"])
    #expect(incomplete.first?.why == "no role was exported (--filter?)")
  }
}

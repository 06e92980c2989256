import Foundation
import Testing

/// Runs the script with the real AWS CLI against moto's server; the account is described in `seed.py`.
@Suite("An export", .serialized, .enabled(if: Tools.found, Comment(rawValue: Tools.hint)))
struct ExportTests {
  /// What the tests look at, made once: each export takes several seconds.
  private struct Exports: Sendable {
    let first: Export
    let calls: [String: String]
    let oneByOne: Export
    let again: Export
    let signedOut: Export

    init() throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: folder) }
      let account = try SeededAccount()
      let one = folder.appending(path: "one")
      first = try Export(of: account.url, into: one)
      calls = try ["ListAccountSettings", "ListRules", "ListEventBuses"].reduce(into: [:]) {
        $0[$1] = try account.tell("calls \($1)")
      }
      oneByOne = try Export(
        of: account.url, into: folder.appending(path: "two"), ["--jobs", "1", "--quiet"])
      try account.tell("change")
      again = try Export(of: account.url, into: one, ["--jobs", "3"])
      signedOut = try Export(of: account.url, into: one, signedIn: false)
    }
  }

  private static let result = Result { try Exports() }
  private let exports: Exports
  private let region = "eu-central-1"

  init() throws {
    exports = try Self.result.get()
  }

  @Test("succeeds and says how much it wrote")
  func summary() {
    #expect(exports.first.answer.status == 0)
    #expect(exports.first.answer.text.contains("exported account 123456789012 to "))
    #expect(exports.first.answer.text.contains("57 files, 2 failed calls"))
  }

  @Test("describes of each family the latest ACTIVE revision and those that something names")
  func revisions() {
    let described = exports.first.names(in: "\(region)/ecs/describe-task-definition")
    let named = ["report__2", "report__9", "import__1", "import__2", "web__1", "retired__1"]
    #expect(described == Set(named + ["report__12", "import__3", "web__2", "gone__1"]))
  }

  @Test("describes services by ten")
  func batches() {
    let files = exports.first.names(in: "\(region)/ecs/describe-services")
    let second = exports.first.text(of: "\(region)/ecs/describe-services/main/0002.json")
    #expect(files == ["main/0001", "main/0002"])
    #expect(second.components(separatedBy: "\"serviceName\"").count == 2)
  }

  @Test("turns the pages of the event buses")
  func pages() {
    #expect(exports.first.names(in: "\(region)/events/list-event-buses") == ["0001", "0002"])
    #expect(exports.calls["ListEventBuses"] == "2")
  }

  @Test("keeps the rules of each bus and the schedules of each group apart")
  func busesAndGroups() {
    let targets = exports.first.names(in: "\(region)/events/list-targets-by-rule")
    let schedules = exports.first.names(in: "\(region)/scheduler/get-schedule")
    #expect(targets == ["default/%2E.nightly", "orders/%49mport", "orders/import"])
    #expect(schedules == ["batch/import", "default/import", "default/gone"])
  }

  @Test("describes the networks of the region")
  func networks() {
    let names = exports.first.names(in: "\(region)/ec2")
    let groups = exports.first.text(of: "\(region)/ec2/describe-security-groups.json")
    #expect(
      names == [
        "describe-route-tables", "describe-security-groups", "describe-subnets",
        "describe-vpc-endpoints",
      ])
    #expect(groups.contains("\"VpcId\": \"vpc-"))
  }

  @Test("describes the pipes, and the revisions that they name")
  func pipes() {
    let definitions = exports.first.names(in: "\(region)/ecs/describe-task-definition")
    #expect(exports.first.names(in: "\(region)/pipes/describe-pipe") == ["orders"])
    #expect(definitions.contains("import__2"))
  }

  @Test("gives every name a file name that is safe, not too long and, where not cut, reversible")
  func fileNames() throws {
    let machines = exports.first.names(in: "\(region)/stepfunctions/describe-state-machine")
    let long = try #require(machines.subtracting(["report"]).first)
    let clusters = exports.first.names(in: "\(region)/ecs/list-services")
    let unsafe = exports.first.files.keys.filter {
      $0.contains { !$0.isASCII || $0 == " " }
        || $0.split(separator: "/").contains { $0.utf8.count > 240 }
    }
    #expect(machines.count == 2)
    #expect(long.hasPrefix("%E5%A4%9C%E9%96%93") && long.contains("~"))
    #expect(
      exports.first.text(of: "\(region)/stepfunctions/describe-state-machine/\(long).json")
        .contains("夜間集計"))
    #expect(Set(clusters.map { $0.removingPercentEncoding }) == ["main", "Night", "night"])
    #expect(Set(clusters.map { $0.lowercased() }).count == 3)
    #expect(unsafe.isEmpty)
  }

  @Test("follows the organization from the account up to the root")
  func organization() {
    let parents = exports.first.names(in: "global/organizations/list-parents")
    let policies = exports.first.names(in: "global/organizations/describe-policy")
    #expect(parents.count == 2 && parents.contains(SeededAccount.id))
    #expect(policies == ["p-FullAWSAccess", "p-RCPFullAWSAccess"])
    #expect(exports.first.names(in: "global/organizations/list-targets-for-policy") == policies)
  }

  @Test("notes a refused call in errors.tsv, folded into one line, and does not make it again")
  func refused() throws {
    let failures = exports.first.failures
    let denied = try #require(failures["\(region)/ecs/list-account-settings.json"])
    let partner = "\(region)/events/list-rules/aws.partner%2Fexample.com%2Frefunds.json"
    #expect(failures.count == 2)
    #expect(denied.contains("(AccessDeniedException)"))
    #expect(denied.hasSuffix("is not authorized to do this"))
    #expect(failures[partner]?.contains("(ResourceNotFoundException)") == true)
    #expect(exports.calls["ListAccountSettings"] == "1")
    #expect(exports.first.answer.text.contains("note: failed calls in account 123456789012: 2;"))
  }

  @Test("makes a throttled call again")
  func throttled() {
    #expect(exports.calls["ListRules"] == "5", "three buses, and two calls that were throttled")
    #expect(exports.first.names(in: "\(region)/events/list-rules") == ["default", "orders"])
  }

  @Test("is the same, byte for byte, when the calls are made one by one")
  func oneByOne() {
    let differing = exports.first.files.filter { exports.oneByOne.files[$0.key] != $0.value }
    #expect(differing.keys.sorted() == [])
    #expect(exports.oneByOne.files.count == exports.first.files.count)
  }

  @Test("says only what failed when it is quiet")
  func quiet() {
    #expect(exports.oneByOne.answer.text.hasPrefix("note: failed calls"))
  }

  @Test("leaves nothing behind of what is gone since the last time")
  func stale() {
    let before = Set(exports.first.files.keys)
    let after = Set(exports.again.files.keys)
    let account = "\(SeededAccount.id)/\(region)"
    let gone = [
      "scheduler/get-schedule/default/gone", "ecs/describe-task-definition/gone__1",
      "ecs/describe-task-definition/report__12",
    ]
    #expect(before.subtracting(after) == Set(gone.map { "\(account)/\($0).json" }))
    #expect(
      after.subtracting(before) == ["\(account)/ecs/describe-task-definition/report__13.json"])
  }

  @Test("is kept when AWS does not even say which account this is")
  func signedOut() {
    #expect(exports.signedOut.answer.status == 77)
    #expect(exports.signedOut.answer.text.contains("Unable to locate credentials"))
    #expect(exports.signedOut.answer.text.contains("hint: sign in"))
    #expect(exports.signedOut.files == exports.again.files)
  }
}

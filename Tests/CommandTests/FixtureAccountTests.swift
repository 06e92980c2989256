import Foundation
import TestSupport
import Testing

@Suite("The fixture account")
struct FixtureAccountTests {
  private static let fixtures = Program.repository.deletingLastPathComponent()
    .appending(path: "shared/fixtures")

  @Test("is found with all that is wrong with it, and no false alarm")
  func score() throws {
    let account = Self.fixtures.appending(path: "account-a").path
    guard FileManager.default.fileExists(atPath: account) else {
      print("not tried: there is no ../shared/fixtures here")
      return
    }
    let folder = try TemporaryFolder()
    let audit = try folder.rolecall(
      "audit", account, "--db", folder.path("a.db"), "--format", "json", "--output", "report.json")
    #expect(audit.status == 0, "\(audit.errors)")
    let score = try Answer(
      of: [
        "/usr/bin/env", "python3", Self.fixtures.appending(path: "score.py").path,
        folder.path("report.json"), Self.fixtures.appending(path: "expected.json").path, "--codes",
        "passrole.,trust.,network.,compat.,placement.",
      ], environment: ProcessInfo.processInfo.environment, in: folder.path)
    #expect(score.status == 0, "\(score.output)\(score.errors)")
    let again = try folder.rolecall("audit", account, "--db", folder.path("a.db"))
    #expect(again.output.contains("nothing new, nothing resolved"))
  }
}

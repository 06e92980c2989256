import Foundation
import TestSupport
import Testing

@Suite("Progress")
struct ProgressTests {
  @Test(
    "is drawn as a bar where somebody watches, and wiped away",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "there is no script(1)"))
  func bar() throws {
    let folder = try TemporaryFolder()
    let command = "'\(Program.path)' audit '\(Program.broken)' --db :memory: >report.md"
    let answer = try Answer(
      of: ["/usr/bin/script", "-qec", command, "/dev/null"], environment: folder.environment,
      in: folder.path)
    #expect(answer.status == 0)
    #expect(
      answer.output.contains("\rreading exports [")
        || answer.output.contains("\u{1B}[Kreading exports ["))
    #expect(answer.output.contains("running checks [##########          ]  5"))
    #expect(answer.output.hasSuffix("\r\u{1B}[K"))
    #expect(try folder.text("report.md").hasPrefix("# rolecall"))
  }

  @Test("is a line for each step where it goes to a file, and nothing unless asked for")
  func lines() throws {
    let folder = try TemporaryFolder()
    let audit = ["audit", Program.broken, "--db", ":memory:"]
    #expect(try folder.rolecall(audit).errors.isEmpty)
    let answer = try folder.rolecall(audit + ["--progress", "always"])
    #expect(answer.errors.hasPrefix("reading exports\nworking out launches and needs\nrunning "))
    #expect(!answer.errors.contains("\u{1B}"))
  }
}

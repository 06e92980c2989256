import Foundation
import TestSupport
import Testing

@Suite("The installed program")
struct InstalledProgramTests {
  @Test("works alone, in another folder and with an empty environment")
  func moved() throws {
    let folder = try TemporaryFolder()
    let binary = folder.path("program")
    try FileManager.default.copyItem(atPath: Program.path, toPath: binary)
    let demo = try Answer(of: [binary, "demo"], environment: [:], in: folder.path)
    #expect(demo.status == 0, "\(demo.errors)")
    #expect(demo.output.contains("resolved"))
    let audit = try Answer(
      of: [binary, "audit", Program.broken, "--db", "a.db", "--fail-on", "high"], environment: [:],
      in: folder.path)
    #expect(audit.status == 1)
    #expect(try folder.names == ["a.db", "a.db.lock", "program"])
  }

  @Test("shows the example broken, repaired, and the difference")
  func demo() throws {
    let folder = try TemporaryFolder()
    let answer = try folder.rolecall("demo")
    #expect(answer.status == 0)
    #expect(answer.errors.isEmpty)
    let runs = answer.output.split(separator: "$ rolecall audit Examples/").map(String.init)
    try #require(runs.count == 2)
    #expect(runs[0].hasPrefix("broken\n"))
    #expect(runs[0].contains("# rolecall: 5 failures"))
    #expect(runs[1].hasPrefix("repaired\n"))
    #expect(runs[1].contains("**5 resolved**"))
    #expect(runs[1].contains("**What changed**"))
    #expect(try folder.names == [])
  }

  @Test("prints of its examples what it prints of the files in Examples/")
  func embedded() throws {
    let folder = try TemporaryFolder()
    let demo = try folder.rolecall("demo")
    let store = folder.path("a.db")
    for export in [Program.broken, Program.repaired] {
      let audit = try folder.rolecall("audit", export, "--db", store)
      #expect(demo.output.contains(audit.output))
    }
  }
}

import JSON
import TestSupport
import Testing

@Suite("The gate --fail-on")
struct GateTests {
  @Test(
    "trips for failures of the severity or above",
    arguments: [
      (Program.broken, "critical", Int32(1)), (Program.broken, "info", 1),
      (Program.repaired, "critical", 0), (Program.repaired, "info", 0),
    ])
  func severity(_ export: String, _ severity: String, _ status: Int32) throws {
    let answer = try TemporaryFolder().rolecall(
      "audit", export, "--db", ":memory:", "--fail-on", severity)
    #expect(answer.status == status)
    #expect(answer.output.hasPrefix("# rolecall"))
    #expect(answer.errors.isEmpty)
  }

  @Test("does not count what was resolved")
  func resolved() throws {
    let folder = try TemporaryFolder()
    _ = try folder.rolecall("audit", Program.broken)
    #expect(try folder.rolecall("audit", Program.repaired, "--fail-on", "info").status == 0)
  }

  @Test("counts what is unknown only when asked, and then wins over an incomplete export")
  func unknown() throws {
    let folder = try TemporaryFolder()
    let export = try Export(of: Program.repaired, in: folder)
    try export.addPolicy([
      "Version": "2012-10-17",
      "Statement": [["Effect": "Maybe", "Action": "*", "Resource": "*"]],
    ])
    #expect(try folder.rolecall("audit", "export", "--fail-on", "low").status == 2)
    #expect(
      try folder.rolecall("audit", "export", "--fail-on", "low", "--fail-on-unknown").status == 1)
  }

  @Test("wins over a bad file")
  func badFile() throws {
    let folder = try TemporaryFolder()
    let export = try Export(in: folder)
    try export.replace(Export.stateMachine, with: "{")
    #expect(try folder.rolecall("audit", "export").status == 2)
    #expect(try folder.rolecall("audit", "export", "--fail-on", "critical").status == 1)
  }
}

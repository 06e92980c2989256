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

@Suite("The gate --fail-on new:")
struct NewGateTests {
  @Test("counts what came with the run, what came back and what changed, and nothing else")
  func new() throws {
    let folder = try TemporaryFolder()
    func audit(_ export: String, _ gate: String) throws -> Int32 {
      try folder.rolecall("audit", export, "--fail-on", gate).status
    }
    #expect(try audit(Program.broken, "new:info") == 1)
    #expect(try audit(Program.broken, "new:info") == 0)
    #expect(try audit(Program.broken, "info") == 1)
    let export = try Export(in: folder)
    try export.changeDefinition { $0.replacing("WriteReport", with: "WriteAgain") }
    #expect(try audit("export", "new:critical") == 1)
    #expect(try audit(Program.repaired, "new:info") == 0)
    #expect(try audit(Program.broken, "new:high") == 1)
  }

  @Test(
    "is one of the severities", arguments: ["new:", "new:severe", "new", "old:high", "New:high"])
  func unknown(_ gate: String) throws {
    let answer = try TemporaryFolder().rolecall("audit", Program.broken, "--fail-on", gate)
    #expect(answer.status == 64)
    #expect(answer.hintLines.first?.contains("new:high") == true)
  }
}

@Suite("--require")
struct RequireTests {
  @Test("is met where all of the services was exported")
  func met() throws {
    let answer = try TemporaryFolder().rolecall(
      "audit", Program.repaired, "--require", "iam, ecs,stepfunctions")
    #expect(answer.status == 0)
    #expect(answer.errors.isEmpty)
  }

  @Test("is not met where some of it is missing, and loses to the gate")
  func missing() throws {
    let folder = try TemporaryFolder()
    let export = try Export(of: Program.repaired, in: folder)
    try export.remove(Export.iam)
    let answer = try folder.rolecall("audit", "export", "--require", "iam,ecs")
    #expect(answer.status == 2)
    #expect(
      answer.errorLines == ["error: --require: nothing of iam was exported of account 111122223333"]
    )
    #expect(try folder.rolecall("audit", "export", "--require", "ecs").status == 0)
    let broken = try folder.rolecall(
      "audit", Program.broken, "--require", "pipes", "--fail-on", "info")
    #expect(broken.status == 1)
    #expect(broken.errors.contains("nothing of pipes was exported"))
  }

  @Test("names services", arguments: ["", "iamm", "iam;ecs", "role", ","])
  func unknown(_ services: String) throws {
    #expect(
      try TemporaryFolder().rolecall("audit", Program.broken, "--require", services).status == 64)
  }
}

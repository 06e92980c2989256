import Foundation
import JSON
import TestSupport
import Testing

/// Reports that the program makes of real exports, held against the schema that is published.
@Suite("The published schema")
struct ReportSchemaTests {
  private static let account = Program.repository.deletingLastPathComponent()
    .appending(path: "shared/fixtures/account-a").path

  @Test("describes the reports of the examples, and how they differ")
  func examples() throws {
    guard let python = try Self.python() else { return }
    let folder = try TemporaryFolder()
    for export in [Program.broken, Program.repaired, Program.broken] {
      let audit = try folder.rolecall("audit", export, "--format", "json", "--output", "r.json")
      #expect(audit.status == 0, "\(audit.errors)")
      try Self.expectValid(folder.path("r.json"), python)
    }
  }

  @Test("describes the report of the fixture account")
  func fixtures() throws {
    guard FileManager.default.fileExists(atPath: Self.account) else {
      print("not tried: there is no ../shared/fixtures here")
      return
    }
    guard let python = try Self.python() else { return }
    let folder = try TemporaryFolder()
    let audit = try folder.rolecall(
      "audit", Self.account, "--db", ":memory:", "--format", "json", "--output", "r.json")
    #expect(audit.status == 0, "\(audit.errors)")
    let report = try JSONDocument(text: folder.text("r.json")).root
    let nearMisses = report["findings"]?.elements.reduce(0) {
      $0 + ($1["evidence"]?["nearMisses"]?.count ?? 0)
    }
    #expect(nearMisses ?? 0 > 20)
    try Self.expectValid(folder.path("r.json"), python)
  }

  @Test("describes the runs of a store, and the lives of findings")
  func histories() throws {
    guard let python = try Self.python() else { return }
    let folder = try TemporaryFolder()
    for (export, day) in [(Program.broken, 20), (Program.repaired, 21), (Program.broken, 22)] {
      _ = try folder.rolecall("audit", export, "--now", "2026-11-\(day)T04:00:00Z")
    }
    let runs = try folder.rolecall("history", "--output", "runs.json")
    #expect(runs.status == 0, "\(runs.errors)")
    try Self.expectValid(folder.path("runs.json"), python, "runs")
    let report = try folder.rolecall("report", "--format", "json").report()
    for finding in report["findings"]?.array ?? [] {
      let id = try #require(finding["id"]?.string)
      _ = try folder.rolecall("history", id, "--output", "life.json")
      try Self.expectValid(folder.path("life.json"), python, "history")
      let life = try JSONDocument(text: folder.text("life.json")).root
      #expect(
        life["steps"]?.elements.map { $0["status"]?.string } == ["new", "resolved", "reopened"])
    }
  }

  @Test("has reasons that name the policy and what is near, in both languages")
  func reasons() throws {
    let folder = try TemporaryFolder()
    let english = try folder.rolecall("audit", Program.broken, "--db", ":memory:").output
    let japanese = try folder.rolecall(
      "audit", Program.broken, "--db", ":memory:", "--lang", "ja"
    ).output
    #expect(
      english.contains(
        "`Statement[0]` of the trust policy matches the action, but not `ecs-tasks.amazonaws.com`: it names service `ec2.amazonaws.com`."
      ))
    #expect(
      japanese.contains("挙げているのはサービス `ec2.amazonaws.com`。"))
    for text in [english, japanese] { #expect(!text.contains("–")) }
  }

  @Test("comes with one fix for a caller that may pass none of the roles of its task")
  func oneFix() throws {
    let folder = try TemporaryFolder()
    let text = try folder.rolecall("audit", Program.broken, "--db", ":memory:").output
    let first = try #require(text.split(separator: "\n").first { $0.hasPrefix("1. ") })
    #expect(first.contains("2 places"))
    #expect(first.contains("`\(Export.caller)` may not pass 2 roles"))
  }

  /// Expects a file of JSON to be as the published schema of that name describes it.
  static func expectValid(
    _ report: String, _ python: String, _ name: String = "report"
  ) throws {
    let script = """
      import json, jsonschema, referencing, sys
      shared, schema, report = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
      registry = referencing.Registry().with_resource(shared["$id"], referencing.Resource.from_contents(shared))
      errors = list(jsonschema.Draft202012Validator(schema, registry=registry).iter_errors(report))
      for error in errors[:20]:
          print(error.json_path, error.message[:300])
      sys.exit(len(errors) > 0)
      """
    let schemas = ["report", name].map {
      Program.repository.appending(path: "docs/\($0).schema.json").path
    }
    let check = try run(python, ["-c", script] + schemas + [report])
    #expect(check.status == 0, "\(check.output)\(check.errors)")
  }

  /// A Python that has jsonschema.
  ///
  /// Where the tools of the tests are named there must be one; else nil, after saying so.
  static func python() throws -> String? {
    let environment = ProcessInfo.processInfo.environment
    let candidates =
      environment["ROLECALL_TOOLS"].map { [$0 + "/python3", $0 + "/python"] }
      ?? (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/python3" }
    let python = try candidates.first { candidate in
      try FileManager.default.isExecutableFile(atPath: candidate)
        && run(candidate, ["-c", "import jsonschema; jsonschema.Draft202012Validator"]).status == 0
    }
    #expect(
      python != nil || environment["ROLECALL_TOOLS"] == nil,
      "the Python in ROLECALL_TOOLS has no jsonschema")
    if python == nil {
      print("skipped: no python3 with jsonschema (name the folder of one in ROLECALL_TOOLS)")
    }
    return python
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> Answer {
    try Answer(
      of: [program] + arguments, environment: ProcessInfo.processInfo.environment,
      in: Program.repository.path)
  }
}

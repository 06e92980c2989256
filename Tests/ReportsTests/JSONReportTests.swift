import Findings
import Foundation
import JSON
import Reports
import Testing

@Suite("The JSON report")
struct JSONReportTests {
  @Test("has its members in the order of its version")
  func order() throws {
    let root = try JSONDocument(text: JSONReport().render(SampleReport().report)).root
    #expect(
      root.members.map(\.key) == [
        "schema", "run", "against", "summary", "coverage", "notes", "findings",
        "suppressions",
      ])
    let finding = try #require(root["findings"]?.elements.first { _ in true })
    #expect(
      finding.members.map(\.key) == [
        "id", "fingerprint", "check", "code", "severity", "verdict", "status", "subject",
        "locator", "account", "region", "message", "awsError", "evidence", "remediation",
        "firstSeen", "lastSeen", "cause", "suppression",
      ])
    #expect(
      root["summary"]?["open"]?.members.map(\.key) == ["critical", "high", "medium", "low", "info"])
  }

  @Test("says of every finding what the finding says")
  func content() throws {
    let report = SampleReport().report
    let root = try JSONDocument(text: JSONReport().render(report)).root
    let written = Array(try #require(root["findings"]).elements)
    #expect(written.count == report.findings.count)
    for (node, finding) in zip(written, report.findings) {
      #expect(node["id"]?.string == finding.identity.id)
      #expect(node["fingerprint"]?.string == finding.identity.fingerprint)
      #expect(node["status"]?.string == finding.status.rawValue)
      #expect(node["verdict"]?.string == finding.verdict.rawValue)
      #expect(node["evidence"]?["role"]?.string == finding.evidence["role"]?.string)
      #expect(
        node["remediation"]?["policy"].map(JSONValue.init) == finding.remediation.policy ?? .null)
      #expect(node["cause"]?.count == finding.cause.count)
      #expect(node["suppression"]?["owner"]?.string == finding.suppression?.owner)
      if let latent = node["evidence"]?["latent"] { #expect(latent.bool != nil) }
    }
  }

  @Test("tells a value of null from no value in a change")
  func changes() throws {
    var report = SampleReport().report
    report.findings[0].cause = [
      Cause(
        kind: .resource, resource: "arn:aws:iam::123456789012:role/x", aspect: "trust",
        changes: [
          JSONChange(pointer: "/a", before: .null, after: nil),
          JSONChange(pointer: "/b", before: nil, after: ["c": 1]),
        ], isGone: nil)
    ]
    let root = try JSONDocument(text: JSONReport().render(report)).root
    let cause = try #require(root["findings"]?.elements.first { _ in true }?["cause"])
    #expect(
      JSONValue(cause) == [
        [
          "kind": "resource", "resource": "arn:aws:iam::123456789012:role/x", "aspect": "trust",
          "gone": nil,
          "changes": [["pointer": "/a", "before": nil], ["pointer": "/b", "after": ["c": 1]]],
        ]
      ])
  }

  @Test("keeps every name, and is plain to see in a terminal", arguments: HostileName.all)
  func hostile(_ hostile: HostileName) throws {
    let text = JSONReport().render(hostile.sample.report)
    let root = try JSONDocument(text: text).root
    let places = Set(
      (root["findings"]?.elements).map { $0.compactMap { $0["locator"]?.string } } ?? [])
    #expect(places.contains(hostile.name))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isDangerous })
  }

  @Test("is as its schema says", arguments: GoldenTests.reports)
  func schema(_ golden: GoldenTests.NamedReport) throws {
    guard let python = Self.python else {
      // Where the tools of the tests are, a skipped test would be one that nobody misses.
      #expect(
        ProcessInfo.processInfo.environment["ROLECALL_TOOLS"] == nil,
        "the Python in ROLECALL_TOOLS has no jsonschema")
      print("skipped: no python3 with jsonschema (name the folder of one in ROLECALL_TOOLS)")
      return
    }
    let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/report.schema.json")
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("report-\(UUID().uuidString).json")
    try JSONReport().render(golden.report).write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let script = """
      import json, jsonschema, sys
      schema, report = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
      jsonschema.Draft202012Validator.check_schema(schema)
      errors = list(jsonschema.Draft202012Validator(schema).iter_errors(report))
      for error in errors:
          print(error.json_path, error.message[:300])
      sys.exit(len(errors) > 0)
      """
    let (status, output) = try Self.run(python, ["-c", script, schema.path, file.path])
    #expect(status == 0, "\(output)")
  }

  /// A Python that has jsonschema; nil if there is none.
  private static let python: String? = {
    let environment = ProcessInfo.processInfo.environment
    let candidates =
      environment["ROLECALL_TOOLS"].map { [$0 + "/python3", $0 + "/python"] }
      ?? (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/python3" }
    return candidates.first { candidate in
      FileManager.default.isExecutableFile(atPath: candidate)
        && (try? run(candidate, ["-c", "import jsonschema; jsonschema.Draft202012Validator"]))?.0
          == 0
    }
  }()

  private static func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

import Audit
import Findings
import Foundation
import Importers
import Reports
import Testing

@Suite("The fixture account")
struct FixtureAccountTests {
  /// The fixtures beside the checkout; nil where they are not there.
  private static var fixtures: URL? {
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "../../../shared/fixtures").standardized
    guard FileManager.default.fileExists(atPath: folder.appending(path: "account-a").path) else {
      print("skipped: \(folder.path) is not there")
      return nil
    }
    return folder
  }

  @Test("gets every finding that is listed for it, and no false alarm")
  func score() throws {
    guard let fixtures = Self.fixtures else { return }
    let outcome = try Nights().audit(.path(fixtures.appending(path: "account-a").path))
    let file = FileManager.default.temporaryDirectory.appending(path: "rolecall-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Format.json.renderer().render(outcome.report).write(
      to: file, atomically: true, encoding: .utf8)
    let scoring = Process()
    scoring.executableURL = URL(filePath: "/usr/bin/env")
    scoring.arguments = [
      "python3", fixtures.appending(path: "score.py").path, file.path,
      fixtures.appending(path: "expected.json").path, "--allow",
      // What is right by AWS's documentation and not listed, with the reason.
      URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../allowed-findings.json").standardized.path,
    ]
    let output = Pipe()
    scoring.standardOutput = output
    try scoring.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    scoring.waitUntilExit()
    guard scoring.terminationStatus != 127 else {
      print("skipped: there is no python3")
      return
    }
    #expect(scoring.terminationStatus == 0, "\(text)")
  }

  @Test("is the same the second time")
  func again() throws {
    guard let fixtures = Self.fixtures else { return }
    let source = ExportSource.path(fixtures.appending(path: "account-a").path)
    let nights = try Nights()
    let first = try nights.audit(source).report
    let versions = try nights.dump("resource_version").count
    let second = try nights.audit(source).report
    #expect(second.findings.count == first.findings.count)
    #expect(second.findings.allSatisfy { $0.status == .open })
    #expect(try nights.dump("resource_version").count == versions)
  }
}

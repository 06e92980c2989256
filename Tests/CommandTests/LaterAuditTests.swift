import Foundation
import JSON
import TestSupport
import Testing

@Suite("A later audit")
struct LaterAuditTests {
  @Test("of the same export finds nothing new and nothing resolved")
  func same() throws {
    let folder = try TemporaryFolder()
    let first = try folder.rolecall("audit", Program.broken)
    #expect(first.output.contains("First run"))
    let second = try folder.rolecall("audit", Program.broken, "--now", "2026-11-22T04:00:00Z")
    #expect(second.output.contains("nothing new, nothing resolved"))
    let report = try folder.rolecall("report", "--format", "json").report()
    for word in ["new", "resolved", "reopened", "changed", "notEvaluated"] {
      #expect(report["summary"]?[word] == 0, "\(word)")
    }
    let findings = try #require(report["findings"]?.array)
    #expect(findings.count == 5)
    #expect(findings.allSatisfy { $0["status"] == "open" })
    #expect(findings.allSatisfy { $0["firstSeen"]?.canonical().contains("2026-11-21") == true })
  }

  @Test("of the repaired account says what was resolved and by which change")
  func repaired() throws {
    let folder = try TemporaryFolder()
    _ = try folder.rolecall("audit", Program.broken)
    let answer = try folder.rolecall("audit", Program.repaired)
    #expect(answer.status == 0)
    #expect(answer.output.contains("**5 resolved**"))
    #expect(answer.output.contains("**What changed**: trust policy of role `stock-sync-task`"))
    #expect(answer.output.contains("inline policy `pass-task-roles`"))
    let report = try folder.rolecall("report", "--format", "json").report()
    #expect(report["summary"]?["resolved"] == 5)
    let findings = report["findings"]?.array ?? []
    #expect(findings.allSatisfy { $0["status"] == "resolved" })
    #expect(findings.allSatisfy { $0["cause"]?.array?.isEmpty == false })

    let back = try folder.rolecall("audit", Program.broken, "--format", "json").report()
    #expect(back["summary"]?["reopened"] == 5)
    #expect(back["summary"]?["new"] == 0)
  }

  @Test("of another account in between changes nothing")
  func anotherAccount() throws {
    let folder = try TemporaryFolder()
    _ = try Export(ofAccount: "444455556666", in: folder, "other")
    _ = try folder.rolecall("audit", Program.broken)
    let between = try folder.rolecall("audit", "other", "--format", "json").report()
    #expect(between["summary"]?["new"] == 5)
    #expect(between["summary"]?["resolved"] == 0)
    let again = try folder.rolecall("audit", Program.broken, "--format", "json").report()
    #expect(again["summary"]?["new"] == 0)
    #expect(again["summary"]?["resolved"] == 0)
    #expect(again["against"]?["number"] == 1)
    #expect(again["findings"]?.array?.count == 5)
  }

  @Test("of an export that was denied something evaluates nothing of it")
  func denied() throws {
    let folder = try TemporaryFolder()
    let export = try Export(in: folder)
    _ = try folder.rolecall("audit", "export")
    try FileManager.default.removeItem(atPath: export.path + "/" + Export.stateMachine)
    try export.replace(
      "111122223333/errors.tsv",
      with: Export.stateMachine.dropFirst(13) + "\t254\tAn error occurred (AccessDeniedException)\n"
    )
    let answer = try folder.rolecall("audit", "export", "--format", "json")
    #expect(answer.status == 2)
    let report = try answer.report()
    #expect(report["summary"]?["resolved"] == 0)
    #expect(report["summary"]?["notEvaluated"] == 2)
    let coverage = report["coverage"]?.array?.first { $0["kind"] == "state-machine" }
    #expect(coverage?["complete"] == false)
    #expect(coverage?["why"]?.string?.contains("AccessDeniedException") == true)
  }

  @Test("without an export is about what was imported before")
  func withoutExport() throws {
    let folder = try TemporaryFolder()
    let imported = try folder.rolecall("import", Program.broken)
    #expect(imported.status == 0)
    #expect(imported.output.contains("role: 13, complete"))
    let audited = try folder.rolecall("audit", "--format", "json").report()
    #expect(audited["findings"]?.array?.count == 5)
  }

  @Test("leaves the report of an earlier run as it was")
  func earlierRun() throws {
    let folder = try TemporaryFolder()
    for format in ["markdown", "json"] {
      let first = try folder.rolecall("audit", Program.broken, "--format", format)
      let number = try folder.rolecall("report", "--format", "json").report()["run"]?["number"]?.int
      _ = try folder.rolecall("audit", Program.repaired)
      let run = try #require(number)
      let later = try folder.rolecall("report", "--run", String(run), "--format", format)
      #expect(later.output == first.output)
    }
  }

  @Test("of the same input and time gives the same bytes, in every format and language")
  func reproducible() throws {
    var outputs: [[String]] = []
    for _ in 0..<2 {
      let folder = try TemporaryFolder()
      _ = try folder.rolecall("audit", Program.broken)
      var printed = [try folder.rolecall("audit", Program.repaired).output]
      for format in ["markdown", "json"] {
        for language in ["en", "ja"] {
          for run in ["1", "2"] {
            printed.append(
              try folder.rolecall(
                "report", "--run", run, "--format", format, "--lang", language
              ).output)
          }
        }
      }
      outputs.append(printed)
    }
    #expect(outputs[0] == outputs[1])
    #expect(Set(outputs[0]).count > 4)
  }
}

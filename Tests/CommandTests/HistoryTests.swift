import Foundation
import JSON
import TestSupport
import Testing

@Suite("rolecall history")
struct HistoryTests {
  /// A broken account, repaired a day later, and broken again.
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (export, day) in [(Program.broken, 20), (Program.repaired, 21), (Program.broken, 22)] {
      _ = try folder.rolecall("audit", export, "--now", "2026-11-\(day)T04:00:00Z")
    }
  }

  @Test("lists the runs, the newest first, with the counts of their reports")
  func runs() throws {
    let table = try folder.rolecall("history").lines
    #expect(table.count == 5)
    #expect(table[2].hasPrefix("| 3 | 2026-11-22 04:00 UTC | `111122223333` | 5 | 0 | 5 | 0 | 0 "))
    #expect(table[4].hasPrefix("| 1 | 2026-11-20 04:00 UTC | `111122223333` | 5 | 5 | 0 | 0 | 0 "))
    let runs = try folder.rolecall("history", "--format", "json", "--limit", "2").report()["runs"]
    #expect(runs?.array?.map { $0["number"]?.int } == [3, 2])
    for run in runs?.array ?? [] {
      let number = try String(#require(run["number"]?.int))
      let report = try folder.rolecall("report", "--run", number, "--format", "json").report()
      #expect(run["summary"] == report["summary"])
    }
    #expect(try folder.rolecall("history", "--lang", "ja").output.contains("未解決の内訳"))
  }

  @Test("tells the life of a finding, named by id, a part of it, or fingerprint")
  func life() throws {
    let report = try folder.rolecall("report", "--format", "json").report()
    let finding = try #require(
      report["findings"]?.array?.first { $0["code"] == "trust.task-role" })
    let (id, fingerprint) = try (
      #require(finding["id"]?.string), #require(finding["fingerprint"]?.string)
    )
    let text = try folder.rolecall("history", id).output
    for name in [String(id.prefix(6)), fingerprint] {
      #expect(try folder.rolecall("history", name).output == text)
    }
    #expect(text.contains(fingerprint))
    #expect(text.contains("- run 1, 2026-11-20 04:00 UTC: **new** · fail, critical, `trust.task"))
    #expect(text.contains("- run 2, 2026-11-21 04:00 UTC: **resolved**\n"))
    #expect(text.contains("- run 3, 2026-11-22 04:00 UTC: **reopened** · "))
    // The change is told as the report tells it.
    let resolved = try folder.rolecall("report", "--run", "2").output
    let cause = try #require(text.firstMatch(of: #/\*\*What changed\*\*: (.*)/#)?.1)
    #expect(cause.contains("trust policy of role `stock-sync-task`"))
    #expect(resolved.contains(cause))
    let japanese = try folder.rolecall("history", id, "--lang", "ja").output
    #expect(japanese.contains("これまでの経過") && japanese.contains("**再発**"))
    let life = try folder.rolecall("history", id, "--format", "json").report()
    #expect(life["finding"]?["status"] == "open")
    #expect(life["finding"]?["message"] == finding["message"])
    #expect(life["steps"]?.array?.map { $0["until"]?["number"]?.int } == [2, 3, nil])
    #expect(life["steps"]?.array?[1]["cause"]?.array?.isEmpty == false)
  }

  @Test("says which finding is near, and which several begin alike")
  func names() throws {
    let report = try folder.rolecall("report", "--format", "json").report()
    let id = try #require(report["findings"]?.array?.first?["id"]?.string)
    let near = id.dropLast() + (id.hasSuffix("0") ? "1" : "0")
    let answer = try folder.rolecall("history", String(near))
    #expect(answer.status == 66)
    #expect(answer.hintLines == ["hint: did you mean \(id)?"])
  }
}

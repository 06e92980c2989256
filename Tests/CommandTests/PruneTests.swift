import Foundation
import JSON
import TestSupport
import Testing

@Suite("Pruning")
struct PruneTests {
  private let folder: TemporaryFolder

  /// A store with five runs, one a month; the third is of the repaired account.
  init() throws {
    folder = try TemporaryFolder()
    for month in 1...5 {
      try audit(month == 3 ? Program.repaired : Program.broken, "2026-0\(month)-01")
    }
  }

  @discardableResult
  private func audit(_ export: String, _ day: String) throws -> Answer {
    let answer = try folder.rolecall("audit", export, "--now", day)
    try #require(answer.status == 0, "\(answer.errors)")
    return answer
  }

  private func prune(_ arguments: String...) throws -> Answer {
    try folder.rolecall(["store", "prune", "--now", "2026-05-20"] + arguments)
  }

  private var size: Int { get throws { try Data(contentsOf: store).count } }
  private var store: URL { URL(filePath: folder.defaultStore) }

  @Test("forgets what is older, and reports what is kept as before")
  func kept() throws {
    let before = try (4...5).map { try folder.rolecall("report", "--run", "\($0)").output }
    let answer = try prune("--keep", "2m")
    #expect(answer.status == 0)
    #expect(answer.lines.first?.contains("forgot 3 runs, 1 import") == true, "\(answer.output)")
    #expect(answer.output.contains("run 4 is the oldest that can be reported"))
    #expect(try (4...5).map { try folder.rolecall("report", "--run", "\($0)").output } == before)
    #expect(try folder.rolecall("store", "check").status == 0)
    let bytes = try Data(contentsOf: store)
    #expect(try prune("--keep", "2m").output.contains("nothing is older than 2026-03-20"))
    #expect(try Data(contentsOf: store) == bytes)
  }

  @Test("leaves it to be known since when an open finding is there")
  func firstSeen() throws {
    _ = try prune("--keep", "1w")
    let report = try folder.rolecall("report", "--format", "json").report()
    let findings = try #require(report["findings"]?.array)
    #expect(findings.count == 5)
    #expect(findings.allSatisfy { $0["firstSeen"]?.string == "2026-01-01T00:00:00Z" })
  }

  @Test("makes no difference to the next audit")
  func nextAudit() throws {
    let other = folder.path("other.db")
    try FileManager.default.copyItem(atPath: folder.defaultStore, toPath: other)
    _ = try prune("--keep", "1d")
    for export in [Program.repaired, Program.broken] {
      let answers = try [folder.defaultStore, other].map {
        try folder.rolecall("audit", export, "--db", $0, "--format", "json", "--now", "2026-06-01")
      }
      #expect(answers[0].status == 0)
      #expect(answers[0].output == answers[1].output)
    }
  }

  @Test("tells of a run that is gone, and of one of which a part is left, which the oldest is")
  func gone() throws {
    _ = try prune("--keep", "20d")
    for run in 1...4 {
      let answer = try folder.rolecall("report", "--run", "\(run)")
      #expect(answer.status == 66)
      #expect(
        answer.errorLines.first?.contains("run \(run) was pruned") == true, "\(answer.errors)")
      #expect(answer.hintLines.first?.contains("rolecall report --run 5") == true)
    }
    let answer = try folder.rolecall("report", "--run", "6")
    #expect(answer.errorLines.first?.contains("there is no run 6") == true)
  }

  @Test("leaves no inventory that is only a part of what was to be audited as of its time")
  func asOf() throws {
    let before = try folder.rolecall("audit", "--as-of", "2026-01-10")
    #expect(before.status == 0)
    _ = try prune("--keep", "20d")
    let answer = try folder.rolecall("audit", "--as-of", "2026-01-10")
    #expect(answer.status == 66)
    #expect(answer.errorLines.first?.contains("was pruned: the oldest that is kept") == true)
    #expect(try folder.rolecall("audit", "--as-of", "2026-06-01").status == 0)
  }

  @Test("tells beforehand what it would do, and leaves all as it is")
  func rehearsal() throws {
    let before = try Data(contentsOf: store)
    let told = try prune("--keep", "2m", "--dry-run").output
    #expect(told.contains("would forget 3 runs"))
    #expect(try Data(contentsOf: store) == before)
  }

  @Test("gives space back")
  func space() throws {
    // Notes of each night, which are about something else each time.
    let export = try Export(in: folder)
    for day in 10...29 {
      let name = String(repeating: "\(day)", count: 100)
      for part in "abcdef" { try export.replace("\(part)\(name).json", with: "{") }
      _ = try folder.rolecall("import", export.path, "--now", "2026-05-\(day)")
      for part in "abcdef" { try export.remove("\(part)\(name).json") }
    }
    // From the oldest run that is kept on, all is kept.
    _ = try folder.rolecall("audit", Program.broken, "--now", "2026-06-01")
    let before = try size
    let answer = try folder.rolecall("store", "prune", "--keep", "1d", "--now", "2026-06-20")
    #expect(answer.output.contains("KiB given back"), "\(answer.output)")
    #expect(try size < before)
  }

  @Test(
    "refuses what is no time",
    arguments: ["0d", "-3d", "400", "d", "1.5y", "4 w", "7h", "999999d", "9999y", "٣d"])
  func nonsense(_ time: String) throws {
    let before = try Data(contentsOf: store)
    let answer = try prune("--keep=" + time)
    #expect(answer.status == 64, "\(answer.errors)")
    #expect(answer.errorLines.first?.contains("--keep: ") == true, "\(answer.errors)")
    #expect(answer.hintLines.count == 1)
    #expect(try Data(contentsOf: store) == before)
  }

  @Test(
    "counts in days, weeks, months and years",
    arguments: [
      ("80d", "2026-05-31", "2026-03-12"), ("2w", "2026-05-31", "2026-05-17"),
      ("3m", "2024-05-31", "2024-02-29"), ("1y", "2024-02-29", "2023-02-28"),
      ("14m", "2026-01-01", "2024-11-01"), ("12m", "2026-05-31", "2025-05-31"),
    ])
  func units(_ time: String, _ now: String, _ day: String) throws {
    let store = folder.path("young.db")
    _ = try folder.rolecall("import", Program.broken, "--db", store, "--now", "2027-01-01")
    let answer = try folder.rolecall(
      "store", "prune", "--keep", time, "--db", store, "--now", now + "T06:07:08Z")
    #expect(answer.output.contains("nothing is older than \(day)T06:07:08Z"), "\(answer)")
  }

  @Test("makes no store where there is none")
  func missing() throws {
    let answer = try prune("--keep", "1y", "--db", folder.path("none.db"))
    #expect(answer.status == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path("none.db")))
  }
}

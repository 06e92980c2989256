import JSON
import TestSupport
import Testing

@Suite("A report of any two runs")
struct RunOptionTests {
  /// A broken account, repaired a day later, and broken again.
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (day, export) in [Program.broken, Program.repaired, Program.broken].enumerated() {
      let answer = try folder.rolecall("audit", export, "--now", "2026-11-2\(day)T04:00:00Z")
      #expect(answer.status == 0, "\(answer.errors)")
    }
  }

  private func report(_ arguments: String...) throws -> JSONValue {
    try folder.rolecall(["report", "--format", "json"] + arguments).report()
  }

  @Test("finds the runs by number, word, day and time")
  func found() throws {
    let cases: [([String], Int, Int)] = [
      ([], 3, 2), (["--run", "latest"], 3, 2), (["--run", "previous"], 2, 1),
      (["--run", "3", "--against", "first"], 3, 1), (["--against", "previous"], 3, 2),
      (["--run", "2026-11-21", "--against", "2026-11-20"], 2, 1),
      (["--run", "2026-11-22T03:59:59Z"], 2, 1), (["--run", "2026-11-22T13:00:00+09:00"], 3, 2),
      (["--run", "first", "--against", "latest"], 1, 3),
    ]
    for (arguments, run, against) in cases {
      let report = try folder.rolecall(["report", "--format", "json"] + arguments).report()
      #expect(report["run"]?["number"]?.int == run, "\(arguments)")
      #expect(report["against"]?["number"]?.int == against, "\(arguments)")
    }
  }

  @Test("tells what one has that the other has not, and what is behind it")
  func difference() throws {
    let same = try report("--run", "3", "--against", "1")
    #expect(same["summary"]?["reopened"] == 0)
    #expect(same["findings"]?.array?.count == 5)
    for finding in same["findings"]?.array ?? [] {
      #expect(finding["status"] == "open")
      #expect(finding["cause"]?.array?.isEmpty == true)
    }
    let forwards = try report("--run", "2", "--against", "1")
    let backwards = try report("--run", "1", "--against", "2")
    #expect(forwards["summary"]?["resolved"] == 5)
    #expect(backwards["summary"]?["new"] == 5)
    func change(_ report: JSONValue) -> JSONValue? {
      report["findings"]?.array?.first { $0["code"] == "trust.task-role" }?["cause"]?.array?
        .first?["changes"]?.array?.first
    }
    let change = try (#require(change(forwards)), #require(change(backwards)))
    #expect(change.0["before"] != nil && change.0["before"] == change.1["after"])
    #expect(change.0["after"] == change.1["before"])
  }

  @Test("names the other run on its first lines, in both languages")
  func words() throws {
    let english = try folder.rolecall("report", "--run", "1", "--against", "3").output
    let japanese = try folder.rolecall(
      "report", "--run", "1", "--against", "3", "--lang", "ja"
    ).output
    #expect(english.contains("**Against run 3 (2026-11-22 04:00 UTC)**: nothing new"))
    #expect(japanese.contains("**実行 3（2026-11-22 04:00 UTC）との比較**：新規も解消もありません"))
    let before = try folder.rolecall("report", "--run", "3", "--against", "2").output
    #expect(before == (try folder.rolecall("report", "--run", "3").output))
  }

  @Test("refuses runs that have nothing in common")
  func nothingInCommon() throws {
    _ = try Export(ofAccount: "444455556666", in: folder, "other")
    _ = try folder.rolecall("audit", "other", "--now", "2026-11-23T04:00:00Z")
    let refused = try folder.rolecall("report", "--run", "4", "--against", "3")
    #expect(refused.status == 66)
    #expect(refused.errorLines.first?.contains("about nothing that run 4 was about") == true)
    #expect(refused.output.isEmpty)
    // Words are about runs that can be compared.
    let difference = try report("--run", "3", "--against", "latest")
    #expect(difference["against"]?["number"] == 3)
    #expect(try report("--against", "first")["against"]?["number"] == 4)
  }
}

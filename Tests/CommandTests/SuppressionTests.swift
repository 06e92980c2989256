import JSON
import TestSupport
import Testing

@Suite("Suppressions")
struct SuppressionTests {
  private static let file = "config/rolecall/suppressions.json"

  /// A home in which the broken example was audited, and the ids of its five failures.
  private func home() throws -> (folder: TemporaryFolder, ids: [String]) {
    let folder = try TemporaryFolder()
    let report = try folder.rolecall("audit", Program.broken, "--format", "json").report()
    let ids = report["findings"]?.array?.compactMap { $0["id"]?.string } ?? []
    try #require(ids.count == 5)
    return (folder, ids)
  }

  private func audit(
    _ folder: TemporaryFolder, _ more: String..., on day: String = "2026-11-22"
  ) throws -> Answer {
    try folder.rolecall(["audit", "--format", "json", "--now", day] + more)
  }

  private func statuses(_ answer: Answer) throws -> [String] {
    try answer.report()["findings"]?.array?.compactMap { $0["status"]?.string }.sorted() ?? []
  }

  /// The remarks of all suppressions of a report.
  private func remarks(_ answer: Answer) throws -> [[String]] {
    try answer.report()["suppressions"]?.array?.map {
      $0["remarks"]?.array?.compactMap(\.string) ?? []
    } ?? []
  }

  @Test("hold to the end of their last day, and are told when they are over")
  func until() throws {
    let (folder, ids) = try home()
    let added = try folder.rolecall(
      "suppress", "add", ids[0], ids[1], "--owner", "ops", "--reason", "until the move", "--until",
      "2026-12-24", "--ticket", "OPS-7")
    #expect(added.status == 0)
    #expect(try statuses(folder.rolecall("report", "--format", "json")).allSatisfy { $0 == "new" })

    let answer = try audit(folder, on: "2026-12-01")
    #expect(try statuses(answer) == ["open", "open", "open", "suppressed", "suppressed"])
    #expect(try remarks(answer) == [[], []])
    let suppression = try answer.report()["findings"]?.array?.compactMap { $0["suppression"] }
      .first { !$0.isNull }
    #expect(suppression?["owner"] == "ops")
    #expect(suppression?["reason"] == "until the move")
    #expect(suppression?["until"] == "2026-12-24")
    #expect(suppression?["ticket"] == "OPS-7")
    #expect(try answer.report()["summary"]?["suppressed"]?.int == 2)

    let lastDay = try audit(folder, on: "2026-12-24T23:59:59Z")
    #expect(try statuses(lastDay).count { $0 == "suppressed" } == 2)
    #expect(try remarks(lastDay) == [["expiring"], ["expiring"]])
    let after = try audit(folder, on: "2026-12-25T00:00:00Z")
    #expect(try statuses(after) == Array(repeating: "open", count: 5))
    #expect(try remarks(after) == [["expired"], ["expired"]])
    // An older run says what it said then.
    #expect(
      try statuses(folder.rolecall("report", "--run", "3", "--format", "json")) == statuses(lastDay)
    )
    let markdown = try folder.rolecall("report")
    #expect(markdown.output.contains("expired: 1 finding counts again"))
    #expect(markdown.output.contains("until 2026-12-24, ops · until the move · `OPS-7`"))
  }

  @Test("of a code are limited by patterns of subject and account")
  func code() throws {
    let (folder, _) = try home()
    let rest = #""owner": "ops", "reason": "r", "until": "2027-01-31""#
    func audit(_ target: String) throws -> Answer {
      try folder.write("{\"suppressions\": [{\(target), \(rest)}]}", to: Self.file)
      return try self.audit(folder)
    }
    func suppressed(_ target: String) throws -> Int {
      try statuses(audit(target)).count { $0 == "suppressed" }
    }
    #expect(
      try suppressed(#""code": "passrole.no-allow", "subject": "*:stateMachine:nightly-*""#) == 2)
    #expect(try suppressed(#""code": "passrole.no-allow", "subject": "*:stateMachine:other""#) == 0)
    #expect(try suppressed(#""code": "passrole.no-allow", "account": "11112222????""#) == 2)
    #expect(try suppressed(#""code": "passrole.no-allow", "account": "999*""#) == 0)
    #expect(try suppressed(#""code": "trust.task-role", "subject": "*/stock-sync""#) == 1)
    #expect(try remarks(audit(#""code": "passrole.no-allow""#)) == [["too-broad"]])
    #expect(
      try remarks(audit(#""code": "passrole.scp", "subject": "x*""#)) == [["matches-nothing"]])
    // What is about another account has nothing to do with this run.
    #expect(try remarks(audit(#""code": "passrole.scp", "account": "999*""#)) == [])
  }

  @Test("trip no gate")
  func gate() throws {
    let (folder, _) = try home()
    let baseline = try folder.rolecall(
      "suppress", "baseline", "--owner", "ops", "--until", "2027-01-31")
    #expect(baseline.output.hasPrefix("5 findings suppressed until 2027-01-31"))
    #expect(try audit(folder, "--fail-on", "info").status == 0)
    // Once more, there is nothing left to accept.
    let again = try folder.rolecall(
      "suppress", "baseline", "--owner", "ops", "--until", "2027-01-31")
    #expect(again.output.hasPrefix("nothing is open that is not accepted already"))
    // What is new counts.
    let export = try Export(in: folder)
    try export.changeDefinition { $0.replacing("WriteReport", with: "WriteAgain") }
    #expect(try audit(folder, "export", "--fail-on", "info").status == 1)
  }

  @Test("that others took over when they ended are not said to count again")
  func renewed() throws {
    let (folder, _) = try home()
    for (until, now) in [("2026-12-31", "2026-11-22"), ("2027-12-31", "2027-01-01")] {
      let baseline = try folder.rolecall(
        "suppress", "baseline", "--owner", "ops", "--until", until, "--now", now)
      #expect(baseline.output.hasPrefix("5 findings suppressed until \(until)"))
    }
    let renewed = try audit(folder, on: "2027-01-06")
    #expect(try statuses(renewed).allSatisfy { $0 == "suppressed" })
    #expect(try !remarks(renewed).joined().contains("expired"))
    let over = try audit(folder, on: "2028-01-01")
    #expect(try remarks(over).joined().contains("expired"))
  }

  @Test(
    "that are not as they are to be count as expired, and are said loudly",
    arguments: [
      #"{"code": "a", "reason": "r", "until": "2027-01-31"}"#,
      #"{"code": "a", "owner": "o", "until": "2027-01-31"}"#,
      #"{"code": "a", "owner": "o", "reason": "r"}"#,
      #"{"code": "a", "owner": " ", "reason": "r", "until": "2027-01-31"}"#,
      #"{"code": "a", "owner": "o", "reason": "r", "until": "2027-02-30"}"#,
      #"{"code": "a", "owner": "o", "reason": "r", "until": "next week"}"#,
      #"{"code": "a*", "owner": "o", "reason": "r", "until": "2027-01-31"}"#,
      #"{"owner": "o", "reason": "r", "until": "2027-01-31"}"#,
      #"{"code": "a", "fingerprint": "v1 a b c d", "owner": "o", "reason": "r", "until": "2027-01-31"}"#,
      #"{"fingerprint": "a b", "owner": "o", "reason": "r", "until": "2027-01-31"}"#,
      #"{"code": "a", "owner": "o", "reason": "r", "until": "2027-01-31", "untill": "x"}"#,
      #"{"code": "a", "owner": "o", "reason": 7, "until": "2027-01-31"}"#, #""a""#,
    ])
  func malformed(_ entry: String) throws {
    let (folder, _) = try home()
    let good =
      #"{"code": "trust.task-role", "subject": "*", "account": "1*", "owner": "o", "reason": "r", "until": "2027-01-31"}"#
    try folder.write("{\"suppressions\": [\n\(good),\n\(entry)]}", to: Self.file)
    let answer = try audit(folder)
    #expect(answer.status == 2)
    #expect(try statuses(answer).count { $0 == "suppressed" } == 1)
    let notes = try answer.report()["notes"]?.array ?? []
    #expect(notes.count == 1)
    #expect(notes[0]["severity"] == "error")
    #expect(notes[0]["line"]?.int == 3)
    #expect(notes[0]["pointer"] == "/suppressions/1")
    #expect(notes[0]["text"]?.string?.hasSuffix("it counts as expired") == true)
  }

  @Test("of a file that is none suppress nothing", arguments: ["{", "[]", #"{"suppress": []}"#])
  func unreadable(_ text: String) throws {
    let (folder, _) = try home()
    try folder.write(text, to: Self.file)
    let answer = try audit(folder)
    #expect(answer.status == 2)
    #expect(try statuses(answer) == Array(repeating: "open", count: 5))
    #expect(answer.output.contains("othing is suppressed"))
    #expect(
      try folder.rolecall("suppress", "baseline", "--owner", "o", "--until", "2027-01-31").status
        == 78)
  }

  @Test("are added behind what the file has, which stays")
  func keeping() throws {
    let (folder, ids) = try home()
    try folder.write(
      #"{"suppressions": [{"until": "soon", "code": "b", "x": {"y": [1]}}]}"#, to: "s.json")
    _ = try folder.rolecall(
      "suppress", "add", ids[0], "--owner", "o", "--reason", "r", "--until", "2027-01-31",
      "--suppressions", "s.json")
    let text = try folder.text("s.json")
    let list = try JSONValue(JSONDocument(text: text).root)["suppressions"]?.array ?? []
    #expect(list.count == 2)
    #expect(list[0] == ["until": "soon", "code": "b", "x": ["y": [.number("1")]]])
    #expect(text.contains("\"until\": \"soon\",\n      \"code\""))
    #expect(try !folder.names.contains("s.json.new"))
    #expect(try audit(folder, "--suppressions", "s.json").status == 2)
    #expect(try audit(folder, "--suppressions", "none.json").status == 78)
  }

  @Test("are added once, by the first letters of an id, too")
  func once() throws {
    let (folder, ids) = try home()
    func add(_ name: String, _ until: String) throws -> String {
      try folder.rolecall(
        "suppress", "add", name, "--owner", "o", "--reason", "r", "--until", until,
        "--suppressions", "s.json"
      ).output
    }
    #expect(try add(String(ids[0].prefix(6)), "2027-01-31").contains("suppressed until 2027-01-31"))
    let text = try folder.text("s.json")
    #expect(try add(ids[0], "2027-01-31").contains("is accepted until 2027-01-31 already, by o"))
    #expect(try add(ids[0], "2027-01-01").contains("nothing was written"))
    #expect(try folder.text("s.json") == text)
    #expect(try add(ids[0], "2027-03-31").contains("written to s.json"))
  }

  @Test("have an owner, a reason and a day to come, and are about what is open")
  func refusals() throws {
    let (folder, ids) = try home()
    func add(_ id: String, _ owner: String, _ reason: String, _ until: String) throws -> Int32 {
      try folder.rolecall(
        "suppress", "add", id, "--owner", owner, "--reason", reason, "--until", until
      ).status
    }
    #expect(try add("nosuchid", "o", "r", "2027-01-31") == 66)
    #expect(try add(ids[0], " ", "r", "2027-01-31") == 64)
    #expect(try add(ids[0], "o", "", "2027-01-31") == 64)
    #expect(try add(ids[0], "o", "r", "2026-02-30") == 64)
    #expect(try add(ids[0], "o", "r", "2026-11-20") == 64)
    #expect(try folder.rolecall("suppress", "add", ids[0], "--until", "2027-01-31").status == 64)
    #expect(try !folder.names.contains("config"))
  }
}

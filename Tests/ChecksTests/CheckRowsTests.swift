import Checks
import Findings
import Testing

/// A query that a check cannot have, and what is said about it.
struct BadQuery: CustomTestStringConvertible, Sendable {
  var sql: String
  var words: String
  var members = ""

  var testDescription: String { sql }

  private static func row(_ verdict: String, _ code: String, _ subject: String = "'s'") -> String {
    "SELECT \(subject) AS subject, '' AS locator, '' AS key, \(verdict) AS verdict, \(code) AS code"
  }

  static let all = [
    BadQuery(sql: "", words: ""),
    BadQuery(sql: "SELEC 1", words: "SELEC"),
    BadQuery(sql: "SELECT 's' AS subject", words: "no column locator"),
    BadQuery(sql: row("'pass'", "NULL") + ", 1 AS code", words: "the column code twice"),
    BadQuery(sql: row("'bad'", "'sample.bad'"), words: "bad is not a verdict"),
    BadQuery(sql: row("NULL", "'sample.bad'"), words: "NULL is not a verdict"),
    BadQuery(sql: row("'fail'", "'sample.other'"), words: "sample.other is not in check.json"),
    BadQuery(sql: row("'fail'", "NULL"), words: "NULL is not in check.json"),
    BadQuery(sql: row("'fail'", "'sample.bad'", "NULL"), words: "no subject"),
    BadQuery(sql: row("'pass'", "NULL") + " WHERE :days > 1", words: ":days is not in check.json"),
    BadQuery(sql: row("'pass'", "NULL") + " FROM nowhere", words: "nowhere"),
    BadQuery(sql: row("'pass'", "NULL") + " WHERE json_extract('{', '$') = 1", words: "JSON"),
  ]
}

@Suite("The rows of a check")
struct CheckRowsTests {
  private let world: SampleWorld

  init() throws { world = try SampleWorld() }

  @Test("that are not as agreed make it fail, and the reason is told", arguments: BadQuery.all)
  func bad(_ query: BadQuery) throws {
    let outcome = try world.run(CheckFolder(sql: query.sql))
    #expect(outcome.result.status == .failed)
    #expect(outcome.result.note?.contains(query.words) == true, "\(outcome.result.note ?? "none")")
    #expect(outcome.findings.isEmpty)
    #expect(outcome.passed.isEmpty)
    #expect(outcome.result.fail == 0)
  }

  @Test("are counted by verdict, and become findings with their evidence")
  func counts() throws {
    let outcome = try world.rows(
      "('s1', '', '', 'pass', NULL, 1, NULL)", "('s2', 'Run', 'k', 'fail', 'sample.bad', 2.5, 'n')",
      "('s3', '', '', 'unknown', 'sample.bad', 0, NULL)",
      "('s4', '', '', 'conditional', 'sample.bad', NULL, x'00')", columns: ", size, note")
    #expect(
      outcome.result
        == ReportedCheck(status: .completed, pass: 1, fail: 1, conditional: 1, unknown: 1))
    #expect(outcome.findings.map(\.shownSubject) == ["s2", "s3", "s4"])
    #expect(
      outcome.findings.map(\.state.evidence) == [
        #"{"note":"n","size":2.5,"subject":"s2"}"#, #"{"size":0,"subject":"s3"}"#,
        #"{"subject":"s4"}"#,
      ])
    #expect(
      outcome.findings.first?.identity
        == FindingIdentity(check: "sample/check", subject: "s2", locator: "Run", key: "k"))
  }

  @Test("of one identity are one finding, and the worst wins", arguments: [false, true])
  func worst(reversed: Bool) throws {
    let rows = [
      "('s', '', '', 'unknown', 'sample.bad', 1)", "('s', '', '', 'conditional', 'sample.bad', 2)",
      "('s', '', '', 'fail', 'sample.bad', 3)", "('s', '', '', 'pass', NULL, 4)",
    ]
    let given = reversed ? rows.reversed() : rows
    let identity = FindingIdentity(check: "sample/check", subject: "s", locator: "", key: "")
    let outcome = try world.rows(
      given.joined(separator: ","), columns: ", n", wanted: [identity])
    #expect(outcome.findings.map(\.state.verdict) == [.fail])
    #expect(outcome.findings.map(\.state.evidence) == [#"{"n":3,"subject":"s"}"#])
    #expect(outcome.passed.isEmpty)
  }

  @Test("of two revisions of a task definition are one finding")
  func revisions() throws {
    let arn = "arn:aws:ecs:eu-west-1:1:task-definition/app"
    let outcome = try world.rows(
      "('\(arn):1', '', '', 'unknown', 'sample.bad')", "('\(arn):2', '', '', 'fail', 'sample.bad')")
    #expect(outcome.findings.map(\.identity.subject) == [arn])
    #expect(outcome.findings.map(\.shownSubject) == [arn + ":2"])
  }

  @Test("are demoted: conditional by one step, latent to low", arguments: Severity.allCases)
  func demotion(_ severity: Severity) throws {
    let outcome = try world.rows(
      "('s1', '', '', 'fail', 'sample.bad', 0)", "('s2', '', '', 'fail', 'sample.bad', 1)",
      "('s3', '', '', 'conditional', 'sample.bad', NULL)",
      "('s4', '', '', 'conditional', 'sample.bad', 1)",
      "('s5', '', '', 'unknown', 'sample.bad', 0)", columns: ", latent",
      severity: severity.rawValue)
    let low = min(severity, Severity.low)
    let demoted = severity.demoted
    #expect(
      outcome.findings.map(\.state.severity) == [
        severity, low, demoted, min(demoted, .low), severity,
      ])
    #expect(
      outcome.findings.map(\.state.evidence).filter { $0.contains(#""latent":true"#) }.count == 2)
  }

  @Test("take the severity of their code before that of the check")
  func severityOfCode() throws {
    let outcome = try world.rows(
      "('s', '', '', 'fail', 'sample.bad')",
      codes: #"{"sample.bad": \#(CheckFolder.code("a", more: #", "severity": "medium""#))}"#)
    #expect(outcome.findings.map(\.state.severity) == [.medium])
  }

  @Test("give up the reason of an answer as evidence of its own")
  func decided() throws {
    let outcome = try world.rows(
      #"('s', '', '', 'fail', 'sample.bad', '{"missing":["p"],"statements":[],"nearMisses":[{"sid":"A"}]}')"#,
      columns: ", decided")
    #expect(
      outcome.findings.map(\.state.evidence)
        == [#"{"missing":["p"],"nearMisses":[{"sid":"A"}],"subject":"s"}"#])
  }

  @Test("that pass are told where a finding waits for them")
  func passed() throws {
    let waiting = FindingIdentity(check: "sample/check", subject: "s1", locator: "", key: "")
    let gone = FindingIdentity(check: "sample/check", subject: "s9", locator: "", key: "")
    let outcome = try world.rows(
      "('s1', '', '', 'pass', NULL)", "('s2', '', '', 'pass', NULL)", wanted: [waiting, gone])
    #expect(outcome.passed == [waiting])
    #expect(outcome.result.pass == 2)
  }

  @Test("about subjects that the run is not about are left out")
  func scope() throws {
    let rows = (
      "('arn:aws:iam::1:role/a', '', '', 'fail', 'sample.bad')",
      "('arn:aws:iam::2:role/a', '', '', 'fail', 'sample.bad')",
      "('arn:aws:iam::2:role/b', '', '', 'pass', NULL)"
    )
    let outcome = try world.rows(rows.0, rows.1, rows.2) { SubjectName($0).account == "1" }
    #expect(outcome.findings.map(\.shownSubject) == ["arn:aws:iam::1:role/a"])
    #expect(outcome.result == ReportedCheck(status: .completed, fail: 1))
  }

  @Test("see the parameters of the check")
  func parameters() throws {
    var folder = CheckFolder()
    folder.members = """
      "parameters": {"text": {"default": "t"}, "number": {"default": 7}, "half": {"default": 0.5},
        "yes": {"default": true}, "nothing": {"default": null}, "list": {"default": ["a", "b"]}},
      """
    folder.sql = """
      SELECT value AS subject, '' AS locator, '' AS key, 'fail' AS verdict, 'sample.bad' AS code,
        :text || ',' || :number || ',' || :half || ',' || :yes || ',' || typeof(:nothing) AS given
      FROM json_each(:list)
      """
    let outcome = try world.run(folder)
    #expect(
      outcome.findings.map(\.state.evidence) == [
        #"{"given":"t,7,0.5,1,null","subject":"a"}"#, #"{"given":"t,7,0.5,1,null","subject":"b"}"#,
      ])
  }
}

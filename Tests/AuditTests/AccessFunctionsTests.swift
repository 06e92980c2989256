import Audit
import Findings
import Foundation
import GRDB
import Importers
import JSON
import Store
import Testing
import World

@Suite("The SQL functions for checks")
struct AccessFunctionsTests {
  private static let place = "arn:aws:iam::111122223333"

  /// An expression and its value as text.
  static let expressions: [(String, String?)] = [
    ("iam_decision('reader', 's3:GetObject', 'arn:aws:s3:::b/k')", "allowed"),
    ("iam_decision('reader', 's3:PutObject', 'arn:aws:s3:::b/k', NULL)", "implicitly-denied"),
    ("iam_decision('nobody', 's3:PutObject', 'arn:aws:s3:::b/k')", "unknown"),
    ("iam_decision(NULL, 's3:PutObject', 'arn:aws:s3:::b/k')", nil),
    (
      "iam_decision('\(place):role/caller', 'iam:PassRole', '\(place):role/app-task', '{\"a:b\": [\"1\"], \"a:c\": null}')",
      "allowed"
    ),
    (
      "iam_explain('reader', 's3:PutObject', 'arn:aws:s3:::b/k') ->> '$.decision'",
      "implicitly-denied"
    ),
    ("iam_explain('reader', 's3:PutObject', 'arn:aws:s3:::b/k') ->> '$.cause'", "no-allow"),
    ("iam_explain('reader', 's3:PutObject', 'arn:aws:s3:::b/k') ->> '$.layer'", "identity"),
    (
      "iam_explain('reader', 's3:GetObject', 'arn:aws:s3:::b/k') ->> '$.statements[0].policy'",
      "inline:more"
    ),
    ("iam_explain('nobody', 's3:GetObject', 'arn:aws:s3:::b/k') ->> '$.decision'", "unknown"),
    ("trust_decision('ec2.amazonaws.com', '\(place):role/reader')", "allowed"),
    ("trust_decision('sns.amazonaws.com', '\(place):role/reader', '{}')", "implicitly-denied"),
    ("trust_decision('sns.amazonaws.com', '\(place):role/gone')", "unknown"),
    ("arn_part('arn:aws:s3:::b/k', 'partition')", "aws"),
    ("arn_part('arn:aws:s3:::b/k', 'account')", ""),
    ("arn_part('\(place):role/a:b', 'resource')", "role/a:b"),
    ("arn_part('b', 'resource')", nil), ("arn_part(NULL, 'resource')", nil),
    ("arn_matches('arn:aws:iam::*:role/*', '\(place):role/a/b')", "1"),
    ("arn_matches('arn:aws:iam:*:role/*', '\(place):role/a/b')", "0"),
    ("arn_matches('arn:aws:s3:::b?', 'arn:aws:s3:::b*')", "1"),
    ("arn_matches('*', 'anything')", "1"), ("arn_matches('b', 'b')", "0"),
    ("arn_matches('*', NULL)", nil),
  ]

  private static func value(_ expression: String) throws -> String? {
    let nights = try Nights()
    try nights.audit(AccessTests.exported)
    let queue = try nights.store.reader(Configuration())
    return try queue.inDatabase { db in
      AccessFunctions(nights.store).all.forEach(db.add)
      // Twice, for what is remembered is to be the same.
      let rows = try Row.fetchAll(
        db, sql: "SELECT CAST(\(expression) AS TEXT) UNION ALL SELECT CAST(\(expression) AS TEXT)")
      #expect(rows.count == 2 && rows[0] == rows[1])
      return rows[0][0]
    }
  }

  @Test("answer as the evaluator does", arguments: expressions)
  func values(_ expression: String, _ expected: String?) throws {
    #expect(try Self.value(expression) == expected)
  }

  @Test(
    "fail loudly",
    arguments: [
      ("iam_decision('a', 'b')", "takes principal, action, resource and a context"),
      ("iam_decision('a', 'b:c', 'd', '{')", "no JSON object"),
      ("iam_decision('a', 'b:c', 'd', '{\"k\": {}}')", "k has a value that is none"),
      ("arn_part('arn:aws:s3:::b', 'bucket')", "none of partition"),
    ])
  func failures(_ expression: String, _ message: String) throws {
    let error = #expect(throws: DatabaseError.self) { try Self.value(expression) }
    #expect(error?.message?.contains(message) == true, "\(error?.description ?? "")")
  }

  /// The files of a check with that query.
  private static func check(_ sql: String, code: String) -> [String: String] {
    [
      "sample/module.json":
        #"{"title": {"en": "S", "ja": "S"}, "description": {"en": "S", "ja": "S"}}"#,
      "sample/check/README.md": "# S\n", "sample/check/findings.sql": sql,
      "sample/check/check.json": """
      {"title": {"en": "S", "ja": "S"}, "severity": "high", "codes": {"\(code)":
      {"message": {"en": "Bad", "ja": "Bad"}, "remediation": {"en": "Mend", "ja": "Mend"}}}}
      """,
    ]
  }

  @Test("are all described, with a query that runs")
  func documentation() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../docs/functions.md").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    let names = AccessFunctions(try Nights().store).all.map(\.name)
    #expect(names.count == 5)
    #expect(names.filter { !text.contains("| `\($0)(") }.isEmpty)
    let blocks = text.components(separatedBy: "```")
    let query = try #require(blocks.first { $0.hasPrefix("sql\n") }).dropFirst(4)
    let nights = try Nights(checks: Self.check(String(query), code: "own.may-not-stop"))
    let outcome = try nights.audit(SmallAccount())
    #expect(outcome.report.run.evaluated["sample/check"]?.pass == 2)
  }

  @Test("may be called by a check, and know what is assumed")
  func check() throws {
    let sql = """
      SELECT arn AS subject, '' AS locator, '' AS key,
        iif(iam_decision(arn, 'ecs:RunTask', '*') = 'allowed', 'pass', 'fail') AS verdict,
        'sample.bad' AS code
      FROM role WHERE name = 'caller'
      """
    let nights = try Nights(checks: Self.check(sql, code: "sample.bad"))
    var account = SmallAccount()
    account.policy = [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Effect": "Allow", "Action": "ecs:*", "Resource": "*",
          "Condition": ["StringEquals": ["aws:PrincipalOrgID": "o-1"]],
        ]
      ],
    ]
    let before = try nights.audit(account)
    #expect(before.report.run.evaluated["sample/check"]?.fail == 1)
    let after = try nights.audit(
      account.source,
      assuming: [Assumption(accounts: "*", context: ["aws:PrincipalOrgID": ["o-1"]])])
    #expect(after.report.run.evaluated["sample/check"]?.pass == 1)
  }
}

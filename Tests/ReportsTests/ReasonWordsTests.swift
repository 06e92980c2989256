import Findings
import JSON
import Reports
import Testing

@Suite("The reasons in a report")
struct ReasonWordsTests {
  /// A near miss as the evaluator writes it, and what a report says of it.
  struct Reason: Sendable, CustomTestStringConvertible {
    var nearMiss: String
    var verdict = Verdict.fail
    var english: String
    var japanese: String
    var testDescription: String { english }
  }

  static func resource(_ differences: String, _ english: String, _ japanese: String) -> Reason {
    let nearMiss = """
      {"entries":[{"differences":[\(differences)],"text":"arn:x"}],"failed":"resource",\
      "statement":{"effect":"Allow","index":3,"layer":"identity","policy":"inline:states"}}
      """
    return Reason(
      nearMiss: nearMiss,
      english:
        "`Statement[3]` of inline policy `states` of role `caller-0` matches the action, but not role `task-0`: \(english).",
      japanese:
        "ロール `caller-0` のインラインポリシー `states` の `Statement[3]` はアクションに一致しますが、ロール `task-0` には一致しません：\(japanese)。"
    )
  }

  static func condition(
    _ request: String, _ english: String, _ japanese: String, _ verdict: Verdict = .fail
  ) -> Reason {
    let nearMiss = """
      {"conditions":[{"key":"aws:SourceArn","operator":"ArnLike","policy":["a","b"],"request":\(request)}],\
      "failed":"condition","statement":{"effect":"Allow","index":0,"layer":"trust","policy":"trust"}}
      """
    return Reason(
      nearMiss: nearMiss, verdict: verdict,
      english: "`ArnLike` on `aws:SourceArn`, the policy has `a`, `b`, \(english)",
      japanese: "`aws:SourceArn` の `ArnLike`、ポリシーの値は `a`、`b`、\(japanese)")
  }

  static func statement(
    _ failed: String, _ policy: String, _ layer: String, _ entry: String, _ english: String,
    _ japanese: String
  ) -> Reason {
    let nearMiss = """
      {"entries":[{"differences":[],"text":"\(entry)"}],"failed":"\(failed)",\
      "statement":{"effect":"Allow","index":0,"layer":"\(layer)","policy":"\(policy)","sid":"S"}}
      """
    return Reason(nearMiss: nearMiss, english: english, japanese: japanese)
  }

  static let reasons = [
    resource("", "it lists `arn:x`", "挙げているのは `arn:x`"),
    resource(
      #""path""#, "it lists `arn:x` (differs in the path)", "挙げているのは `arn:x`（パスが違う）"),
    resource(
      #""account","path""#, "it lists `arn:x` (differs in the account and the path)",
      "挙げているのは `arn:x`（アカウントとパスが違う）"),
    resource(
      #""case""#, "it lists `arn:x` (differs in capitals and small letters)",
      "挙げているのは `arn:x`（大文字と小文字が違う）"),
    resource(
      #""revision""#, "it lists `arn:x` (differs in the revision)", "挙げているのは `arn:x`（リビジョンが違う）"),
    resource(
      #""session""#, "it lists `arn:x` (is a session of the role, not the role)",
      "挙げているのは `arn:x`（ロールではなくそのセッション）"),
    resource(
      #""bare-name""#, "it lists `arn:x` (is a name where an ARN is needed)",
      "挙げているのは `arn:x`（ARN ではなく名前だけ）"),
    resource(
      #""excluded""#, "its NotResource leaves out `arn:x`", "NotResource が `arn:x` を除いています"),
    resource(
      #""new-kind""#, "it lists `arn:x` (differs in `new-kind`)", "挙げているのは `arn:x`（`new-kind`が違う）"),
    condition(#"["c","d"]"#, "the request has `c`, `d`.", "リクエストの値は `c`、`d`。"),
    condition(
      #"{"pattern":"c*"}"#, "the request has something like `c*`.", "リクエストの値は `c*` に当てはまるもの。"),
    condition(#""absent""#, "the request does not have it.", "リクエストにこのキーはなし。"),
    condition(#""unknown""#, "the request's value is not known.", "リクエストの値は不明。"),
    statement(
      "principal", "trust", "trust", "Service:ecs.amazonaws.com",
      "Statement `S` (`Statement[0]`) of the trust policy matches the action, but not role `caller-0`: it names service `ecs.amazonaws.com`.",
      "信頼ポリシーのステートメント `S`（`Statement[0]`）はアクションに一致しますが、ロール `caller-0` には一致しません：挙げているのはサービス `ecs.amazonaws.com`。"
    ),
    statement(
      "principal", "trust", "trust", "*", "it names `*`.", "挙げているのは `*`。"),
    statement(
      "action", "arn:aws:iam::aws:policy/service-role/Managed", "identity", "iam:Get*",
      "of managed policy `Managed` is about role `task-0`, but not `iam:PassRole`: it lists `iam:Get*`.",
      "管理ポリシー `Managed` のステートメント `S`（`Statement[0]`）はロール `task-0` を対象にしていますが、`iam:PassRole` には一致しません：挙げているのは `iam:Get*`。"
    ),
    statement(
      "resource", "arn:aws:iam::123456789012:policy/edge", "boundary", "arn:y",
      "of permissions boundary `edge` matches", "アクセス許可の境界 `edge` のステートメント"),
    condition(
      #"{"pattern":"c*"}"#, "the request has something like `c*`", "リクエストの値は `c*` に当てはまるもの",
      .conditional),
  ]

  @Test("say what is near, and in what it differs", arguments: reasons)
  func words(_ reason: Reason) throws {
    let nearMiss = JSONValue(try JSONDocument(text: reason.nearMiss).root)
    let report = Many.report(findings: 1, roles: 1) { finding in
      finding.verdict = reason.verdict
      finding.evidence["nearMisses"] = [nearMiss]
    }
    let english = MarkdownReport().render(report)
    #expect(english.contains(reason.english), "\(english)")
    let japanese = MarkdownReport(language: .japanese).render(report)
    #expect(japanese.contains(reason.japanese), "\(japanese)")
  }

  @Test("do not say that something is so when it cannot be told")
  func doubt() {
    let report = Many.report(findings: 1, roles: 1) { finding in
      finding.verdict = .conditional
      finding.evidence.merge(SampleReason.evidence(SampleReason.doubt)) { $1 }
    }
    let text = MarkdownReport().render(report)
    #expect(text.contains("Whether `Statement[0]` of the trust policy allows it cannot be told:"))
    #expect(!text.contains("Allowed by"))
    #expect(!text.contains("does not hold"))
  }
}

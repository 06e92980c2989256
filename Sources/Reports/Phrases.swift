import Findings

/// Every word that the formats themselves say, in each language.
///
/// What they are given to fill in is already fit for
/// its format.
struct Phrases: Sendable {
  var language: Language

  private func say(_ english: String, _ japanese: String) -> String {
    switch language {
    case .english: english
    case .japanese: japanese
    }
  }

  // Numbers.

  func number(_ count: Int) -> String {
    var digits = Array(String(count))
    var i = digits.count - 3
    while i > 0 {
      digits.insert(",", at: i)
      i -= 3
    }
    return String(digits)
  }

  func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(number(count)) \(count == 1 ? one : many)"
  }

  func failures(_ n: Int) -> String {
    n == 0 ? say("no failures", "失敗なし") : say(count(n, "failure", "failures"), "失敗 \(number(n)) 件")
  }
  func places(_ n: Int) -> String { say(count(n, "place", "places"), "\(number(n)) か所") }
  func more(_ n: Int) -> String { say("and \(number(n)) more", "ほか \(number(n)) 件") }
  func list(_ parts: [String]) -> String { parts.joined(separator: say(", ", "、")) }
  /// Some names as code spans; of many the first.
  func names(_ names: [String], limit: Int = 8) -> String {
    let shown = names.prefix(limit).map { MarkdownText.code($0) }
    return list(shown + (names.count > limit ? [more(names.count - limit)] : []))
  }
  var colon: String { say(": ", "：") }
  var semicolon: String { say("; ", "；") }
  /// A colon at the end of a line.
  var colonAtEnd: String { say(":", "：") }
  /// The end of a sentence, and what parts it from the next.
  var end: String { say(".", "。") }
  var gap: String { say(" ", "") }

  // The first lines.

  func title(_ result: String, accounts: String) -> String {
    if accounts.isEmpty { return "rolecall: \(result)" }
    return say("rolecall: \(result) in \(accounts)", "rolecall: \(accounts) の監査結果 — \(result)")
  }
  var nothingWasEvaluated: String { say("nothing was evaluated", "評価対象なし") }

  func sinceRun(_ number: Int, _ time: String) -> String {
    say("Since run \(number) (\(time))", "前回の実行 \(number)（\(time)）から")
  }
  func againstRun(_ number: Int, _ time: String) -> String {
    say("Against run \(number) (\(time))", "実行 \(number)（\(time)）との比較")
  }
  func asOf(_ time: String) -> String {
    say(
      "Today's checks on the inventory of \(time): nothing is recorded, and nothing compared.",
      "\(time) のインベントリーに対する現在のチェックの結果です。記録も比較もしていません。")
  }
  var firstRun: String {
    say(
      "First run: there is nothing to compare with yet.",
      "最初の実行です。比較できる前回の実行はありません。")
  }
  /// What came, changed or ended of what is no failure but could not be told.
  func undecided(new: Int, changed: Int, ended: Int) -> String? {
    var parts: [String] = []
    if new > 0 {
      parts.append(say("\(number(new)) new that cannot be judged", "判定できない新規 \(number(new)) 件"))
    }
    if changed > 0 {
      parts.append(
        say("\(number(changed)) changed that cannot be judged", "変化して判定できないもの \(number(changed)) 件")
      )
    }
    if ended > 0 {
      parts.append(
        say("\(number(ended)) that could not be judged before", "以前は判定できなかったもの \(number(ended)) 件"))
    }
    return parts.isEmpty ? nil : say("Also \(list(parts)).", "ほかに、\(list(parts))。")
  }
  var nothingChanged: String { say("nothing new, nothing resolved", "新規も解消もありません") }
  var open: String { say("Open", "未解決") }
  var countedApart: String { say("Counted apart", "別に数えたもの") }

  func count(_ n: Int, of status: FindingStatus) -> String {
    say("\(number(n)) \(name(status))", "\(name(status)) \(number(n))")
  }
  func count(_ n: Int, of severity: Severity) -> String {
    say("\(number(n)) \(name(severity))", "\(name(severity)) \(number(n))")
  }
  func count(_ n: Int, of verdict: Verdict) -> String {
    say("\(number(n)) \(name(verdict))", "\(name(verdict)) \(number(n))")
  }

  func name(_ status: FindingStatus) -> String {
    switch status {
    case .new: say("new", "新規")
    case .open: say("open", "継続")
    case .changed: say("changed", "変化")
    case .resolved: say("resolved", "解消")
    case .reopened: say("reopened", "再発")
    case .notEvaluated: say("not evaluated", "未評価")
    case .suppressed: say("suppressed", "抑制中")
    }
  }
  func name(_ severity: Severity) -> String {
    switch severity {
    case .critical: say("critical", "緊急")
    case .high: say("high", "高")
    case .medium: say("medium", "中")
    case .low: say("low", "低")
    case .info: say("info", "情報")
    }
  }
  func name(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: say("pass", "問題なし")
    case .fail: say("fail", "失敗")
    case .conditional: say("conditional", "条件しだい")
    case .unknown: say("unknown", "判定不能")
    }
  }

  func incomplete(errors: Int, checks: Int, coverage: Int) -> String {
    var parts: [String] = []
    if errors > 0 {
      parts.append(
        say(
          count(errors, "file or item could not be read", "files or items could not be read"),
          "読み取れないもの \(number(errors)) 件"))
    }
    if checks > 0 {
      parts.append(
        say(
          count(checks, "check did not finish", "checks did not finish"),
          "完了しなかったチェック \(number(checks)) 件"))
    }
    if coverage > 0 {
      parts.append(
        say(
          count(coverage, "kind was not exported completely", "kinds were not exported completely"),
          "すべては書き出されていない種類 \(number(coverage)) 件"))
    }
    return
      "**\(say("Incomplete", "不完全"))**\(colon)\(list(parts))\(end)\(gap)\(say("See the end.", "末尾を参照してください。"))"
  }

  // Headings.

  var fixFirst: String { say("Fix first", "最初に直すもの") }
  var failing: String { say("Failures, by fix", "失敗するもの（直し方ごと）") }
  var conditional: String { say("Depends on conditions", "条件しだいのもの") }
  var unknown: String { say("Could not be judged", "判定できなかったもの") }
  var resolved: String { say("Resolved", "解消したもの") }
  var notEvaluated: String { say("Not evaluated this time", "今回は評価していないもの") }
  var suppressed: String { say("Suppressed", "抑制中のもの") }
  var suppressionsToLookAt: String { say("Suppressions to look at", "見直しが必要な抑制") }
  var coverage: String { say("What was read", "読み取った範囲") }
  var notes: String { say("Notes on what was read", "読み取りについての注記") }
  var assumptions: String { say("Taken for granted", "前提としたこと") }

  // What stands in the sections.

  func moreFixes(_ n: Int, findings: Int) -> String {
    say(
      "\(count(n, "more fix", "more fixes")) for \(failures(findings)) below.",
      "このほか、下に \(number(n)) 個の直し方（\(failures(findings))）があります。")
  }
  var fix: String { say("Fix", "直し方") }
  var awsError: String { say("AWS error", "AWS のエラー") }
  var awsErrorForOne: String { say("AWS error, for one of them", "AWS のエラー（そのうちの 1 つ）") }
  var why: String { say("Why", "理由") }
  func leftOut(_ count: Int) -> String {
    say("\(number(count)) findings are left out", "\(number(count)) 件を省略しました")
  }
  var whatChanged: String { say("What changed", "何が変わったか") }
  var latent: String {
    say("disabled now, fails once enabled", "今は無効、有効にすると失敗")
  }
  func firstSeen(_ time: String) -> String { say("since \(time)", "\(time) から") }
  func forPlaces(_ n: Int) -> String { say("for \(places(n))", "\(places(n))") }
  func dependsOn(_ keys: String) -> String { say("Depends on \(keys)", "\(keys) によって決まります") }
  func lacks(_ inputs: String) -> String { say("Missing: \(inputs)", "不足しているもの：\(inputs)") }
  func isInvalid(
    _ policy: String, at pointer: String, _ reason: String, _ hint: String
  ) -> String {
    let place = pointer.isEmpty ? "" : say(" at \(pointer)", "（\(pointer)）")
    return say(
      "\(policy) is not a valid policy\(place): \(reason); \(hint)",
      "\(policy) は有効なポリシーではありません\(place)：\(reason)；\(hint)")
  }
  func policyTooLong(_ n: Int) -> String {
    say(
      "*The policy is \(number(n)) characters long; `--format json` holds it.*",
      "*ポリシーは \(number(n)) 文字あるため省きました。`--format json` に含まれています。*")
  }
  var keptFindings: String {
    say(
      "These are neither resolved nor confirmed; what was last known of them is kept.",
      "解消も確認もされていません。最後に分かったことをそのまま残しています。")
  }
  var noLongerInDoubt: String { say("no longer in doubt", "もう判定に迷わないもの") }
  var noCause: String { say("no recorded change explains it", "記録された変更からは説明できません") }

  func checkDid(_ status: ReportedCheck.Status) -> String {
    switch status {
    case .completed: say("completed", "完了")
    case .failed: say("failed", "失敗")
    case .timedOut: say("ran out of time", "時間切れ")
    case .disabled: say("is disabled", "無効")
    }
  }

  func cut(_ n: Int, places: Int?, named names: String) -> String {
    let size = places.map { say(" with \(self.places($0))", "(\(self.places($0)))") } ?? ""
    return say(
      "*\(number(n)) more\(size) cut here\(names.isEmpty ? "" : colon + names). `--all` shows them, and `--format json` holds them.*",
      "*このほか \(number(n)) 件\(size)を省きました\(names.isEmpty ? "" : colon + names)。`--all` で表示でき、`--format json` にはすべて含まれています。*"
    )
  }

  func complete(_ kinds: String) -> String { say("Complete: \(kinds).", "すべて読み取ったもの：\(kinds)。") }
  var nothingRead: String { say("Nothing was read.", "何も読み取っていません。") }
  var coverageColumns: [String] {
    language == .english
      ? ["account", "region", "kind", "read", "why it is incomplete"]
      : ["アカウント", "リージョン", "種類", "読み取り数", "不完全な理由"]
  }
  var error: String { say("error", "エラー") }
  var note: String { say("note", "注記") }
  func line(_ n: Int) -> String { say("line \(n)", "\(n) 行目") }
  func at(_ pointer: String) -> String { say("at \(pointer)", "\(pointer)") }
  func hint(_ text: String) -> String { say("Hint: \(text)", "ヒント：\(text)") }
  func assumed(_ key: String, _ value: String) -> String {
    say("\(key) is \(value)", "\(key) は \(value)")
  }
  var madeBy: String { say("Made by", "作成") }
  func run(_ n: Int) -> String { say("run \(number(n))", "実行 \(number(n))") }
  func accounts(_ names: String) -> String { say("accounts \(names)", "アカウント \(names)") }
}

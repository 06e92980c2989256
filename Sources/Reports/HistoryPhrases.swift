/// The words about runs and the lives of findings.
extension Phrases {
  var check: String { say("check", "チェック") }
  var fingerprint: String { say("fingerprint", "フィンガープリント") }
  var now: String { say("What it says now", "現在の内容") }
  var last: String { say("What it said last", "最後の内容") }
  var life: String { say("What became of it", "これまでの経過") }

  var runColumns: [String] {
    language == .japanese
      ? ["実行", "日時", "アカウント", "未解決", "新規", "再発", "変化", "解消", "判定なし", "未解決の内訳", "ツール"]
      : [
        "run", "time", "accounts", "open", "new", "reopened", "changed", "resolved", "undecided",
        "open by severity", "tool",
      ]
  }

  private func say(_ english: String, _ japanese: String) -> String {
    language == .japanese ? japanese : english
  }
}

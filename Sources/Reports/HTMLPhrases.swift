import Findings

/// The words that only the HTML report says. Names that come in are already fit for the format.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .japanese ? japanese : english
  }

  var skipToFindings: String { say("Skip to the findings", "検出事項へ移動") }
  var openBySeverity: String { say("Open failures by severity", "未解決の失敗（深刻度別）") }
  var filters: String { say("Filter", "絞り込み") }
  var filterText: String { say("Text", "テキスト") }
  var filterTextHint: String { say("name, ARN, code, action …", "名前、ARN、コード、アクションなど") }
  var filterKeys: String {
    say("/ goes to the text, Esc empties it", "/ でテキスト欄へ移動、Esc で消去")
  }
  var severityFilter: String { say("Severity", "深刻度") }
  var statusFilter: String { say("Status", "状態") }
  var moduleFilter: String { say("Module", "モジュール") }
  var accountFilter: String { say("Account", "アカウント") }
  var everything: String { say("all", "すべて") }
  var resetFilters: String { say("Show all", "すべて表示") }
  /// `{0}` and `{1}` are filled in by the page.
  var shownOf: String { say("{0} of {1} findings", "検出事項 {1} 件中 {0} 件") }
  var nothingMatches: String {
    say("No finding matches the filter.", "条件に合う検出事項はありません。")
  }
  var copy: String { say("Copy", "コピー") }
  var copied: String { say("Copied", "コピーしました") }
  var evidence: String { say("Evidence", "根拠") }
  var linkToThis: String { say("Link to this finding", "この検出事項へのリンク") }
  func seen(from first: String, to last: String) -> String {
    say("seen from \(first) to \(last)", "\(first) から \(last) まで検出")
  }
  var isComplete: String { say("complete", "すべて") }
  var incompleteMark: String { say("incomplete", "不完全") }
  /// What a role in a slot is called above its name in the picture.
  func slotName(_ slot: String?) -> String {
    let words = role(slot, "")
    return words.last == " " ? String(words.dropLast()) : words
  }
  /// Says of a picture which part of it the finding is about.
  func isAbout(_ part: String) -> String { say("The finding is about \(part)", "検出対象：\(part)") }
  func breaks(between first: String, and second: String, _ words: String) -> String {
    say("Between \(first) and \(second): \(words)", "\(first) から \(second) まで：\(words)")
  }
}

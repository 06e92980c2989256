import Findings

/// The words about suppressions.
extension Phrases {
  func suppressed(until day: String, by owner: String) -> String {
    say("until \(day), \(owner)", "\(day) まで、\(owner)")
  }

  /// `count` is how many findings the suppression is about.
  func name(_ remark: ReportedSuppression.Remark, _ count: Int) -> String {
    switch remark {
    case .expired:
      count == 0
        ? say("expired", "期限切れ")
        : say(
          "expired: \(number(count)) \(count == 1 ? "finding counts" : "findings count") again",
          "期限切れ: \(number(count)) 件が再び数えられています")
    case .expiring: say("ends within 14 days", "14 日以内に期限切れ")
    case .matchesNothing: say("about no finding of this run", "この実行の検出結果に該当なし")
    case .tooBroad:
      say("about this code wherever it occurs", "このコードをどこでも抑制している")
    }
  }

  private func say(_ english: String, _ japanese: String) -> String {
    language == .japanese ? japanese : english
  }
}

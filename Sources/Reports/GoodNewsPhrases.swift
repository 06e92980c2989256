/// The words for a run that found no failure, which is good news only where all was asked and answered.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .english ? english : japanese
  }

  func allWell(questions: Int, checks: Int, suppressed: Int) -> String {
    let but =
      suppressed > 0
      ? say(", but for \(number(suppressed)) suppressed", "（抑制中の \(number(suppressed)) 件を除く）") : ""
    return say(
      "All is well: \(count(questions, "question", "questions")) asked by \(count(checks, "check", "checks")), and every one passed\(but).",
      "問題ありません。\(number(checks)) 個のチェックで調べた \(number(questions)) 件は、すべて合格でした\(but)。")
  }
  func noFailure(passed: Int, undecided: Int, usesEarlierImports: Bool) -> String {
    let found = say(
      "No failure was found: \(count(passed, "question", "questions")) passed.",
      "失敗は見つかりませんでした。\(number(passed)) 件が合格です。")
    if undecided > 0 {
      return found + gap
        + say(
          "What could not be judged (\(number(undecided))) is listed below.",
          "判定できなかった \(number(undecided)) 件は下に示します。")
    }
    return found + gap
      + (usesEarlierImports
        ? say(
          "But some of what was judged was read by an earlier audit, and may have changed since.",
          "ただし、以前の監査で読み取ったものも判定に使っており、その後変わっているかもしれません。")
        : say("But not everything was read and checked.", "ただし、すべてを読み取って調べられたわけではありません。"))
  }
  var nothingEvaluated: String {
    say(
      "Nothing was evaluated: no check found anything to judge in what was read. This is no sign that all is well.",
      "何も評価していません。読み取ったものの中に、チェックの対象がありませんでした。問題がないという意味ではありません。")
  }
}

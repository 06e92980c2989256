import Findings

/// The words of explanations.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .japanese ? japanese : english
  }

  var whatItIs: String { say("What it is", "何が起きるか") }
  var theWay: String { say("From the trigger to the task", "トリガーからタスクまで") }
  var severity: String { say("severity", "深刻度") }
  var references: String { say("References", "参考") }
  var codes: String { say("Codes", "コード") }
  var proofHint: String {
    say(
      "`rolecall fix` prints the change as a policy or a command, and proves it.",
      "`rolecall fix` を実行すると、変更をポリシーまたはコマンドとして表示し、効果を確かめられます。")
  }

  func assumes(_ verdict: Verdict?) -> String {
    switch verdict {
    case .pass?, nil: say("becomes", "引き受け")
    case .fail?: say("may not become", "引き受けられない")
    case .conditional?: say("may become, on conditions", "条件付きで引き受け")
    case .unknown?: say("it is not known whether it may become", "引き受けられるか不明")
    }
  }
  func passes(_ verdict: Verdict?) -> String {
    switch verdict {
    case .pass?: say("passes", "渡せる")
    case nil: say("has", "指定")
    case .fail?: say("may not pass", "渡せない")
    case .conditional?: say("may pass, on conditions", "条件付きで渡せる")
    case .unknown?: say("it is not known whether it may pass", "渡せるか不明")
    }
  }
  func calls(_ action: String, _ verdict: Verdict?) -> String {
    switch verdict {
    case .pass?, nil: say("calls \(action)", "\(action) を呼び出せる")
    case .fail?: say("may not call \(action)", "\(action) を呼び出せない")
    case .conditional?: say("may call \(action), on conditions", "条件付きで \(action) を呼び出せる")
    case .unknown?:
      say("it is not known whether it may call \(action)", "\(action) を呼び出せるか不明")
    }
  }
  func isUsed(_ slot: String) -> String {
    switch slot {
    case "task": say("the containers run as it", "コンテナがこのロールで動く")
    case "execution":
      say("pulls images, writes logs, reads secrets", "イメージの取得、ログの書き込み、シークレットの読み取り")
    default: say("manages volumes", "ボリュームの管理")
    }
  }
  func isNotTrusting(_ verdict: Verdict) -> String {
    switch verdict {
    case .fail: say("does not trust the service", "サービスを信頼していない")
    case .conditional: say("trusts the service on conditions", "条件付きでサービスを信頼")
    default: say("it is not known whether it trusts the service", "サービスを信頼しているか不明")
    }
  }

  // What a change comes to.

  func noPolicyMends(_ remedy: String) -> String {
    say("no change of a policy mends this: \(remedy)", "ポリシーの変更では直りません：\(remedy)")
  }
  func inlinePolicy(_ name: String, of role: String, _ account: String) -> String {
    say(
      "for role \(role) in account \(account), as one more inline policy \(name)",
      "アカウント \(account) のロール \(role) に追加するインラインポリシー \(name)")
  }
  func trustPolicy(of role: String, _ account: String) -> String {
    say(
      "in place of the trust policy of role \(role) in account \(account)",
      "アカウント \(account) のロール \(role) の信頼ポリシーの置き換え")
  }
  func managedPolicy(_ arn: String) -> String {
    say("as the new version of \(arn)", "\(arn) の新しいバージョン")
  }
  func isProven(questions: Int, mended: Int) -> String {
    let also =
      mended == 0
      ? "" : say(", \(number(mended)) more are mended", "、ほかに \(number(mended)) 件が直ります")
    return say(
      "proven: with it the finding passes, and none of \(number(questions)) verdicts is worse\(also)",
      "確認済み：この変更で検出事項は合格になり、\(number(questions)) 件の判定のうち悪化するものはありません\(also)")
  }
  func isNotMended(_ verdict: String) -> String {
    say(
      "not proven: with this alone the finding is still there (\(verdict))",
      "未確認：この変更だけでは検出事項は残ります（\(verdict)）")
  }
  func makesWorse(_ count: Int) -> String {
    say(
      "not proven: \(number(count)) other \(count == 1 ? "finding becomes" : "findings become") worse, or new",
      "未確認：ほかの検出事項 \(number(count)) 件が悪化または新たに発生します")
  }

  // What is behind an error.

  var alsoExplains: String { say("The same text fits", "同じエラーに当てはまるもの") }
  var nothingExplains: String {
    say(
      "Nothing that the newest run found explains this text, and it does not tell who asked for what.",
      "最新の実行で見つかったものの中に、このエラーを説明するものはありません。誰が何を要求したかもエラーからは分かりません。")
  }
  func noFindingExplains(_ parts: [String]) -> String {
    say(
      "No finding explains this text. By what was imported last, \(parts[1]) by \(parts[0]) on \(parts[2]) is:",
      "このエラーを説明する検出事項はありません。最後にインポートされた内容では、\(parts[0]) による \(parts[2]) への \(parts[1]) の判定は次のとおりです："
    )
  }
  var isAllowedNow: String {
    say(
      "So it was refused by something that is not in the export, or before a change that is: see when it was made.",
      "エクスポートに含まれない何かが拒否したか、エクスポートより前の状態で拒否されたことになります。エクスポートの日時を確認してください。")
  }
  var isOfCodes: String {
    say("What it may be of is told by:", "当てはまりうるものの説明は次のコマンドで表示できます：")
  }
}

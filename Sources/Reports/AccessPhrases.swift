/// The words for answers to questions about permissions.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .english ? english : japanese
  }

  var isAllowed: String { say("allowed", "許可") }
  /// Why something is allowed that no statement allows.
  var isRoot: String {
    say(
      "The root user needs no policy, and none limits it",
      "ルートユーザーにポリシーは不要で、制限するポリシーもありません")
  }
  var isNeverRefused: String {
    say("No policy can refuse it", "どのポリシーでも拒否できません")
  }
  func isConditional(on keys: [String]) -> String {
    say("conditional on \(list(keys))", "条件付き：\(list(keys))")
  }
  func isUnknown(for missing: [String], _ invalid: [String]) -> String {
    let reasons =
      (missing.isEmpty ? [] : [say("\(list(missing)) not exported", "\(list(missing))がエクスポートにない")])
      + (invalid.isEmpty
        ? [] : [say("\(list(invalid)) not valid", "\(list(invalid))が有効なポリシーではない")])
    return say("unknown: ", "不明：") + reasons.joined(separator: semicolon)
  }
  func isDenied(explicitlyBy layer: String) -> String {
    let words = policies(of: layer)
    return say(
      "denied (explicitly: \(words) denies it)", "拒否（明示的：\(words)が拒否）")
  }
  func isDenied(implicitlyBy layer: String, _ cause: String) -> String {
    let words = policies(of: layer)
    return switch cause {
    case "aws-owned":
      say("denied (implicitly: AWS itself owns the resource)", "拒否（暗黙的：AWS 自身のリソース）")
    case "root-user":
      say("denied (implicitly: a root user cannot assume roles)", "拒否（暗黙的：ルートユーザーはロールを引き受けられない）")
    case "condition":
      say(
        "denied (implicitly: \(words) would allow it, but for a condition)",
        "拒否（暗黙的：\(words)は条件を満たせば許可）")
    default:
      say("denied (implicitly: no \(bare(words)) allows it)", "拒否（暗黙的：許可する\(words)がない）")
    }
  }

  func denied(_ count: Int, of all: Int) -> String {
    say(
      "denied: \(number(count)) of \(self.count(all, "principal", "principals"))",
      "拒否：プリンシパル \(number(all)) 件中 \(number(count)) 件")
  }

  /// The line that says what is odd in a policy.
  func odd(_ policy: String, at pointer: String, _ text: String) -> String {
    say("odd in \(policy) at \(pointer): \(text)", "注意（\(policy) \(pointer)）：\(text)")
  }

  /// The line that says what was taken for granted.
  func assumed(_ text: String) -> String { say("assumed: \(text)", "前提：\(text)") }

  /// One of the policies of a layer.
  private func policies(of layer: String) -> String {
    switch layer {
    case "identity": say("an identity policy", "アイデンティティベースポリシー")
    case "resource": say("a policy of the resource", "リソースベースポリシー")
    case "trust": say("a statement of the trust policy", "信頼ポリシーのステートメント")
    default: say("a \(self.layer(layer) ?? policy)", self.layer(layer) ?? policy)
    }
  }

  /// English words without their article.
  private func bare(_ words: String) -> String {
    words.hasPrefix("a") ? words.split(separator: " ").dropFirst().joined(separator: " ") : words
  }
}

/// The words for statements that nearly apply. Names that come in are already fit for the format.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .english ? english : japanese
  }

  /// A statement where it begins an English sentence.
  private func opening(_ statement: String) -> String {
    statement.hasPrefix("`") ? statement : "S" + statement.dropFirst()
  }

  // What keeps a statement from allowing.

  func otherResource(_ statement: String, _ resource: String) -> String {
    say(
      "\(opening(statement)) matches the action, but not \(resource)",
      "\(statement)はアクションに一致しますが、\(resource) には一致しません")
  }
  func otherCondition(_ statement: String) -> String {
    say(
      "\(opening(statement)) would allow it, but its condition does not hold",
      "\(statement)は許可しうるものですが、条件を満たしません")
  }
  func otherPrincipal(_ statement: String, _ principal: String) -> String {
    say(
      "\(opening(statement)) matches the action, but not \(principal)",
      "\(statement)はアクションに一致しますが、\(principal) には一致しません")
  }
  func otherAction(_ statement: String, _ resource: String, _ action: String) -> String {
    say(
      "\(opening(statement)) is about \(resource), but not \(action)",
      "\(statement)は\(parted(resource)) を対象にしていますが、\(action) には一致しません")
  }
  func isNear(_ statement: String) -> String {
    say("\(opening(statement)) comes near, but does not apply", "\(statement)は近いものの、適用されません")
  }
  /// A statement of which it cannot be told whether it applies.
  func doubt(_ statement: String, isDeny: Bool) -> String {
    isDeny
      ? say("Whether \(statement) denies it cannot be told", "\(statement)が拒否するかどうかは判断できません")
      : say("Whether \(statement) allows it cannot be told", "\(statement)が許可するかどうかは判断できません")
  }

  var thisResource: String { say("this resource", "このリソース") }
  var thisPrincipal: String { say("this principal", "このプリンシパル") }
  var thisAction: String { say("this action", "このアクション") }

  // What it has instead.

  func lists(_ entries: String) -> String {
    say("it lists \(entries)", "挙げているのは\(parted(entries))")
  }
  func leavesOut(_ entries: String, of element: String) -> String {
    say("its \(element) leaves out \(entries)", "\(element) が \(entries) を除いています")
  }
  func namesPrincipals(_ principals: String) -> String {
    say("it names \(principals)", "挙げているのは\(parted(principals))")
  }
  func mayMean(_ principal: String) -> String {
    say("it may or may not mean \(principal)", "\(principal) を含むかどうかが明らかではありません")
  }

  /// An entry of Resource and the evaluator's words for what differs in it.
  func entry(_ text: String, differsIn differences: [String]) -> String {
    let parts = differences.compactMap(part)
    var words = differences.compactMap(nature)
    if !parts.isEmpty {
      words.insert(
        say(
          "differs in \(parts.joined(separator: " and "))", "\(parts.joined(separator: "と"))が違う"),
        at: 0)
    }
    return say("\(text) (\(list(words)))", "\(text)（\(list(words))）")
  }

  private func nature(_ difference: String) -> String? {
    switch difference {
    case "session": say("is a session of the role, not the role", "ロールではなくそのセッション")
    case "bare-name": say("is a name where an ARN is needed", "ARN ではなく名前だけ")
    case "excluded": say("is excluded", "除外されている")
    default: nil
    }
  }

  private func part(_ difference: String) -> String? {
    switch difference {
    case "partition": say("the partition", "パーティション")
    case "service": say("the service", "サービス")
    case "region": say("the region", "リージョン")
    case "account": say("the account", "アカウント")
    case "type": say("the type of resource", "リソースの種類")
    case "case": say("capitals and small letters", "大文字と小文字")
    case "path": say("the path", "パス")
    case "revision": say("the revision", "リビジョン")
    case "session", "bare-name", "excluded": nil
    default: MarkdownText.code(difference, limit: 60)
    }
  }

  // Conditions.

  func condition(
    _ comparison: String, on key: String, lists values: String, _ request: String
  ) -> String {
    say(
      "\(comparison) on \(key), the policy has \(values), \(request)",
      "\(key) の \(comparison)、ポリシーの値は \(values)、\(request)")
  }
  func requestHas(_ values: String) -> String {
    say("the request has \(values)", "リクエストの値は \(values)")
  }
  func requestFits(_ pattern: String) -> String {
    say("the request has something like \(pattern)", "リクエストの値は \(pattern) に当てはまるもの")
  }
  var requestLacksKey: String { say("the request does not have it", "リクエストにこのキーはなし") }
  var requestIsUnknown: String { say("the request's value is not known", "リクエストの値は不明") }
}

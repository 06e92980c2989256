import Findings

/// The words for chains, statements and causes. Names that come in are already fit for the format.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .english ? english : japanese
  }

  /// A kind of resource, as `SubjectName` and the record name it, in front of its name.
  func kind(_ kind: String) -> String {
    switch kind {
    case "state-machine": say("state machine", "ステートマシン")
    case "rule": say("rule", "ルール")
    case "schedule": say("schedule", "スケジュール")
    case "pipe": say("pipe", "パイプ")
    case "task-definition": say("task definition", "タスク定義")
    case "cluster": say("cluster", "クラスター")
    case "service": say("service", "サービス")
    case "role": say("role", "ロール")
    case "policy": say("managed policy", "管理ポリシー")
    case "user": say("user", "ユーザー")
    case "group": say("group", "グループ")
    case "event-bus": say("event bus", "イベントバス")
    case "organization": say("organization", "組織")
    default: say("resource", "リソース")
    }
  }

  /// Kinds in a count: `12 roles`.
  func kinds(_ kind: String, _ count: Int) -> String {
    let words = kind.split(separator: "-").joined(separator: " ")
    let plural =
      words.hasSuffix("y")
      ? words.dropLast() + "ies" : words.hasSuffix("s") ? words + "es" : words + "s"
    return say(
      "\(number(count)) \(count == 1 ? words : String(plural))",
      "\(self.kind(kind)) \(number(count))")
  }

  /// The place in a subject of that kind.
  func locator(_ kind: String, _ name: String) -> String {
    switch kind {
    case "state-machine": say("state \(name)", "ステート \(name)")
    case "rule", "schedule": say("target \(name)", "ターゲット \(name)")
    default: name
    }
  }

  func named(_ kind: String, _ name: String) -> String { "\(kind) \(name)" }

  /// A role in the slot in which it is used.
  func role(_ slot: String?, _ name: String) -> String {
    switch slot {
    case "caller": say("caller role \(name)", "呼び出し元ロール \(name)")
    case "task": say("task role \(name)", "タスクロール \(name)")
    case "execution": say("execution role \(name)", "タスク実行ロール \(name)")
    case "instance": say("instance role \(name)", "コンテナインスタンスロール \(name)")
    case "infrastructure": say("infrastructure role \(name)", "インフラストラクチャロール \(name)")
    case "service": say("service role \(name)", "サービスロール \(name)")
    default: named(kind("role"), name)
    }
  }
  func overriding(_ role: String) -> String { say("\(role), by override", "\(role)（オーバーライドによる）") }
  func place(in account: String) -> String { say("in \(account)", account) }

  // Policies and statements.

  var inlinePolicy: String { say("inline policy", "インラインポリシー") }
  var managedPolicy: String { say("managed policy", "管理ポリシー") }
  var policy: String { say("policy", "ポリシー") }
  func policy(_ policy: String, ofRole role: String) -> String {
    say("\(policy) of role \(role)", "ロール \(role) の\(policy)")
  }
  var trustPolicy: String { say("the trust policy", "信頼ポリシー") }

  /// What policies of a layer are called; nil where their own kind says it.
  func layer(_ layer: String) -> String? {
    switch layer {
    case "boundary": say("permissions boundary", "アクセス許可の境界")
    case "scp": say("service control policy", "サービスコントロールポリシー")
    case "rcp": say("resource control policy", "リソースコントロールポリシー")
    case "session": say("session policy", "セッションポリシー")
    default: nil
    }
  }

  func statement(_ index: String, of policy: String) -> String {
    say("\(index) of \(policy)", "\(spaced(policy))の \(index) ")
  }
  func statement(_ sid: String, at index: String, of policy: String) -> String {
    say(
      "statement \(sid) (\(index)) of \(policy)", "\(spaced(policy))のステートメント \(sid)（\(index)）")
  }

  /// Japanese parts a code span from the words behind it.
  private func spaced(_ name: String) -> String { name.hasSuffix("`") ? name + " " : name }
  func denied(by statement: String) -> String {
    say("Denied by \(statement)", "\(statement)が拒否しています")
  }
  func allowed(by statement: String) -> String {
    say("Allowed by \(statement)", "\(statement)は許可しています")
  }

  // Causes.

  func aspect(_ aspect: String, of resource: String) -> String {
    say("\(aspect) of \(resource)", "\(resource) の\(aspect)")
  }
  func aspectName(_ aspect: String) -> String? {
    switch aspect {
    case "trust": say("trust policy", "信頼ポリシー")
    case "attached": say("attached policies", "アタッチされたポリシー")
    case "boundary": say("permissions boundary", "アクセス許可の境界")
    case "definition": say("definition", "定義")
    case "targets": say("targets", "ターゲット")
    case "document": say("document", "ドキュメント")
    default: nil
    }
  }
  func isGone(_ what: String) -> String { say("\(what): gone", "\(spaced(what))がなくなりました") }
  func isNew(_ what: String) -> String { say("\(what): added", "\(spaced(what))が加わりました") }
  func changed(_ what: String) -> String { say("\(what): changed", "\(spaced(what))が変わりました") }
  func changed(_ what: String, in changes: [String]) -> String {
    say(
      "\(what): \(changes.joined(separator: "; "))", what + colon + changes.joined(separator: "、"))
  }
  func statement(_ name: String) -> String { say("statement \(name)", "ステートメント \(name)") }
  func gained(_ value: String) -> String { say("gained \(value)", "\(value) が加わりました") }
  func lost(_ value: String) -> String { say("lost \(value)", "\(value) がなくなりました") }
  func gained(_ pointer: String, _ value: String) -> String {
    say("\(pointer) gained \(value)", "\(pointer) に \(value) が加わりました")
  }
  func lost(_ pointer: String, _ value: String) -> String {
    say("\(pointer) lost \(value)", "\(pointer) から \(value) がなくなりました")
  }
  func became(_ pointer: String, _ before: String, _ after: String) -> String {
    say(
      "\(pointer) was \(before) and is now \(after)", "\(pointer) が \(before) から \(after) に変わりました")
  }
  var theDocument: String { say("it", "全体") }
  /// What changed that is no resource; nil for resources.
  func otherChange(_ kind: Cause.Kind) -> String? {
    switch kind {
    case .check: say("the check itself changed", "チェック自体が変わりました")
    case .configuration: say("the configuration changed", "設定が変わりました")
    case .coverage: say("other things were read than before", "読み取った範囲が前回と違います")
    case .tool: say("rolecall itself changed", "rolecall 自体が変わりました")
    case .resource: nil
    }
  }
}

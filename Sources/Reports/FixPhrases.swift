/// The words for what one fix mends in several places. Names that come in are already fit for the format.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .english ? english : japanese
  }

  func roles(_ count: Int, _ names: String) -> String {
    count == 1
      ? say("role \(names)", "ロール \(names) ")
      : say("\(number(count)) roles (\(names))", "ロール \(number(count)) 個（\(names)）")
  }
  func resources(_ count: Int, _ names: String) -> String {
    count == 1
      ? say(names, "\(names) ")
      : say("\(number(count)) resources (\(names))", "リソース \(number(count)) 個（\(names)）")
  }

  func mayNotPass(_ caller: String, _ roles: String) -> String {
    say(
      "\(caller) may not pass \(roles) to ECS: none of its policies allows it.",
      "\(caller) は\(parted(roles))を ECS に渡せません。許可するポリシーがありません。")
  }
  func lacks(_ role: String, _ action: String, _ resources: String) -> String {
    say(
      "\(role) is not allowed \(action) on \(resources).",
      "\(role) には\(parted(resources))への \(action) が許可されていません。")
  }
  func denies(_ statement: String, _ action: String, _ resources: String) -> String {
    let english = statement.hasPrefix("`") ? statement : "S" + statement.dropFirst()
    return say(
      "\(english) denies \(action) on \(resources), and a deny outweighs every allow.",
      "\(statement)が\(parted(resources))への \(action) を拒否しています。許可があっても拒否が優先されます。")
  }
  func boundary(_ policy: String, lacks action: String, _ resources: String) -> String {
    say(
      "Permissions boundary \(policy) does not allow \(action) on \(resources).",
      "アクセス許可の境界 \(policy) が\(parted(resources))への \(action) を許可していません。")
  }
  func organization(_ account: String, lacks action: String, _ resources: String) -> String {
    say(
      "At one level of the organization over account \(account) no service control policy allows \(action) on \(resources).",
      "アカウント \(account) の上のある階層で、\(parted(resources))への \(action) を許可するサービスコントロールポリシーがありません。")
  }
  func trust(of role: String, lacks services: String) -> String {
    say(
      "The trust policy of \(role) does not let \(services) assume it.",
      "\(role) の信頼ポリシーが、\(services) による引き受けを許可していません。")
  }
  func misplaced(_ count: Int, on role: String, taskRole: String?, _ actions: String) -> String {
    let permissions = count == 1 ? "1 permission" : "\(number(count)) permissions"
    let has =
      taskRole.map { say("the task role is \($0)", "タスクロールは \($0) です") }
      ?? say("there is no task role", "タスクロールがありません")
    return say(
      "\(permissions) (\(actions)) on \(role) \(count == 1 ? "does" : "do") not reach the application: \(has).",
      "\(role) の権限 \(number(count)) 件（\(actions)）はアプリケーションに届きません。\(has)。")
  }
  func doesNotFit(_ trigger: String, _ count: Int, _ tasks: String) -> String {
    let definitions = count == 1 ? "task definition" : "\(number(count)) task definitions"
    return say(
      "What \(trigger) gives does not fit \(definitions) (\(tasks)).",
      "\(trigger) の指定が、タスク定義 \(number(count)) 個（\(tasks)）に合いません。")
  }

  func addStatement(_ role: String) -> String {
    say(
      "Add this statement to a policy of role \(role).",
      "ロール \(role) のポリシーにこのステートメントを追加してください。")
  }
  func narrow(_ resources: String) -> String {
    say(
      "Narrow this Deny statement so that it leaves out \(resources), or use another calling role.",
      "この Deny ステートメントの対象から\(parted(resources))を除くか、別の呼び出し元ロールを使ってください。")
  }

  /// Japanese parts a code span from the words before it.
  func parted(_ name: String) -> String { name.hasPrefix("`") ? " " + name : name }
}

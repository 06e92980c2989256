/// Writes down rules, and whether their roles may put events on the buses that are their targets.
///
/// A bus of another account or region, or another one of the own, is reached in the name of the target's role; that of another
/// account has to let it in besides, by a policy that no export holds.
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
struct Rules {
  private let decider: RoleDecider
  private let roles: RoleDirectory
  private let tables: AdviceTables

  init(_ decider: RoleDecider, _ roles: RoleDirectory, _ tables: AdviceTables) {
    self.decider = decider
    self.roles = roles
    self.tables = tables
  }

  func write(_ rule: Rule) throws {
    try tables.rule(rule)
    for target in rule.buses {
      guard let name = target.role else {
        try tables.busTarget(target, of: rule, role: nil, nil, .init(decision: "unknown", row: nil))
        continue
      }
      let role = roles.resolve(name, account: rule.account)
      let question = RoleQuestion(action: "events:PutEvents", resource: target.bus)
      try tables.busTarget(
        target, of: rule, role: role.role?.arn ?? name, role,
        try decider.answer(question, role, name: name))
    }
  }
}

import IAM
import StatesLanguage

/// Writes down what state machines need for what they call beside starting tasks.
///
/// Asked about are state machines that start tasks, and those that start such a one or one that only the input names.
final class IntegrationNeeds {
  private let catalogue: IntegrationCatalogue
  private let decider: IntegrationDecider
  private let credentials: NeedDecider
  private let questions: IntegrationQuestions
  private let roles: RoleDirectory
  private let tables: IntegrationTables
  /// What each `Resource` needs; there are few.
  private var rows: [String: IntegrationCatalogue.Row?] = [:]
  /// The state machines that start tasks, themselves or through others.
  private var starting: Set<String> = []
  /// State machines that start others and no tasks, until all are known.
  private var waiting: [StateMachine] = []
  private var left: [Int64: CallsLeftToResources] = [:]

  /// How far what something needs is allowed.
  private enum Settled: Int, Comparable {
    case allowed, leftToResources, refused

    static func < (left: Settled, right: Settled) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is asked of a role by states that are written alike.
  private struct Asked: Hashable {
    var role: Int64
    var region: String
    var resource: String
    var arguments: String?
  }

  /// What came of it, of what is written alike and not refused.
  private var settled: [Asked: Settled] = [:]

  init(
    _ decider: IntegrationDecider, _ catalogue: IntegrationCatalogue, _ credentials: NeedDecider,
    _ roles: RoleDirectory, _ tables: IntegrationTables
  ) {
    self.decider = decider
    self.catalogue = catalogue
    self.credentials = credentials
    self.roles = roles
    self.tables = tables
    questions = IntegrationQuestions(roles)
  }

  /// Writes down what a state machine needs, at once or, where that hangs on others, by `finish`.
  func write(_ machine: StateMachine) throws {
    if machine.startsTasks {
      starting.insert(machine.arn)
      try ask(machine)
    } else if !machine.children.isEmpty {
      waiting.append(machine)
    }
  }

  /// Writes down what the state machines need that start others, and what is left to policies of resources.
  func finish() throws {
    var found = true
    while found {
      found = false
      for (index, machine) in waiting.enumerated().reversed() where startsOne(machine) {
        starting.insert(machine.arn)
        try ask(machine)
        waiting.remove(at: index)
        found = true
      }
    }
    try writeLeft()
  }

  /// Of how many roles of an account it is told one by one what is left to policies of resources.
  private static let told = 10

  private func writeLeft() throws {
    let ofAccounts = Dictionary(grouping: left.values, by: \.role.account)
    for (_, all) in ofAccounts.sorted(by: { $0.key < $1.key }) {
      let sorted = all.sorted { $0.role.arn < $1.role.arn }
      for calls in sorted.prefix(Self.told) { try tables.leftToResources(calls) }
      guard let next = sorted.dropFirst(Self.told).first else { continue }
      try tables.leftToResources(next, others: sorted.dropFirst(Self.told + 1).map(\.role.name))
    }
  }

  private func startsOne(_ machine: StateMachine) -> Bool {
    machine.children.contains { child in
      guard case .fixed(let name) = child else { return true }
      // A version or an alias stands behind the name.
      let parts = name.split(separator: ":", omittingEmptySubsequences: false)
      return starting.contains(parts.prefix(7).joined(separator: ":"))
    }
  }

  private func ask(_ machine: StateMachine) throws {
    var parts: [IntegrationTables.Part: Settled] = [:]
    let own = try ownCaller(of: machine)
    for state in machine.definition.taskStates {
      guard let integration = state.integration, !integration.startsTasks,
        let row = row(state.resource, integration)
      else { continue }
      parts[.call] = max(parts[.call] ?? .allowed, try ask(machine, state, integration, row, own))
    }
    func settle(
      _ questions: [IntegrationDecider.Question], _ part: IntegrationTables.Part,
      _ whole: IntegrationTables.Part, _ locator: String = ""
    ) throws {
      guard !questions.isEmpty else { return }
      let settled = try self.settle(questions, part, machine, locator, "", own, own)
      parts[whole] = max(parts[whole] ?? .allowed, settled)
    }
    for map in machine.definition.distributedMaps {
      try settle(questions.running(map, of: machine), .map, .map, map.locator)
      try settle(questions.storage(of: map, machine), .items, .map, map.locator)
    }
    if machine.logs { try settle(questions.logging, .logging, .logging) }
    if machine.traces { try settle(questions.tracing, .tracing, .tracing) }
    for part in IntegrationTables.Part.allCases where parts[part] == .allowed {
      try tables.need(machine, "", part, "", own, Refusals())
    }
  }

  private func row(_ resource: String, _ integration: Integration) -> IntegrationCatalogue.Row? {
    if let known = rows[resource] { return known }
    let row = catalogue.row(for: integration)
    rows.updateValue(row, forKey: resource)
    return row
  }

  private func ownCaller(of machine: StateMachine) throws -> IntegrationTables.Caller {
    guard case .fixed(let name) = machine.role else {
      return IntegrationTables.Caller(role: .unread, name: "")
    }
    let role = roles.resolve(name, account: machine.account)
    return IntegrationTables.Caller(role: role, name: role.role?.arn ?? name)
  }

  /// Asks what a state needs.
  private func ask(
    _ machine: StateMachine, _ state: TaskState, _ integration: Integration,
    _ row: IntegrationCatalogue.Row, _ own: IntegrationTables.Caller
  ) throws -> Settled {
    guard state.credentialsRole == .absent, let role = own.role.role else {
      return try askOther(machine, state, integration, row, own)
    }
    let asked = Asked(
      role: role.id, region: machine.region, resource: state.resource,
      arguments: state.argumentsText)
    if let known = settled[asked] {
      if known == .leftToResources { left[role.id]?.count(machine, state.locator) }
      return known
    }
    let settled = try ask(machine, state, integration, row, caller: own, own)
    if settled != .refused { self.settled[asked] = settled }
    return settled
  }

  /// Asks what a state needs whose Credentials name a role, or whose role is not there.
  private func askOther(
    _ machine: StateMachine, _ state: TaskState, _ integration: Integration,
    _ row: IntegrationCatalogue.Row, _ own: IntegrationTables.Caller
  ) throws -> Settled {
    switch state.credentialsRole {
    case .absent: return try ask(machine, state, integration, row, caller: own, own)
    case .pattern(let text), .dynamic(let text):
      let caller = IntegrationTables.Caller(role: .unread, name: text, isComputed: true)
      return try ask(machine, state, integration, row, caller: caller, own)
    case .fixed(let name):
      let role = roles.resolve(name, account: machine.account)
      let caller = IntegrationTables.Caller(role: role, name: role.role?.arn ?? name)
      let answer = try credentials.assumeCredentials(
        role, name: caller.name, by: own.role, ownName: own.name)
      if answer.decision == "allowed" {
        return try ask(machine, state, integration, row, caller: caller, own)
      }
      try tables.need(
        machine, state.locator, .call, state.resource, own,
        Refusals(action: "sts:AssumeRole", resource: caller.name, answer))
      return .refused
    }
  }

  private func ask(
    _ machine: StateMachine, _ state: TaskState, _ integration: Integration,
    _ row: IntegrationCatalogue.Row, caller: IntegrationTables.Caller,
    _ own: IntegrationTables.Caller
  ) throws -> Settled {
    let asked = questions.of(state, integration, row, machine, caller)
    let calls = try settle(
      asked.calls, .call, machine, state.locator, state.resource, caller, own)
    let sync = try settle(
      asked.sync, .sync, machine, state.locator, state.resource, caller, own)
    return max(calls, sync)
  }

  /// Puts questions and writes down what is not allowed.
  private func settle(
    _ questions: [IntegrationDecider.Question], _ part: IntegrationTables.Part,
    _ machine: StateMachine, _ locator: String, _ integration: String,
    _ caller: IntegrationTables.Caller, _ own: IntegrationTables.Caller
  ) throws -> Settled {
    guard let first = questions.first else { return .allowed }
    guard let role = caller.role.role else {
      let answer = try tables.answers.record(
        AnswerRecorder.Question(
          principal: caller.name, action: first.action, resource: first.resource.name),
        "unknown", layer: nil, cause: caller.cause, context: "{}")
      try tables.need(
        machine, locator, part, integration, caller,
        Refusals(action: first.action, resource: first.resource.name, answer))
      return .refused
    }
    var refusals = Refusals()
    var settled = Settled.allowed
    for question in questions {
      var outcome = try decider.outcome(question, role, region: machine.region)
      if question.isOfRule, let ownRole = own.role.role, ownRole.id != role.id {
        // Which of the two roles makes the rule, AWS does not say; if both may, it does not matter.
        let other = try decider.outcome(question, ownRole, region: machine.region)
        if case (.allowed, .allowed) = (outcome, other) { continue }
        outcome = .refused(try tables.undecidedRule(question, by: role))
      }
      switch outcome {
      case .allowed: continue
      case .leftToResource:
        left[role.id, default: CallsLeftToResources(role: role)].add(question, machine, locator)
        settled = max(settled, .leftToResources)
      case .refused(let answer):
        refusals.add(question, answer)
        settled = .refused
      }
    }
    if settled == .refused {
      try tables.need(machine, locator, part, integration, caller, refusals)
    }
    return settled
  }
}

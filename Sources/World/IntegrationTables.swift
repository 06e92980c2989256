import GRDB
import JSON
import Store

/// What a role may not, or not surely, do of what one thing needs: the worst of it, and all that is as bad.
struct Refusals {
  private(set) var answer = NeedDecider.Answer(decision: "allowed", row: nil)
  private(set) var grants: [(resource: String, actions: [String])] = []
  private var rank = 0

  var actions: [String] { grants.flatMap(\.actions) }

  init() {}

  init(action: String, resource: String, _ answer: NeedDecider.Answer) {
    add(action, resource, answer)
  }

  mutating func add(_ question: IntegrationDecider.Question, _ answer: NeedDecider.Answer) {
    add(question.action, question.resource.name, answer)
  }

  private mutating func add(_ action: String, _ resource: String, _ answer: NeedDecider.Answer) {
    let rank =
      switch answer.decision {
      case "unknown": 1
      case "conditional": 2
      default: 3
      }
    guard rank >= self.rank else { return }
    if rank > self.rank {
      self.rank = rank
      self.answer = answer
      grants = []
    }
    grants.add(action, resource)
  }
}

extension [(resource: String, actions: [String])] {
  fileprivate mutating func add(_ action: String, _ resource: String) {
    guard let index = firstIndex(where: { $0.resource == resource }) else {
      return append((resource, [action]))
    }
    if !self[index].actions.contains(action) { self[index].actions.append(action) }
  }

  /// Policy statements that would allow it all, as a JSON list: one for all resources of which the same is needed.
  fileprivate var statements: String {
    var resources: [(actions: [String], names: [String])] = []
    for grant in self {
      if let index = resources.firstIndex(where: { $0.actions == grant.actions }) {
        resources[index].names.append(grant.resource)
      } else {
        resources.append((grant.actions, [grant.resource]))
      }
    }
    return JSONValue.array(
      resources.map { actions, names in
        .object([
          "Effect": "Allow", "Action": .array(actions.map(JSONValue.string)),
          "Resource": names.count == 1
            ? .string(names[0]) : .array(names.map(JSONValue.string)),
        ])
      }
    ).canonical()
  }
}

/// What a role calls without a policy of its own that allows it, where policies of what is called may.
struct CallsLeftToResources {
  let role: Role
  fileprivate var grants: [(resource: String, actions: [String])] = []
  /// The place that was found first.
  fileprivate var first: (machine: String, locator: String)?
  fileprivate var states = 0
  private var last: (machine: Int64, locator: String)?

  init(role: Role) { self.role = role }

  mutating func add(
    _ question: IntegrationDecider.Question, _ machine: StateMachine, _ locator: String
  ) {
    grants.add(question.action, question.resource.name)
    count(machine, locator)
  }

  /// Counts a state that makes calls of which it is known.
  mutating func count(_ machine: StateMachine, _ locator: String) {
    if first == nil { first = (machine.arn, locator) }
    if last?.machine != machine.id || last?.locator != locator { states += 1 }
    last = (machine.id, locator)
  }
}

/// The statements that fill the world's tables on what state machines call beside starting tasks.
struct IntegrationTables {
  /// What something is needed for.
  enum Part: String, CaseIterable {
    case call, sync, map, items, logging, tracing
  }

  /// The role that calls.
  struct Caller {
    var role: RoleDirectory.Resolution
    /// An ARN, or the expression that computes it; empty where there is none.
    var name: String
    var isComputed = false

    /// Why there is nobody to be asked.
    var cause: String {
      if isComputed { return "dynamic" }
      if case .missing = role { return "role-missing" }
      return name.isEmpty ? "role-absent" : "document-missing"
    }
  }

  let answers: AnswerRecorder
  private let needs: BulkStatement
  private let lefts: BulkStatement

  init(_ db: Database, _ answers: AnswerRecorder) throws {
    self.answers = answers
    needs = try BulkStatement(
      db, sql: "INSERT INTO integration_need VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    lefts = try BulkStatement(
      db, sql: "INSERT INTO resource_call VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
  }

  /// Writes down what is not allowed or, with no refusals, that everything is.
  func need(
    _ machine: StateMachine, _ locator: String, _ part: Part, _ integration: String,
    _ caller: Caller, _ refusals: Refusals
  ) throws {
    try needs.run(
      machine.id, machine.arn, locator, part.rawValue, integration, caller.name,
      caller.isComputed ? "dynamic" : caller.role.word, caller.role.role?.id,
      refusals.actions.joined(separator: ", "), refusals.grants.statements,
      refusals.answer.decision, refusals.answer.row)
  }

  /// Writes down what a role calls and is left to policies of resources.
  ///
  /// `others` are the names of roles with which it is likewise.
  func leftToResources(_ calls: CallsLeftToResources, others: [String] = []) throws {
    guard let first = calls.first else { return }
    let all = calls.grants.flatMap { grant in
      grant.actions.map { "\($0) (\(grant.resource))" }
    }
    try lefts.run(
      calls.role.id, first.machine, first.locator, calls.states,
      all.prefix(3).joined(separator: ", "), all.count > 3 ? all.count - 3 : nil,
      calls.grants.statements, others.isEmpty ? nil : others.count,
      others.isEmpty ? nil : others.prefix(3).joined(separator: ", "))
  }

  /// The answer where AWS does not say which of two roles makes the rule by which Step Functions waits.
  func undecidedRule(
    _ question: IntegrationDecider.Question, by role: Role
  ) throws -> NeedDecider.Answer {
    try answers.record(
      AnswerRecorder.Question(
        principal: role.arn, action: question.action, resource: question.resource.name),
      "unknown", layer: nil, cause: "credentials-rule", context: "{}")
  }
}

public import GRDB
public import IAM
import Synchronization

/// Answers who may do what, by the policies that the record holds now.
///
/// What is asked is decided by the same evaluator as the needs of the world, which need not have been built. Policies of
/// resources are in no export, but for the trust policies of roles: across accounts, and for KMS keys, an answer that hangs on
/// one is unknown; elsewhere it is taken to say nothing, and the answer says so.
///
/// What was decoded and decided is kept, so one decider may be asked often, by any thread.
public final class AccessDecider: Sendable {
  private struct Memory {
    var callers: [String: Caller] = [:]
    var answers: [AccessQuestion: AccessAnswer] = [:]
    var trusts: [AccessQuestion: AccessAnswer] = [:]
  }

  private let queue: DatabaseQueue
  private let assumptions: [Assumption]
  private let organization: Organization
  private let managed: [String: Int64]
  private let directory: CallerDirectory
  private let memory = Mutex(Memory())

  private static let callerLimit = 1000
  private static let answerLimit = 100_000

  /// - Parameters:
  ///   - queue: a connection that may read the record.
  ///   - assumptions: values of condition keys that no export tells.
  /// - Throws: `DatabaseError`.
  public init(_ queue: DatabaseQueue, assuming assumptions: [Assumption] = []) throws {
    self.queue = queue
    self.assumptions = assumptions
    (organization, managed, directory) = try queue.inDatabase { db in
      let inventory = try Inventory(db)
      let scopes = try Scopes(db)
      return (
        try Organization(inventory, scopes), try PolicyLibrary.managedPolicies(inventory),
        try CallerDirectory(inventory, scopes)
      )
    }
  }

  /// The ARNs of all roles and users, sorted.
  public var principals: [String] { directory.arns }

  /// Decides one question.
  ///
  /// - Throws: `AccessError` for a principal who is not there, `DatabaseError`.
  public func answer(_ question: AccessQuestion) throws -> AccessAnswer {
    try remembered(question, in: \.answers) {
      try answer(question, try caller(question, $0), $0)
    }
  }

  /// What is odd in the policies of who asks and, where that is a role, of the resource, so that it may not do what its
  /// author meant.
  ///
  /// - Throws: `AccessError` for a principal who is not there, `DatabaseError`.
  public func diagnostics(
    _ question: AccessQuestion
  ) throws -> [(policy: String, diagnostic: PolicyDiagnostic)] {
    try queue.inDatabase { db in
      let library = try library(db)
      var policies = try caller(question, library).policies
      if case .trust(let role) = AskedResource(question.resource, action: question.action).ownPolicy
      {
        policies.resourcePolicy = try trust(of: role, library)
      }
      return policies.diagnostics
    }
  }

  /// Decides whether each of all roles and users may do something, in the order of `principals`; then, where a role is to be
  /// assumed, whether those may that its trust policy names and no export shows: services, identity providers, roles and
  /// users of other accounts, or all of such an account or of any.
  ///
  /// The question's own principal does not matter.
  ///
  /// - Throws: `AccessError` where the role that is to be assumed does not exist, `DatabaseError`.
  public func answers(ofAll question: AccessQuestion) throws -> [AccessAnswer] {
    try queue.inDatabase { db in
      let library = try library(db)
      let asked = AskedResource(question.resource, action: question.action)
      if case .trust(let role) = asked.ownPolicy, case .missing = directory.role(role) {
        throw AccessError.noRole(role)
      }
      var answers = try principals.map { arn in
        let question = question.asked(by: arn)
        return try answer(question, try caller(question, library), library)
      }
      guard
        case .trust(let role) = asked.ownPolicy,
        let document = try trust(of: role, library).document
      else { return answers }
      for name in Set(document.statements.flatMap(\.principals).map(\.value)).sorted() {
        let caller = try directory.stranger(
          name, in: ResourceName(role)?.account ?? "", action: question.action, library)
        if let caller { answers.append(try answer(question.asked(by: name), caller, library)) }
      }
      return answers
    }
  }

  /// Decides whether the trust policy of a role lets somebody in, whatever their own policies say.
  ///
  /// - Parameter question: its resource is the role.
  /// - Returns: the answer; unknown where the role was not exported.
  /// - Throws: `AccessError` for a principal who is not there, `DatabaseError`.
  public func trust(_ question: AccessQuestion) throws -> AccessAnswer {
    try remembered(question, in: \.trusts) { library in
      let caller = try caller(question, library)
      let asked = AskedResource(question.resource, action: question.action)
      let (context, taken) = context(question, caller, asked)
      let decision = try trust(of: question.resource, library).decideTrust(
        request(question, caller, asked, context),
        resourceControl: asked.account.flatMap(library.resourceControl))
      return AccessAnswer(principal: caller.name, decision: decision, premises: taken.sorted())
    }
  }

  private func remembered(
    _ question: AccessQuestion, in answers: WritableKeyPath<Memory, [AccessQuestion: AccessAnswer]>,
    _ decide: (PolicyLibrary) throws -> AccessAnswer
  ) throws -> AccessAnswer {
    if let known = memory.withLock({ $0[keyPath: answers][question] }) { return known }
    let answer = try queue.inDatabase { try decide(library($0)) }
    memory.withLock {
      if $0[keyPath: answers].count >= Self.answerLimit { $0[keyPath: answers].removeAll() }
      $0[keyPath: answers][question] = answer
    }
    return answer
  }

  private func library(_ db: Database) throws -> PolicyLibrary {
    PolicyLibrary(try Inventory(db), organization: organization, managed: managed)
  }

  private func caller(_ question: AccessQuestion, _ library: PolicyLibrary) throws -> Caller {
    if let known = memory.withLock({ $0.callers[question.principal] }) { return known }
    let caller = try directory.caller(question.principal, action: question.action, library)
    guard caller.account != nil else { return caller }
    memory.withLock {
      if $0.callers.count >= Self.callerLimit { $0.callers.removeAll() }
      $0.callers[question.principal] = caller
    }
    return caller
  }

  private func answer(
    _ question: AccessQuestion, _ caller: Caller, _ library: PolicyLibrary
  ) throws -> AccessAnswer {
    let asked = AskedResource(question.resource, action: question.action)
    var (context, premises) = context(question, caller, asked)
    var policies = caller.policies
    policies.resourceControl = (asked.account ?? caller.account).flatMap(library.resourceControl)
    let isOther =
      caller.account == nil || asked.isOfAnyAccount
      || asked.account.map { $0 != caller.account } == true
    switch asked.ownPolicy {
    case .trust(let role): policies.resourcePolicy = try trust(of: role, library)
    case .none where !asked.isOfAnyAccount: break
    case .unread where !isOther: premises.append(.noResourcePolicy)
    case .none, .unread, .needed:
      policies.resourcePolicy = Policy(name: "the policy of \(question.resource)", document: nil)
    }
    if let account = caller.account {
      if !library.knowsServiceControl(of: account) {
        premises.append(.noServiceControl(account: account))
      }
      if asked.hasNoAccount { premises.append(.ownResource(account: account)) }
    }
    return AccessAnswer(
      principal: caller.name,
      decision: policies.decide(request(question, caller, asked, context)),
      premises: premises.sorted())
  }

  private func request(
    _ question: AccessQuestion, _ caller: Caller, _ asked: AskedResource, _ context: RequestContext
  ) -> Request {
    var request = Request(
      principal: caller.principal, action: question.action, resource: question.resource,
      resourceIsPattern: asked.isPattern, context: context)
    request.actionIsPattern = asked.isPatternOfActions
    return request
  }

  /// The trust policy of a role; one of which nobody knows what it says, where the role was not exported.
  private func trust(of role: String, _ library: PolicyLibrary) throws -> Policy {
    guard let found = directory.role(role).role else {
      return Policy(name: "the trust policy of \(role)", document: nil)
    }
    return try library.trust(of: found)
  }

  /// What is known of the circumstances: of who asks, then assumed, then given, each outdoing the one before.
  private func context(
    _ question: AccessQuestion, _ caller: Caller, _ asked: AskedResource
  ) -> (RequestContext, [AccessAnswer.Premise]) {
    var context = RequestContext(caller.context)
    if let owner = asked.account ?? (asked.isOfAnyAccount ? nil : caller.account) {
      context["aws:ResourceAccount"] = .value(owner)
    }
    let taken = context.assume(
      assumptions, for: caller.account ?? asked.account ?? "", isService: caller.account == nil)
    for (key, values) in question.context {
      context[key] = values.isEmpty ? .absent : .values(values)
    }
    for key in question.unknownKeys { context[key] = .unknown }
    let given = Set(question.context.keys.map { $0.lowercased() })
      .union(question.unknownKeys.map { $0.lowercased() })
    let premises = taken.filter { !given.contains($0.key.lowercased()) }.map {
      AccessAnswer.Premise.value(key: $0.key, values: $0.value)
    }
    return (context, premises)
  }
}

import IAM

/// Puts permission questions to the evaluator, each once.
final class NeedDecider {
  /// What came of a question; nothing but the decision when it was allowed.
  struct Answer {
    var decision: String
    /// The row of table `answer`; nil for an allowance.
    var row: Int64?
  }

  private typealias Question = AnswerRecorder.Question

  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  /// The service that ECS is where it takes a role, as policies name it.
  ///
  /// It has no raw value, by which it would be hashed.
  enum Recipient {
    case tasks
    /// For volumes and the like.
    case infrastructure

    var service: String {
      switch self {
      case .tasks: "ecs-tasks.amazonaws.com"
      case .infrastructure: "ecs.amazonaws.com"
      }
    }

    /// The service to which the role in a slot of a launch is passed, and which assumes it.
    init(slot: String) { self = slot == "infrastructure" ? .infrastructure : .tasks }
  }

  /// A role that passes and one that is passed, and to whom.
  private struct Passing: Hashable {
    var caller: Int64
    var role: Int64
    var recipient: Recipient
  }

  private var passRoleAnswers: [Passing: Answer] = [:]
  /// Of whom it was asked last, and what: of the next role that is passed, the rest is the same.
  private var lastPassing: (caller: Int64, recipient: Recipient, request: Request)?
  /// The same where one of the roles is known by name only.
  private var namedPassRoleAnswers: [String: Answer] = [:]
  /// A service with what it sends, and the role that it assumes.
  private struct Assuming: Hashable {
    var service: String
    var sourceArn: String?
    var sourceAccount: String
    var role: String
  }

  private var assumeAnswers: [Assuming: Answer] = [:]
  /// By the role that assumes, then by the role assumed.
  private var credentialsAnswers: [String: [String: Answer]] = [:]
  private let circumstances: Circumstances

  init(_ library: PolicyLibrary, _ answers: AnswerRecorder, _ circumstances: Circumstances) {
    self.library = library
    self.answers = answers
    self.circumstances = circumstances
  }

  /// Whether the caller of a launch may hand over a role to ECS.
  ///
  /// A role cannot be passed to a service in another account than its own, whatever the policies say.
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  func passRole(
    caller: RoleDirectory.Resolution, callerName: String, role: RoleDirectory.Resolution,
    name: String, to recipient: Recipient
  ) throws -> Answer {
    if let caller = caller.role, let role = role.role {
      let passing = Passing(caller: caller.id, role: role.id, recipient: recipient)
      if let known = passRoleAnswers[passing] { return known }
      let answer = try decidePassRole(
        caller: .found(caller), callerName, role.account, name, recipient)
      passRoleAnswers[passing] = answer
      return answer
    }
    let question = "\(callerName) \(name) \(recipient.service)"
    if let known = namedPassRoleAnswers[question] { return known }
    let owner = ResourceName(name)?.account ?? caller.role?.account ?? ""
    let answer = try decidePassRole(caller: caller, callerName, owner, name, recipient)
    namedPassRoleAnswers[question] = answer
    return answer
  }

  private func decidePassRole(
    caller: RoleDirectory.Resolution, _ callerName: String, _ owner: String, _ role: String,
    _ recipient: Recipient
  ) throws -> Answer {
    let service = recipient.service
    let question = Question(principal: callerName, action: "iam:PassRole", resource: role)
    let answer: Answer
    if let caller = caller.role {
      if owner != caller.account {
        answer = try answers.record(
          question, "implicitly-denied", layer: nil, cause: "cross-account",
          context: AnswerRecorder.text(["iam:PassedToService": service]))
      } else {
        answer = try answers.record(
          question,
          try library.callPolicies(of: caller).decide(
            passing(role, by: caller, to: recipient), reasons: .unlessAllowed),
          context: AnswerRecorder.text(["iam:PassedToService": service]))
      }
    } else {
      answer = try answers.record(
        question, caller, context: AnswerRecorder.text(["iam:PassedToService": service]))
    }
    return answer
  }

  private func passing(_ role: String, by caller: Role, to recipient: Recipient) -> Request {
    if let lastPassing, lastPassing.caller == caller.id, lastPassing.recipient == recipient {
      var request = lastPassing.request
      request.resource = role
      return request
    }
    let request = Request(
      principal: .role(arn: caller.arn), action: "iam:PassRole", resource: role,
      resourceAccount: caller.account,
      context: circumstances.ofPassing(caller, to: recipient.service))
    lastPassing = (caller.id, recipient, request)
    return request
  }

  /// Whether a service may assume a role.
  ///
  /// `services` are names of the service, any of which will do, the global one first; `sourceArn` is what the service sends,
  /// or a pattern of it; nil where AWS does not say what it sends.
  func assume(
    _ role: RoleDirectory.Resolution, name: String, services: [String], sourceArn: String?,
    sourceAccount: String
  ) throws -> Answer {
    let assuming = Assuming(
      service: services[0], sourceArn: sourceArn, sourceAccount: sourceAccount, role: name)
    if let known = assumeAnswers[assuming] { return known }
    let question = Question(principal: services[0], action: "sts:AssumeRole", resource: name)
    func text() -> String {
      AnswerRecorder.text(
        sourceArn.map { ["aws:SourceArn": $0, "aws:SourceAccount": sourceAccount] } ?? [:])
    }
    let answer: Answer
    if let role = role.role {
      let trust = try library.trust(of: role)
      let resourceControl = library.resourceControl(of: role.account)
      var best: Decision?
      for service in services {
        let request = Request(
          principal: .service(service), action: "sts:AssumeRole", resource: role.arn,
          resourceAccount: role.account,
          context: circumstances.ofService(service, sourceArn, sourceAccount))
        let decision = trust.decideTrust(
          request, resourceControl: resourceControl, reasons: .unlessAllowed)
        if decision.outcome == .allowed || best == nil
          || (best?.outcome != .conditional && decision.outcome == .conditional)
        {
          best = decision
        }
        if decision.outcome == .allowed { break }
      }
      guard let best else { return try answers.record(question, .unread, context: text()) }
      answer = try answers.record(question, best, context: text())
    } else {
      answer = try answers.record(question, role, context: text())
    }
    assumeAnswers[assuming] = answer
    return answer
  }

  /// Whether the role of a state machine may assume the role that a state names in its Credentials.
  ///
  /// The policies of the one and the trust policy of the other have to agree, as they do across accounts.
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
  func assumeCredentials(
    _ target: RoleDirectory.Resolution, name: String, by own: RoleDirectory.Resolution,
    ownName: String
  ) throws -> Answer {
    if let known = credentialsAnswers[ownName]?[name] { return known }
    let question = Question(principal: ownName, action: "sts:AssumeRole", resource: name)
    var answer = Answer(decision: "allowed", row: nil)
    if let own = own.role, let target = target.role {
      var request = Request(
        principal: .role(arn: own.arn), action: "sts:AssumeRole", resource: target.arn,
        context: circumstances.ofAssuming(target, by: own))
      // An account that is not the caller's own, whichever it is, makes the evaluator ask for both.
      request.resourceAccount = target.account == own.account ? "" : target.account
      let decision = try library.assumeRolePolicies(of: own, target: target).decide(
        request, reasons: .unlessAllowed)
      if decision.outcome != .allowed {
        answer = try answers.record(
          question, decision.outcome.rawValue, layer: decision.layer?.rawValue,
          cause: "credentials", reason: decision.canonicalReason(), context: "{}")
      }
    } else {
      answer = try answers.record(
        question, "unknown", layer: nil, cause: "credentials", context: "{}")
    }
    credentialsAnswers[ownName, default: [:]][name] = answer
    return answer
  }
}

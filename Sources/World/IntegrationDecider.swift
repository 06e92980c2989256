import IAM

/// Asks whether roles may do what states ask of them, each question once.
final class IntegrationDecider {
  struct Question: Hashable {
    var action: String
    var resource: IntegrationResource
    /// Whether the action surely is needed; what is refused otherwise is unknown.
    var isNamed: Bool
    /// Condition keys that come with the call.
    var keys: [String: ContextKeyValue] = [:]
    /// The service that a role is handed to; empty where any may be meant.
    ///
    /// nil: no role is handed over.
    var passedTo: String?
  }

  /// What is known of a condition key.
  enum ContextKeyValue: Hashable {
    case value(String)
    /// The value begins so.
    case start(String)
  }

  enum Outcome {
    case allowed
    /// No policy of the role allows it, and one of the resource, which no export holds, may.
    case leftToResource
    case refused(NeedDecider.Answer)
  }

  private struct Asked: Hashable {
    var role: Int64
    var region: String
    var question: Question
  }

  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  private let circumstances: Circumstances
  private let catalogue: IntegrationCatalogue
  private var known: [Asked: Outcome] = [:]

  init(
    _ library: PolicyLibrary, _ answers: AnswerRecorder, _ circumstances: Circumstances,
    _ catalogue: IntegrationCatalogue
  ) {
    self.library = library
    self.answers = answers
    self.circumstances = circumstances
    self.catalogue = catalogue
  }

  /// Whether a role may do something in a region.
  func outcome(_ question: Question, _ role: Role, region: String) throws -> Outcome {
    let asked = Asked(role: role.id, region: region, question: question)
    if let known = known[asked] { return known }
    let outcome = try decide(question, role, region)
    known[asked] = outcome
    return outcome
  }

  private func decide(_ question: Question, _ role: Role, _ region: String) throws -> Outcome {
    let owner = owner(of: question)
    let isOwn = owner == nil || owner == role.account
    let recorded = AnswerRecorder.Question(
      principal: role.arn, action: question.action, resource: question.resource.name)
    if question.passedTo != nil, !isOwn {
      return .refused(
        try answers.record(
          recorded, "implicitly-denied", layer: nil, cause: "cross-account", context: "{}"))
    }
    var policies = try library.callPolicies(of: role)
    policies.resourceControl = library.resourceControl(of: owner ?? role.account)
    var request = request(question, role, region, owner: owner)
    let first = policies.decide(request, reasons: .never).outcome
    let service = String(
      decoding: question.action.utf8.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
    if first == .allowed {
      if isOwn { return .allowed }
      // A policy of the other account has to agree. State machines have none, and no export holds those of others.
      return .refused(
        try answers.record(
          recorded, service == "states" ? "implicitly-denied" : "unknown", layer: nil,
          cause: "cross-account", context: "{}"))
    }
    if let other = question.resource.other, first == .implicitlyDenied {
      request.resource = other
      if policies.decide(request, reasons: .never).outcome == .allowed {
        return .refused(
          try answers.record(
            recorded, question.isNamed ? "conditional" : "unknown", layer: nil, cause: "qualifier",
            context: "{}"))
      }
      request.resource = question.resource.name
    }
    if isOwn, question.isNamed, first == .implicitlyDenied,
      catalogue.resourcePolicies.contains(service)
        || catalogue.resourcePolicies.contains(question.action)
    {
      // Nothing but the identity policies stands in its way.
      let isUnbounded =
        policies.boundary == nil && policies.serviceControl == nil
        && policies.resourceControl == nil
      if isUnbounded { return .leftToResource }
      policies.resourcePolicy = Self.unread
      if policies.decide(request, reasons: .never).outcome == .unknown { return .leftToResource }
      policies.resourcePolicy = nil
    }
    let decision = policies.decide(request, reasons: .unlessAllowed)
    if decision.outcome == .conditional, decision.conditionalOn == ["states:HTTPEndpoint"] {
      // Of the URL the path was not kept, so it is this program that cannot tell.
      return .refused(
        try answers.record(
          recorded, "unknown", layer: nil, cause: "endpoint", reason: decision.canonicalReason(),
          context: "{}"))
    }
    if question.isNamed { return .refused(try answers.record(recorded, decision, context: "{}")) }
    if question.passedTo == "", decision.conditionalOn == ["iam:PassedToService"] {
      // Which service it is handed to is not known, so any will do.
      return .allowed
    }
    return .refused(
      try answers.record(
        recorded, "unknown", layer: decision.layer?.rawValue, cause: "unnamed",
        reason: decision.canonicalReason(), context: "{}"))
  }

  private static let unread = Policy(name: "the policy of the resource", document: nil)

  /// The account in the name of what is asked for; nil where it has none, or any.
  private func owner(of question: Question) -> String? {
    guard let account = ResourceName(question.resource.name)?.account, !account.isEmpty,
      !RoleQuestion.isPattern(account), account != "*"
    else { return nil }
    return account
  }

  private func request(
    _ question: Question, _ role: Role, _ region: String, owner: String?
  ) -> Request {
    var context =
      question.passedTo.map { circumstances.ofPassing(role, to: $0) }
      ?? circumstances.ofCalling(role, in: region)
    if question.passedTo == "" { context["iam:PassedToService"] = .unknown }
    if let owner, owner != role.account { context["aws:ResourceAccount"] = .value(owner) }
    // The owner of a bucket does not stand in its ARN.
    if question.action.hasPrefix("s3:") { context["aws:ResourceAccount"] = .unknown }
    for (key, value) in question.keys {
      switch value {
      case .value(let text): context[key] = .value(text)
      case .start(let text): context[key] = .pattern(text + "*")
      }
    }
    let takesNone = Request.takesNoResource(question.action)
    var request = Request(
      principal: .role(arn: role.arn), action: question.action,
      resource: takesNone ? "*" : question.resource.name,
      resourceIsPattern: question.resource.isPattern && !takesNone,
      resourceAccount: role.account, context: context)
    if RoleQuestion.isPattern(question.action) { request.actionIsPattern = true }
    return request
  }
}

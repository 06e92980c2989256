import IAM
import JSON
import StatesLanguage

/// Writes down whether execution roles may decrypt what the secrets and parameters of containers are encrypted with.
///
/// Each key has a policy of its own, which no export holds and without which nobody may use the key. As it is unless somebody changes
/// it, that policy leaves it to the policies of roles, so they are asked first; what they allow still hangs on the key's policy, and
/// what they do not allow, it may.
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html and
/// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
final class DecryptionNeeds {
  private struct Asked: Hashable {
    var role: Int64
    var key: EncryptionKeys.Key
  }

  private let keys: EncryptionKeys
  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  private let circumstances: Circumstances
  private let roles: RoleDirectory
  private var known: [Asked: NeedDecider.Answer] = [:]

  init(
    _ keys: EncryptionKeys, _ library: PolicyLibrary, _ answers: AnswerRecorder,
    _ circumstances: Circumstances, _ roles: RoleDirectory
  ) {
    self.keys = keys
    self.library = library
    self.answers = answers
    self.circumstances = circumstances
    self.roles = roles
  }

  /// Writes down what a task definition needs of its execution role.
  func write(_ task: TaskDefinition) throws {
    guard let name = task.executionRole else { return }
    try write(task, role: name, subject: task.id, launch: nil)
  }

  /// Writes down what a launch needs of the execution role that it puts in place of the task definition's.
  func write(_ launch: Launch, _ id: Int64, _ task: TaskDefinition) throws {
    guard case .fixed(let name) = launch.arguments.executionRole else { return }
    try write(task, role: name, subject: launch.subjectID, launch: id)
  }

  private func write(
    _ task: TaskDefinition, role name: String, subject: Int64, launch: Int64?
  ) throws {
    let place = RoleQuestion.Place(
      partition: ResourceName(task.arn)?.partition ?? "aws", region: task.region,
      account: task.account)
    var found: [(key: EncryptionKeys.Key, secret: String)] = []
    var isAsked = false
    for feature in task.features where feature.isEncrypted {
      for question in RoleQuestion.all(for: feature, in: place) {
        guard let key = keys.key(behind: question, in: task.account) else { continue }
        isAsked = true
        if key != .ofAWS, !found.contains(where: { $0.key == key }) {
          found.append((key, question.resource))
        }
      }
    }
    guard isAsked else { return }
    let role = roles.resolve(name, account: task.account)
    let shown = roles.arn(of: name, role, like: task)
    for (key, secret) in found {
      try need(subject, launch, shown, role, secret, answer(key, role, name: shown))
    }
    if found.isEmpty {
      try need(
        subject, launch, shown, role, nil, NeedDecider.Answer(decision: "allowed", row: nil))
    }
  }

  private func need(
    _ subject: Int64, _ launch: Int64?, _ name: String, _ role: RoleDirectory.Resolution,
    _ secret: String?, _ answer: NeedDecider.Answer
  ) throws {
    try answers.tables.need(
      "decrypt", subject: subject, launch: launch, slot: "execution", role: name, role,
      origin: secret, answer)
  }

  private func answer(
    _ key: EncryptionKeys.Key, _ resolution: RoleDirectory.Resolution, name: String
  ) throws -> NeedDecider.Answer {
    let shown =
      switch key {
      case .ofAWS: "*"
      case .key(let arn), .alias(let arn): arn
      }
    let question = AnswerRecorder.Question(
      principal: resolution.role?.arn ?? name, action: "kms:Decrypt", resource: shown)
    guard let role = resolution.role else {
      return try answers.record(question, resolution, context: "{}")
    }
    let asked = Asked(role: role.id, key: key)
    if let known = known[asked] { return known }
    let answer = try decide(question, key, role)
    known[asked] = answer
    return answer
  }

  private func decide(
    _ question: AnswerRecorder.Question, _ key: EncryptionKeys.Key, _ role: Role
  ) throws -> NeedDecider.Answer {
    var resource = question.resource
    if case .alias = key, let name = ResourceName(resource) {
      resource = "arn:\(name.partition):kms:\(name.region):\(name.account):key/*"
    }
    let name = ResourceName(resource)
    let owner = name?.account ?? role.account
    var policies = try library.callPolicies(of: role)
    policies.resourceControl = library.resourceControl(of: owner)
    var context = circumstances.ofTask(role)
    if let region = name?.region { context["aws:RequestedRegion"] = .value(region) }
    context["aws:ResourceAccount"] = .value(owner)
    let request = Request(
      principal: .role(arn: role.arn), action: question.action, resource: resource,
      resourceIsPattern: RoleQuestion.isPattern(resource), resourceAccount: owner,
      context: context)
    policies.resourcePolicy = Self.usualPolicy(lettingIn: role)
    let decision = policies.decide(request, reasons: .unlessAllowed)
    switch decision.outcome {
    case .allowed:
      return try answers.record(
        question, "conditional", layer: nil, cause: "key-policy", context: "{}")
    case .implicitlyDenied where owner == role.account:
      policies.resourcePolicy = Policy(name: "the policy of the key", document: nil)
      guard policies.decide(request, reasons: .never).outcome == .unknown else { break }
      return try answers.record(
        question, "conditional", layer: decision.layer?.rawValue, cause: decision.cause.rawValue,
        reason: decision.canonicalReason(), context: "{}")
    default: break
    }
    return try answers.record(question, decision, context: "{}")
  }

  /// The policy that leaves a key to the policies of an account.
  private static func usualPolicy(lettingIn role: Role) -> Policy {
    let partition = ResourceName(role.arn)?.partition ?? "aws"
    let text = JSONValue.object([
      "Version": "2012-10-17",
      "Statement": .object([
        "Effect": "Allow", "Action": "kms:*", "Resource": "*",
        "Principal": .object(["AWS": .string("arn:\(partition):iam::\(role.account):root")]),
      ]),
    ]).canonical()
    let node = try? JSONDocument(text: text).root
    return Policy(
      name: "the policy of the key",
      document: node.flatMap { try? PolicyDocument($0, as: .resource) })
  }
}

extension ExecutionFeature {
  /// Whether it is read from where it may be encrypted with a key of one's own.
  fileprivate var isEncrypted: Bool {
    switch self {
    case .secret, .registryCredentials: true
    case .image, .log, .object: false
    }
  }
}

import IAM
import JSON

/// An account that is the same in every run: callers with their policies, and roles that they may or may not pass.
///
/// Each caller has three policies, a boundary and two levels of service control policies. The statements are of the kinds
/// that are found with callers of ECS tasks: lists of ARNs, prefixes, `*` with a condition, and others about other
/// services.
struct BenchAccount {
  struct Caller {
    var arn: String
    var policies: PolicySet
  }

  static let id = "111122223333"
  static let service = "ecs-tasks.amazonaws.com"

  private(set) var callers: [Caller] = []
  private(set) var roles: [String] = []
  private var numbers = Numbers(state: 2026)

  private static let teams = ["billing", "catalog", "search", "payments", "reports", "infra"]
  private static let jobs = ["import", "nightly", "sync", "rollup", "export", "cleanup"]

  init(callers callerCount: Int, roles roleCount: Int) throws {
    roles = (0..<roleCount).map { "arn:aws:iam::\(Self.id):role/\(name($0))" }
    let levels = [
      [try Self.policy("FullAWSAccess", [Self.everything]), try guardrails()],
      [try Self.policy("FullAWSAccess", [Self.everything]), try Self.restrictions()],
    ]
    for index in 0..<callerCount {
      let policies = PolicySet(
        identity: try identity(), boundary: [try boundary()], serviceControl: levels)
      callers.append(
        Caller(arn: "arn:aws:iam::\(Self.id):role/\(name(index))-sfn", policies: policies))
    }
  }

  /// The statements of a caller's own policies.
  static func statements(of caller: Caller) -> [Statement] {
    caller.policies.identity.flatMap { $0.document?.statements ?? [] }
  }

  private mutating func name(_ index: Int) -> String {
    let path = numbers.isOne(in: 5) ? "batch/" : ""
    let slot = numbers.isOne(in: 2) ? "task" : "exec"
    return "\(path)\(numbers.pick(Self.teams))-\(numbers.pick(Self.jobs))-\(index)-\(slot)"
  }

  private mutating func identity() throws -> [Policy] {
    let condition = #","Condition":{"StringEquals":{"iam:PassedToService":"\#(Self.service)"}}"#
    var run = (0..<4).map { _ in statement(conditioned: false) }
    run.append(passRole(condition))
    run += [statement(conditioned: true), statement(conditioned: false)]
    var own = (0..<8).map { _ in statement(conditioned: false) }
    own += (0..<2).map { _ in statement(conditioned: true) }
    if numbers.isOne(in: 2) { own.append(passRole("")) }
    var managed = (0..<10).map { _ in statement(conditioned: false) }
    managed += (0..<3).map { _ in statement(conditioned: true) }
    if numbers.isOne(in: 3) {
      let role = numbers.pick(roles)
      managed.append(#"{"Effect":"Deny","Action":"iam:Pass*","Resource":"\#(role)"}"#)
    }
    return [
      try Self.policy("inline:run", run), try Self.policy("inline:own", own),
      try Self.policy("arn:aws:iam::\(Self.id):policy/team", managed),
    ]
  }

  private mutating func passRole(_ condition: String) -> String {
    let resources: [String]
    switch numbers.next() % 4 {
    case 0: resources = ["*"]
    case 1: resources = (0..<9).map { _ in prefix() }
    case 2: resources = (0..<14).map { _ in numbers.pick(roles) }
    default: resources = ["arn:aws:iam::\(Self.id):role/*-task", numbers.pick(roles)]
    }
    let list = resources.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"Effect":"Allow","Action":"iam:PassRole","Resource":[\#(list)]\#(condition)}"#
  }

  private mutating func prefix() -> String {
    "arn:aws:iam::\(Self.id):role/\(numbers.pick(Self.teams))-\(numbers.pick(Self.jobs))-*"
  }

  /// A statement about something else.
  private mutating func statement(conditioned: Bool) -> String {
    let services = ["s3", "sqs", "sns", "logs", "kms", "ssm", "dynamodb", "events", "ecs", "iam"]
    let verbs = ["Get", "List", "Put", "Describe", "Create"]
    let nouns = ["Object", "Item", "Queue", "Parameter", "Rule", "Role"]
    let service = numbers.pick(services)
    let actions = (0...Int(numbers.next() % 3)).map { _ in
      "\"\(service):\(numbers.pick(verbs))\(numbers.isOne(in: 4) ? "*" : numbers.pick(nouns))\""
    }
    let resource =
      numbers.isOne(in: 2)
      ? "*" : "arn:aws:\(service):ap-northeast-1:\(Self.id):\(numbers.pick(Self.teams))-*"
    let effect = numbers.isOne(in: 10) ? "Deny" : "Allow"
    let conditions = [
      #"{"Bool":{"aws:SecureTransport":"false"}}"#,
      #"{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/\#(numbers.pick(Self.teams))-*"}}"#,
      #"{"StringEquals":{"aws:RequestedRegion":["ap-northeast-1","us-east-1"]}}"#,
    ]
    let condition = conditioned ? #","Condition":\#(numbers.pick(conditions))"# : ""
    return #"{"Effect":"\#(effect)","Action":[\#(actions.joined(separator: ","))],"#
      + #""Resource":"\#(resource)"\#(condition)}"#
  }

  private mutating func boundary() throws -> Policy {
    let services = ["s3", "sqs", "sns", "logs", "kms", "ssm", "dynamodb", "events", "ecs"]
    let all = services.map { #"{"Effect":"Allow","Action":"\#($0):*","Resource":"*"}"# }
    let pass =
      #"{"Effect":"Allow","Action":["iam:PassRole","iam:GetRole"],"#
      + #""Resource":"arn:aws:iam::\#(Self.id):role/\#(numbers.isOne(in: 3) ? "batch/*" : "*")"}"#
    return try Self.policy("arn:aws:iam::\(Self.id):policy/boundary", all + [pass])
  }

  private mutating func guardrails() throws -> Policy {
    try Self.policy(
      "guardrails",
      [
        #"{"Effect":"Deny","Action":["organizations:LeaveOrganization","account:*"],"Resource":"*"}"#,
        #"{"Effect":"Deny","NotAction":["iam:*","sts:*","support:*"],"Resource":"*","Condition":"#
          + #"{"StringNotEquals":{"aws:RequestedRegion":["ap-northeast-1","us-east-1"]}}}"#,
        #"{"Effect":"Deny","Action":"iam:PassRole","Resource":"\#(prefix())","Condition":"#
          + #"{"StringNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/batch/*"}}}"#,
      ])
  }

  private static func restrictions() throws -> Policy {
    try policy(
      "restrictions",
      [
        #"{"Effect":"Deny","Action":["iam:Create*","iam:Attach*","iam:Put*"],"Resource":"*"}"#,
        #"{"Effect":"Deny","Action":"iam:PassRole","Resource":"*","Condition":"#
          + #"{"StringNotEquals":{"iam:PassedToService":["\#(service)","lambda.amazonaws.com"]}}}"#,
      ])
  }

  private static let everything = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#

  private static func policy(_ name: String, _ statements: [String]) throws -> Policy {
    let text = #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
    return Policy(name: name, document: try PolicyDocument(JSONDocument(text: text).root, as: nil))
  }
}

/// Numbers that look random and are the same in every run: SplitMix64.
private struct Numbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func isOne(in count: UInt64) -> Bool { next() % count == 0 }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(next() % UInt64(list.count))]
  }
}

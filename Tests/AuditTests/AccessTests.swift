import IAM
import Importers
import JSON
import Store
import Testing
import World

@Suite("Who may do what")
struct AccessTests {
  private static let account = "111122223333"
  private static let place = "arn:aws:iam::\(account)"

  static func policy(_ action: JSONValue, _ resource: String, effect: String = "Allow") -> JSONValue
  {
    [
      "Version": "2012-10-17",
      "Statement": [
        ["Effect": .string(effect), "Action": action, "Resource": .string(resource)]
      ],
    ]
  }

  static func user(
    _ name: String, _ policy: JSONValue? = nil, groups: [String] = [], attached: [String] = [],
    boundary: String? = nil
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "Path": "/", "UserName": .string(name), "Arn": .string("\(place):user/\(name)"),
      "GroupList": .array(groups.map(JSONValue.string)),
      "UserPolicyList": .array(
        policy.map { [["PolicyName": "own", "PolicyDocument": $0]] } ?? []),
      "AttachedManagedPolicies": .array(
        attached.map { ["PolicyName": "p", "PolicyArn": .string($0)] }),
    ]
    members["PermissionsBoundary"] = boundary.map {
      ["PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": .string($0)]
    }
    return .object(members)
  }

  static func managed(_ name: String, _ policy: JSONValue) -> JSONValue {
    [
      "PolicyName": .string(name), "Arn": .string("\(place):policy/\(name)"),
      "DefaultVersionId": "v1",
      "PolicyVersionList": [
        ["VersionId": "v1", "IsDefaultVersion": true, "Document": policy]
      ],
    ]
  }

  /// An account with roles and users of many kinds.
  static var exported: SmallAccount {
    var exported = SmallAccount()
    exported.roles = [
      "reader": .init(
        principal: ["Service": "ec2.amazonaws.com"],
        policy: policy("s3:GetObject", "arn:aws:s3:::b/*")),
      "assumer": .init(
        principal: ["Service": "ec2.amazonaws.com"], policy: policy("sts:*", "*")),
      "trusting": .init(principal: ["AWS": .string("\(place):role/reader")]),
      "delegating": .init(principal: ["AWS": .string("\(place):root")]),
      "twin": .init(principal: ["AWS": "*"]),
      "stopper": .init(
        principal: ["AWS": "*"],
        policy: [
          "Version": "2012-10-17",
          "Statement": [
            ["Effect": "Allow", "Action": "ecs:*", "Resource": .string("\(cluster)/main")],
            ["Effect": "Deny", "Action": "ecs:Stop*", "Resource": "*"],
          ],
        ]),
      "keeper": .init(principal: ["AWS": "*"], policy: policy(["kms:*", "sqs:*"], "*")),
      "broken": .init(
        principal: ["AWS": "*"],
        policy: [
          "Version": "2012-10-17",
          "Statement": [
            ["Effect": "Allow", "Action": "sqs:*", "Resource": "*"],
            ["Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": "*"],
          ],
        ]),
      "odd": .init(
        principal: ["AWS": "*"],
        policy: [
          "Version": "2012-10-17",
          "Statement": [
            [
              "Effect": "Allow", "Action": "sqs:*", "Resource": "*",
              "Condition": ["StringEqual": ["aws:SourceVpc": "vpc-1"]],
            ]
          ],
        ]),
    ]
    exported.users = [
      user("anna", policy("iam:GetUser", "\(place):user/${aws:username}")),
      user("bert", groups: ["staff"]), user("carl", groups: ["gone"]), user("twin"),
      user(
        "dora", attached: ["\(place):policy/all"], boundary: "\(place):policy/tables"),
      user("emil", attached: ["arn:aws:iam::aws:policy/NotExported"]),
    ]
    exported.groups = [
      [
        "Path": "/", "GroupName": "staff", "Arn": .string("\(place):group/staff"),
        "GroupPolicyList": [
          ["PolicyName": "queues", "PolicyDocument": policy("sqs:*", "*")]
        ],
        "AttachedManagedPolicies": [],
      ]
    ]
    exported.managed = [
      managed("all", policy("*", "*")), managed("tables", policy("dynamodb:*", "*")),
    ]
    return exported
  }

  private static func decider(assuming assumptions: [Assumption] = []) throws -> AccessDecider {
    let nights = try Nights()
    try nights.audit(exported)
    return try AccessDecider(nights.store.writer, assuming: assumptions)
  }

  /// A question and the outcome of its answer.
  struct Case: Sendable, CustomTestStringConvertible {
    var principal: String
    var action: String
    var resource: String
    var expected: String
    var testDescription: String { "\(principal) \(action) \(resource): \(expected)" }

    init(_ principal: String, _ action: String, _ resource: String, _ expected: String) {
      self.principal = principal
      self.action = action
      self.resource = resource
      self.expected = expected
    }
  }

  private static let cluster = "arn:aws:ecs:eu-west-1:\(account):cluster"
  private static let object = "arn:aws:s3:::b/k"
  private static let queue = "arn:aws:sqs:eu-west-1:\(account):q"

  static let cases = [
    Case("reader", "s3:GetObject", object, "allowed"),
    Case("\(place):role/reader", "s3:GetObject", object, "allowed"),
    Case("arn:aws:sts::\(account):assumed-role/reader/s", "s3:GetObject", object, "allowed"),
    Case("reader", "s3:PutObject", object, "implicitly-denied"),
    // Patterns.
    Case("reader", "s3:GetObject", "arn:aws:s3:::b/logs/*", "allowed"),
    Case("reader", "s3:GetObject", "arn:aws:s3:::*", "conditional resource"),
    Case("reader", "s3:GetObject", "*", "conditional resource"),
    Case("reader", "s3:GetObject", "arn:aws:s3:::c*", "implicitly-denied"),
    Case("reader", "s3:Get*", object, "conditional action"),
    Case("reader", "s3:GetObject*", object, "conditional action"),
    Case("reader", "s3:Put*", object, "implicitly-denied"),
    Case("keeper", "sqs:Send*", queue, "allowed"),
    Case("keeper", "*", queue, "unknown the policy of \(queue)"),
    Case("stopper", "ecs:*", "\(cluster)/main", "conditional action"),
    Case("stopper", "ecs:D*", "\(cluster)/main", "allowed"),
    Case("stopper", "ecs:D*", "\(cluster)/*", "conditional resource"),
    Case("stopper", "ecs:StopTask", "\(cluster)/main", "explicitly-denied"),
    // An action that takes no resource is allowed for `*` only.
    Case("stopper", "ecs:ListClusters", "*", "implicitly-denied"),
    Case("caller", "ecs:ListClusters", "*", "implicitly-denied"),
    Case("keeper", "sqs:ListQueues", "*", "allowed"),
    // Users, their groups, boundaries and managed policies.
    Case("anna", "iam:GetUser", "\(place):user/anna", "allowed"),
    Case("\(place):user/anna", "iam:GetUser", "\(place):user/bert", "implicitly-denied"),
    Case("bert", "sqs:SendMessage", queue, "allowed"),
    Case("carl", "sqs:SendMessage", queue, "unknown the policies of group gone"),
    Case("dora", "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:\(account):table/t", "allowed"),
    Case("dora", "sqs:SendMessage", queue, "implicitly-denied"),
    Case("emil", "sqs:SendMessage", queue, "unknown arn:aws:iam::aws:policy/NotExported"),
    // Trust policies.
    Case("assumer", "sts:AssumeRole", "\(place):role/trusting", "implicitly-denied"),
    Case("reader", "sts:AssumeRole", "\(place):role/trusting", "allowed"),
    Case("reader", "sts:AssumeRole", "\(place):role/delegating", "implicitly-denied"),
    Case("assumer", "sts:AssumeRole", "\(place):role/delegating", "allowed"),
    Case("assumer", "sts:AssumeRole", "\(place):role/*", "unknown the policy of \(place):role/*"),
    Case(
      "assumer", "sts:AssumeRole", "arn:aws:iam::999999999999:role/x",
      "unknown the trust policy of arn:aws:iam::999999999999:role/x"),
    Case("ec2.amazonaws.com", "sts:AssumeRole", "\(place):role/reader", "allowed"),
    Case("sns.amazonaws.com", "sts:AssumeRole", "\(place):role/reader", "implicitly-denied"),
    Case("sns.amazonaws.com", "sqs:SendMessage", queue, "unknown the policy of \(queue)"),
    // What only policies of resources could tell.
    Case(
      "keeper", "kms:Decrypt", "arn:aws:kms:eu-west-1:\(account):key/k",
      "unknown the policy of arn:aws:kms:eu-west-1:\(account):key/k"),
    Case("keeper", "kms:CreateAlias", "arn:aws:kms:eu-west-1:\(account):alias/a", "allowed"),
    Case(
      "reader", "kms:Decrypt", "arn:aws:kms:eu-west-1:\(account):key/k",
      "unknown the policy of arn:aws:kms:eu-west-1:\(account):key/k"),
    Case(
      "bert", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:999999999999:q",
      "unknown the policy of arn:aws:sqs:eu-west-1:999999999999:q"),
    Case("dora", "iam:PassRole", "arn:aws:iam::999999999999:role/x", "implicitly-denied"),
    // The root user.
    Case("\(place):root", "sqs:SendMessage", queue, "allowed"),
    Case(account, "sts:AssumeRole", "\(place):role/trusting", "implicitly-denied"),
    // A policy that is none: nothing of it is applied.
    Case("broken", "sqs:SendMessage", queue, "unknown inline:more"),
    Case("odd", "sqs:SendMessage", queue, "implicitly-denied"),
    // Whom no export shows.
    Case(
      "arn:aws:iam::999999999999:user/x", "sqs:SendMessage", queue,
      "unknown the policies of arn:aws:iam::999999999999:user/x, the policy of \(queue)"),
  ]

  @Test("is decided by the policies that the record holds", arguments: cases)
  func decided(_ item: Case) throws {
    let answer = try Self.decider().answer(
      AccessQuestion(principal: item.principal, action: item.action, resource: item.resource))
    let decision = answer.decision
    let words =
      [decision.outcome.rawValue]
      + [(decision.conditionalOn + decision.missing).joined(separator: ", ")]
    #expect(words.filter { !$0.isEmpty }.joined(separator: " ") == item.expected)
  }

  @Test("says why a policy is none, and what is odd in those that are")
  func diagnostics() throws {
    let decider = try Self.decider()
    let broken = try decider.answer(
      AccessQuestion(principal: "broken", action: "sqs:SendMessage", resource: Self.queue))
    let invalid = try #require(broken.decision.invalid.first)
    #expect(invalid.error.pointer == "/Statement/1/Principal")
    #expect(invalid.policy == broken.decision.missing.first)

    let odd = try decider.diagnostics(
      AccessQuestion(principal: "odd", action: "sqs:SendMessage", resource: Self.queue))
    #expect(odd.map(\.diagnostic.pointer) == ["/Statement/0/Condition/StringEqual"])
    #expect(odd.first?.policy == invalid.policy)
  }

  @Test("takes keys from the question, then from the configuration, and says what it assumed")
  func keys() throws {
    var exported = SmallAccount()
    exported.policy = [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
          "Condition": ["StringEquals": ["aws:SourceVpc": "vpc-1"]],
        ]
      ],
    ]
    let nights = try Nights()
    try nights.audit(exported)
    let assumption = Assumption(accounts: "*", context: ["aws:SourceVpc": ["vpc-1"]])
    let plain = try AccessDecider(nights.store.writer)
    let assuming = try AccessDecider(nights.store.writer, assuming: [assumption])
    func outcome(
      _ decider: AccessDecider, _ context: [String: [String]] = [:], unknown: Set<String> = []
    ) throws -> (String, Bool) {
      let answer = try decider.answer(
        AccessQuestion(
          principal: "caller", action: "ecs:RunTask",
          resource: "arn:aws:ecs:eu-west-1:\(Self.account):task-definition/app:1",
          context: context, unknownKeys: unknown))
      return (
        answer.decision.outcome.rawValue,
        answer.premises.contains(.value(key: "aws:SourceVpc", values: ["vpc-1"]))
      )
    }
    #expect(try outcome(plain) == ("conditional", false))
    #expect(try outcome(plain, ["AWS:SourceVPC": ["vpc-1"]]) == ("allowed", false))
    #expect(try outcome(plain, ["aws:SourceVpc": []]) == ("implicitly-denied", false))
    #expect(try outcome(assuming) == ("allowed", true))
    #expect(try outcome(assuming, ["aws:SourceVpc": ["vpc-2"]]) == ("implicitly-denied", false))
    #expect(try outcome(assuming, unknown: ["aws:sourcevpc"]) == ("conditional", false))
  }

  @Test("says what it takes for granted")
  func premises() throws {
    let decider = try Self.decider()
    func premises(_ resource: String, _ action: String) throws -> [AccessAnswer.Premise] {
      try decider.answer(
        AccessQuestion(principal: "dora", action: action, resource: resource)
      ).premises
    }
    let control = AccessAnswer.Premise.noServiceControl(account: Self.account)
    #expect(try premises("\(Self.place):role/caller", "iam:PassRole") == [control])
    #expect(try premises(Self.queue, "sqs:SendMessage") == [control, .noResourcePolicy])
    #expect(
      try premises(Self.object, "s3:GetObject") == [
        control, .ownResource(account: Self.account), .noResourcePolicy,
      ])
  }

  @Test("is no question about somebody who is not there, or about several")
  func strangers() throws {
    let decider = try Self.decider()
    func error(_ principal: String) -> AccessError? {
      #expect(throws: AccessError.self) {
        try decider.answer(
          AccessQuestion(principal: principal, action: "s3:GetObject", resource: Self.object))
      }
    }
    #expect(error("nobody") == .noPrincipal("nobody"))
    #expect(error("\(Self.place):user/zoe") == .noPrincipal("\(Self.place):user/zoe"))
    #expect(error("\(Self.place):group/staff") == .group("\(Self.place):group/staff"))
    #expect(
      error("twin") == .ambiguous("twin", ["\(Self.place):role/twin", "\(Self.place):user/twin"]))
  }

  @Test("is told of everybody, sorted")
  func everybody() throws {
    let decider = try Self.decider()
    let answers = try decider.answers(
      ofAll: AccessQuestion(principal: "", action: "sqs:SendMessage", resource: Self.queue))
    #expect(answers.map(\.principal) == decider.principals)
    #expect(decider.principals == decider.principals.sorted())
    let allowed = answers.filter { $0.decision.outcome == .allowed }.map(\.principal)
    #expect(allowed == ["\(Self.place):role/keeper", "\(Self.place):user/bert"])
  }

  @Test("of a trust policy is asked without the policies of who assumes")
  func trust() throws {
    let decider = try Self.decider()
    func outcome(_ principal: String, _ role: String) throws -> String {
      try decider.trust(
        AccessQuestion(
          principal: principal, action: "sts:AssumeRole", resource: "\(Self.place):role/\(role)")
      ).decision.outcome.rawValue
    }
    #expect(try outcome("reader", "delegating") == "allowed")
    #expect(try outcome("assumer", "trusting") == "implicitly-denied")
    #expect(try outcome("ec2.amazonaws.com", "reader") == "allowed")
    #expect(try outcome("ec2.amazonaws.com", "gone") == "unknown")
  }
}

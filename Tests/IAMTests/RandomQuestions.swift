import IAM
import TestSupport

/// Random questions to random policies in every layer, about keys of every type.
struct RandomQuestions {
  /// What policies ask of one key, and what requests have for it.
  struct Key {
    let operators: [String]
    let policyValues: [String]
    let requestValues: [ContextValue]

    init(_ operators: [String], _ policyValues: [String], _ requestValues: [String]) {
      self.operators = operators
      self.policyValues = policyValues
      self.requestValues = [.absent] + requestValues.map(ContextValue.value)
    }
  }

  static let keys: [String: Key] = [
    "x:text": Key(
      ["StringEquals", "StringNotEquals", "StringLike", "StringNotLikeIfExists", "Null"],
      ["1", "12", "1*"], ["1", "12", "13", "2", "1*"]),
    "x:word": Key(
      ["StringEqualsIgnoreCase", "StringEqualsIfExists"], ["a", "B"], ["a", "A", "b"]),
    "x:number": Key(
      ["NumericEquals", "NumericLessThan", "NumericGreaterThanEquals", "NumericNotEquals"],
      ["1", "5"], ["0", "1", "1.5", "5", "6"]),
    "x:date": Key(
      ["DateLessThan", "DateGreaterThan", "DateEquals"], ["2020-01-01", "2021-01-01"],
      ["2019-01-01", "2020-01-01", "2020-06-01T00:00:00Z", "2021-01-01", "1700000000"]),
    "x:address": Key(
      ["IpAddress", "NotIpAddress"], ["10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32"],
      ["10.1.0.1", "10.2.0.1", "192.0.2.1", "2001:db8::1", "::1"]),
    "x:arn": Key(
      ["ArnLike", "ArnNotEquals"], ["arn:aws:s3:::b*", "arn:aws:s3:::c"],
      ["arn:aws:s3:::b", "arn:aws:s3:::c", "arn:aws:sqs:r:1:q"]),
    "x:flag": Key(["Bool", "BoolIfExists"], ["true", "false"], ["true", "false"]),
  ]

  static let principals: [Principal] = [
    .role(arn: "arn:aws:iam::123456789012:role/r"),
    .session(
      arn: "arn:aws:sts::123456789012:assumed-role/r/s", role: "arn:aws:iam::123456789012:role/r"),
    .user(arn: "arn:aws:iam::123456789012:user/u"), .service("a.amazonaws.com"), .anonymous,
    .account("123456789012"),
  ]

  static let principalElements = [
    "*", #"{"AWS": "*"}"#, aws("123456789012"), aws("arn:aws:iam::123456789012:role/r"),
    aws("arn:aws:sts::123456789012:assumed-role/r/s"), aws("arn:aws:iam::123456789012:user/u"),
    #"{"Service": "a.amazonaws.com"}"#,
  ].map { $0 == "*" ? "\"*\"" : $0 }

  var numbers: SeededNumbers

  init(seed: UInt64) {
    numbers = SeededNumbers(seed: seed)
  }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &numbers)]
  }

  mutating func statement(_ effect: String? = nil, principal: Bool = false) -> String {
    let effect = effect ?? pick(["Allow", "Allow", "Deny"])
    let action = pick(["s3:*", "s3:Get*", "s3:PutObject", "*"])
    let resource = pick(["*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/k", "arn:aws:s3:::c/*"])
    var members = [#""Effect": "\#(effect)""#]
    members.append(#""\#(pick(["Action", "Action", "Action", "NotAction"]))": "\#(action)""#)
    members.append(#""\#(pick(["Resource", "Resource", "NotResource"]))": "\#(resource)""#)
    if principal {
      let name = effect == "Deny" ? pick(["Principal", "NotPrincipal"]) : "Principal"
      members.append(#""\#(name)": \#(pick(Self.principalElements))"#)
    }
    if Bool.random(using: &numbers) { members.append(#""Condition": {\#(condition())}"#) }
    return "{\(members.joined(separator: ", "))}"
  }

  private mutating func condition() -> String {
    var tests: [String: String] = [:]
    for _ in 0..<Int.random(in: 1...2, using: &numbers) {
      let name = pick(Self.keys.keys.sorted())
      guard let key = Self.keys[name] else { continue }
      let test = pick(key.operators)
      let value = test == "Null" ? pick(["true", "false"]) : pick(key.policyValues)
      tests[test] = #"{"\#(name)": "\#(value)"}"#
    }
    return tests.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#($0.value)"# }
      .joined(separator: ", ")
  }

  mutating func policy(_ name: String, principal: Bool = false) throws -> Policy {
    try IAMTests.policy(
      statements: statement(principal: principal), statement(principal: principal), named: name)
  }

  mutating func set() throws -> PolicySet {
    let rarely = [true, false, false]
    var set = PolicySet(identity: [try policy("i0"), try policy("i1")])
    if pick(rarely) { set.boundary = [try policy("b")] }
    if pick(rarely) { set.serviceControl = [[try allowEverything()], [try policy("s")]] }
    if pick(rarely) { set.resourceControl = [[try policy("c", principal: true)]] }
    if pick(rarely) { set.session = [try policy("t")] }
    if pick(rarely) { set.endpoint = [try policy("e", principal: true)] }
    if pick([true, false]) { set.resourcePolicy = try policy("r", principal: true) }
    return set
  }

  /// The set with one more statement in a layer that it has.
  mutating func adding(_ effect: String, to set: PolicySet) throws -> PolicySet {
    var set = set
    let own = try IAMTests.policy(statements: statement(effect), named: "new")
    let naming = try IAMTests.policy(statements: statement(effect, principal: true), named: "new")
    switch pick([0, 1, 2, 3, 4, 5]) {
    case 0 where set.boundary != nil: set.boundary?.append(own)
    case 1 where set.serviceControl != nil: set.serviceControl?[1].append(own)
    case 2 where set.resourceControl != nil: set.resourceControl?[0].append(naming)
    case 3 where set.session != nil: set.session?.append(own)
    case 4 where set.endpoint != nil: set.endpoint?.append(naming)
    default: set.identity.append(own)
    }
    return set
  }

  mutating func context() -> [String: ContextValue] {
    Self.keys.sorted { $0.key < $1.key }.reduce(into: [:]) { context, entry in
      context[entry.key] = pick(entry.value.requestValues)
    }
  }
}

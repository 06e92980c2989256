import IAM
import JSON
import TestSupport

/// Small random policies about few actions, resources and keys, so that their statements meet.
struct RandomPolicies {
  static let keys = ["x:a", "x:b"]
  static let values = ["1", "2", "other"]
  static let keyValues: [ContextValue] =
    [
      .absent, .values([]), .values(["1", "2"]), .values(["1", "other"]), .values(["other", "zz"]),
    ]
    + values.map(ContextValue.value)

  var numbers: SeededNumbers

  init(seed: UInt64) {
    numbers = SeededNumbers(seed: seed)
  }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &numbers)]
  }

  mutating func statement(_ effect: String? = nil) -> String {
    let effect = effect ?? pick(["Allow", "Allow", "Deny"])
    let action = pick(["s3:*", "s3:Get*", "s3:PutObject", "*"])
    let resource = pick(["*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/k", "arn:aws:s3:::c/*"])
    var members = [#""Effect": "\#(effect)""#]
    members.append(#""\#(pick(["Action", "Action", "Action", "NotAction"]))": "\#(action)""#)
    members.append(#""\#(pick(["Resource", "Resource", "NotResource"]))": "\#(resource)""#)
    if Bool.random(using: &numbers) { members.append(#""Condition": {\#(condition())}"#) }
    return "{\(members.joined(separator: ", "))}"
  }

  private mutating func condition() -> String {
    let names = [
      "StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringLike", "Null",
      "ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals",
    ]
    var tests: [String: String] = [:]
    for _ in 0..<Int.random(in: 1...2, using: &numbers) {
      let name = pick(names)
      let value = name == "Null" ? pick(["true", "false"]) : pick(["1", "2"])
      tests[name] = #"{"\#(pick(Self.keys))": "\#(value)"}"#
    }
    return tests.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#($0.value)"# }
      .joined(separator: ", ")
  }

  mutating func policies(upTo count: Int, named name: String) throws -> [Policy] {
    try (0..<Int.random(in: 1...count, using: &numbers)).map {
      try policy(statements: statement(), statement(), named: "\(name)\($0)")
    }
  }

  mutating func set() throws -> PolicySet {
    var set = PolicySet(identity: try policies(upTo: 3, named: "i"))
    if pick([true, false, false]) { set.boundary = try policies(upTo: 2, named: "b") }
    if pick([true, false, false]) {
      set.serviceControl = [[try allowEverything()], try policies(upTo: 2, named: "s")]
    }
    return set
  }

  mutating func context() -> [String: ContextValue] {
    Dictionary(uniqueKeysWithValues: Self.keys.map { ($0, pick(Self.keyValues)) })
  }
}

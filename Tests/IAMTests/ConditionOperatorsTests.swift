import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
@Suite("Condition operators")
struct ConditionOperatorsTests {
  struct Test: Sendable {
    var name: String
    var values: String
    var given: ContextValue

    init(_ name: String, _ values: String, _ given: ContextValue) {
      self.name = name
      self.values = values
      self.given = given
    }
  }

  static func vector(
    _ name: String, _ values: String, _ given: String?, _ expected: Bool
  ) -> Vector<Test, Bool> {
    let value = given.map(ContextValue.value) ?? .absent
    return Vector(
      "\(name) \(values) on \(given ?? "nothing")", Test(name, values, value), expected)
  }

  static func holds(_ test: Test, as interpretation: Interpretation = .audit) throws -> Bool {
    let policies = PolicySet(identity: [
      try policy(
        statements: """
          {"Effect": "Allow", "Action": "*", "Resource": "*",
           "Condition": {"\(test.name)": {"x:key": \(test.values)}}}
          """)
    ])
    return policies.decide(request(context: ["X:Key": test.given]), as: interpretation).outcome
      == .allowed
  }

  static let strings = [
    vector("StringEquals", #""a""#, "a", true),
    vector("stringequals", #""a""#, "a", true),
    vector("StringEquals", #"["b", "a"]"#, "a", true),
    vector("StringEquals", #""a*""#, "ab", false),
    vector("StringEquals", #""A""#, "a", false),
    vector("StringEquals", #""a""#, nil, false),
    vector("StringEqualsIfExists", #""a""#, nil, true),
    vector("StringEqualsIfExists", #""a""#, "b", false),
    vector("StringNotEquals", #"["a", "b"]"#, "b", false),
    vector("StringNotEquals", #"["a", "b"]"#, "c", true),
    vector("StringNotEquals", #""a""#, nil, true),
    vector("StringEqualsIgnoreCase", #""ECS""#, "ecs", true),
    vector("StringNotEqualsIgnoreCase", #""ECS""#, "ecs", false),
    vector("StringLike", #""a*:c""#, "a:b:c", true),
    vector("StringLike", #""a?""#, "abc", false),
    vector("StringLike", #""*""#, nil, false),
    vector("StringNotLike", #"["a*", "b*"]"#, "bc", false),
    vector("StringNotLike", #""a*""#, nil, true),
    vector("StringNothing", #""a""#, "a", false),
    vector("BinaryEquals", #""QmluYXJ5""#, "QmluYXJ5", true),
  ]

  static let others = [
    vector("NumericEquals", #""10""#, "10.0", true),
    vector("NumericNotEquals", "10", "11", true),
    vector("NumericNotEquals", "10", "ten", false),
    vector("NumericLessThan", "10.5", "10", true),
    vector("NumericLessThanEquals", "10", "10", true),
    vector("NumericGreaterThan", "10", "10", false),
    vector("NumericGreaterThanEquals", "-3", "-2.5", true),
    vector("NumericEquals", #""0x10""#, "16", false),
    vector("DateLessThan", #""2020-01-01T00:00:00Z""#, "2019-12-31T23:59:59Z", true),
    vector("DateGreaterThan", #""2020-01-01""#, "2020-01-01T00:00:01Z", true),
    vector("DateEquals", #""2020-01-01T09:00:00+09:00""#, "1577836800", true),
    vector("DateNotEquals", #""2020-01-01""#, "1577836801", true),
    vector("DateGreaterThan", #""1577836800""#, "2020-01-01T00:00:00.5Z", true),
    vector("DateLessThan", #""yesterday""#, "2020-01-01", false),
    vector("DateLessThan", #""2020-02-30""#, "2019-01-01", false),
    vector("Bool", #""true""#, "TRUE", true),
    vector("Bool", "false", "false", true),
    vector("Bool", #""false""#, nil, false),
    vector("Bool", #""false""#, "no", false),
    vector("BoolIfExists", #""false""#, nil, true),
    vector("IpAddress", #""203.0.113.0/24""#, "203.0.113.9", true),
    vector("IpAddress", #""203.0.113.0/25""#, "203.0.113.129", false),
    vector("IpAddress", #""203.0.113.9""#, "203.0.113.9", true),
    vector("IpAddress", #""0.0.0.0/0""#, "2001:db8::1", false),
    vector("IpAddress", #""2001:db8::/32""#, "2001:DB8:0:0::1", true),
    vector("IpAddress", #""::ffff:1.2.3.4""#, "::ffff:102:304", true),
    vector("NotIpAddress", #""203.0.113.0/24""#, "198.51.100.1", true),
    vector("NotIpAddress", #""203.0.113.0/33""#, "198.51.100.1", false),
    vector("NotIpAddress", #""203.0.113.0/24""#, "somewhere", false),
    vector("NotIpAddress", #""203.0.113.0/24""#, nil, true),
    vector("ArnEquals", #""arn:aws:ecs:*:1:cluster/*""#, "arn:aws:ecs:r:1:cluster/c", true),
    vector("ArnLike", #""arn:aws:logs:*:*:log-group:*""#, "arn:aws:logs:r:1:log-group:x:*", true),
    vector("ArnLike", #""arn:aws:sns:*:topic""#, "arn:aws:sns:r:1:topic", false),
    vector("ArnLike", #""*""#, "arn:aws:sns:r:1:topic", true),
    vector("ArnLike", #""arn:aws:SNS:r:1:topic""#, "arn:aws:sns:r:1:topic", false),
    vector("ArnLike", #""*""#, "topic", false),
    vector("ArnNotLike", #""arn:aws:sns:r:1:*""#, "arn:aws:sqs:r:1:q", true),
    vector("ArnNotLike", #""arn:aws:sns""#, "arn:aws:sqs:r:1:q", false),
    vector("ArnNotEquals", #""arn:aws:sns:r:1:*""#, "queue", false),
    vector("ArnNotEquals", #""arn:aws:sns:r:1:*""#, nil, true),
    vector("Null", #""true""#, nil, true),
    vector("Null", #""false""#, nil, false),
    vector("Null", "false", "x", true),
    vector("NullIfExists", #""true""#, nil, false),
  ]

  @Test("compare texts", arguments: strings)
  func string(vector: Vector<Test, Bool>) throws {
    #expect(try Self.holds(vector.input) == vector.expected)
  }

  @Test("compare numbers, dates, flags, addresses and ARNs", arguments: others)
  func other(vector: Vector<Test, Bool>) throws {
    #expect(try Self.holds(vector.input) == vector.expected)
  }

  @Test("are joined by AND, keys too")
  func conjunction() throws {
    let policies = PolicySet(identity: [
      try policy(
        statements: """
          {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition":
           {"StringEquals": {"x:a": "1", "x:b": "2"}, "Bool": {"x:c": "true"}}}
          """)
    ])
    let all: [String: ContextValue] = [
      "x:a": .value("1"), "x:b": .value("2"), "x:c": .value("true"),
    ]
    #expect(policies.decide(request(context: all)).outcome == .allowed)
    for key in all.keys {
      var some = all
      some[key] = .value("other")
      #expect(policies.decide(request(context: some)).outcome == .implicitlyDenied)
    }
  }
}

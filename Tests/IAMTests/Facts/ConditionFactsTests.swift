import IAM
import Testing

/// What a condition says of the values of its key.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
@Suite("Facts about conditions")
struct ConditionFactsTests {
  typealias Operators = ConditionOperatorsTests
  typealias Row = Vector<Operators.Test, Bool>

  /// One operator against one key: values as JSON, what the request has (nil: nothing), whether it holds.
  static func row(
    _ fact: Int, _ name: String, _ values: String, _ given: [String]?, _ expected: Bool
  ) -> Row {
    Vector(
      "\(fact) \(name) \(values) on \(given?.description ?? "nothing")",
      Operators.Test(name, values, given.map(ContextValue.values) ?? .absent), expected)
  }

  /// What every operator says of a key that is not there, or has no value.
  static func absence(_ name: String, isNegated: Bool) -> [Row] {
    let value = #""1""#
    var rows: [Row] = []
    rows.append(row(13, name, value, nil, isNegated))
    rows.append(row(13, name, value, [], isNegated))
    rows.append(row(13, name + "IfExists", value, nil, true))
    for suffix in ["", "IfExists"] {
      rows.append(row(13, "ForAllValues:" + name + suffix, value, nil, true))
      rows.append(row(13, "ForAllValues:" + name + suffix, value, [], true))
      rows.append(row(13, "ForAnyValue:" + name + suffix, value, nil, false))
      rows.append(row(13, "ForAnyValue:" + name + suffix, value, [], false))
    }
    return rows
  }

  static let positive = [
    "StringEquals", "StringLike", "StringEqualsIgnoreCase", "NumericEquals", "NumericLessThan",
    "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals",
    "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool",
    "BinaryEquals", "IpAddress", "ArnEquals", "ArnLike",
  ]

  static let negated = [
    "StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase", "NumericNotEquals",
    "DateNotEquals", "NotIpAddress", "ArnNotEquals", "ArnNotLike",
  ]

  static var absent: [Row] {
    positive.flatMap { absence($0, isNegated: false) }
      + negated.flatMap { absence($0, isNegated: true) }
  }

  static let logic: [Row] = [
    row(12, "StringEquals", #"["x", "a"]"#, ["a"], true),
    row(12, "StringNotEquals", #"["x", "a"]"#, ["a"], false),
    row(12, "StringNotEquals", #"["x", "y"]"#, ["a"], true),
    row(12, "StringEquals", #""A""#, ["a"], false),
    row(12, "StringEquals", "[]", ["a"], false),
    row(12, "StringNotEquals", "[]", ["a"], true),
    row(13, "Null", #""true""#, nil, true), row(13, "Null", #""true""#, ["a"], false),
    row(13, "Null", #""false""#, ["a"], true), row(13, "Null", "true", nil, true),
    row(13, "Null", #"["true", "false"]"#, ["a"], true),
    row(13, "ForAnyValue:Null", #""true""#, nil, true),
    row(13, "ForAllValues:Null", #""false""#, nil, false),
    row(14, "StringEquals", #""a""#, ["a", "b"], false),
    row(14, "StringNotEquals", #""c""#, ["a", "b"], false),
    row(14, "StringLike", #""*""#, ["a", "b"], false),
    row(14, "StringEqualsIfExists", #""a""#, ["a", "a"], false),
    row(14, "ForAllValues:StringEquals", #""a""#, ["a"], true),
    row(14, "ForAllValues:StringEquals", #""a""#, [""], true),
    row(14, "ForAllValues:StringNotEquals", #""a""#, [""], true),
    row(14, "ForAnyValue:StringEquals", #""a""#, [""], false),
    row(14, "ForAnyValue:StringNotEquals", #""a""#, [""], false),
    row(14, "ForAllValues:StringEquals", #""a""#, ["", "b"], false),
    row(19, "StringEquals", #""\u00ea""#, ["e\u{302}"], false),
    row(19, "StringEqualsIgnoreCase", #""\u00df""#, ["SS"], false),
    row(14, "StringMatches", #""a""#, ["a"], false),
    row(14, "BinaryNotEquals", #""YQ==""#, ["b"], false),
    row(14, "NullIfExists", #""true""#, nil, false),
    row(14, "ForEachValue:StringEquals", #""a""#, ["a"], false),
    row(15, "ForAllValues:StringNotEquals", #""a""#, ["a", "b"], false),
    row(15, "ForAllValues:StringNotEquals", #""a""#, ["b", "c"], true),
    row(15, "ForAnyValue:StringNotEquals", #"["a", "b"]"#, ["a", "b"], false),
    row(15, "ForAnyValue:StringNotEquals", #"["a", "b"]"#, ["a", "c"], true),
    row(15, "ForAllValues:StringNotLike", #""a*""#, ["ab", "b"], false),
    row(15, "ForAnyValue:StringNotLike", #""a*""#, ["ab", "b"], true),
    row(15, "ForAnyValue:ArnNotLike", #""arn:aws:s3:::a*""#, ["arn:aws:s3:::b"], true),
    row(15, "ForAllValues:NumericLessThan", "5", ["1", "4"], true),
    row(15, "ForAllValues:NumericLessThan", "5", ["1", "5"], false),
    row(15, "ForAnyValue:NotIpAddress", #""10.0.0.0/8""#, ["10.1.1.1", "192.0.2.1"], true),
    row(15, "ForAllValues:Bool", #""true""#, ["true", "false"], false),
  ]

  static let nothing: [Row] = [
    row(16, "NotIpAddress", #""10.0.0.0/33""#, ["192.0.2.1"], false),
    row(16, "NotIpAddress", #""10.0.0""#, ["192.0.2.1"], false),
    row(16, "NotIpAddress", #"["10.0.0.0/8", "nowhere"]"#, ["192.0.2.1"], false),
    row(16, "NotIpAddress", #""10.0.0.0/8""#, ["nowhere"], false),
    row(16, "ArnNotLike", #""s3:::b""#, ["arn:aws:s3:::c"], false),
    row(16, "ArnNotLike", #""arn:aws:s3:::b""#, ["c"], false),
    row(16, "ArnLike", #""arn:aws:s3""#, ["arn:aws:s3:::b"], false),
    row(16, "StringNotEquals", #""${x:none}""#, ["a"], false),
    row(16, "StringNotEquals", #"["${x:none}", "b"]"#, ["a"], false),
    row(16, "StringEquals", #"["${x:none}", "a"]"#, ["a"], true),
    row(16, "StringNotLikeIfExists", #""${x:none}*""#, ["a"], false),
    row(16, "StringNotEquals", #""${x:none, 'b'}""#, ["a"], true),
    row(17, "StringEquals", #""${x:none, 'a'}""#, ["a"], true),
    row(17, "StringLike", #""${x:none, 'a*'}""#, ["ab"], false),
    row(17, "StringLike", #""${x:none, 'a'}*""#, ["ab"], true),
    row(17, "StringLike", #""a${*}b""#, ["a*b"], true),
    row(17, "StringLike", #""a${*}b""#, ["axb"], false),
    row(17, "StringLike", #""a${?}b""#, ["a?b"], true),
    row(17, "StringLike", #""a${?}b""#, ["axb"], false),
    row(17, "StringEquals", #""${$}{x:key}""#, ["${x:key}"], true),
    row(17, "StringEquals", #""${X:KEY}""#, ["a"], true),
    row(17, "ArnLike", #""arn:aws:s3:::${x:none, 'b'}""#, ["arn:aws:s3:::b"], true),
    row(17, "NumericEquals", #""${x:none, '5'}""#, ["5"], false),
    row(19, "StringLike", #""arn:*:b""#, ["arn:aws:s3:::b"], true),
    row(19, "ArnLike", #""arn:*:b""#, ["arn:aws:s3:::b"], false),
    row(19, "ArnEquals", #""arn:aws:s3:::b*""#, ["arn:aws:s3:::bc"], true),
    row(19, "ArnLike", #""arn:aws:s3:::?""#, ["arn:aws:s3:::b"], true),
    row(19, "ArnLike", #""arn:aws:s3:::B""#, ["arn:aws:s3:::b"], false),
    row(19, "ArnLike", #""arn:aws:logs:r:1:*""#, ["arn:aws:logs:r:1:log-group:g:*"], true),
    row(19, "ArnNotEquals", #""arn:aws:s3:::b*""#, ["arn:aws:s3:::bc"], false),
    row(19, "StringEquals", #""b*""#, ["b*"], true),
    row(19, "StringEquals", #""b*""#, ["bc"], false),
    row(19, "StringNotLike", #""b*""#, ["bc"], false),
    row(19, "StringEqualsIgnoreCase", #""É""#, ["é"], true),
    row(19, "StringLike", #""É*""#, ["é"], false),
  ]

  static let numbersAndFlags: [Row] = [
    row(20, "Bool", #""TRUE""#, ["true"], true), row(20, "Bool", "true", ["True"], true),
    row(20, "Bool", #""true""#, ["1"], false), row(20, "Bool", #""false""#, ["0"], false),
    row(20, "Bool", #""yes""#, ["yes"], false), row(20, "Bool", #""false""#, [""], false),
    row(20, "NumericEquals", "5", ["5.0"], true), row(20, "NumericEquals", "5", ["05"], true),
    row(20, "NumericEquals", "0", ["-0.00"], true), row(20, "NumericEquals", "5", ["+5"], true),
    row(20, "NumericEquals", "1000", ["1e3"], true),
    row(20, "NumericEquals", #"".5""#, ["0.50"], true),
    row(20, "NumericEquals", #""5.""#, ["5"], true),
    row(20, "NumericEquals", #""""#, [""], false), row(20, "NumericEquals", "5", ["5 "], false),
    row(20, "NumericEquals", "5", ["five"], false), row(20, "NumericEquals", "16", ["0x10"], false),
    row(20, "NumericEquals", #""1,000""#, ["1000"], false),
    row(20, "NumericEquals", #""NaN""#, ["NaN"], false),
    row(20, "NumericLessThan", #""inf""#, ["1"], false),
    row(20, "NumericEquals", #""9007199254740993""#, ["9007199254740992"], false),
    row(20, "NumericLessThan", #""9007199254740993""#, ["9007199254740992"], true),
    row(20, "NumericLessThan", "-1", ["-2"], true), row(20, "NumericLessThan", "-1", ["0"], false),
    row(20, "NumericLessThan", "0.1", ["0.01"], true),
    row(20, "NumericLessThan", "10", ["9.99"], true),
    row(20, "NumericGreaterThan", "-10", ["-9"], true),
    row(20, "NumericGreaterThanEquals", "0", ["-0"], true),
    row(20, "NumericNotEquals", "[1, 2]", ["3"], true),
    row(20, "NumericNotEquals", "[1, 2]", ["2.0"], false),
    row(20, "BinaryEquals", #""QmluYXJ5""#, ["QmluYXJ5"], true),
    row(20, "BinaryEquals", #""QmluYXJ5""#, ["Binary"], true),
    row(20, "BinaryEquals", #""YWI=""#, ["ab"], true),
    row(20, "BinaryEquals", #""YQ==""#, ["a"], true),
    row(20, "BinaryEquals", #""YQ==""#, ["b"], false),
    row(20, "BinaryEquals", #""?""#, ["?"], false),
  ]

  static let datesAndAddresses: [Row] = [
    row(20, "DateEquals", #""2020-04-01T00:00:00Z""#, ["2020-04-01"], true),
    row(20, "DateEquals", #""2020-04-01T00:00:00Z""#, ["1585699200"], true),
    row(20, "DateEquals", "1585699200", ["2020-04-01T00:00Z"], true),
    row(20, "DateEquals", #""2020-04""#, ["2020-04-01"], true),
    row(20, "DateEquals", #""2020-04-01T02:30:00+02:30""#, ["2020-04-01T00:00:00.000Z"], true),
    row(20, "DateEquals", #""2020-03-31T24:00:00Z""#, ["2020-04-01"], true),
    row(20, "DateEquals", #""2020-03-31T24:30:00Z""#, ["2020-04-01T00:30:00Z"], false),
    row(20, "DateLessThan", #""2020-04-01""#, ["1585699199"], true),
    row(20, "DateLessThan", #""2020-04-01""#, ["1585699200"], false),
    row(20, "DateLessThanEquals", #""2020-04-01""#, ["1585699200"], true),
    row(20, "DateGreaterThan", #""2020-04-01T00:00:00Z""#, ["2020-04-01T00:00:00.001Z"], true),
    row(20, "DateGreaterThanEquals", #""2020-04-01""#, ["2020-03-31T23:59:59-01:00"], true),
    row(20, "DateLessThan", #""1e9""#, ["1"], false),
    row(20, "DateLessThan", #""2021-02-29""#, ["2020-01-01"], false),
    row(20, "DateLessThan", #""2020-13-01""#, ["2020-01-01"], false),
    row(20, "DateLessThan", #""2020-04-01T00:00:00+25:00""#, ["2020-01-01"], false),
    row(20, "DateGreaterThan", #""2024-02-29""#, ["2024-03-01"], true),
    row(20, "DateLessThan", #""1970-01-01""#, ["-1"], true),
    row(20, "DateNotEquals", #""2020-04-01""#, ["2020-04-02"], true),
    row(20, "IpAddress", #""203.0.113.7/24""#, ["203.0.113.200"], true),
    row(20, "IpAddress", #""203.0.113.7/32""#, ["203.0.113.7"], true),
    row(20, "IpAddress", #""203.0.113.7""#, ["203.0.113.8"], false),
    row(20, "IpAddress", #""0.0.0.0/0""#, ["255.255.255.255"], true),
    row(20, "IpAddress", #""::/0""#, ["203.0.113.7"], false),
    row(20, "IpAddress", #""203.0.113.0/31""#, ["203.0.113.2"], false),
    row(20, "IpAddress", #""203.0.113.256""#, ["203.0.113.256"], false),
    row(20, "IpAddress", #""2001:db8:1::/47""#, ["2001:db8:1:ffff::1"], true),
    row(20, "IpAddress", #""2001:DB8:0:0:0:0:0:1""#, ["2001:db8::1"], true),
    row(20, "IpAddress", #""2001:db8::/129""#, ["2001:db8::1"], false),
    row(20, "IpAddress", #""2001::db8::1""#, ["2001::db8::1"], false),
    row(20, "NotIpAddress", #"["10.0.0.0/8", "2001:db8::/32"]"#, ["2001:db9::1"], true),
    row(20, "NotIpAddress", #"["10.0.0.0/8", "2001:db8::/32"]"#, ["2001:db8::1"], false),
  ]

  /// AWS says no more than that the set operators take an empty text for nothing.
  @Test("leave open whether an empty text is a value, where Null asks, but in a simulation")
  func emptyText() throws {
    let isMissing = Self.row(13, "Null", #""true""#, [""], true)
    let isThere = Self.row(13, "Null", #""false""#, [""], false)
    for vector in [isMissing, isThere] {
      #expect(try Operators.holds(vector.input, as: .simulation) == vector.expected)
      #expect(try !Operators.holds(vector.input))
    }
  }

  @Test(
    "hold",
    arguments: absent + logic + nothing + numbersAndFlags + datesAndAddresses)
  func condition(vector: Row) throws {
    #expect(try Operators.holds(vector.input) == vector.expected)
  }

  @Test(
    "are left open by an audit where a negated value stands for nothing",
    arguments: [
      Vector("a variable", #"{"StringNotEquals": {"x:a": "${x:none}"}}"#, ["x:none"]),
      Vector("an address", #"{"NotIpAddress": {"x:a": "10.0.0.0/33"}}"#, ["x:a"]),
      Vector("an ARN", #"{"ArnNotLike": {"x:a": "arn:aws"}}"#, ["x:a"]),
      Vector(
        "not where another value matches",
        #"{"StringNotEquals": {"x:a": ["${x:none}", "arn:aws:s3:::b"]}}"#, []),
      Vector("not where nothing is negated", #"{"StringEquals": {"x:a": "${x:none}"}}"#, []),
    ])
  func open(vector: Vector<String, [String]>) throws {
    let denying = FactCase(
      "", Layers(identity: [allow(), deny(if: vector.input)]),
      request(context: ["x:a": .value(vector.input.contains("Ip") ? "192.0.2.1" : "arn:aws:s3:::b")]
      ),
      vector.expected.isEmpty ? "allowed" : "conditional \(vector.expected[0])", as: .audit)
    #expect(try denying.answer == denying.expected)
  }

  @Test(
    "18 know variables from version 2012-10-17 on only",
    arguments: [
      Vector("the current one", #""Version": "2012-10-17","#, true),
      Vector("the former one", #""Version": "2008-10-17","#, false), Vector("none", "", false),
    ], ["StringEquals", "StringLike", "ArnLike"])
  func version(vector: Vector<String, Bool>, operatorName: String) throws {
    let policies = PolicySet(identity: [
      try policy(
        """
        {\(vector.input) "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
         "Condition": {"\(operatorName)": {"x:a": "arn:aws:iam::1:user/${aws:username}"}}}}
        """)
    ])
    func isAllowed(_ value: String) -> Bool {
      let context: [String: ContextValue] = [
        "x:a": .value("arn:aws:iam::1:user/" + value), "aws:username": .value("bob"),
      ]
      return policies.decide(request(context: context)).outcome == .allowed
    }
    #expect(isAllowed("bob") == vector.expected)
    #expect(isAllowed("${aws:username}") == !vector.expected)
  }

  @Test("put keys and operators together by AND, regardless of the case of keys")
  func conjunction() throws {
    let condition = """
      {"StringEquals": {"X:A": "1", "x:b": "2"}, "StringNotEquals": {"x:C": "3"}}
      """
    func answer(_ context: [String: ContextValue]) throws -> String {
      try FactCase("12", Layers(identity: [allow(if: condition)]), request(context: context), "")
        .answer
    }
    let all: [String: ContextValue] = ["x:a": .value("1"), "X:B": .value("2")]
    #expect(try answer(all) == "allowed")
    #expect(try answer(["x:a": .value("1")]) == "implicitly-denied identity")
    #expect(
      try answer(all.merging(["x:c": .value("3")]) { $1 }) == "implicitly-denied identity")
  }
}

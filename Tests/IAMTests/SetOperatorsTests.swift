import IAM
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
@Suite("Set operators and keys with several values")
struct SetOperatorsTests {
  typealias Test = ConditionOperatorsTests.Test

  static func vector(
    _ name: String, _ values: String, _ given: [String]?, _ expected: Bool
  ) -> Vector<Test, Bool> {
    Vector(
      "\(name) \(values) on \(given?.description ?? "nothing")",
      Test(name, values, given.map(ContextValue.values) ?? .absent), expected)
  }

  @Test(
    "take each value by itself",
    arguments: [
      vector("ForAllValues:StringEquals", #"["a", "b"]"#, ["a", "b"], true),
      vector("ForAllValues:StringEquals", #"["a", "b"]"#, ["a", "c"], false),
      vector("ForAllValues:StringEquals", #""a""#, nil, true),
      vector("ForAllValues:StringEquals", #""a""#, [], true),
      vector("ForAllValues:StringEquals", #""a""#, [""], true),
      vector("ForAllValues:StringEquals", #""a""#, ["a"], true),
      vector("ForAllValues:StringNotEquals", #""a""#, ["a", "b"], false),
      vector("ForAllValues:StringNotEquals", #""a""#, ["b", "c"], true),
      vector("ForAllValues:StringLikeIfExists", #""a*""#, nil, true),
      vector("ForAnyValue:StringEquals", #""a""#, ["a", "b"], true),
      vector("ForAnyValue:StringEquals", #""a""#, ["b"], false),
      vector("ForAnyValue:StringEquals", #""a""#, nil, false),
      vector("ForAnyValue:StringEquals", #""a""#, [], false),
      vector("ForAnyValue:StringNotEquals", #""a""#, ["a", "b"], true),
      vector("ForAnyValue:StringNotEquals", #""a""#, ["a"], false),
      vector("ForAnyValue:StringNotEquals", #""a""#, nil, false),
      vector("ForAnyValue:StringEqualsIfExists", #""a""#, nil, false),
      vector("ForAnyValue:StringNotLikeIfExists", #""a*""#, nil, false),
      vector("ForAnyValue:ArnLike", #""arn:aws:ecs:*:*:*""#, ["arn:aws:ecs:r:1:c"], true),
      vector("ForAllValues:Null", #""true""#, nil, true),
      vector("ForAnyValue:Null", #""false""#, ["x"], true),
      vector("StringEquals", #""a""#, ["a", "a"], false),
      vector("StringNotEquals", #""a""#, ["b", "c"], false),
      vector("StringEqualsIfExists", #""a""#, ["a", "b"], false),
      vector("ForSomeValues:StringEquals", #""a""#, ["a"], false),
    ])
  func set(vector: Vector<Test, Bool>) throws {
    #expect(try ConditionOperatorsTests.holds(vector.input) == vector.expected)
  }
}

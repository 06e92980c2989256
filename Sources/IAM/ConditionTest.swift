import JSON

/// One key of one operator of a Condition element: the smallest thing that is true, false or unknown.
///
/// Keys and operators are joined by AND, the values of one key by OR, or by NOR where the operator is negated.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
struct ConditionTest: Sendable {
  /// The operator as the policy writes it.
  let operatorName: String
  let key: ContextKey
  /// nil for an operator that AWS does not know; such a test is never true.
  let condition: ConditionOperator?
  let operands: [Operand]
  private let node: JSONNode

  /// Reads the value or the values of a key of a document that is known to be valid.
  ///
  /// - Parameters:
  ///   - operatorName: the operator as the policy writes it.
  ///   - condition: what it means.
  ///   - key: the condition key.
  ///   - node: its value, or a list of them.
  ///   - variables: whether the document's version has variables.
  init(
    _ operatorName: String, _ condition: ConditionOperator?, key: String, value node: JSONNode,
    variables: Bool
  ) {
    self.operatorName = operatorName
    self.key = ContextKey(key)
    self.condition = condition
    self.node = node
    operands =
      condition.map { condition in
        node.conditionTexts.map {
          Operand($0, for: condition.comparison, variables: variables)
        }
      } ?? []
  }

  private static let principalARN = ContextKey("aws:PrincipalArn")

  /// Whether the test is about the ARN of the principal and holds for none but those that it names.
  var demandsPrincipalARN: Bool {
    guard let condition, key == Self.principalARN else { return false }
    return condition.comparison != .null && !condition.isNegated
  }

  /// The values as the policy writes them.
  func values() -> [String] { node.conditionTexts }

  func truth(in context: RequestContext, as interpretation: Interpretation) -> Truth {
    guard let condition else { return .no }
    guard let index = context.index(of: key) else {
      let value = context.value(ofUnlisted: key)
      return truth(condition, value, value.texts, context, interpretation)
    }
    let entries = context.entries.span
    return truth(condition, entries[index].value, entries[index].texts, context, interpretation)
  }

  private func truth(
    _ condition: ConditionOperator, _ value: ContextValue, _ texts: [[UInt8]],
    _ context: RequestContext, _ interpretation: Interpretation
  ) -> Truth {
    func compare(_ value: RequestValue) -> Truth {
      self.compare(condition, value, context, interpretation)
    }
    if condition.comparison == .null { return null(value, interpretation) }
    switch value {
    case .unknown: return .unknown
    case .absent: return absent(condition)
    case .pattern:
      return texts.reduce(.no) { $0.or(compare(.pattern($1))) }
    case .values:
      switch condition.quantifier {
      case .single:
        guard texts.count == 1 else { return texts.isEmpty ? absent(condition) : .no }
        return compare(.text(texts[0]))
      case .forAllValues:
        if texts.allSatisfy(\.isEmpty) { return .yes }
        return texts.reduce(.yes) { $0.and(compare(.text($1))) }
      case .forAnyValue:
        if texts.allSatisfy(\.isEmpty) { return .no }
        return texts.reduce(.no) { $0.or(compare(.text($1))) }
      }
    }
  }

  /// The answer where the key is not in the request.
  private func absent(_ condition: ConditionOperator) -> Truth {
    switch condition.quantifier {
    case .single: Truth(condition.isNegated || condition.ifExists)
    case .forAllValues: .yes
    case .forAnyValue: .no
    }
  }

  /// `Null` asks whether the key is missing; no value, or none but empty ones, counts as missing.
  ///
  /// AWS says of empty texts that the set operators take them for nothing, and of `Null` only that it asks for a value.
  private func null(_ value: ContextValue, _ interpretation: Interpretation) -> Truth {
    let isMissing: Bool
    switch value {
    case .unknown: return .unknown
    case .absent: isMissing = true
    case .pattern: isMissing = false
    case .values(let values):
      isMissing = values.allSatisfy(\.isEmpty)
      if isMissing, !values.isEmpty, interpretation.leavesOpen { return .unknown }
    }
    return operands.reduce(.no) { truth, operand in
      guard case .bool(let wanted) = operand, let flag = wanted.flag else { return truth }
      return truth.or(Truth(flag == isMissing))
    }
  }

  /// Compares one value of the request with all values of the policy.
  private func compare(
    _ condition: ConditionOperator, _ value: RequestValue, _ context: RequestContext,
    _ interpretation: Interpretation
  ) -> Truth {
    var truth: Truth = condition.isNegated ? .yes : .no
    let operands = operands.span
    for index in operands.indices {
      let one = operands[index].likeness(to: value, in: context)
        .truth(isNegated: condition.isNegated, interpretation)
      truth = condition.isNegated ? truth.and(one) : truth.or(one)
    }
    return truth
  }

  /// The keys whose missing values can make this test unknown, as the policy writes them.
  func unknownKeys(in context: RequestContext) -> [ContextKey] {
    var keys: [ContextKey] = []
    switch context[key] {
    case .unknown, .pattern: keys.append(key)
    case .absent, .values: break
    }
    for operand in operands {
      keys += operand.variableText?.unknownKeys(in: context) ?? []
    }
    return keys
  }

  /// The key to name where a value of the policy stands for nothing: of the variable without a value, or the test's own.
  func keyOfNothing(in context: RequestContext) -> String {
    operands.lazy.compactMap { $0.variableText?.unresolvedKeys(in: context).first }.first?.name
      ?? key.name
  }
}

import Fuzzer
import IAM
import JSON

@main
enum ConditionFuzz {
  static func main() { fuzz { readCondition($0) } }
}

/// Reads any bytes as a Condition element, and decides by it: with a value that it names, another, several and none.
///
/// The same Condition written so that it takes the general way has to say the same.
private func readCondition(_ bytes: [UInt8]) {
  guard let condition = try? JSONDocument(bytes, depthLimit: 16).root, condition.isObject,
    let document = policy(condition.canonical()), let statement = document.statements.first,
    let first = statement.conditions.first, first.key.lowercased() != absentKey
  else { return }
  let values: [ContextValue] =
    [.absent, .unknown, .values([]), .values(["", "a"]), .pattern("a*"), .value("123456789012")]
    + first.values.prefix(2).map(ContextValue.value)
  let set = PolicySet(identity: [Policy(name: "p", document: document)])
  let slow = generalForm(of: statement).map {
    PolicySet(identity: [Policy(name: "p", document: $0)])
  }
  for value in values {
    let request = Request(
      principal: .role(arn: "arn:aws:iam::123456789012:role/a"), action: "s3:GetObject",
      resource: "arn:aws:s3:::b/k",
      context: context(first.key, value))
    for interpretation in [Interpretation.audit, .simulation] {
      let decision = set.decide(request, as: interpretation)
      if let slow {
        let general = slow.decide(request, as: interpretation)
        require(
          general.outcome == decision.outcome,
          "\(general) is not \(decision), \(first.key) being \(value)")
      }
    }
  }
}

/// A key that no request has.
private let absentKey = "fuzz:absent"

private func context(_ key: String, _ value: ContextValue) -> RequestContext {
  var context = RequestContext(["aws:username": .value("*"), absentKey: .absent])
  context[key] = value
  return context
}

private func policy(_ condition: String) -> PolicyDocument? {
  let text =
    #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","#
    + #""Condition":\#(condition)}}"#
  return (try? JSONDocument(text: text)).flatMap { try? PolicyDocument($0.root, as: nil) }
}

/// The Condition with a test that always holds and is not of texts.
private func generalForm(of statement: Statement) -> PolicyDocument? {
  guard !statement.conditions.contains(where: { $0.operatorName.lowercased() == "null" }) else {
    return nil
  }
  var operators: [String: JSONValue] = ["Null": .object([absentKey: "true"])]
  for test in statement.conditions {
    var keys = operators[test.operatorName]?.object ?? [:]
    keys[test.key] = .array(test.values.map(JSONValue.string))
    operators[test.operatorName] = .object(keys)
  }
  return policy(JSONValue.object(operators).canonical())
}

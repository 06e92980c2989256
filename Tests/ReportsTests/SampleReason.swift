import JSON

/// Reasons as the evaluator writes them, with the names of the sample put in the place of words in capitals.
enum SampleReason {
  static let resource = #"""
    {"missing":[],"nearMisses":[{"entries":[{"differences":["path"],"text":"ENTRY"},{"differences":[],"text":\#
    "arn:aws:iam::123456789012:role/batch-execution"}],"failed":"resource","statement":{"effect":"Allow","index":1,\#
    "layer":"identity","policy":"inline:POLICY","sid":"SID"}}],"statements":[],"unknownKeys":[]}
    """#
  static let condition = #"""
    {"missing":[],"nearMisses":[{"conditions":[{"key":"iam:PassedToService","operator":"StringEquals",\#
    "policy":["ecs.amazonaws.com"],"request":["ecs-tasks.amazonaws.com"]}],"failed":"condition","statement":\#
    {"effect":"Allow","index":1,"layer":"identity","policy":"inline:POLICY","sid":"SID"}},{"entries":[{"differences":\#
    ["excluded"],"text":"ENTRY"}],"failed":"resource","statement":{"effect":"Allow","index":0,"layer":"identity",\#
    "policy":"arn:aws:iam::123456789012:policy/ops/pass-any"}}],"statements":[],"unknownKeys":[]}
    """#
  static let principal = #"""
    {"missing":[],"nearMisses":[{"entries":[{"differences":[],"text":"Service:ecs.amazonaws.com"},{"differences":[],\#
    "text":"AWS:arn:aws:iam::123456789012:root"}],"failed":"principal","statement":{"effect":"Allow","index":0,\#
    "layer":"trust","policy":"trust"}}],"statements":[],"unknownKeys":[]}
    """#
  static let deny = #"""
    {"missing":[],"nearMisses":[],"statements":[{"effect":"Deny","index":2,"layer":"scp","policy":\#
    "guardrails (p-examplepolicy)","sid":"NoPassRole"}],"unknownKeys":[]}
    """#
  static let doubt = #"""
    {"missing":[],"nearMisses":[{"conditions":[{"key":"aws:SourceArn","operator":"ArnLike","policy":\#
    ["arn:aws:ecs:ap-northeast-1:123456789012:cluster/main"],"request":{"pattern":\#
    "arn:aws:ecs:ap-northeast-1:123456789012:*"}}],"failed":"condition","statement":{"effect":"Allow","index":0,\#
    "layer":"trust","policy":"trust"}}],"statements":[{"effect":"Allow","index":0,"layer":"trust","policy":"trust"}],\#
    "unknownKeys":["aws:SourceArn"]}
    """#
  static let missing = #"""
    {"missing":["arn:aws:iam::123456789012:policy/shared"],"nearMisses":[],"statements":[],"unknownKeys":[]}
    """#

  /// The members of a reason that say something, as a check lifts them into its evidence.
  static func evidence(_ reason: String, _ names: [String: String] = [:]) -> [String: JSONValue] {
    let root = (try? JSONDocument(text: reason)).map { JSONValue($0.root) }
    let members = (root?.object ?? [:]).filter { !($0.value.array ?? []).isEmpty }
    return members.mapValues { replacing(names, in: $0) }
  }

  private static func replacing(_ names: [String: String], in value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text):
      .string(names.reduce(text) { $0.replacing($1.key, with: $1.value) })
    case .array(let elements): .array(elements.map { replacing(names, in: $0) })
    case .object(let members): .object(members.mapValues { replacing(names, in: $0) })
    default: value
    }
  }
}

extension SampleReport {
  /// A reason with the names of this sample.
  func reason(_ reason: String) -> [String: JSONValue] {
    let entry = arn(role: role.split(separator: "/").last.map(String.init) ?? role)
    return SampleReason.evidence(
      reason, ["inline:POLICY": "inline:" + policy, "SID": sid, "ENTRY": entry])
  }
}

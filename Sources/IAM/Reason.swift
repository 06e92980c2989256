public import JSON

extension Decision {
  /// The reasons as canonical JSON, in an order that does not depend on that of the policies:
  /// `{"missing": […], "nearMisses": […], "statements": […], "unknownKeys": […]}`.
  ///
  /// A statement is `{"effect", "index", "layer", "policy", "sid"}`; a near miss has `statement`, `failed` and, where
  /// they say something, `conditions` (`{"key", "operator", "policy", "request"}`) and `entries` (`{"differences", "text"}`).
  /// `request` is the list of values, `{"pattern"}`, `"absent"` or `"unknown"`. Where some of what is missing was read, but
  /// is no valid policy, `invalid` says why: `{"hint", "pointer", "policy", "reason"}`.
  public func canonicalReason() -> String { reason.canonical() }

  /// The reasons as a value; see `canonicalReason`.
  public var reason: JSONValue {
    var members: [String: JSONValue] = [
      "missing": .array(missing.map(JSONValue.string)),
      "nearMisses": .array(nearMisses.map(\.json)),
      "statements": .array(statements.map(\.json)),
      "unknownKeys": .array(conditionalOn.map(JSONValue.string)),
    ]
    if !invalid.isEmpty { members["invalid"] = .array(invalid.map(\.json)) }
    return .object(members)
  }
}

extension StatementReference {
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "effect": .string(effect.rawValue), "index": JSONValue(index),
      "layer": .string(layer.rawValue), "policy": .string(policy),
    ]
    if let sid { members["sid"] = .string(sid) }
    return .object(members)
  }
}

extension InvalidPolicy {
  var json: JSONValue {
    .object([
      "hint": .string(error.hint), "pointer": .string(error.pointer), "policy": .string(policy),
      "reason": .string(error.reason),
    ])
  }
}

extension NearMiss {
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "failed": .string(failed.rawValue), "statement": statement.json,
    ]
    if !conditions.isEmpty { members["conditions"] = .array(conditions.map(\.json)) }
    if !entries.isEmpty {
      members["entries"] = .array(
        entries.map {
          .object([
            "differences": .array($0.differences.map { .string($0.rawValue) }),
            "text": .string($0.text),
          ])
        })
    }
    return .object(members)
  }
}

extension ConditionMismatch {
  var json: JSONValue {
    let request: JSONValue =
      switch requestValue {
      case .values(let values): .array(values.map(JSONValue.string))
      case .pattern(let pattern): .object(["pattern": .string(pattern)])
      case .absent: "absent"
      case .unknown: "unknown"
      }
    return .object([
      "key": .string(key), "operator": .string(operatorName),
      "policy": .array(policyValues.map(JSONValue.string)), "request": request,
    ])
  }
}

import JSON

/// Makes one policy of several that say nearly the same.
enum PolicyMerge {
  /// The statements of all, those that differ in nothing but Resource as one that lists every resource, sorted.
  ///
  /// A Sid that several of the statements have is given to the first of them only: within a policy it must be unique
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html).
  ///
  /// - Returns: the policy itself where all are the same, nil where there is none.
  static func merged(_ policies: [JSONValue]) -> JSONValue? {
    guard let first = policies.first else { return nil }
    if policies.allSatisfy({ $0 == first }) { return first }
    var shapes: [JSONValue] = []
    var resources: [JSONValue: Set<String>] = [:]
    for statement in policies.flatMap(statements) {
      let shape = withoutResource(statement)
      if resources[shape] == nil { shapes.append(shape) }
      resources[shape, default: []].formUnion(texts(statement["Resource"]))
    }
    var sids: Set<String> = []
    let merged = shapes.map { shape in
      var members = shape.object ?? [:]
      if let sid = members["Sid"]?.string, !sids.insert(sid).inserted { members["Sid"] = nil }
      let all = (resources[shape] ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      if all.count == 1 {
        members["Resource"] = .string(all[0])
      } else if !all.isEmpty {
        members["Resource"] = .array(all.map(JSONValue.string))
      }
      return JSONValue.object(members)
    }
    return .object((first.object ?? [:]).merging(["Statement": .array(merged)]) { $1 })
  }

  /// The statements of a policy, which may hold a single one without a list.
  static func statements(_ policy: JSONValue) -> [JSONValue] {
    let statements = policy["Statement"]
    return statements?.array ?? [statements].compactMap(\.self)
  }

  static func withoutResource(_ statement: JSONValue) -> JSONValue {
    guard var members = statement.object else { return statement }
    members["Resource"] = nil
    return .object(members)
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    (value?.array ?? [value].compactMap(\.self)).compactMap(\.string)
  }
}

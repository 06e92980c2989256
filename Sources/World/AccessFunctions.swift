public import GRDB
import IAM
import JSON
public import Store
import Synchronization

/// The SQL functions with which a check puts questions that no need of the world asks.
///
/// They read the record, not the world, on a connection of their own; it is opened when one of them is first called. What is
/// asked again is remembered.
public struct AccessFunctions: Sendable {
  private let decider: LazyDecider

  /// - Parameters:
  ///   - store: where the record is.
  ///   - assumptions: values of condition keys that no export tells.
  public init(_ store: Store, assuming assumptions: [Assumption] = []) {
    decider = LazyDecider(store, assumptions)
  }

  public var all: [DatabaseFunction] {
    [
      question("iam_decision", ["principal", "action", "resource"]) { question in
        try answer(question)?.outcome.rawValue ?? Self.unknown
      },
      question("iam_explain", ["principal", "action", "resource"]) { question in
        Self.explanation(try answer(question))
      },
      question("trust_decision", ["principal", "role"]) { question in
        try Self.known { try decider.value().trust(question) }?.decision.outcome.rawValue
          ?? Self.unknown
      },
      DatabaseFunction("arn_part", argumentCount: 2, pure: true, function: Self.part),
      DatabaseFunction("arn_matches", argumentCount: 2, pure: true) { values in
        guard let pattern = String.fromDatabaseValue(values[0]),
          let arn = String.fromDatabaseValue(values[1])
        else { return nil }
        return arnPattern(pattern, matches: arn)
      },
    ]
  }

  private static let unknown = "unknown"

  private func answer(_ question: AccessQuestion) throws -> Decision? {
    try Self.known { try decider.value().answer(question) }?.decision
  }

  /// An answer; nil where nobody knows who asks.
  private static func known(_ answer: () throws -> AccessAnswer) throws -> AccessAnswer? {
    do {
      return try answer()
    } catch is AccessError {
      return nil
    }
  }

  /// A function of texts and, at the end, perhaps a context; NULL where a text is.
  private func question(
    _ name: String, _ parameters: [String],
    _ body: @escaping @Sendable (AccessQuestion) throws -> String
  ) -> DatabaseFunction {
    DatabaseFunction(name, pure: true) { values in
      guard [parameters.count, parameters.count + 1].contains(values.count) else {
        throw DatabaseError(
          message: "\(name) takes \(parameters.joined(separator: ", ")) and a context")
      }
      let texts = values.prefix(parameters.count).compactMap { String.fromDatabaseValue($0) }
      guard texts.count == parameters.count else { return nil }
      let context =
        values.count > texts.count
        ? try Self.context(String.fromDatabaseValue(values[texts.count]), name) : [:]
      return try body(
        AccessQuestion(
          principal: texts[0], action: texts.count > 2 ? texts[1] : "sts:AssumeRole",
          resource: texts[texts.count - 1], context: context))
    }
  }

  /// Reads `{"key": "value" or ["value"] or null}`; null says that the key is not in the request.
  private static func context(_ text: String?, _ name: String) throws -> [String: [String]] {
    guard let text else { return [:] }
    guard let root = try? JSONDocument(text: text).root, root.isObject else {
      throw DatabaseError(message: "\(name): the context is no JSON object: \(text)")
    }
    var context: [String: [String]] = [:]
    for (key, value) in root.members {
      let values = value.isArray ? Array(value.elements) : value.isNull ? [] : [value]
      context[key] = try values.map { value in
        guard let text = value.string ?? value.numberText ?? value.bool.map(String.init) else {
          throw DatabaseError(message: "\(name): \(key) has a value that is none: \(value.text)")
        }
        return text
      }
    }
    return context
  }

  private static func explanation(_ decision: Decision?) -> String {
    var members = decision?.reason.object ?? [:]
    members["decision"] = .string(decision?.outcome.rawValue ?? unknown)
    members["layer"] = JSONValue(decision?.layer?.rawValue)
    members["cause"] = JSONValue(decision?.cause.rawValue)
    return JSONValue.object(members).canonical()
  }

  @Sendable
  private static func part(_ values: [DatabaseValue]) throws -> String? {
    guard let text = String.fromDatabaseValue(values[0]), let arn = ResourceName(text),
      let part = String.fromDatabaseValue(values[1])
    else { return nil }
    switch part {
    case "partition": return arn.partition
    case "service": return arn.service
    case "region": return arn.region
    case "account": return arn.account
    case "resource": return String(arn.resource)
    default:
      throw DatabaseError(
        message: "arn_part: \(part) is none of partition, service, region, account, resource")
    }
  }
}

/// A decider that is made when it is first needed.
private final class LazyDecider: Sendable {
  private let store: Store
  private let assumptions: [Assumption]
  private let made = Mutex<AccessDecider?>(nil)

  init(_ store: Store, _ assumptions: [Assumption]) {
    self.store = store
    self.assumptions = assumptions
  }

  func value() throws -> AccessDecider {
    try made.withLock { decider in
      if let decider { return decider }
      let new = try AccessDecider(store.reader(Configuration()), assuming: assumptions)
      decider = new
      return new
    }
  }
}

import IAM
import Testing

/// A fact of AWS's documentation as a question and its answer.
///
/// Its name begins with the number of the fact in the list that the suites share: 1 to 11 layers, 12 to 20 conditions,
/// 21 to 27 statements and principals.
struct FactCase: Sendable, CustomTestStringConvertible {
  let name: String
  let policies: Layers
  let request: Request
  /// `allowed`, or the outcome with the layer that refuses or the keys that decide.
  let expected: String
  let interpretation: Interpretation

  init(
    _ name: String, _ policies: Layers, _ request: Request = IAMTests.request(),
    _ expected: String, as interpretation: Interpretation = .simulation
  ) {
    self.name = name
    self.policies = policies
    self.request = request
    self.expected = expected
    self.interpretation = interpretation
  }

  var testDescription: String { name }

  var answer: String {
    get throws {
      let decision = try policies.set.decide(request, as: interpretation)
      let detail =
        decision.outcome == .conditional
        ? decision.conditionalOn.joined(separator: ",") : decision.layer?.rawValue ?? ""
      let missing = decision.missing.joined(separator: ",")
      return [decision.outcome.rawValue, detail, missing].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }
}

/// The statements of each layer.
struct Layers: Sendable {
  var identity: [String] = []
  var boundary: [String]?
  var scp: [[String]]?
  var rcp: [[String]]?
  var session: [String]?
  var resource: [String]?
  var endpoint: [String]?
  /// The name of an identity policy whose document is missing.
  var missing: String?
  var isManagementAccount = false
  var version = "2012-10-17"

  var set: PolicySet {
    get throws {
      var set = PolicySet(
        identity: identity.isEmpty ? [] : [try policy(identity, "identity")],
        boundary: try boundary.map { [try policy($0, "boundary")] },
        serviceControl: try scp?.map { $0.isEmpty ? [] : [try policy($0, "scp")] },
        resourceControl: try rcp?.map { [try policy($0, "rcp")] },
        session: try session.map { [try policy($0, "session")] },
        resourcePolicy: try resource.map { try policy($0, "resource") },
        endpoint: try endpoint.map { [try policy($0, "endpoint")] },
        isManagementAccount: isManagementAccount)
      if let missing { set.identity.append(Policy(name: missing, document: nil)) }
      return set
    }
  }

  private func policy(_ statements: [String], _ name: String) throws -> Policy {
    try IAMTests.policy(
      #"{"Version": "\#(version)", "Statement": [\#(statements.joined(separator: ","))]}"#,
      named: name)
  }
}

/// A statement as JSON: `elements` are further members, as `"Condition": {…}`.
private func statement(
  _ effect: String, _ action: String, _ resource: String, _ principal: String?,
  _ condition: String?,
  _ elements: String
) -> String {
  let action = elements.contains("NotAction") ? "" : #", "Action": \#(action)"#
  let resource = elements.contains("Resource\"") ? "" : #", "Resource": "\#(resource)""#
  let principal = principal.map { #", "Principal": \#($0)"# } ?? ""
  let condition = condition.map { #", "Condition": \#($0)"# } ?? ""
  let more = elements.isEmpty ? "" : ", " + elements
  return #"{"Effect": "\#(effect)"\#(action)\#(resource)\#(principal)\#(condition)\#(more)}"#
}

/// An Allow of `action` on `resource`.
func allow(
  _ action: String = "*", on resource: String = "*", to principal: String? = nil,
  if condition: String? = nil, with elements: String = ""
) -> String {
  statement("Allow", "\"\(action)\"", resource, principal, condition, elements)
}

/// A Deny of `action` on `resource`.
func deny(
  _ action: String = "*", on resource: String = "*", to principal: String? = nil,
  if condition: String? = nil, with elements: String = ""
) -> String {
  statement("Deny", "\"\(action)\"", resource, principal, condition, elements)
}

/// A Principal element of one ARN or account.
func aws(_ principal: String) -> String { #"{"AWS": "\#(principal)"}"# }

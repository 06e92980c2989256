import Foundation
import IAM
import JSON
import Testing

@Suite("The published cases")
struct FixtureCasesTests {
  /// The cases beside the checkout; none where they are not there.
  static var lines: [String] {
    let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "../../../shared/fixtures/iam-cases.jsonl").standardized
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      print("skipped: \(file.path) is not there")
      return []
    }
    return text.split(separator: "\n").map(String.init)
  }

  @Test("are decided as expected", arguments: lines)
  func decision(line: String) throws {
    let node = try JSONDocument(text: line).root
    let name = node["name"]?.string ?? line
    let decision = try #require(try PublishedCase(node), "\(name)").decision
    let expected = node["expected"]?.string
    #expect(PublishedCase.name(of: decision.outcome) == expected, "\(name)")
  }
}

/// A case as the file holds it.
struct PublishedCase {
  let request: Request
  let policies: PolicySet

  init?(_ node: JSONNode) throws {
    guard let asked = node["request"], let principal = asked["principal"]?.string,
      let action = asked["action"]?.string, let resource = asked["resource"]?["arn"]?.string
    else { return nil }
    var context = RequestContext(unlisted: .absent)
    for (key, value) in asked["context"]?.members.map({ $0 }) ?? [] {
      context[key] = .values(
        value.isArray ? value.elements.compactMap(\.string) : [value.string].compactMap(\.self))
    }
    request = Request(
      principal: Principal(arn: principal), action: action, resource: resource,
      resourceAccount: asked["resource"]?["accountId"]?.string, context: context)
    policies = PolicySet(
      identity: try Self.policies(node["identityPolicies"]) ?? [],
      boundary: try Self.policies(node["permissionBoundaryPolicies"]),
      serviceControl: try Self.levels(node["serviceControlPolicies"]),
      resourceControl: try Self.levels(node["resourceControlPolicies"]),
      session: try Self.document(node["sessionPolicy"]).map {
        [Policy(name: "session", document: $0)]
      },
      resourcePolicy: try Self.document(node["resourcePolicy"]).map {
        Policy(name: "resource", document: $0)
      })
  }

  var decision: Decision { policies.decide(request, as: .simulation) }

  static func name(of outcome: Decision.Outcome) -> String {
    switch outcome {
    case .allowed: "Allowed"
    case .explicitlyDenied: "ExplicitlyDenied"
    case .implicitlyDenied: "ImplicitlyDenied"
    case .conditional: "Conditional"
    case .unknown: "Unknown"
    }
  }

  private static func document(_ node: JSONNode?) throws -> PolicyDocument? {
    guard let node, node.isObject else { return nil }
    return try PolicyDocument(node)
  }

  private static func policies(_ node: JSONNode?) throws -> [Policy]? {
    guard let node, node.isArray else { return nil }
    return try node.elements.map {
      Policy(name: $0["name"]?.string ?? "", document: try document($0["document"]))
    }
  }

  private static func levels(_ node: JSONNode?) throws -> [[Policy]]? {
    guard let node, node.isArray else { return nil }
    return try node.elements.map { try policies($0["policies"]) ?? [] }
  }
}

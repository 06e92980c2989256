/// Somebody whom an Allow statement of a trust policy lets assume the role, by name.
public struct TrustedPrincipal: Hashable, Sendable, Comparable {
  /// `AWS`, `Service`, `Federated` or `CanonicalUser`; of everybody, however that is written, `AWS`.
  public var type: String
  /// As it is written; `*` is everybody.
  public var name: String
  /// Whether each statement that names them asks for more: of a service, on whose behalf it acts, of others, anything at all.
  public var isRestricted: Bool

  public static func < (a: TrustedPrincipal, b: TrustedPrincipal) -> Bool {
    (a.type, a.name) < (b.type, b.name)
  }
}

extension PolicyDocument {
  /// The keys that tell on whose behalf a service acts.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
  private static let sourceKeys: Set = [
    "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
  ]

  /// Whom a trust policy lets assume the role by `sts:AssumeRole`, each once, sorted.
  ///
  /// A statement with a NotPrincipal names nobody whom it lets in. A denial that looks at where a call comes from counts as a
  /// restriction of all services.
  public var trustedPrincipals: [TrustedPrincipal] {
    let request = Request(principal: .anonymous, action: "sts:AssumeRole", resource: "*")
    var restricted: [String: TrustedPrincipal] = [:]
    var sourceIsDenied = false
    for (index, statement) in compiled.statements[compiled.statements.indices].enumerated()
    where compiled.matchesAction(statement, request) != .no {
      let text = compiled.text(at: index)
      let asksForSource = text.conditions.contains {
        Self.sourceKeys.contains($0.key.lowercased())
      }
      if statement.isDeny {
        sourceIsDenied = sourceIsDenied || asksForSource
        continue
      }
      for principal in text.principals {
        let type = principal.type == "*" ? "AWS" : principal.type
        let isRestricted = type == "Service" ? asksForSource : text.hasCondition
        let name = principal.value
        let isOpen = restricted["\(type) \(name)"]?.isRestricted == false
        restricted["\(type) \(name)"] = TrustedPrincipal(
          type: type, name: name, isRestricted: isRestricted && !isOpen)
      }
    }
    return restricted.values.map { principal in
      guard sourceIsDenied, principal.type == "Service" else { return principal }
      return TrustedPrincipal(type: principal.type, name: principal.name, isRestricted: true)
    }.sorted()
  }
}

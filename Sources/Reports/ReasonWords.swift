import Findings

/// Puts what decided, or nearly did, in words: a sentence for each statement, as Markdown that stands on one line.
struct ReasonWords {
  var phrases: Phrases

  /// So many near misses the evaluator tells at most.
  private static let missLimit = 8

  /// The statements that apply, those that nearly do, and what is not known.
  func reasons(_ finding: Finding) -> [String] {
    let isCertain = finding.verdict == .fail || finding.verdict == .pass
    let misses = finding.nearMisses
    let missed = Set(misses.map(\.statement))
    // What leaves an answer in doubt stands among the near misses once more, with the reason why.
    let deciding = finding.statements.filter { isCertain || !missed.contains($0) }
    var reasons = deciding.map { statement in
      let name = self.statement(statement, in: finding)
      // All that is in doubt stands among the near misses, unless these are cut.
      let isSure =
        isCertain
        || finding.verdict == .conditional && !statement.isDeny && misses.count < Self.missLimit
      guard isSure else { return phrases.doubt(name, isDeny: statement.isDeny) }
      return statement.isDeny ? phrases.denied(by: name) : phrases.allowed(by: name)
    }
    reasons += misses.map { miss in
      let name = statement(miss.statement, in: finding)
      let head =
        isCertain
        ? nearMiss(name, miss, finding) : phrases.doubt(name, isDeny: miss.statement.isDeny)
      let details = self.details(miss, finding, isCertain: isCertain)
      return details.isEmpty ? head : head + phrases.colon + details
    }
    // Which principal, action or resource is in doubt, the statements say.
    let keys = finding.unknownKeys.filter {
      misses.isEmpty || !["Principal", "action", "resource"].contains($0)
    }
    if !keys.isEmpty { reasons.append(phrases.dependsOn(phrases.names(keys))) }
    let invalid = finding.invalid
    let unread = finding.missing.filter { name in !invalid.contains { $0.policy == name } }
    if !unread.isEmpty { reasons.append(phrases.lacks(phrases.names(unread))) }
    reasons += invalid.map {
      phrases.isInvalid(
        MarkdownText.code($0.policy), at: $0.pointer.isEmpty ? "" : MarkdownText.code($0.pointer),
        MarkdownText.prose($0.reason), MarkdownText.prose($0.hint))
    }
    return reasons
  }

  /// A statement by its Sid, its position and its policy.
  func statement(_ statement: StatementEvidence, in finding: Finding) -> String {
    let policy = policy(statement, in: finding)
    let index = MarkdownText.code("Statement[\(statement.index)]")
    guard let sid = statement.sid else { return phrases.statement(index, of: policy) }
    return phrases.statement(MarkdownText.code(sid), at: index, of: policy)
  }

  /// A policy by its name in the evidence: `inline:NAME`, the ARN of a managed policy, `trust`, or what the
  /// organization calls it.
  private func policy(_ statement: StatementEvidence, in finding: Finding) -> String {
    let name = statement.policy
    if name == "trust" { return phrases.trustPolicy }
    if name.hasPrefix("inline:") {
      let policy = phrases.named(
        phrases.inlinePolicy, MarkdownText.code(String(name.dropFirst(7))))
      guard let owner = finding.asking else { return policy }
      return phrases.policy(policy, ofRole: MarkdownText.code(roleName(owner, in: finding)))
    }
    var short = name
    var words = phrases.policy
    if name.hasPrefix("arn:"), let slash = name.lastIndex(of: "/") {
      short = String(name[slash...].dropFirst())
      words = phrases.managedPolicy
    }
    return phrases.named(phrases.layer(statement.layer) ?? words, MarkdownText.code(short))
  }

  /// A role's name with its path; its ARN if it is of another account than the finding.
  func roleName(_ arn: String, in finding: Finding) -> String {
    let name = SubjectName(arn)
    return name.kind == "role" && name.account == finding.account ? name.name : arn
  }

  /// A resource in a sentence: a role by its name, any other by its ARN.
  func resource(_ arn: String, in finding: Finding) -> String {
    SubjectName(arn).kind == "role"
      ? phrases.named(phrases.kind("role"), MarkdownText.code(roleName(arn, in: finding)))
      : MarkdownText.code(arn)
  }

  private func nearMiss(_ name: String, _ miss: NearMissEvidence, _ finding: Finding) -> String {
    let about = (finding.resource ?? finding.role).map { resource($0, in: finding) }
    switch miss.failed {
    case "resource": return phrases.otherResource(name, about ?? phrases.thisResource)
    case "condition": return phrases.otherCondition(name)
    case "principal": return phrases.otherPrincipal(name, principal(finding))
    case "action":
      let action = finding.action.map { MarkdownText.code($0) } ?? phrases.thisAction
      return phrases.otherAction(name, about ?? phrases.thisResource, action)
    default: return phrases.isNear(name)
    }
  }

  private func principal(_ finding: Finding) -> String {
    if let service = finding.service { return MarkdownText.code(service) }
    guard let asking = finding.asking else { return phrases.thisPrincipal }
    return resource(asking, in: finding)
  }

  /// What the statement has where the request has something else.
  private func details(_ miss: NearMissEvidence, _ finding: Finding, isCertain: Bool) -> String {
    if !miss.conditions.isEmpty {
      return miss.conditions.map(words).joined(separator: phrases.semicolon)
    }
    guard !miss.entries.isEmpty else {
      return isCertain || miss.failed != "principal" ? "" : phrases.mayMean(principal(finding))
    }
    if miss.failed == "principal" {
      return phrases.namesPrincipals(phrases.list(miss.entries.map { principal($0.text) }))
    }
    let excluded = miss.entries.filter { $0.differences == ["excluded"] }
    let listed = miss.entries.filter { $0.differences != ["excluded"] }
    var parts: [String] = []
    if !listed.isEmpty { parts.append(phrases.lists(phrases.list(listed.map(words)))) }
    if !excluded.isEmpty {
      parts.append(
        phrases.leavesOut(
          phrases.names(excluded.map(\.text)),
          of: miss.failed == "action" ? "NotAction" : "NotResource"))
    }
    return parts.joined(separator: phrases.semicolon)
  }

  private func words(_ entry: NearMissEvidence.Entry) -> String {
    let text = MarkdownText.code(entry.text, limit: 300)
    return entry.differences.isEmpty ? text : phrases.entry(text, differsIn: entry.differences)
  }

  /// An entry of Principal, `Service:ecs.amazonaws.com`, `AWS:arn:…` or `*`.
  private func principal(_ text: String) -> String {
    guard let colon = text.firstIndex(of: ":") else { return MarkdownText.code(text) }
    let name = MarkdownText.code(String(text[colon...].dropFirst()), limit: 300)
    switch text[..<colon] {
    case "Service": return phrases.named(phrases.kind("service"), name)
    case "AWS": return name
    default: return MarkdownText.code(text, limit: 300)
    }
  }

  private func words(_ condition: NearMissEvidence.Condition) -> String {
    let request =
      switch condition.request {
      case .values(let values): phrases.requestHas(phrases.names(values))
      case .pattern(let pattern): phrases.requestFits(MarkdownText.code(pattern))
      case .absent: phrases.requestLacksKey
      case .unknown: phrases.requestIsUnknown
      }
    return phrases.condition(
      MarkdownText.code(condition.comparison), on: MarkdownText.code(condition.key),
      lists: phrases.names(condition.policyValues), request)
  }
}

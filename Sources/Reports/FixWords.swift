import Findings
import JSON

/// Puts what one fix mends, and the fix, in words that are true of every place of the group.
struct FixWords {
  var phrases: Phrases
  var words: ReasonWords

  init(_ phrases: Phrases) {
    self.phrases = phrases
    words = ReasonWords(phrases: phrases)
  }

  /// A remedy, and how many places it is for.
  struct Remedy {
    /// A sentence of Markdown, with names instead of ARNs where that is enough.
    var short: String
    var text: String
    var policy: JSONValue?
    var places: Int
  }

  /// What is wrong, in a sentence, and what a single finding has to say beyond it.
  func heading(_ group: FixGroup) -> (title: String, rest: String?) {
    if let title = shared(group) { return (title, nil) }
    let (first, rest) = MarkdownText.sentences(
      ShortNames.naming(group.first.message, in: group.first))
    return (
      MarkdownText.prose(first, limit: 400),
      rest.isEmpty ? nil : MarkdownText.prose(rest, limit: 600)
    )
  }

  /// The same for a list, in one piece and not too long.
  func shortHeading(_ group: FixGroup) -> String {
    shared(group) ?? short(group.first.message, in: group.first)
  }

  /// A sentence for all places; nil where what the first says is true of all.
  private func shared(_ group: FixGroup) -> String? {
    let first = group.first
    guard group.findings.contains(where: { $0.message != first.message }) else { return nil }
    let resources = resources(group)
    let actions = group.distinct(\.action)
    let action = actions.isEmpty ? phrases.thisAction : phrases.names(actions, limit: 4)
    switch group.fix {
    case .grant(let role, _):
      let role = MarkdownText.code(SubjectName(role).lastName)
      return actions == ["iam:PassRole"]
        ? phrases.mayNotPass(role, resources) : phrases.lacks(role, action, resources)
    case .deny:
      guard let statement = first.statements.first(where: \.isDeny) else { return nil }
      return phrases.denies(words.statement(statement, in: first), action, resources)
    case .boundary(let policy):
      return phrases.boundary(
        MarkdownText.code(SubjectName(policy).lastName), lacks: action, resources)
    case .organization(let account):
      return phrases.organization(MarkdownText.code(account), lacks: action, resources)
    case .trust(let role):
      let services = group.distinct(\.service)
      return phrases.trust(
        of: words.resource(role, in: first),
        lacks: services.isEmpty ? phrases.thisPrincipal : phrases.names(services))
    case .placement(let role, let taskRole, _):
      let permissions = group.distinct { "\($0.action ?? "?") \($0.resource ?? "")" }
      return phrases.misplaced(
        permissions.count, on: words.resource(role, in: first),
        taskRole: taskRole.map { words.resource($0, in: first) },
        phrases.names(group.distinct(\.action), limit: 4))
    case .launch:
      let tasks = group.distinct(\.taskDefinition).map { SubjectName($0).name }
      let trigger = FindingWords(phrases: phrases, namesAccount: false, namesRegion: false)
        .trigger(first)
      return phrases.doesNotFit(trigger, tasks.count, phrases.names(tasks, limit: 4))
    case .other: return nil
    }
  }

  /// The resources of a group, counted and the first of them named.
  private func resources(_ group: FixGroup) -> String {
    let all = group.resources
    let areRoles = all.allSatisfy { SubjectName($0).kind == "role" }
    let names = all.map { areRoles ? words.roleName($0, in: group.first) : $0 }
    return areRoles
      ? phrases.roles(all.count, phrases.names(names, limit: 4))
      : phrases.resources(all.count, phrases.names(names, limit: 4))
  }

  /// The remedies of a group: one, with one policy, wherever that is possible.
  ///
  /// Else each text has its own.
  func remedies(_ group: FixGroup) -> [Remedy] {
    let policies = group.findings.compactMap(\.remediation.policy)
    if group.distinct({ $0.remediation.text }).count == 1 {
      return [remedy(group.first, PolicyMerge.merged(policies), places: group.findings.count)]
    }
    if let text = sharedRemedy(group, hasPolicy: !policies.isEmpty) {
      return [
        Remedy(
          short: text, text: text, policy: PolicyMerge.merged(policies),
          places: group.findings.count)
      ]
    }
    var order: [String] = []
    var findings: [String: [Finding]] = [:]
    for finding in group.findings {
      if findings[finding.remediation.text] == nil { order.append(finding.remediation.text) }
      findings[finding.remediation.text, default: []].append(finding)
    }
    return order.compactMap { findings[$0] }.map { own in
      remedy(
        own[0], PolicyMerge.merged(own.compactMap(\.remediation.policy)), places: own.count)
    }
  }

  private func remedy(_ finding: Finding, _ policy: JSONValue?, places: Int) -> Remedy {
    let text = finding.remediation.text
    return Remedy(
      short: short(text, in: finding), text: MarkdownText.prose(text), policy: policy,
      places: places)
  }

  private func sharedRemedy(_ group: FixGroup, hasPolicy: Bool) -> String? {
    switch group.fix {
    case .grant(let role, _):
      phrases.addStatement(MarkdownText.code(words.roleName(role, in: group.first)))
    case .deny(let policy, _, _) where !hasPolicy && policy != "trust":
      phrases.narrow(resources(group))
    default: nil
    }
  }

  /// A sentence of a check for the first lines.
  private func short(_ text: String, in finding: Finding) -> String {
    MarkdownText.prose(ShortNames.naming(text, in: finding), limit: 400)
  }
}

extension SubjectName {
  /// The name without its path.
  var lastName: String { name.split(separator: "/").last.map(String.init) ?? name }
}

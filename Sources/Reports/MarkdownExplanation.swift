public import Findings

/// All that there is to say of one finding, for people.
public struct MarkdownExplanation {
  private let language: Language
  private let phrases: Phrases
  private let words: FindingWords

  public init(language: Language = .english) {
    self.language = language
    phrases = Phrases(language: language)
    words = FindingWords(phrases: phrases, namesAccount: true, namesRegion: true)
  }

  /// The whole text, ending in a newline.
  ///
  /// - Parameters:
  ///   - finding: the finding.
  ///   - chain: the way from its trigger to its task, where there is one.
  ///   - title: what is so where the check passes.
  ///   - references: pages that say why.
  ///   - ascii: whether the picture keeps to ASCII.
  /// - Returns: Markdown.
  public func render(
    _ finding: Finding, chain: TaskChain?, title: String, references: [String], ascii: Bool = false
  ) -> String {
    let identity = finding.identity
    var parts = [
      "# "
        + phrases.list([
          MarkdownText.code(identity.id), phrases.name(finding.verdict),
          phrases.name(finding.severity), phrases.name(finding.status),
        ]),
      "**\(MarkdownText.prose(title))** (\(MarkdownText.code(identity.check)), \(MarkdownText.code(finding.code, limit: 100)))",
      MarkdownText.prose(finding.message, limit: 4_000), words.chain(finding),
    ]
    if let chain {
      let picture = ChainPicture(language: language, ascii: ascii).lines(
        chain, from: finding.subject, identity.locator)
      parts.append("## " + phrases.theWay)
      parts.append(MarkdownText.block(picture.joined(separator: "\n"), language: "text"))
    }
    if let error = finding.awsError, !error.isEmpty {
      parts.append("## " + phrases.awsError)
      let text = error.visible(limit: 4_000) { " …(\($0))… " }
      parts.append(MarkdownText.block(text, language: "text"))
    }
    parts += list(phrases.why, words.reasons(finding))
    parts += list(phrases.whatChanged, words.causes(finding, limit: .max))
    if !finding.remediation.text.isEmpty {
      parts.append("## " + phrases.fix)
      parts.append(MarkdownText.prose(finding.remediation.text, limit: 4_000))
      if let policy = finding.remediation.policy {
        parts.append(MarkdownText.block(PolicyText.pretty(policy), language: "json"))
        parts.append(phrases.proofHint)
      }
    }
    parts += list(phrases.references, references.map { MarkdownText.plain($0) })
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func list(_ heading: String, _ lines: [String]) -> [String] {
    if lines.isEmpty { return [] }
    return ["## " + heading, lines.map { "- " + $0 }.joined(separator: "\n")]
  }
}

public import Findings

/// What is said of an error that somebody asks about.
public struct WhyWords {
  private let phrases: Phrases

  public init(_ language: Language) { phrases = Phrases(language: language) }

  /// The other findings that explain the same text, the first ten a line each; ending in a newline.
  public func others(_ findings: [Finding]) -> String {
    let words = FindingWords(phrases: phrases, namesAccount: true, namesRegion: true)
    let lines = findings.prefix(10).map {
      "- \(words.chain($0)) · \(MarkdownText.code($0.code, limit: 100)) · \(MarkdownText.code($0.identity.id))"
    }
    let left = findings.count - lines.count
    return "## \(phrases.alsoExplains)\n\n"
      + (lines + (left > 0 ? ["- " + phrases.more(left)] : [])).joined(separator: "\n") + "\n"
  }

  public var nothingKnown: String { phrases.nothingExplains }
  public var allowedNow: String { phrases.isAllowedNow }

  /// Which codes a text may be of, where there are any.
  public func codes(_ codes: [String]) -> [String] {
    codes.isEmpty ? [] : [phrases.isOfCodes] + codes.map { "  rolecall explain \($0)" }
  }

  public func asked(_ principal: String, _ action: String, _ resource: String) -> String {
    phrases.noFindingExplains(
      [principal, action, resource].map { $0.visible(limit: 200) { "…(\($0))…" } })
  }
}

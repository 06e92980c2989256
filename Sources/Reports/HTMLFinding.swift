import Findings
import JSON

/// One finding as an article: a line that says which it is, and behind it the picture, why, the change and the fix.
struct HTMLFinding {
  var phrases: Phrases
  var words: FindingWords
  var isFirstRun: Bool
  private let chain: HTMLChain

  init(phrases: Phrases, words: FindingWords, isFirstRun: Bool) {
    self.phrases = phrases
    self.words = words
    self.isFirstRun = isFirstRun
    chain = HTMLChain(phrases: phrases)
  }

  /// What the heading above a finding has said already.
  struct Said {
    var message = false
    var fix = false
    var causes = false
  }

  /// Writes the article.
  ///
  /// - Parameters:
  ///   - finding: the finding.
  ///   - isOpen: whether all of it is shown at first.
  ///   - said: what is not to be said again.
  ///   - out: the page.
  func write(_ finding: Finding, isOpen: Bool, said: Said, to out: inout String) {
    let id = finding.identity.id
    out += "<article class=\"finding\" id=\"\(id)\" data-severity=\"\(finding.severity.rawValue)\""
    out +=
      " data-status=\"\(finding.status.rawValue)\" data-verdict=\"\(finding.verdict.rawValue)\""
    out += " data-module=\"\(HTMLText.escaped(finding.module))\""
    out += " data-account=\"\(HTMLText.escaped(finding.account))\">"
    out += "<details\(isOpen ? " open" : "")><summary>\(Self.badge(finding, phrases)) "
    out += "<span class=\"way\">\(HTMLText.inline(words.chain(finding)))</span> "
    if finding.isLatent { out += "<span class=\"mark\">\(phrases.latent)</span> " }
    if !(isFirstRun && finding.status == .new), finding.status != .open {
      out +=
        "<span class=\"mark \(finding.status.rawValue)\">\(phrases.name(finding.status))</span> "
    }
    out += "<code class=\"id\">\(id)</code></summary>\n<div class=\"body\">\n"
    if !said.message {
      out += "<p>\(HTMLText.inline(MarkdownText.prose(finding.message, limit: 4_000)))</p>\n"
    }
    chain.write(finding, to: &out)
    if let error = finding.awsError, !error.isEmpty {
      out += "<h4>\(phrases.awsError)</h4>\n<pre>\(HTMLText.block(error))</pre>\n"
    }
    list(phrases.why, words.reasons(finding), to: &out)
    if !said.causes {
      list(phrases.whatChanged, words.causes(finding, limit: 20), to: &out)
    }
    if !said.fix {
      let remediation = finding.remediation
      Self.fix(
        MarkdownText.prose(remediation.text, limit: 4_000), remediation.policy, phrases,
        to: &out)
    }
    if let suppression = finding.suppression {
      list(phrases.suppressed, [SuppressionSection.terms(suppression, phrases)], to: &out)
    }
    evidence(finding, to: &out)
    out += "</div></details></article>\n"
  }

  /// The severity as a word on its colour.
  static func badge(_ finding: Finding, _ phrases: Phrases) -> String {
    let severity = finding.severity
    return "<span class=\"severity \(severity.rawValue)\">\(phrases.name(severity))</span>"
  }

  /// Writes a fix: the words, and the policy with a button that copies it.
  static func fix(
    _ markdown: String, _ policy: JSONValue?, _ phrases: Phrases,
    to out: inout String
  ) {
    if markdown.isEmpty, policy == nil { return }
    out += "<div class=\"fix\">"
    out +=
      "<button type=\"button\" class=\"copy\" data-done=\"\(phrases.copied)\">\(phrases.copy)</button><h4>\(phrases.fix)</h4>\n"
    if !markdown.isEmpty { out += "<p>\(HTMLText.inline(markdown))</p>\n" }
    if let policy {
      out += "<pre tabindex=\"0\">\(HTMLText.block(PolicyText.pretty(policy)))</pre>\n"
    }
    out += "</div>\n"
  }

  private func list(_ title: String, _ lines: [String], to out: inout String) {
    if lines.isEmpty { return }
    out += "<h4>\(title)</h4>\n<ul>"
    for line in lines { out += "<li>\(HTMLText.inline(line))</li>" }
    out += "</ul>\n"
  }

  /// What the words above have put in sentences.
  private static let inWords: Set = [
    "statements", "nearMisses", "unknownKeys", "missing", "invalid",
  ]

  private func evidence(_ finding: Finding, to out: inout String) {
    out += "<h4>\(phrases.evidence)</h4>\n<dl>"
    func row(_ name: String, _ text: String) {
      let text = text.visible(limit: 2_000) { "…(\($0))…" }
      out += "<dt>\(HTMLText.escaped(name))</dt><dd>\(HTMLText.escaped(text))</dd>"
    }
    row(phrases.check, finding.identity.check)
    row("code", finding.code)
    row("subject", finding.subject)
    if !finding.identity.locator.isEmpty { row("locator", finding.identity.locator) }
    let members = finding.plainEvidence.filter { !Self.inWords.contains($0.key) }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .null: break
      case .string(let text): if !text.isEmpty { row(name, text) }
      default: row(name, value.canonical())
      }
    }
    out += "</dl>\n"
    let times = phrases.seen(
      from: MarkdownReport.time(finding.firstSeen), to: MarkdownReport.time(finding.lastSeen))
    out += "<p class=\"faint\">\(HTMLText.inline(times)) · "
    out += "<a href=\"#\(finding.identity.id)\">\(phrases.linkToThis)</a></p>\n"
  }
}

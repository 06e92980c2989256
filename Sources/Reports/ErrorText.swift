public import Findings

/// A text with which AWS refused something, as somebody pasted it: wrapped into lines, cut off, or out of an article.
public struct ErrorText {
  /// What a text says was refused.
  public struct Denial: Sendable, Hashable {
    /// The ARN of who asked; nil where the text does not say.
    public var principal: String?
    public var action: String
    /// The ARN of what it was asked of; nil where the text does not say.
    public var resource: String?
    /// Whether the text breaks off behind what it says last.
    public var isCut: Bool

    /// Whether nothing of it is cut or left open, so that the question can be asked.
    public var isWhole: Bool {
      !isCut && !ErrorText.isOpen(action) && resource.map { !ErrorText.isOpen($0) } ?? false
        && principal.map { !ErrorText.isOpen($0) } ?? false
    }
  }

  /// The text without any white space, which is what line breaks leave of it in whatever place they are.
  private let bare: String

  public init(_ text: String) {
    let unescaped = text.replacing("\\n", with: " ").replacing("\\\"", with: "\"")
    bare = String(unescaped.unicodeScalars.filter { !$0.properties.isWhitespace })
  }

  /// Whether there is nothing to go by.
  public var isEmpty: Bool { bare.utf8.count < 4 }

  /// What was refused; nil for a text of another kind.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  public var denial: Denial? {
    guard
      let match = bare.firstMatch(
        of:
          /(?i:(?:User:(?<principal>[^\s]+?))?isnotauthorizedtoperform:(?<action>[a-z0-9-]+:[a-z0-9*]*?)(?:onresource:(?<resource>[^\s]+?))?(?<end>becauseno|withanexplicitdeny|\(Service|\(RequestID|onresource|"|,|;|$))/
      )
    else { return nil }
    let resource = match.resource.map { String($0).trimmingEnd(of: ".'\"") }
    return Denial(
      principal: match.principal.map(String.init), action: String(match.action),
      resource: resource.flatMap { $0.isEmpty ? nil : $0 }, isCut: match.end.isEmpty)
  }

  /// The findings that explain it, the nearest first, in the order in which they come where they are equally near.
  public func explained(by findings: [Finding]) -> [Finding] {
    let denial = denial
    let ranked = findings.compactMap { finding -> (Finding, Int)? in
      guard finding.status != .resolved, finding.verdict != .pass else { return nil }
      let rank = denial.map { Self.nearness($0, finding) } ?? nearness(finding)
      return rank.map { (finding, $0 * 4 + finding.verdict.rank) }
    }
    let best = ranked.map(\.1).max() ?? 0
    return ranked.filter { $0.1 / 4 == best / 4 }.enumerated().sorted {
      ($0.element.1, -$0.offset) > ($1.element.1, -$1.offset)
    }.map(\.element.0)
  }

  /// How well a finding explains a refusal: nil where it speaks of another; more where more of the text is in it.
  private static func nearness(_ denial: Denial, _ finding: Finding) -> Int? {
    let actions = Self.words(finding.action) + Self.words(finding.awsErrorAction)
    guard
      actions.contains(where: {
        agree(denial.action, $0, isCut: denial.isCut && denial.resource == nil)
      })
    else { return nil }
    var rank = 1
    if let resource = denial.resource {
      let resources = [finding.resource, finding.role].compactMap(\.self)
      guard
        resources.contains(where: {
          agree(resource, $0, isCut: denial.isCut) || agree($0, resource, isCut: false)
        })
      else { return nil }
      if !isOpen(resource) { rank += 2 }
    }
    if let principal = denial.principal {
      let name = roleName(principal)
      let roles = [finding.asking, finding.callerRole, finding.role].compactMap(\.self).map {
        SubjectName($0).lastName
      }
      guard roles.contains(where: { agree(name, $0, isCut: false) }) else { return nil }
      if !isOpen(name) { rank += 2 }
    }
    return rank
  }

  /// The same for a text that names no permission.
  private func nearness(_ finding: Finding) -> Int? {
    guard let error = finding.awsError, !error.isEmpty else { return nil }
    let text = Self.plain(bare)
    let told = Self.plain(String(error.unicodeScalars.filter { !$0.properties.isWhitespace }))
    if told.utf8.count >= 12, text.utf8.count >= 12, told.contains(text) { return 3 }
    // One word stands for itself only.
    if told.utf8.count < 12 { return text == told ? 3 : nil }
    var rest = text[...]
    for piece in told.split(separator: "...") {
      guard let range = rest.firstRange(of: piece) else { return nil }
      rest = rest[range.upperBound...]
    }
    return 2
  }

  /// Whether it may be of this template, in which names stand in double braces: one longer piece between them is in it.
  public func isOf(template: String) -> Bool {
    guard denial == nil else { return false }
    let text = Self.plain(bare)
    return template.split(separator: /\{\{[^}]*\}\}|\.\.\./).contains { piece in
      let piece = Self.plain(String(piece.unicodeScalars.filter { !$0.properties.isWhitespace }))
      return piece.utf8.count >= 16 && text.contains(piece)
    }
  }

  /// Small letters; of what programming languages say in their own ways, what the AWS CLI says.
  private static func plain(_ text: String) -> String {
    let text = text.lowercased()
    let others = [
      "nocredentialserror", "credentialsprovidererror", "couldnotloadcredentials",
      "unabletoloadcredentials", "nocredentialproviders",
    ]
    return others.contains(where: text.contains) ? "unabletolocatecredentials" : text
  }

  private static func words(_ list: String?) -> [String] {
    list?.split { ", ".contains($0) }.map(String.init) ?? []
  }

  /// The name of the role behind a session, or of the role or user itself.
  private static func roleName(_ principal: String) -> String {
    let parts = principal.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return principal }
    return parts[0].hasSuffix(":assumed-role") ? parts[1] : parts[parts.count - 1]
  }

  /// Whether a text of an example stands for whatever there is: `${Account}`, `<role>`, `...`, `…`.
  fileprivate static func isOpen(_ text: String) -> Bool {
    text.contains(placeholder) || text.contains("*")
  }

  private static var placeholder: some RegexComponent { /\$\{[^}]*\}|<[^>]*>|\.\.\.|…/ }

  /// Whether a name of the text, which may have placeholders or be cut, is another.
  private static func agree(_ said: String, _ known: String, isCut: Bool) -> Bool {
    var pieces = said.lowercased().replacing(placeholder, with: "*").split(
      separator: "*", omittingEmptySubsequences: false
    ).map(String.init)
    var rest = known.lowercased()[...]
    guard let first = pieces.first, rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    pieces.removeFirst()
    guard let last = pieces.popLast() else { return isCut || rest.isEmpty }
    for piece in pieces where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return isCut ? last.isEmpty || rest.contains(last) : rest.hasSuffix(last)
  }
}

extension Finding {
  /// The actions that its AWS error names.
  fileprivate var awsErrorAction: String? {
    awsError.flatMap { $0.firstMatch(of: /to perform: ([A-Za-z0-9:*-]+)/) }.map { String($0.1) }
  }
}

extension String {
  fileprivate func trimmingEnd(of characters: String) -> String {
    var text = self
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return text
  }
}

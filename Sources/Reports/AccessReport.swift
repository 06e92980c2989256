import Findings
public import JSON

/// The answer to one question about permissions, as `rolecall can` and `rolecall who-can` print it.
public struct AccessReport: Sendable {
  public var principal: String
  public var action: String
  public var resource: String
  /// `allowed`, `explicitly-denied`, `implicitly-denied`, `conditional` or `unknown`.
  public var outcome: String
  /// The layer that refuses, or is in doubt, and what decided, in the evaluator's words.
  public var layer: String?
  public var cause: String
  /// `{"statements", "nearMisses", "unknownKeys", "missing"}`.
  public var reason: JSONValue
  /// What was taken for granted, in words.
  public var assumptions: [String]
  /// What is odd in the policies that were asked.
  public var diagnostics: [Diagnostic] = []

  /// Something that AWS lets pass, and that may not do what its author meant.
  public struct Diagnostic: Sendable {
    public var policy: String
    /// RFC 6901, in the policy document.
    public var pointer: String
    public var text: String

    public init(policy: String, pointer: String, text: String) {
      self.policy = policy
      self.pointer = pointer
      self.text = text
    }

    public var json: JSONValue {
      ["policy": .string(policy), "pointer": .string(pointer), "text": .string(text)]
    }
  }

  public init(
    principal: String, action: String, resource: String, outcome: String, layer: String?,
    cause: String, reason: JSONValue, assumptions: [String]
  ) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.outcome = outcome
    self.layer = layer
    self.cause = cause
    self.reason = reason
    self.assumptions = assumptions
  }

  public var isAllowed: Bool { outcome == "allowed" }

  /// The answer in one line.
  public func headline(_ language: Language) -> String {
    let phrases = Phrases(language: language)
    switch outcome {
    case "allowed": return phrases.isAllowed
    case "conditional": return phrases.isConditional(on: texts("unknownKeys"))
    case "unknown":
      let invalid = finding.invalid.map(\.policy)
      return phrases.isUnknown(
        for: texts("missing").filter { !invalid.contains($0) }, invalid)
    case "explicitly-denied": return phrases.isDenied(explicitlyBy: policies)
    default: return phrases.isDenied(implicitlyBy: policies, cause)
    }
  }

  /// Why, in a sentence for each statement; then what is odd, and what was taken for granted.
  public func details(_ language: Language) -> [String] {
    let words = ReasonWords(phrases: Phrases(language: language))
    let odd = diagnostics.map {
      words.phrases.odd(
        MarkdownText.code($0.policy), at: MarkdownText.code($0.pointer), MarkdownText.prose($0.text)
      )
    }
    var reasons = Self.unique(words.reasons(finding))
    if isAllowed, reasons.isEmpty {
      reasons = [cause == "always" ? words.phrases.isNeverRefused : words.phrases.isRoot]
    }
    return reasons + odd + premises(language)
  }

  /// What was taken for granted, a line each.
  public func premises(_ language: Language) -> [String] {
    let phrases = Phrases(language: language)
    return assumptions.map { phrases.assumed($0) }
  }

  /// The statements that grant, or may: not those of layers that can only take away.
  public func grants(_ language: Language) -> String {
    let phrases = Phrases(language: language)
    let words = ReasonWords(phrases: phrases)
    let finding = finding
    let granting = finding.statements.filter {
      $0.layer == "identity" || $0.layer == "resource" || $0.layer == "trust" || !isAllowed
    }
    let allowing = granting.filter { !$0.isDeny } + granting.filter(\.isDeny)
    return phrases.list(Self.unique(allowing.map { words.statement($0, in: finding) }))
  }

  /// Each text once: a policy may be attached at every level of an organization.
  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// How many others there are, who are denied.
  public static func others(_ count: Int, of all: Int, _ language: Language) -> String {
    Phrases(language: language).denied(count, of: all)
  }

  /// The layer's name in a sentence: `identity`, …, or `trust` where the resource's policy is that.
  private var policies: String {
    let statements = reason["statements"]?.array ?? []
    let names = (statements + (reason["nearMisses"]?.array ?? []).compactMap { $0["statement"] })
      .compactMap { $0["policy"]?.string }
    return layer == "resource" && names.contains("trust") ? "trust" : layer ?? ""
  }

  private func texts(_ member: String) -> [String] {
    (reason[member]?.array ?? []).compactMap(\.string)
  }

  private var finding: Finding {
    let evidence: [String: JSONValue] = [
      "callerRole": .string(principal), "action": .string(action), "resource": .string(resource),
    ]
    let verdict: Verdict =
      switch outcome {
      case "allowed": .pass
      case "conditional": .conditional
      case "unknown": .unknown
      default: .fail
      }
    return Finding(
      identity: FindingIdentity(check: "", subject: principal, locator: "", key: ""), code: "",
      severity: .info, verdict: verdict, status: .open, subject: principal,
      account: SubjectName(principal).account, region: "", message: "", awsError: nil,
      evidence: (reason.object ?? [:]).merging(evidence) { $1 },
      remediation: Remediation(text: ""), firstSeen: "", lastSeen: "", cause: [])
  }
}

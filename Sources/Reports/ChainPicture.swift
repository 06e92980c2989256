public import Findings

/// The way from a trigger over its roles to the task, drawn with plain characters.
///
/// What is allowed has a ✓, what is not a ✗, `~` hangs on conditions, `?` is not known; the words say it too.
public struct ChainPicture {
  private let phrases: Phrases
  private let isASCII: Bool

  /// Draws in a language, with ASCII only where the terminal has nothing else.
  public init(language: Language = .english, ascii: Bool = false) {
    phrases = Phrases(language: language)
    isASCII = ascii
  }

  /// The lines of the picture; names are made visible and kept to one line.
  ///
  /// - Parameters:
  ///   - chain: the way.
  ///   - subject: the ARN of the trigger or of the task definition.
  ///   - locator: the place in the trigger.
  /// - Returns: the lines, from the top.
  public func lines(_ chain: TaskChain, from subject: String, _ locator: String) -> [String] {
    let start = SubjectName(subject)
    var lines: [String] = []
    if start.kind != "task-definition" {
      let place = locator.isEmpty ? [] : [phrases.locator(start.kind, visible(locator))]
      lines.append(phrases.list([named(start)] + place))
    }
    if let caller = chain.caller {
      if !lines.isEmpty {
        lines.append(
          "   \(bar)  \(mark(chain.assumingCaller)) \(phrases.assumes(chain.assumingCaller))")
        lines.append("   \(tip)")
      }
      lines.append(phrases.role("caller", name(caller)))
    }
    let definition = chain.taskDefinition.map { named(SubjectName($0)) }
    if chain.caller == nil, let definition { lines.append(definition) }
    for role in chain.roles { lines += branch(role) }
    guard chain.caller != nil else { return lines }
    lines.append(
      "   \(bar)  \(mark(chain.starting)) \(phrases.calls(chain.action ?? "ecs:RunTask", chain.starting))"
    )
    if let definition { lines += ["   \(tip)", definition] }
    return lines
  }

  private func branch(_ role: TaskChain.Role) -> [String] {
    let words = "\(mark(role.passing)) \(phrases.passes(role.passing))"
    let name = phrases.role(role.slot, name(role.arn))
    var lines = [
      "   \(fork) \(words) \(arrow) \(name) (\(phrases.isUsed(role.slot)))"
    ]
    if let assuming = role.assuming, assuming != .pass {
      lines.append("   \(bar)      \(mark(assuming)) \(phrases.isNotTrusting(assuming))")
    }
    return lines
  }

  private func named(_ subject: SubjectName) -> String {
    phrases.named(phrases.kind(subject.kind), visible(subject.name))
  }

  private func name(_ arn: String) -> String { visible(SubjectName(arn).name) }

  private func visible(_ text: String) -> String {
    text.visible(limit: 120) { " …(\($0))… " }
  }

  private func mark(_ verdict: Verdict?) -> String {
    switch verdict {
    case .pass?: isASCII ? "+" : "✓"
    case .fail?: isASCII ? "x" : "✗"
    case .conditional?: "~"
    case .unknown?: "?"
    case nil: isASCII ? "-" : "·"
    }
  }

  private var bar: String { isASCII ? "|" : "│" }
  private var tip: String { isASCII ? "v" : "▼" }
  private var fork: String { isASCII ? "+--" : "├─" }
  private var arrow: String { isASCII ? "-->" : "──▶" }
}

import Findings

/// Draws the way from the trigger over the caller role and the role it hands over to the task, as far as a finding's
/// evidence tells it.
///
/// What the finding is about stands out by dashes, a sign and words, not by colour alone. The style sheet places boxes and
/// arrows: in a row, or in a column where there is little room.
struct HTMLChain {
  var phrases: Phrases

  private struct Box {
    var kind: String
    var name: String
  }

  /// What the finding is about: the arrow in front of a box, or a box.
  private enum Mark {
    case arrow(Int, String)
    case box(Int)
  }

  func write(_ finding: Finding, to out: inout String) {
    let subject = SubjectName(finding.subject)
    let isTask = subject.kind == "task-definition"
    var boxes: [Box] = []
    if !isTask { boxes.append(Box(kind: phrases.kind(subject.kind), name: subject.name)) }
    var caller: Int?
    if let arn = finding.callerRole, arn != finding.subject {
      caller = boxes.count
      boxes.append(Box(kind: phrases.slotName("caller"), name: SubjectName(arn).lastName))
    }
    var role: Int?
    if let arn = finding.role, arn != finding.callerRole, arn != finding.subject {
      role = boxes.count
      boxes.append(Box(kind: phrases.slotName(finding.slot), name: SubjectName(arn).lastName))
    }
    var task: Int?
    if let arn = isTask ? finding.subject : finding.taskDefinition {
      task = boxes.count
      boxes.append(Box(kind: phrases.kind("task-definition"), name: SubjectName(arn).name))
    }
    let mark = mark(finding, caller, role, task, isTask: isTask)
    draw(boxes, mark, finding, to: &out)
  }

  /// Nothing is marked of what is resolved.
  private func mark(
    _ finding: Finding, _ caller: Int?, _ role: Int?, _ task: Int?, isTask: Bool
  ) -> Mark? {
    guard finding.status != .resolved else { return nil }
    let verdict = finding.verdict
    let isTrust = finding.code.hasPrefix("trust.") || finding.action == "sts:AssumeRole"
    if finding.action == "iam:PassRole", let caller, let role, role == caller + 1 {
      return .arrow(role, phrases.passes(verdict))
    }
    if isTrust, finding.slot == "caller", let caller, caller > 0 {
      return .arrow(caller, phrases.assumes(verdict))
    }
    if isTrust, let role, let task, task == role + 1 {
      return .arrow(task, phrases.isNotTrusting(verdict))
    }
    if let action = finding.action, ["ecs:RunTask", "ecs:StartTask"].contains(action), let caller,
      let task, task == caller + 1
    {
      return .arrow(task, phrases.calls(action, verdict))
    }
    if let role { return .box(role) }
    return isTask ? task.map(Mark.box) : .box(0)
  }

  private func draw(_ boxes: [Box], _ mark: Mark?, _ finding: Finding, to out: inout String) {
    let id = finding.identity.id
    let style = Self.style(finding.verdict)
    let sign = Self.sign(finding.verdict)
    var description = boxes.map { "\($0.kind) \($0.name)" }.joined(separator: " → ")
    if case .arrow(let i, let words) = mark {
      description += phrases.end + phrases.gap
      description += phrases.breaks(between: boxes[i - 1].kind, and: boxes[i].kind, words)
    } else if case .box(let i) = mark {
      description += phrases.end + phrases.gap + phrases.isAbout(boxes[i].kind)
    }
    let isTold = if case .arrow = mark { " told" } else { "" }
    out += "<div class=\"picture\"><svg class=\"chain n\(boxes.count)\(isTold)\" role=\"img\" "
    out += "aria-labelledby=\"t-\(id) d-\(id)\"><title id=\"t-\(id)\">\(phrases.theWay)</title>"
    out += "<desc id=\"d-\(id)\">\(HTMLText.escaped(description))</desc>\n"
    for (i, box) in boxes.enumerated() {
      var isMarked = false
      if case .box(i) = mark { isMarked = true }
      if i > 0 {
        if case .arrow(i, let words) = mark {
          out += "<g class=\"e e\(i) \(style)\"><path class=\"l\" d=\"M2 0H68\"/>"
          out += "<path d=\"M61-6L69 0L61 6\"/><circle cx=\"32\" r=\"10\"/></g>"
          out += "<text class=\"s s\(i) \(style)\">\(sign)</text>"
          out += "<text class=\"w w\(i) \(style)\">\(HTMLText.escaped(words))</text>\n"
        } else {
          out += "<g class=\"e e\(i)\"><path d=\"M2 0H68M61-6L69 0L61 6\"/></g>"
        }
      }
      out += "<g class=\"b b\(i)\(isMarked ? " " + style : "")\">"
      out += "<title>\(HTMLText.escaped(box.kind + " " + box.name))</title>"
      out += "<rect width=\"184\" height=\"62\" rx=\"6\"/>"
      out +=
        "<text class=\"k\" x=\"10\" y=\"18\">\(isMarked ? sign + " " : "")\(HTMLText.escaped(box.kind))</text>"
      let lines = Self.lines(box.name)
      for (j, line) in lines.enumerated() {
        out += "<text x=\"10\" y=\"\(36 + 16 * j)\">\(HTMLText.escaped(line))</text>"
      }
      out += "</g>\n"
    }
    out += "</svg></div>\n"
  }

  private static func style(_ verdict: Verdict) -> String {
    switch verdict {
    case .fail: "broken"
    case .conditional, .unknown: "doubt"
    case .pass: "sound"
    }
  }

  private static func sign(_ verdict: Verdict) -> String {
    switch verdict {
    case .fail: "✗"
    case .conditional: "~"
    case .unknown: "?"
    case .pass: "✓"
    }
  }

  /// A name on at most two lines, its middle left out where it is longer; a Japanese letter is as wide as two others.
  private static func lines(_ name: String) -> [String] {
    let width = 23
    let text = Array(name.visible(limit: 400) { "…(\($0))…" })
    func fitting(_ letters: some Sequence<Character>, _ width: Int) -> [Character] {
      var left = width
      return Array(
        letters.prefix { letter in
          left -= letter.isASCII ? 1 : 2
          return left >= 0
        })
    }
    let first = fitting(text, width)
    if first.count == text.count { return [name.isEmpty ? "–" : String(first)] }
    let second = text.dropFirst(first.count)
    let whole = fitting(second, width)
    if whole.count == second.count { return [String(first), String(whole)] }
    return [String(first), "…" + String(fitting(second.reversed(), width - 2).reversed())]
  }
}

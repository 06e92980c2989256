import Findings

/// The controls that choose which findings are shown.
///
/// Without its script the page shows all and has no use for them.
struct HTMLFilters {
  var findings: [Finding]
  var phrases: Phrases

  var form: String {
    guard !findings.isEmpty else { return "" }
    let total = phrases.number(findings.count)
    var out = "<form id=\"filters\" role=\"search\" aria-label=\"\(phrases.filters)\" hidden>\n"
    out += "<label class=\"text\" for=\"text\">\(phrases.filterText) "
    out +=
      "<input id=\"text\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"\(phrases.filterTextHint)\" title=\"\(phrases.filterKeys)\" aria-keyshortcuts=\"/\"></label>\n"
    let severities = Severity.worstFirst.map { severity in
      (severity.rawValue, phrases.name(severity), findings.count { $0.severity == severity })
    }
    out += boxes("severity", phrases.severityFilter, severities)
    let statuses = FindingStatus.allCases.map { status in
      (status.rawValue, phrases.name(status), findings.count { $0.status == status })
    }
    out += boxes("status", phrases.statusFilter, statuses)
    out += list("module", phrases.moduleFilter, findings.map(\.module))
    out += list("account", phrases.accountFilter, findings.map(\.account))
    out += "<p class=\"count\"><output id=\"count\" aria-live=\"polite\" "
    out += "data-words=\"\(phrases.shownOf)\">\(total)</output> "
    out += "<button type=\"reset\" id=\"reset\">\(phrases.resetFilters)</button></p>\n</form>\n"
    return out + "<p id=\"nothing\" hidden>\(phrases.nothingMatches)</p>\n"
  }

  private func boxes(
    _ name: String, _ title: String, _ choices: [(value: String, name: String, count: Int)]
  ) -> String {
    var out = "<fieldset><legend>\(title)</legend>"
    for choice in choices where choice.count > 0 {
      out += "<label class=\"chip \(choice.value)\">"
      out += "<input type=\"checkbox\" name=\"\(name)\" value=\"\(choice.value)\">"
      out += "\(choice.name) <small>\(phrases.number(choice.count))</small></label>"
    }
    return out + "</fieldset>\n"
  }

  private func list(_ name: String, _ title: String, _ values: [String]) -> String {
    var counts: [String: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    guard counts.count > 1 else { return "" }
    var out = "<label class=\"list\">\(title) <select name=\"\(name)\">"
    out += "<option value=\"\">\(phrases.everything)</option>"
    for (value, count) in counts.sorted(by: { $0.key < $1.key }) {
      let value = HTMLText.escaped(value)
      out += "<option value=\"\(value)\">\(value) (\(phrases.number(count)))</option>"
    }
    return out + "</select></label>\n"
  }
}

extension Finding {
  /// The module of its check: `passrole` of `passrole/caller-may-pass-role`.
  var module: String { String(identity.check.prefix { $0 != "/" }) }
}

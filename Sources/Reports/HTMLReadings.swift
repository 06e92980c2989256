import Findings

/// The sections of the page about what was read rather than about what was found, and about suppressions.
struct HTMLReadings {
  var report: Report
  var phrases: Phrases

  func write(to out: inout String) {
    let readings = ReadingSections(report: report, phrases: phrases)
    let suppressions = SuppressionSection(suppressions: report.suppressions, phrases: phrases)
    list(suppressions.section, to: &out)
    coverage(to: &out)
    list(readings.notes, to: &out)
    list(readings.assumptions, to: &out)
  }

  private func list(_ section: MarkdownSection?, to out: inout String) {
    guard let section else { return }
    out +=
      "<section class=\"reading\">\n<h2>\(HTMLText.inline(String(section.opening.dropFirst(3))))</h2>\n"
    out += HTMLText.items((0..<section.count).lazy.map(section.item)) + "</section>\n"
  }

  private func coverage(to out: inout String) {
    out += "<section class=\"reading\">\n<h2>\(phrases.coverage)</h2>\n"
    if report.coverage.isEmpty {
      out += "<p>\(phrases.nothingRead)</p>\n"
    } else {
      out += "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
      for column in phrases.coverageColumns { out += "<th scope=\"col\">\(column)</th>" }
      out += "</tr></thead><tbody>\n"
      let sorted =
        report.coverage.filter { !$0.complete } + report.coverage.filter(\.complete)
      for coverage in sorted { row(coverage, to: &out) }
      out += "</tbody></table></div>\n"
    }
    out += "</section>\n"
  }

  private func row(_ coverage: ReportedCoverage, to out: inout String) {
    let why =
      coverage.complete
      ? phrases.isComplete
      : "**\(phrases.incompleteMark)**"
        + (coverage.why.map { phrases.colon + MarkdownText.prose($0, limit: 300) } ?? "")
    out += "<tr\(coverage.complete ? "" : " class=\"incomplete\"")>"
    for name in [coverage.account, coverage.region, coverage.kind] {
      out += "<td>\(HTMLText.escaped(name.visible(limit: 160) { "…(\($0))…" }))</td>"
    }
    out += "<td class=\"number\">\(phrases.number(coverage.count))</td>"
    out += "<td>\(HTMLText.inline(why))</td></tr>\n"
  }
}

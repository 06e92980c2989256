import Findings

/// The first screen of the page: the result, what changed, the counts, and the fixes that mend most.
struct HTMLSummary {
  var report: Report
  var failures: [FixGroup]
  var phrases: Phrases

  private var markdown: MarkdownReport { MarkdownReport(language: phrases.language, all: true) }

  /// The title as Markdown.
  var title: String {
    let isEmpty = report.findings.isEmpty && markdown.passed(report) == 0
    let result =
      isEmpty ? phrases.nothingWasEvaluated : phrases.failures(report.summary.openCount)
    return phrases.title(result, accounts: phrases.names(report.run.accounts, limit: 3))
  }

  var header: String {
    let summary = report.summary
    var out = "<header>\n<h1>\(HTMLText.inline(title))</h1>\n"
    out += paragraph(markdown.difference(report, summary))
    out += tiles(summary)
    if let incomplete = markdown.incomplete(report) {
      out += "<p class=\"warning\">\(HTMLText.inline(incomplete))</p>\n"
    }
    if failures.isEmpty {
      out += "<p class=\"good\">\(HTMLText.inline(markdown.goodNews(report, summary)))</p>\n"
    } else {
      out += "<section class=\"first\">\n<h2>\(phrases.fixFirst)</h2>\n\(fixFirst)</section>\n"
    }
    return out + "</header>\n"
  }

  var footer: String {
    let run = report.run
    var parts = [HTMLText.inline(MarkdownText.prose(run.tool, limit: 100))]
    if report.asOf == nil { parts.append(phrases.run(run.number)) }
    parts.append(HTMLText.inline(MarkdownReport.time(run.started)))
    if !run.accounts.isEmpty {
      parts.append(HTMLText.inline(phrases.accounts(phrases.names(run.accounts, limit: .max))))
    }
    return "<footer>\(phrases.madeBy) \(parts.joined(separator: " · "))</footer>\n"
  }

  private func paragraph(_ markdown: String) -> String {
    "<p>\(HTMLText.inline(markdown))</p>\n"
  }

  /// A tile for each count; each is a link that filters by it.
  private func tiles(_ summary: ReportSummary) -> String {
    var out = "<ul class=\"tiles\" aria-label=\"\(phrases.openBySeverity)\">\n"
    for severity in Severity.worstFirst {
      out += tile(
        summary.open[severity] ?? 0, phrases.name(severity), "severity=\(severity.rawValue)",
        severity.rawValue)
    }
    let apart = [
      (summary.conditional, phrases.name(Verdict.conditional), "verdict=conditional"),
      (summary.unknown, phrases.name(Verdict.unknown), "verdict=unknown"),
      (summary.notEvaluated, phrases.name(FindingStatus.notEvaluated), "status=not-evaluated"),
      (summary.suppressed, phrases.name(FindingStatus.suppressed), "status=suppressed"),
    ]
    for (count, name, link) in apart where count > 0 { out += tile(count, name, link, "apart") }
    return out + "</ul>\n"
  }

  private func tile(_ count: Int, _ name: String, _ link: String, _ style: String) -> String {
    let filter = style == "apart" ? link : "verdict=fail&amp;status=current&amp;" + link
    return
      "<li class=\"\(style)\(count == 0 ? " none" : "")\"><a href=\"#\(filter)\"><b>\(phrases.number(count))</b> <span>\(name)</span></a></li>\n"
  }

  private var fixFirst: String {
    let words = FixWords(phrases)
    var out = "<ol>\n"
    for (i, group) in failures.prefix(5).enumerated() {
      var marks = [phrases.places(group.findings.count)]
      for status in [FindingStatus.new, .reopened] where report.against != nil {
        let count = group.findings.count { $0.status == status }
        if count > 0 { marks.append(phrases.count(count, of: status)) }
      }
      out += "<li>\(HTMLFinding.badge(group.first, phrases)) "
      out += "<a href=\"#fix-\(i + 1)\">\(HTMLText.inline(words.shortHeading(group)))</a> "
      out += "<span class=\"faint\">\(marks.joined(separator: " · "))</span>"
      let fixes = words.remedies(group).map(\.short).filter { !$0.isEmpty }
      if let fix = fixes.first {
        let more = fixes.count > 1 ? " (\(phrases.more(fixes.count - 1)))" : ""
        out += "<p>→ \(HTMLText.inline(fix))\(more)</p>"
      }
      out += "</li>\n"
    }
    out += "</ol>\n"
    let rest = failures.dropFirst(5)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + $1.findings.count }
      out += "<p class=\"faint\">\(phrases.moreFixes(rest.count, findings: count))</p>\n"
    }
    return out
  }
}

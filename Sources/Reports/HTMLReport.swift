public import Findings

/// The report as one page for a browser, which needs nothing beside it and asks for nothing: no network, no fonts, no
/// library.
///
/// All is in the page as text, readable and printable without the script, which only filters, copies and follows links.
/// Nothing is cut.
public struct HTMLReport: Renderer {
  public static let name = "html"
  public static let fileEndings = ["html", "htm"]

  private let phrases: Phrases

  public init(language: Language = .english) { phrases = Phrases(language: language) }

  public func render(_ report: Report) -> String {
    let failures = FixGroup.groups(of: report.findings.lazy.filter { $0.isOpenFailure })
    let summary = HTMLSummary(report: report, failures: failures, phrases: phrases)
    var body = "<a class=\"skip\" href=\"#findings\">\(phrases.skipToFindings)</a>\n"
    body += summary.header
    body += "<main>\n"
    body += HTMLFilters(findings: report.findings, phrases: phrases).form
    body += "<div id=\"findings\" tabindex=\"-1\">\n"
    HTMLSections(report: report, failures: failures, phrases: phrases).write(to: &body)
    body += "</div>\n"
    HTMLReadings(report: report, phrases: phrases).write(to: &body)
    body += "</main>\n" + summary.footer
    return HTMLPage(title: HTMLText.plain(summary.title), language: phrases.language).text(body)
  }
}

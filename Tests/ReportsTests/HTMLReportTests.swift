import Findings
import Reports
import Testing

@Suite("The HTML report")
struct HTMLReportTests {
  @Test("has every finding once, and a picture for each")
  func findings() {
    let report = SampleReport().report
    let page = HTMLReport().render(report)
    for finding in report.findings {
      #expect(page.ranges(of: " id=\"\(finding.identity.id)\"").count == 1)
    }
    #expect(page.ranges(of: "<article ").count == report.findings.count)
    #expect(page.ranges(of: "<svg ").count == report.findings.count)
  }

  @Test("has no element that a name brought along", arguments: HostileName.all)
  func hostile(_ name: HostileName) {
    let page = HTMLReport().render(name.sample.report)
    // What the page is made of with a harmless name, element by element.
    let harmless = HTMLReport().render(SampleReport().report)
    #expect(names(page).subtracting(names(harmless)).isEmpty)
    #expect(page.ranges(of: "<script").count == 1)
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
  }

  @Test("asks for nothing from outside", arguments: [Language.english, .japanese])
  func network(_ language: Language) {
    let page = HTMLReport(language: language).render(SampleReport().report)
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
    for word in [" src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest", " style="] {
      #expect(!page.contains(word))
    }
  }

  @Test("names the broken arrow by words and a sign")
  func broken() {
    let page = HTMLReport().render(SampleReport().report)
    #expect(page.contains("✗</text><text class=\"w w2 broken\">may not pass</text>"))
  }

  @Test("is whole without findings", arguments: [EmptyReports.allWell, EmptyReports.nothing])
  func empty(_ report: Report) {
    let page = HTMLReport().render(report)
    #expect(page.hasSuffix("</html>\n"))
    #expect(!page.contains("<form"))
  }

  private func names(_ page: String) -> Set<Substring> {
    Set(page.matches(of: /<([a-z0-9]+)/).map(\.output.1))
  }
}

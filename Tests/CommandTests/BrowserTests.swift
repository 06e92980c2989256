import Foundation
import TestSupport
import Testing

@Suite("A page, in Chromium,", .enabled(if: Browser.path != nil, Comment(rawValue: Browser.hint)))
struct BrowserTests {
  private static let audit = ["audit", Program.broken, "--db", ":memory:"]

  @Test("shows all findings and says nothing on its console", arguments: ["en", "ja"])
  func whole(_ language: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.rolecall(Self.audit + ["--output", "page.html", "--lang", language])
    let page = try Browser.open("page.html", in: folder)
    #expect(page.console.isEmpty)
    #expect(page.counts == (5, 5))
    #expect(page.document.contains("<html lang=\"\(language)\" class=\"js\">"))
    #expect(!page.document.contains("<form id=\"filters\" hidden"))
  }

  @Test(
    "shows what its address asks for",
    arguments: [
      ("#severity=critical", 4), ("#severity=critical,high", 5), ("#severity=low", 0),
      ("#module=passrole", 2), ("#severity=critical&module=trust", 1), ("#status=resolved", 0),
      ("#status=current&verdict=fail", 5), ("#text=NIGHTLY-report", 2),
      ("#text=passrole%20execution", 2), ("#text=no-such-thing", 0), ("#account=1", 0),
      ("#fix-2", 5),
    ])
  func filters(_ address: String, _ count: Int) throws {
    let folder = try TemporaryFolder()
    _ = try folder.rolecall(Self.audit + ["--output", "page.html"])
    let page = try Browser.open("page.html", address, in: folder)
    #expect(page.console.isEmpty)
    #expect(page.counts == (5, count))
    #expect(page.document.contains(">\(count) of 5 findings</output>"))
  }

  @Test("keeps a hostile name a text")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let export = try Export(in: folder)
    try export.changeDefinition { definition in
      definition.replacing(
        "WriteReport", with: "<script>document.title=1</script><img src=x onerror=alert(1)>'\\\"")
    }
    _ = try folder.rolecall("audit", export.path, "--db", ":memory:", "--output", "page.html")
    let page = try Browser.open("page.html", in: folder)
    #expect(page.console.isEmpty)
    #expect(page.counts.all > 0)
    #expect(page.document.contains("&lt;script&gt;document.title=1&lt;/script&gt;&lt;img src=x"))
    #expect(page.document.matches(of: /<script/).count == 1)
    #expect(!page.document.contains("<img"))
    #expect(page.document.contains("<title>rolecall: "))
  }
}

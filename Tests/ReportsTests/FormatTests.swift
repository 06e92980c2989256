import Reports
import Testing

@Suite("The formats")
struct FormatTests {
  @Test("are called what their renderers are called", arguments: Format.allCases)
  func names(_ format: Format) {
    #expect(type(of: format.renderer()).name == format.rawValue)
    #expect(type(of: format.renderer()).fileEndings == format.fileEndings)
  }

  @Test(
    "are known by the endings of files",
    arguments: [
      ("report.md", Format.markdown), ("a/b.JSON", .json), ("x.tar.markdown", .markdown),
      ("a.csv", .csv), ("r.sarif", .sarif), ("r.sarif.json", .sarif),
      ("json", nil), ("report.txt", nil), ("", nil),
    ])
  func endings(_ file: String, _ format: Format?) {
    #expect(Format(fileName: file) == format)
  }
}

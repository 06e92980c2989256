/// The formats, in the order in which help lists them.
public enum Format: String, FileFormat {
  /// For people: a terminal, a pull request, a log. The default.
  case markdown
  /// For programs: everything that is known, as the published schema describes it.
  case json
  /// For people with a browser: one page that needs nothing beside it.
  case html
  /// For spreadsheets: a line for each finding.
  case csv
  /// For code hosts and code scanners.
  case sarif
  /// For security data lakes.
  case ocsf

  public var fileEndings: [String] {
    switch self {
    case .markdown: MarkdownReport.fileEndings
    case .json: JSONReport.fileEndings
    case .html: HTMLReport.fileEndings
    case .csv: CSVReport.fileEndings
    case .sarif: SARIFReport.fileEndings
    case .ocsf: OCSFReport.fileEndings
    }
  }

  /// Makes the renderer of the format.
  ///
  /// - Parameters:
  ///   - language: of what the format itself says. Messages bring their own.
  ///   - all: whether nothing is cut, however long the report becomes. Only some formats cut at all.
  /// - Returns: a renderer that keeps to them.
  public func renderer(language: Language = .english, all: Bool = false) -> any Renderer {
    switch self {
    case .markdown: MarkdownReport(language: language, all: all)
    case .json: JSONReport()
    case .html: HTMLReport(language: language)
    case .csv: CSVReport()
    case .sarif: SARIFReport(language: language)
    case .ocsf: OCSFReport()
    }
  }
}

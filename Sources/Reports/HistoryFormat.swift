/// The formats of lists of runs and of the lives of findings.
public enum HistoryFormat: String, FileFormat {
  case markdown
  case json

  public var fileEndings: [String] {
    switch self {
    case .markdown: MarkdownReport.fileEndings
    case .json: JSONReport.fileEndings
    }
  }
}

public import Findings
import JSON

/// The formats of what a query returned.
public enum QueryFormat: String, Sendable, CaseIterable {
  /// Columns side by side, for a terminal.
  case table
  /// RFC 4180, with a header.
  case csv
  /// `{"schema": "rolecall.query/1", "columns": […], "rows": [[…], …]}`.
  case json
  case markdown

  /// Writes a result.
  ///
  /// - Parameters:
  ///   - result: what the query returned.
  ///   - width: in how many cells of a terminal a table is to fit; nil: nothing is cut.
  /// - Returns: the text, ending in a newline.
  public func render(_ result: QueryResult, width: Int?) -> String {
    switch self {
    case .table:
      let columns = result.columns.indices.map { i in
        TextTable.Column(
          title: result.columns[i],
          isNumeric: !result.rows.isEmpty
            && result.rows.allSatisfy { $0[i].isNumber || $0[i] == .null })
      }
      return TextTable(columns: columns, rows: result.rows.map { $0.map(Self.text) })
        .lines(width: width).map { $0 + "\n" }.joined()
    case .csv:
      return CSVText.lines(
        [result.columns.map(CSVText.field)]
          + result.rows.map { row in
            row.map { $0.isNumber ? Self.text($0) : CSVText.field(Self.text($0)) }
          })
    case .json:
      var writer = JSONWriter()
      writer.object { writer in
        writer.member("schema", "rolecall.query/1")
        writer.member("columns", .array(result.columns.map(JSONValue.string)))
        writer.member("rows") { writer in
          writer.list(result.rows) { $0.value(.array($1)) }
        }
      }
      writer.newline()
      return writer.text
    case .markdown:
      let header = "| " + result.columns.map(Self.cell).joined(separator: " | ") + " |\n"
      let rule = "|" + result.columns.map { _ in "---|" }.joined() + "\n"
      let rows = result.rows.map { row in
        "| "
          + row.map { $0.isNumber ? Self.text($0) : Self.cell(Self.text($0)) }
          .joined(separator: " | ") + " |\n"
      }
      return header + rule + rows.joined()
    }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .number(let text), .string(let text): text
    default: value.canonical()
    }
  }

  private static func cell(_ text: String) -> String {
    text.isEmpty ? "" : MarkdownText.cell(MarkdownText.code(text, limit: 2_000))
  }
}

extension JSONValue {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}

public import JSON

/// What a query returned: named columns, and a value for each in every row.
public struct QueryResult: Sendable, Equatable {
  /// The names, as the query gives them; not all need differ.
  public var columns: [String]
  /// Null, numbers and texts; bytes as a text of hexadecimal digits.
  public var rows: [[JSONValue]]

  public init(columns: [String], rows: [[JSONValue]]) {
    self.columns = columns
    self.rows = rows
  }
}

/// Writes comma-separated values as RFC 4180 has them: lines end with CRLF, and what needs it stands in quotes.
///
/// Texts come from strangers: what a reader cannot see is written as its visible escape, and an apostrophe goes before a
/// text that a spreadsheet would take for a formula.
enum CSVText {
  static func lines(_ rows: [[String]]) -> String {
    rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// A text as a field.
  static func field(_ text: String) -> String {
    var harmless = ""
    for scalar in text.unicodeScalars {
      // A line break is harmless within quotes.
      if scalar.isUnseen, scalar != "\n" {
        harmless += scalar.visibleEscape
      } else {
        harmless.unicodeScalars.append(scalar)
      }
    }
    if let first = harmless.utf8.first, "=+-@".utf8.contains(first), harmless != "-" {
      harmless = "'" + harmless
    }
    let needsQuotes = harmless.utf8.contains { ",\"\n\r".utf8.contains($0) }
    return needsQuotes ? "\"" + harmless.replacing("\"", with: "\"\"") + "\"" : harmless
  }
}

/// `errors.tsv`: the calls of an export that failed, a line each: file, exit status, message.
enum ErrorsFile {
  static func read(_ text: String, of file: ExportFile, into reading: inout PageReading) {
    let folder = file.path.dropLast(file.lastName.count)
    for (i, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(
        separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, !fields[0].isEmpty else {
        reading.gaps.append(
          ImportNote(
            severity: .error, file: file.name, line: i + 1,
            text: "the line is not of the form file, status, message, with tabs between",
            hint: "leave errors.tsv as scripts/export-account wrote it, or export again"))
        continue
      }
      let message = Redaction.kept(fields[2].trimmed)
      let importer = ImporterList.importer(forPath: String(fields[0]))
      let place = Place(path: folder + String(fields[0]))
      for kind in importer?.kinds ?? [] {
        reading.facts.append(
          CoverageFact(kind: kind, place: place, event: .problem("call failed: \(message)")))
      }
      let isExpected =
        importer == nil
        || importer?.kinds.first?.scopeKind == .organization && isWithoutOrganization(message)
      reading.gaps.append(
        ImportNote(
          severity: isExpected ? .note : .error, file: file.name, line: i + 1,
          text: "the export of \(fields[0]) failed: \(message)",
          hint: isExpected
            ? "nothing to do: what this call tells is not read, or there is no organization to tell"
              + " of" : "allow the exporting user this call, or see why it failed, and export again"
        ))
    }
  }

  /// Whether a call failed because there is no organization, or only its management account may ask.
  private static func isWithoutOrganization(_ message: String) -> Bool {
    ["AccessDenied", "AWSOrganizationsNotInUse"].contains { message.contains($0) }
  }
}

extension Substring {
  /// Without white space at both ends, and at most 300 characters.
  fileprivate var trimmed: String {
    let text = drop { $0.isWhitespace }
    let end = text.lastIndex { !$0.isWhitespace }
    let trimmed = end.map { text[...$0] } ?? ""
    return trimmed.count > 300 ? trimmed.prefix(299) + "…" : String(trimmed)
  }
}

import Findings

/// The sections about what was read rather than about what was found.
struct ReadingSections {
  var report: Report
  var phrases: Phrases

  /// The sections in order, without those that have nothing to say.
  var all: [MarkdownSection] { [coverage, notes, assumptions].compactMap { $0 } }

  /// What was read completely in one sentence, what was not in a table.
  private var coverage: MarkdownSection? {
    var counts: [String: Int] = [:]
    for coverage in report.coverage where coverage.complete {
      counts[coverage.kind, default: 0] += coverage.count
    }
    let complete = counts.sorted { $0.key < $1.key }.map { kind, count in
      phrases.kinds(MarkdownText.plain(kind), count)
    }
    var opening = ["## " + phrases.coverage]
    if report.coverage.isEmpty { opening.append(phrases.nothingRead) }
    if !complete.isEmpty { opening.append(phrases.complete(phrases.list(complete))) }
    let incomplete = report.coverage.filter { !$0.complete }
    if !incomplete.isEmpty {
      let columns = phrases.coverageColumns
      opening.append(row(columns) + "\n" + row(columns.map { _ in "---" }))
    }
    return MarkdownSection(
      opening: opening.joined(separator: "\n\n"), count: incomplete.count,
      lead: incomplete.isEmpty ? "\n\n" : "\n", weight: 2,
      item: { index in
        let coverage = incomplete[index]
        return row([
          MarkdownText.code(coverage.account), MarkdownText.code(coverage.region),
          MarkdownText.code(coverage.kind), phrases.number(coverage.count),
          MarkdownText.prose(coverage.why ?? "–", limit: 300),
        ])
      },
      cutLine: { range in
        phrases.cut(range.count, places: nil, named: names(incomplete[range].map(\.kind)))
      })
  }

  private func row(_ cells: [String]) -> String {
    "| " + cells.map(MarkdownText.cell).joined(separator: " | ") + " |"
  }

  /// What was not understood, what could not be read at all first.
  var notes: MarkdownSection? {
    let notes = report.notes.filter(\.isError) + report.notes.filter { !$0.isError }
    guard !notes.isEmpty else { return nil }
    return MarkdownSection(
      opening: "## \(phrases.notes) (\(phrases.number(notes.count)))", count: notes.count,
      weight: 2,
      item: { line(notes[$0]) },
      cutLine: { range in
        phrases.cut(range.count, places: nil, named: names(notes[range].map(\.file)))
      })
  }

  private func line(_ note: ReportedNote) -> String {
    var place = [MarkdownText.code(note.file)]
    if let line = note.line { place.append(phrases.line(line)) }
    if let pointer = note.pointer, !pointer.isEmpty {
      place.append(phrases.at(MarkdownText.code(pointer)))
    }
    let severity = note.isError ? "**\(phrases.error)**" : phrases.note
    var line =
      "- \(severity) \(phrases.list(place))\(phrases.colon)\(MarkdownText.prose(note.text, limit: 400))"
    if let hint = note.hint, !hint.isEmpty {
      line += "\n  - \(phrases.hint(MarkdownText.prose(hint, limit: 400)))"
    }
    return line
  }

  var assumptions: MarkdownSection? {
    let assumed = report.run.assumed.sorted { $0.key < $1.key }.map {
      phrases.assumed(MarkdownText.code($0.key), MarkdownText.code($0.value))
    }
    let said = report.run.assumptions.map { MarkdownText.prose($0, limit: 400) }
    let lines = assumed + said
    guard !lines.isEmpty else { return nil }
    return MarkdownSection(
      opening: "## " + phrases.assumptions, count: lines.count, weight: 1,
      item: { "- " + lines[$0] },
      cutLine: { phrases.cut($0.count, places: nil, named: "") })
  }

  /// The names that occur most in what is cut.
  private func names(_ all: [String]) -> String { Tally(all).words(phrases) }
}

public import Findings

/// The runs of a store with the counts of their reports, the newest first.
public struct RunList {
  private let runs: [ListedRun]

  /// Takes the runs in the order in which they are to be listed.
  public init(_ runs: [ListedRun]) { self.runs = runs }

  /// A table, as Markdown.
  public func markdown(_ language: Language = .english) -> String {
    let phrases = Phrases(language: language)
    let columns = phrases.runColumns
    let rows = runs.map { cells($0, phrases) }
    let rule = columns.indices.map { [0, 3, 4, 5, 6, 7, 8].contains($0) ? "---:" : "---" }
    return ([columns, rule] + rows).map {
      "| " + $0.map(MarkdownText.cell).joined(separator: " | ") + " |\n"
    }.joined()
  }

  private func cells(_ listed: ListedRun, _ phrases: Phrases) -> [String] {
    let summary = listed.summary
    let open = Severity.worstFirst.compactMap { severity -> String? in
      let count = summary.open[severity] ?? 0
      return count > 0 ? phrases.count(count, of: severity) : nil
    }
    return [
      String(listed.run.number), MarkdownReport.time(listed.run.started),
      phrases.names(listed.run.accounts, limit: 3), phrases.number(summary.openCount),
      phrases.number(summary.new), phrases.number(summary.reopened),
      phrases.number(summary.changed), phrases.number(summary.resolved),
      phrases.number(summary.conditional + summary.unknown),
      open.isEmpty ? "–" : phrases.list(open), MarkdownText.prose(listed.run.tool, limit: 100),
    ]
  }

  /// JSON: schema `rolecall.runs/1`, which `docs/runs.schema.json` describes.
  public func json() -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", "rolecall.runs/1")
      writer.member("runs") { writer in
        writer.list(runs) { writer, listed in
          writer.object { writer in
            writer.member("number", listed.run.number)
            writer.member("started", listed.run.started)
            writer.member("tool", listed.run.tool)
            writer.member("accounts") { $0.list(listed.run.accounts) { $0.text($1) } }
            writer.member("summary") { JSONReport.write(listed.summary, to: &$0) }
          }
        }
      }
    }
    writer.newline()
    return writer.text
  }
}

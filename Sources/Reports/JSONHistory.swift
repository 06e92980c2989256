public import Findings
import JSON

/// The life of a finding for programs: schema `rolecall.history/1`, which `docs/history.schema.json` describes.
public struct JSONHistory {
  public init() {}

  /// The whole text, ending in a newline.
  public func render(_ history: FindingHistory) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", "rolecall.history/1")
      writer.member("run") { Self.write(history.run, to: &$0) }
      writer.member("finding") { JSONReport.write(history.finding, to: &$0) }
      writer.member("steps") { $0.list(history.steps) { Self.write($1, to: &$0) } }
    }
    writer.newline()
    return writer.text
  }

  private static func write(_ run: FindingHistory.RunTime?, to writer: inout JSONWriter) {
    guard let run else { return writer.value(.null) }
    writer.object { writer in
      writer.member("number", run.number)
      writer.member("started", run.started)
    }
  }

  private static func write(_ step: FindingHistory.Step, to writer: inout JSONWriter) {
    let finding = step.finding
    writer.object { writer in
      writer.member("run") { Self.write(step.run, to: &$0) }
      writer.member("until") { Self.write(step.until, to: &$0) }
      writer.member("status", finding.status.rawValue)
      writer.member("code", finding.code)
      writer.member("severity", finding.severity.rawValue)
      writer.member("verdict", finding.verdict.rawValue)
      writer.member("subject", finding.subject)
      writer.member("message", finding.message)
      writer.member("awsError", finding.awsError)
      writer.member("evidence", .object(finding.plainEvidence))
      writer.member("cause") { $0.list(finding.cause) { JSONReport.write($1, to: &$0) } }
    }
  }
}

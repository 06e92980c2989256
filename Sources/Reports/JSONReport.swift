public import Findings
import JSON

/// The report for programs: schema `rolecall.report/1`, which `docs/report.schema.json` describes.
///
/// Every member is always there, null or empty where there is nothing to say, and stands in a fixed order; the names
/// within `evidence`, `assumed` and policies are sorted. The two exceptions: `evidence` holds what its check gave, and
/// a change has no `before` where nothing was there before and no `after` where nothing is left.
public struct JSONReport: Renderer {
  public static let name = "json"
  public static let fileEndings = ["json"]

  public init() {}

  public func render(_ report: Report) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", "rolecall.report/1")
      writer.member("run") { Self.write(report.run, to: &$0) }
      writer.member("against") { writer in
        if let against = report.against {
          Self.write(against, to: &writer)
        } else {
          writer.value(.null)
        }
      }
      writer.member("summary") { Self.write(report.summary, to: &$0) }
      writer.member("coverage") { $0.list(report.coverage) { Self.write($1, to: &$0) } }
      writer.member("notes") { $0.list(report.notes) { Self.write($1, to: &$0) } }
      writer.member("findings") { $0.list(report.findings) { Self.write($1, to: &$0) } }
      writer.member("suppressions") { $0.list(report.suppressions) { Self.write($1, to: &$0) } }
    }
    writer.newline()
    return writer.text
  }

  private static func write(_ run: ReportedRun, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("number", run.number)
      writer.member("started", run.started)
      writer.member("tool", run.tool)
      writer.member("accounts") { $0.list(run.accounts) { $0.text($1) } }
      writer.member("assumed", .object(run.assumed.mapValues(JSONValue.string)))
      writer.member("assumptions") { $0.list(run.assumptions) { $0.text($1) } }
      writer.member("evaluated") { writer in
        let checks = run.evaluated.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        writer.object { writer in
          for (id, check) in checks { writer.member(id) { Self.write(check, to: &$0) } }
        }
      }
    }
  }

  private static func write(_ check: ReportedCheck, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("status", check.status.rawValue)
      writer.member("pass", check.pass)
      writer.member("fail", check.fail)
      writer.member("conditional", check.conditional)
      writer.member("unknown", check.unknown)
      writer.member("note", check.note)
    }
  }

  static func write(_ summary: ReportSummary, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("open") { writer in
        writer.object { writer in
          for severity in Severity.worstFirst {
            writer.member(severity.rawValue, summary.open[severity] ?? 0)
          }
        }
      }
      writer.member("conditional", summary.conditional)
      writer.member("unknown", summary.unknown)
      writer.member("new", summary.new)
      writer.member("resolved", summary.resolved)
      writer.member("reopened", summary.reopened)
      writer.member("changed", summary.changed)
      writer.member("suppressed", summary.suppressed)
      writer.member("notEvaluated", summary.notEvaluated)
    }
  }

  private static func write(_ coverage: ReportedCoverage, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("account", coverage.account)
      writer.member("region", coverage.region)
      writer.member("kind", coverage.kind)
      writer.member("complete", coverage.complete)
      writer.member("count", coverage.count)
      writer.member("exportedAt", coverage.exportedAt)
      writer.member("why", coverage.why)
    }
  }

  private static func write(_ note: ReportedNote, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("severity", note.isError ? "error" : "note")
      writer.member("file", note.file)
      writer.member("line", note.line)
      writer.member("pointer", note.pointer)
      writer.member("text", note.text)
      writer.member("hint", note.hint)
    }
  }

  static func write(_ finding: Finding, to writer: inout JSONWriter) {
    let fingerprint = finding.identity.fingerprint
    writer.object { writer in
      writer.member("id", FindingIdentity.id(of: fingerprint))
      writer.member("fingerprint", fingerprint)
      writer.member("check", finding.identity.check)
      writer.member("code", finding.code)
      writer.member("severity", finding.severity.rawValue)
      writer.member("verdict", finding.verdict.rawValue)
      writer.member("status", finding.status.rawValue)
      writer.member("subject", finding.subject)
      writer.member("locator", finding.identity.locator)
      writer.member("account", finding.account)
      writer.member("region", finding.region)
      writer.member("message", finding.message)
      writer.member("awsError", finding.awsError)
      writer.member("evidence", .object(finding.plainEvidence))
      writer.member("remediation") { writer in
        writer.object { writer in
          writer.member("text", finding.remediation.text)
          writer.member("policy", finding.remediation.policy)
        }
      }
      writer.member("firstSeen", finding.firstSeen)
      writer.member("lastSeen", finding.lastSeen)
      writer.member("cause") { $0.list(finding.cause) { Self.write($1, to: &$0) } }
      writer.member("suppression") { Self.write(finding.suppression, to: &$0) }
    }
  }

  private static func write(_ suppression: Suppression?, to writer: inout JSONWriter) {
    guard let suppression else { return writer.value(.null) }
    writer.object { Self.write(suppression, to: &$0) }
  }

  private static func write(_ reported: ReportedSuppression, to writer: inout JSONWriter) {
    writer.object { writer in
      Self.write(reported.suppression, to: &writer)
      writer.member("findings", reported.findings)
      writer.member("remarks") { $0.list(reported.remarks) { $0.text($1.rawValue) } }
    }
  }

  /// The members of a suppression; those that it has not are null.
  private static func write(_ suppression: Suppression, to writer: inout JSONWriter) {
    var (fingerprint, code, subject, account): (String?, String?, String?, String?)
    switch suppression.target {
    case .fingerprint(let text): fingerprint = text
    case .code(let text, let subjects, let accounts):
      (code, subject, account) = (text, subjects, accounts)
    }
    writer.member("fingerprint", fingerprint)
    writer.member("code", code)
    writer.member("subject", subject)
    writer.member("account", account)
    writer.member("owner", suppression.owner)
    writer.member("reason", suppression.reason)
    writer.member("until", suppression.until.description)
    writer.member("ticket", suppression.ticket)
  }

  static func write(_ cause: Cause, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("kind", cause.kind.rawValue)
      writer.member("resource", cause.resource)
      writer.member("aspect", cause.aspect)
      writer.member("gone", cause.isGone)
      writer.member("changes") { writer in
        writer.list(cause.changes) { writer, change in
          writer.object { writer in
            writer.member("pointer", change.pointer)
            if let sid = cause.sid(of: change) { writer.member("statement", sid) }
            if let before = change.before { writer.member("before", before) }
            if let after = change.after { writer.member("after", after) }
          }
        }
      }
    }
  }
}

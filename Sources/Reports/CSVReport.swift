public import Findings

/// The findings as a table for spreadsheets: RFC 4180, a header and a line for each finding, in the order of the report.
///
/// A text that a spreadsheet would take for a formula has an apostrophe before it, and what nobody can see is written as an escape.
public struct CSVReport: Renderer {
  public static let name = "csv"
  public static let fileEndings = ["csv"]

  /// The columns, which new ones are added behind.
  static let columns = [
    "id", "status", "verdict", "severity", "code", "check", "account", "region", "subject",
    "locator", "message", "aws_error", "fix", "first_seen", "last_seen", "suppressed_by",
    "suppressed_until", "fingerprint",
  ]

  public init() {}

  public func render(_ report: Report) -> String {
    CSVText.lines([Self.columns] + report.findings.map(Self.fields))
  }

  private static func fields(_ finding: Finding) -> [String] {
    let fingerprint = finding.identity.fingerprint
    return [
      FindingIdentity.id(of: fingerprint), finding.status.rawValue, finding.verdict.rawValue,
      finding.severity.rawValue, finding.code, finding.identity.check, finding.account,
      finding.region, finding.subject, finding.identity.locator, finding.message,
      finding.awsError ?? "", finding.remediation.text, finding.firstSeen, finding.lastSeen,
      finding.suppression?.owner ?? "", finding.suppression?.until.description ?? "", fingerprint,
    ].map { CSVText.field($0) }
  }
}

public import Findings
import JSON

/// The findings as security data lakes take them: OCSF 1.8.0, class Compliance Finding (2003), one JSON object a line.
///
/// A finding is created when it is new or reopened, closed when it is resolved, else updated. What is conditional or unknown is a
/// warning. Texts of AWS and fixes are in the language of the messages.
///
/// Source: https://schema.ocsf.io/1.8.0/classes/compliance_finding
public struct OCSFReport: Renderer {
  public static let name = "ocsf"
  public static let fileEndings = ["jsonl", "ocsf.json"]

  public init() {}

  public func render(_ report: Report) -> String {
    report.findings.map { Self.event($0, of: report.run).canonical() + "\n" }.joined()
  }

  private static func event(_ finding: Finding, of run: ReportedRun) -> JSONValue {
    let activity = activity(finding.status)
    let status = status(finding.status)
    let compliance = compliance(finding.verdict)
    let severity = severity(finding.severity)
    return [
      "activity_id": JSONValue(activity.id), "activity_name": .string(activity.name),
      "category_uid": 2, "category_name": "Findings", "class_uid": 2003,
      "class_name": "Compliance Finding", "type_uid": JSONValue(2003 * 100 + activity.id),
      "type_name": .string("Compliance Finding: \(activity.name)"),
      "severity_id": JSONValue(severity.id), "severity": .string(severity.name),
      "status_id": JSONValue(status.id), "status": .string(status.name),
      "time": time(run.started), "message": .string(finding.message),
      "metadata": [
        "version": "1.8.0",
        "product": [
          "name": "rolecall", "vendor_name": "rolecall",
          "version": .string(run.tool.split(separator: " ").last.map(String.init) ?? "0"),
        ],
      ],
      "finding_info": [
        "uid": .string(finding.identity.id), "title": .string(finding.identity.check),
        "desc": .string(finding.message), "types": [.string(finding.code)],
        "first_seen_time": time(finding.firstSeen), "last_seen_time": time(finding.lastSeen),
      ],
      "compliance": [
        "control": .string(finding.code), "requirements": [.string(finding.identity.check)],
        "status_id": JSONValue(compliance.id), "status": .string(compliance.name),
      ],
      "remediation": ["desc": .string(finding.remediation.text)],
      "resources": .array(resources(finding)),
      "cloud": [
        "provider": "AWS", "account": ["uid": .string(finding.account)],
        "region": .string(finding.region),
      ],
      "unmapped": [
        "fingerprint": .string(finding.identity.fingerprint),
        "locator": .string(finding.identity.locator), "verdict": .string(finding.verdict.rawValue),
        "aws_error": JSONValue(finding.awsError),
      ],
    ]
  }

  /// The subject, and the roles and the task definition on the way to the task.
  private static func resources(_ finding: Finding) -> [JSONValue] {
    var arns = [finding.subject]
    for arn in [finding.callerRole, finding.role, finding.taskDefinition].compactMap(\.self)
    where arn.hasPrefix("arn:") && !arns.contains(arn) {
      arns.append(arn)
    }
    return arns.map { arn in
      let name = SubjectName(arn)
      return [
        "uid": .string(arn), "name": .string(name.name), "type": .string(name.kind),
        "region": .string(name.region),
      ]
    }
  }

  /// Milliseconds since 1970 of a time as the record has it, `2026-11-21T04:00:00Z`.
  private static func time(_ text: String) -> JSONValue {
    guard let day = Day(text) else { return 0 }
    let clock = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int($0) }
    let seconds = clock.reduce(0) { $0 * 60 + $1 }
    return JSONValue((day.number * 86_400 + (clock.count == 3 ? seconds : 0)) * 1000)
  }

  private typealias Named = (id: Int, name: String)

  private static func activity(_ status: FindingStatus) -> Named {
    switch status {
    case .new, .reopened: (1, "Create")
    case .resolved: (3, "Close")
    case .open, .changed, .suppressed, .notEvaluated: (2, "Update")
    }
  }

  private static func status(_ status: FindingStatus) -> Named {
    switch status {
    case .suppressed: (3, "Suppressed")
    case .resolved: (4, "Resolved")
    case .new, .reopened, .open, .changed, .notEvaluated: (1, "New")
    }
  }

  private static func compliance(_ verdict: Verdict) -> Named {
    switch verdict {
    case .pass: (1, "Pass")
    case .conditional, .unknown: (2, "Warning")
    case .fail: (3, "Fail")
    }
  }

  private static func severity(_ severity: Severity) -> Named {
    switch severity {
    case .info: (1, "Informational")
    case .low: (2, "Low")
    case .medium: (3, "Medium")
    case .high: (4, "High")
    case .critical: (5, "Critical")
    }
  }
}

public import Findings

/// The findings as code hosts and code scanners take them: SARIF 2.1.0 with Errata 01.
///
/// A finding is located by its ARN (`logicalLocations`). Code hosts need a file, too; the record does not keep the line of an export, so
/// that each resource has a path of its own, which stays the same. The states of SARIF are those of the report: `baselineState` tells
/// what is new, `suppressions` who accepts it until when, and what cannot be told is `open`.
///
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
public struct SARIFReport: Renderer {
  public static let name = "sarif"
  public static let fileEndings = ["sarif", "sarif.json"]

  /// The most results that code hosts take of one run.
  public static let resultLimit = 25_000

  private let phrases: Phrases

  public init(language: Language = .english) { phrases = Phrases(language: language) }

  public func render(_ report: Report) -> String {
    let findings = report.findings.prefix(Self.resultLimit)
    let codes = Array(Set(findings.map(\.code))).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("$schema", Self.schema)
      writer.member("version", "2.1.0")
      writer.member("runs") { writer in
        writer.list([report]) { writer, report in
          writer.object { writer in
            writer.member("tool") { Self.tool(report, codes, findings, to: &$0) }
            writer.member("automationDetails") { writer in
              writer.object {
                $0.member("id", "rolecall/\(report.run.accounts.joined(separator: "+"))/")
              }
            }
            writer.member("invocations") { invocation(report, left: findings.count, to: &$0) }
            writer.member("columnKind", "unicodeCodePoints")
            writer.member("results") { writer in
              writer.list(findings) { SARIFResult.write($1, places[$1.code] ?? 0, to: &$0) }
            }
          }
        }
      }
    }
    writer.newline()
    return writer.text
  }

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  // The tool.

  private static func tool(
    _ report: Report, _ codes: [String], _ findings: some Sequence<Finding>,
    to writer: inout JSONWriter
  ) {
    var first: [String: Finding] = [:]
    for finding in findings where first[finding.code] == nil { first[finding.code] = finding }
    writer.object { writer in
      writer.member("driver") { writer in
        writer.object { writer in
          writer.member("name", "rolecall")
          writer.member(
            "semanticVersion", report.run.tool.split(separator: " ").last.map(String.init) ?? "0")
          writer.member("rules") { writer in
            writer.list(codes) { writer, code in
              writer.object { writer in
                writer.member("id", code)
                guard let finding = first[code] else { return }
                writer.member("name", code)
                text("shortDescription", finding.identity.check, to: &writer)
                text("help", "rolecall explain \(code)", to: &writer)
                writer.member("defaultConfiguration") { writer in
                  writer.object { $0.member("level", level(of: finding.severity)) }
                }
                writer.member("properties") { writer in
                  writer.object {
                    $0.member("security-severity", score(of: finding.severity))
                    $0.member("tags") { $0.list(["security", "iam", "ecs"]) { $0.text($1) } }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// What of the run went wrong, and how many findings are left out.
  private func invocation(_ report: Report, left count: Int, to writer: inout JSONWriter) {
    var notices = report.notes.map { note in
      (note.isError ? "error" : "note", "\(note.file): \(note.text)")
    }
    let cut = report.findings.count - count
    if cut > 0 { notices.insert(("warning", phrases.leftOut(cut)), at: 0) }
    let isWhole =
      !report.notes.contains(where: \.isError)
      && report.run.evaluated.values.allSatisfy { $0.status != .failed && $0.status != .timedOut }
    writer.list([report]) { writer, report in
      writer.object { writer in
        writer.member("executionSuccessful", isWhole)
        writer.member("startTimeUtc", report.run.started)
        writer.member("toolExecutionNotifications") { writer in
          writer.list(notices) { writer, notice in
            writer.object { writer in
              writer.member("level", notice.0)
              Self.text("message", notice.1, to: &writer)
            }
          }
        }
      }
    }
  }

  static func text(_ name: String, _ text: String, to writer: inout JSONWriter) {
    writer.member(name) { writer in writer.object { $0.member("text", text) } }
  }

  static func level(of severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// The number by which code hosts rank what concerns security: of each of their ranks one.
  private static func score(of severity: Severity) -> String {
    switch severity {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    case .info: "0.0"
    }
  }
}

import Findings

/// Writes a finding as a result of SARIF.
enum SARIFResult {
  /// - Parameters:
  ///   - finding: the finding.
  ///   - rule: the place of its code among the rules.
  ///   - writer: where to.
  static func write(_ finding: Finding, _ rule: Int, to writer: inout JSONWriter) {
    let isOpen = finding.verdict != .fail || finding.status == .notEvaluated
    writer.object { writer in
      writer.member("ruleId", finding.code)
      writer.member("ruleIndex", rule)
      writer.member("kind", isOpen ? "open" : "fail")
      writer.member("level", isOpen ? "none" : SARIFReport.level(of: finding.severity))
      SARIFReport.text("message", finding.message + " " + finding.remediation.text, to: &writer)
      writer.member("locations") { writer in
        writer.list([finding]) { writer, finding in
          location(finding.subject, finding.identity.locator, to: &writer)
        }
      }
      writer.member("fingerprints") { writer in
        writer.object { $0.member("rolecall/v1", finding.identity.fingerprint) }
      }
      writer.member("partialFingerprints") { writer in
        writer.object { $0.member("rolecall/v1", finding.identity.id) }
      }
      writer.member("baselineState", baseline(of: finding.status))
      writer.member("suppressions") { writer in
        writer.list([finding.suppression].compactMap(\.self)) { writer, suppression in
          writer.object { writer in
            writer.member("kind", "external")
            writer.member("status", "accepted")
            writer.member(
              "justification",
              "\(suppression.reason) (\(suppression.owner), \(suppression.until))")
          }
        }
      }
      writer.member("provenance") { writer in
        writer.object { writer in
          writer.member("firstDetectionTimeUtc", finding.firstSeen)
          writer.member("lastDetectionTimeUtc", finding.lastSeen)
        }
      }
      let chain = chain(finding)
      if chain.count > 1 { writer.member("codeFlows") { flow(chain, to: &$0) } }
      writer.member("properties") { writer in
        writer.object { writer in
          writer.member("id", finding.identity.id)
          writer.member("check", finding.identity.check)
          writer.member("severity", finding.severity.rawValue)
          writer.member("verdict", finding.verdict.rawValue)
          writer.member("status", finding.status.rawValue)
          writer.member("account", finding.account)
          writer.member("region", finding.region)
          writer.member("awsError", finding.awsError)
        }
      }
    }
  }

  /// The resources on the way from the trigger to the task, by their ARNs.
  private static func chain(_ finding: Finding) -> [String] {
    var chain = [finding.subject]
    for arn in [finding.callerRole, finding.role, finding.taskDefinition].compactMap(\.self)
    where arn.hasPrefix("arn:") && !chain.contains(arn) {
      chain.append(arn)
    }
    return chain
  }

  private static func flow(_ chain: [String], to writer: inout JSONWriter) {
    writer.list([chain]) { writer, chain in
      writer.object { writer in
        writer.member("threadFlows") { writer in
          writer.list([chain]) { writer, chain in
            writer.object { writer in
              writer.member("locations") { writer in
                writer.list(chain) { writer, arn in
                  writer.object { $0.member("location") { location(arn, "", to: &$0) } }
                }
              }
            }
          }
        }
      }
    }
  }

  private static func location(_ arn: String, _ locator: String, to writer: inout JSONWriter) {
    let subject = SubjectName(arn)
    let path = [subject.account, subject.region.isEmpty ? "global" : subject.region, subject.kind]
    writer.object { writer in
      writer.member("physicalLocation") { writer in
        writer.object { writer in
          writer.member("artifactLocation") { writer in
            writer.object {
              $0.member("uri", (path + [subject.name]).map(encoded).joined(separator: "/"))
            }
          }
          writer.member("region") { writer in writer.object { $0.member("startLine", 1) } }
        }
      }
      writer.member("logicalLocations") { writer in
        writer.list([arn]) { writer, arn in
          writer.object { writer in
            writer.member("name", locator.isEmpty ? subject.name : locator)
            writer.member("fullyQualifiedName", locator.isEmpty ? arn : "\(arn) \(locator)")
            writer.member("kind", "resource")
          }
        }
      }
    }
  }

  /// A segment of a path of a URI.
  private static func encoded(_ segment: String) -> String {
    var out = ""
    for byte in segment.utf8 {
      let isPlain =
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || (0x30...0x39).contains(byte)
        || "-._~/".utf8.contains(byte)
      out +=
        isPlain
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return out.isEmpty ? "-" : out
  }

  private static func baseline(of status: FindingStatus) -> String {
    switch status {
    case .new, .reopened: "new"
    case .changed: "updated"
    case .resolved: "absent"
    case .open, .suppressed, .notEvaluated: "unchanged"
    }
  }
}

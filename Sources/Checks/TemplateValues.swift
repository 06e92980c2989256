import Findings
import JSON
import Mustache

/// What templates are filled with: what a row said, and what can be read off ARNs in it.
///
/// A type of its own is looked into without reflection.
struct TemplateValues: MustacheParent {
  let evidence: [String: JSONValue]
  let locator: String

  func child(named name: String) -> Any? { text(name) }

  /// The text of a name that `TemplateNames` knows; nil where there is none.
  private func text(_ name: String) -> String? {
    switch name {
    case "subjectName": return SubjectName(subject).name
    case "account": return SubjectName(subject).account
    case "region": return SubjectName(subject).region
    case "partition":
      let parts = subject.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 2)
      return parts.dropFirst().first.flatMap(String.init) ?? "aws"
    default: break
    }
    if let value = evidence[name] { return Self.text(of: value) }
    if name == "locator" { return locator.isEmpty ? nil : locator }
    guard name.hasSuffix("Name"), case .string(let arn)? = evidence[String(name.dropLast(4))],
      arn.hasPrefix("arn:")
    else { return nil }
    return Self.name(of: arn)
  }

  private var subject: String { evidence["subject"]?.string ?? "" }

  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let text): text
    case .bool(let truth): truth ? "true" : nil
    case .array(let elements): elements.compactMap(\.string).joined(separator: ", ")
    case .null, .object: nil
    }
  }

  /// What is behind the last slash of an ARN or, where there is none, behind the last colon.
  private static func name(of arn: String) -> String {
    let bytes = arn.utf8
    guard
      let border = bytes.lastIndex(of: UInt8(ascii: "/"))
        ?? bytes.lastIndex(of: UInt8(ascii: ":"))
    else { return arn }
    return String(arn[bytes.index(after: border)...])
  }
}

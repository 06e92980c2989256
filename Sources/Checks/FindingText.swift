public import Findings
import Foundation
public import JSON
import Mustache

/// Words findings: fills the templates of a check's manifest with what a row said.
public final class FindingText {
  private let manifest: CheckManifest
  private let language: String
  private var templates: [String: MustacheTemplate] = [:]

  /// Takes a manifest, canonical JSON as it was recorded with the finding, and a language, `en` or `ja`.
  ///
  /// - Throws: `CheckError` for a manifest that cannot be read.
  public init(manifest: String, language: String) throws(CheckError) {
    self.manifest = try CheckManifest(text: manifest, path: "check.json")
    self.language = language
  }

  /// Message, AWS error and remediation of a finding.
  public func text(
    code: String, evidence: [String: JSONValue], locator: String
  ) throws -> (message: String, awsError: String?, remediation: Remediation) {
    guard let entry = manifest.codes[code] else {
      throw CheckError("check.json", "the code \(code) is not there")
    }
    let names = TemplateValues(evidence: evidence, locator: locator)
    return (
      try fill(entry.message[language], names), try entry.awsError.map { try fill($0, names) },
      Remediation(
        text: try fill(entry.remediation[language], names),
        policy: try entry.policy.map { try fill($0, names, evidence) })
    )
  }

  /// A text of a policy that is `{{grants}}` and no more becomes the list of statements that a query made.
  private func fill(
    _ value: JSONValue, _ names: TemplateValues, _ evidence: [String: JSONValue]
  ) throws -> JSONValue {
    switch value {
    case .string("{{grants}}"): evidence["grants"] ?? []
    case .string(let text): .string(try fill(text, names))
    case .array(let elements): .array(try elements.map { try fill($0, names, evidence) })
    case .object(let members): .object(try members.mapValues { try fill($0, names, evidence) })
    case .null, .bool, .number: value
    }
  }

  private func fill(_ text: String, _ names: TemplateValues) throws -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    let template: MustacheTemplate
    if let known = templates[text] {
      template = known
    } else {
      do {
        template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
      } catch {
        throw CheckError("check.json", "“\(text.prefix(80))” is no template")
      }
      templates[text] = template
    }
    return template.render(names)
  }
}

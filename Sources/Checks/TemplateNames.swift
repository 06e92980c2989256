import Findings
import JSON

/// The names that the templates of a check may use: the columns of its query, and what can be read off ARNs in them.
struct TemplateNames {
  private let check: Check

  init(_ check: Check) { self.check = check }

  /// Names that are there whatever the query returns.
  private static let given: Set<String> = [
    "subject", "subjectName", "locator", "account", "region", "partition", "unknownKeys",
  ]

  /// - Throws: `CheckError` if a template uses a name that no row can have.
  func refuseUnknown(_ columns: [String]) throws(CheckError) {
    let known = Set(columns).union(columns.map { $0 + "Name" }).union(Self.given)
    for (code, entry) in check.manifest.codes.sorted(by: { $0.key < $1.key }) {
      var texts = [
        entry.message.english, entry.message.japanese, entry.remediation.english,
        entry.remediation.japanese, entry.awsError ?? "",
      ]
      Self.collect(entry.policy ?? .null, &texts)
      for name in texts.flatMap(Self.tags) where !known.contains(name) {
        throw CheckError(
          "\(check.id)/check.json /codes/\(code)",
          "{{\(name)}} is not a column of findings.sql; there are \(known.sorted().joined(separator: ", "))"
        )
      }
    }
  }

  private static func collect(_ value: JSONValue, _ texts: inout [String]) {
    switch value {
    case .string(let text): texts.append(text)
    case .array(let elements): for element in elements { collect(element, &texts) }
    case .object(let members): for member in members.values { collect(member, &texts) }
    case .null, .bool, .number: break
    }
  }

  /// The names in a template's tags.
  private static func tags(_ text: String) -> [String] {
    var names: [String] = []
    var rest = text.utf8[...]
    while let brace = rest.firstIndex(of: UInt8(ascii: "{")) {
      rest = rest[rest.index(after: brace)...]
      guard rest.first == UInt8(ascii: "{") else { continue }
      let tag = rest.prefix { $0 != UInt8(ascii: "}") }.drop { "{#^/& ".utf8.contains($0) }
      rest = rest[tag.endIndex...]
      if let name = String(tag.prefix { $0 != UInt8(ascii: " ") }), !name.isEmpty {
        names.append(name)
      }
    }
    return names
  }
}

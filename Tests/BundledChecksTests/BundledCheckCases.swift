import Audit
import BundledChecks
import Checks
import Testing

/// One case of one bundled check, as a test argument.
struct BundledCase: CustomTestStringConvertible, Sendable {
  var check: Check
  var item: CheckCase

  var testDescription: String { "\(check.id): \(item.name)" }

  static func all() throws -> [BundledCase] {
    try CheckLibrary(files: BundledChecks.files, source: "bundled").checks.flatMap { check in
      check.cases.map { BundledCase(check: check, item: $0) }
    }
  }
}

@Suite("The bundled checks")
struct BundledCheckCases {
  @Test("find exactly what their cases expect", arguments: try BundledCase.all())
  func cases(_ bundled: BundledCase) throws {
    let result = try CaseRunner().run(bundled.item, of: bundled.check)
    let differences = result.differences(from: bundled.item)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test("have cases that find and cases that pass, and one for each code")
  func coverage() throws {
    let checks = try CheckLibrary(files: BundledChecks.files, source: "bundled").checks
    #expect(!checks.isEmpty)
    for check in checks {
      #expect(check.cases.contains { $0.expected.isEmpty }, "\(check.id) has no case that passes")
      let codes = Set(check.cases.flatMap { $0.expected.map(\.code) })
      let missing = Set(check.manifest.codes.keys).subtracting(codes)
      #expect(missing.isEmpty, "\(check.id) has no case for \(missing.sorted())")
      #expect(!check.readme.isEmpty, "\(check.id) has no README.md")
      #expect(!check.manifest.references.isEmpty, "\(check.id) names no source")
      let lines = check.sql.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 61, "\(check.id)/findings.sql is longer than a screen")
    }
  }

  @Test("put names and expressions between backticks where they speak of them")
  func quoted() throws {
    let bare =
      /(?:^|[^`])\{\{(?:[a-zA-Z]+Name|(?:computed|unread|missing)(?!From|LaunchType)[A-Z][a-zA-Z]*)\}\}/
    for check in try CheckLibrary(files: BundledChecks.files, source: "bundled").checks {
      for (code, entry) in check.manifest.codes {
        for text in [entry.message, entry.remediation].flatMap({ [$0.english, $0.japanese] }) {
          let found = text.firstMatch(of: bare)?.output
          #expect(found == nil, "\(check.id) /codes/\(code): \(found ?? "")")
        }
      }
    }
  }
}

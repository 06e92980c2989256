import BundledChecks
import Checks
import Findings
import Foundation
import Testing

/// The page on all codes, made of the folders of the checks.
///
/// `ROLECALL_RENEW=1` writes it anew.
@Suite("docs/codes.md")
struct CodesDocument {
  private static var library: CheckLibrary {
    get throws { try CheckLibrary(files: BundledChecks.files, source: "bundled") }
  }

  @Test("is what the checks' folders say")
  func isNew() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/codes.md").standardized
    let made = try Self.page(Self.library)
    if ProcessInfo.processInfo.environment["ROLECALL_RENEW"] == "1" {
      try made.write(to: file, atomically: true, encoding: .utf8)
    }
    let isSame = try String(contentsOf: file, encoding: .utf8) == made
    #expect(isSame, "it is stale: ROLECALL_RENEW=1 swift test --filter CodesDocument")
  }

  @Test("has a sentence for each code", arguments: try Self.library.checks.map(\.id))
  func sentences(id: String) throws {
    let check = try #require(try Self.library.checks.first { $0.id == id })
    let missing = check.manifest.codes.keys.filter { Self.sentence($0, of: check) == nil }.sorted()
    #expect(missing.isEmpty, "\(id)/README.md has no row in its table of codes for \(missing)")
  }

  private static func page(_ library: CheckLibrary) -> String {
    var lines = [
      "# The codes of findings", "",
      "A code is the stable word for what is wrong; reports, `--format json` and suppressions use it. A severity is that of a",
      "failure: a conditional finding is one step lower, and a disabled trigger makes a finding low. This page is made of the",
      "folders in `Plugins/`; a test keeps it so.", "",
    ]
    for module in library.modules.sorted(by: { $0.id < $1.id }) {
      lines += ["## \(module.title.english) (`\(module.id)`)", "", module.description.english, ""]
      for check in module.checks.sorted(by: { $0.id < $1.id }) { lines += Self.section(check) }
    }
    return lines.dropLast().joined(separator: "\n") + "\n"
  }

  private static func section(_ check: Check) -> [String] {
    var lines = [
      "### \(check.manifest.title.english)", "",
      "[`\(check.id)`](../Plugins/\(check.id)/README.md)", "",
      "| code | severity | what it says |", "|---|---|---|",
    ]
    for (code, entry) in check.manifest.codes.sorted(by: { $0.key < $1.key }) {
      let severity = (entry.severity ?? check.manifest.severity).rawValue
      lines.append("| `\(code)` | \(severity) | \(Self.sentence(code, of: check) ?? "") |")
    }
    return lines + [""] + check.manifest.references.map { "- <\($0)>" } + [""]
  }

  /// What the check's README says of a code, in the row of its table that begins with it.
  private static func sentence(_ code: String, of check: Check) -> String? {
    let start = "| `\(code)` | "
    return check.readme.split(separator: "\n").first { $0.hasPrefix(start) }.map {
      String($0.dropFirst(start.count).dropLast(2))
    }
  }
}

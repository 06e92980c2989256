public import Findings
public import JSON

/// The Checks module runs checks: folders with one SQL query, a manifest and cases.
///
/// Swift holds no check. A folder becomes a `Check`, `CheckRunner` puts its query to the world on a connection that can
/// do nothing but read it, and `FindingText` words what came out. Bundled folders and a user's go the same way.
///
/// A question that is put to every subject of its kind.
public struct Check: Sendable {
  /// The path of its folder: `passrole/caller-may-pass-role`.
  public var id: String
  public var manifest: CheckManifest
  /// One SELECT over the world.
  public var sql: String
  /// One SELECT of the subject, locator and key of each pass that the other leaves out; nil: it returns all of them itself.
  public var passes: String?
  /// Why it matters, in Markdown.
  public var readme: String
  public var cases: [CheckCase]
  /// `bundled`, or the folder that it was read from.
  public var source: String
  /// Changes whenever the query or the manifest does.
  public var revision: String

  /// Whether what it says may depend on the time at which it is asked: whether its text names a function of the clock at all.
  public var usesClock: Bool {
    let words = (sql + " " + (passes ?? "")).lowercased().split {
      !($0.isLetter || $0.isNumber || $0 == "_")
    }
    let functions: Set<Substring> = [
      "date", "datetime", "julianday", "strftime", "time", "timediff", "unixepoch",
    ]
    return words.contains { functions.contains($0) || $0.hasPrefix("current_") }
  }

  /// What it did where all that it says was said by an earlier run.
  public var carriedOver: CheckOutcome {
    var outcome = CheckOutcome(
      checkID: id, revision: revision, manifest: manifest.canonical, source: source,
      result: ReportedCheck(status: .completed), findings: [], passed: [])
    outcome.was = manifest.was
    outcome.isCarriedOver = true
    return outcome
  }

  /// The folder that holds it.
  public var module: String { String(id.prefix { $0 != "/" }) }
}

/// A folder of checks.
public struct CheckModule: Sendable {
  public var id: String
  public var title: LocalizedText
  public var description: LocalizedText
  public var checks: [Check]
}

/// An example that a check is held against: exports, and what it must say of them.
public struct CheckCase: Sendable {
  public var check: String
  public var name: String
  public var title: String
  /// Texts of export files by their path.
  public var given: [String: String]
  /// What of a config.json the case brings along, as JSON.
  public var configuration: String
  /// All rows but passes, in any order.
  public var expected: [ExpectedFinding]
  /// How many rows pass; nil: not told.
  public var passes: Int?
}

/// One row that a case expects.
public struct ExpectedFinding: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var subject: String
  /// nil: not told.
  public var locator: String?
  public var code: String
  public var verdict: Verdict
  /// Columns of the row with their values, as far as they are told; null: it has none.
  public var evidence: [String: JSONValue]

  public init(
    subject: String, locator: String?, code: String, verdict: Verdict,
    evidence: [String: JSONValue] = [:]
  ) {
    self.subject = subject
    self.locator = locator
    self.code = code
    self.verdict = verdict
    self.evidence = evidence
  }

  /// Whether a row has all that is told here.
  public func isMet(by row: ExpectedFinding) -> Bool {
    row.subject == subject && row.code == code && row.verdict == verdict
      && (locator == nil || locator == row.locator)
      && evidence.allSatisfy { name, value in row.evidence[name] ?? .null == value }
  }

  public var description: String {
    "\(verdict.rawValue) \(code) \(subject)\(locator.map { " \($0)" } ?? "")"
      + evidence.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value.canonical())" }.joined()
  }

  public static func < (a: ExpectedFinding, b: ExpectedFinding) -> Bool {
    a.description < b.description
  }
}

import Findings
import GRDB
import JSON

/// The rows of one check as they come, made into findings: rows of equal identity are one, and the worst wins.
struct CheckRows {
  private let check: Check
  private let wanted: Set<FindingIdentity>
  private let isInScope: ((String) -> Bool)?
  private var columns: [String] = []
  private var position: [String: Int] = [:]
  private var evidence: [(index: Int, name: String)] = []
  private var found: [FindingIdentity: FoundFinding] = [:]
  private var order: [FindingIdentity] = []
  private var counts: [Verdict: Int] = [:]
  private(set) var passed: Set<FindingIdentity> = []
  private(set) var count = 0
  /// Rows about one subject follow each other.
  private var last: (subject: String, isInScope: Bool)?

  init(
    _ check: Check, wanted: Set<FindingIdentity>, isInScope: ((String) -> Bool)?
  ) {
    self.check = check
    self.wanted = wanted
    self.isInScope = isInScope
  }

  var result: ReportedCheck {
    ReportedCheck(
      status: .completed, pass: counts[.pass] ?? 0, fail: counts[.fail] ?? 0,
      conditional: counts[.conditional] ?? 0, unknown: counts[.unknown] ?? 0)
  }

  var findings: [FoundFinding] {
    order.compactMap { found[$0] }
  }

  /// The columns that every check returns.
  private static let required = ["subject", "locator", "key", "verdict", "code"]

  mutating func begin(_ names: some Sequence<String>) throws {
    columns = Array(names)
    position = [:]
    evidence = []
    for (index, name) in columns.enumerated() {
      // SQLite calls the second column of a name NAME:1 where it stands in a query of its own.
      let own = name.split(separator: ":").first.map(String.init) ?? name
      guard position.updateValue(index, forKey: name) == nil, own == name || position[own] == nil
      else {
        throw CheckError(check.id + "/findings.sql", "it returns the column \(own) twice")
      }
      if !Self.required.contains(name) { evidence.append((index, name)) }
    }
    for name in Self.required where position[name] == nil {
      throw CheckError(check.id + "/findings.sql", "it returns no column \(name)")
    }
    try TemplateNames(check).refuseUnknown(columns)
  }

  mutating func add(_ row: Row) throws {
    count += 1
    func text(_ name: String) -> String? { position[name].flatMap { row[$0] as String? } }
    guard let word = text("verdict"), let verdict = Verdict(rawValue: word) else {
      throw CheckError(
        check.id + "/findings.sql", "\(text("verdict") ?? "NULL") is not a verdict")
    }
    guard let subject = text("subject") else {
      throw CheckError(check.id + "/findings.sql", "a row has no subject")
    }
    guard covers(subject) else { return }
    counts[verdict, default: 0] += 1
    let identity = FindingIdentity(
      check: check.id, subject: subject, locator: text("locator") ?? "", key: text("key") ?? "")
    guard let code = text("code"), let manifest = check.manifest.codes[code] else {
      throw CheckError(
        check.id + "/findings.sql", "the code \(text("code") ?? "NULL") is not in check.json")
    }
    let state = FindingState(
      verdict: verdict, code: code,
      severity: severity(manifest.severity ?? check.manifest.severity, verdict, row),
      evidence: evidenceText(row, subject: subject))
    let finding = FoundFinding(identity: identity, shownSubject: subject, state: state)
    if let other = found[identity]?.state {
      let isWorse =
        (state.verdict.rank, state.severity.rank) > (other.verdict.rank, other.severity.rank)
      if isWorse { found[identity] = finding }
    } else {
      found[identity] = finding
      order.append(identity)
    }
  }

  /// Whether passes have to be looked at one by one: somebody waits for one, or not all are about what the run is about.
  var needsPasses: Bool { !wanted.isEmpty || isInScope != nil }

  /// Counts passes that nobody looks at.
  mutating func passes(_ count: Int) { counts[.pass] = count }

  mutating func addPass(_ subject: String?, _ locator: String?, _ key: String?) throws {
    guard let subject else { throw CheckError(check.id + "/findings.sql", "a row has no subject") }
    guard covers(subject) else { return }
    counts[.pass, default: 0] += 1
    let identity = FindingIdentity(
      check: check.id, subject: subject, locator: locator ?? "", key: key ?? "")
    if wanted.contains(identity), found[identity] == nil { passed.insert(identity) }
  }

  private mutating func covers(_ subject: String) -> Bool {
    guard let isInScope else { return true }
    if let last, last.subject == subject { return last.isInScope }
    let covers = isInScope(subject)
    last = (subject, covers)
    return covers
  }

  /// A disabled trigger makes a finding low, a condition makes it one step lower.
  private func severity(_ severity: Severity, _ verdict: Verdict, _ row: Row) -> Severity {
    let isLatent = position["latent"].flatMap { row[$0] as Bool? } ?? false
    let demoted = verdict == .conditional ? severity.demoted : severity
    return isLatent ? min(demoted, .low) : demoted
  }

  private func evidenceText(_ row: Row, subject: String) -> String {
    var members: [String: JSONValue] = ["subject": .string(subject)]
    for (index, name) in evidence {
      switch row[index] as DatabaseValue {
      case let value where value.isNull: continue
      case let value where name == "latent":
        if Bool.fromDatabaseValue(value) == true { members[name] = true }
      case let value:
        guard let item = Self.value(of: value) else { continue }
        if name == "grants", let text = item.string, let list = try? JSONDocument(text: text).root {
          members[name] = JSONValue(list)
          continue
        }
        if name == "decided", let text = item.string, let lifted = try? JSONDocument(text: text) {
          for (key, part) in lifted.root.members where part.count > 0 {
            members[key] = JSONValue(part)
          }
        } else {
          members[name] = item
        }
      }
    }
    return JSONValue.object(members).canonical()
  }

  private static func value(of value: DatabaseValue) -> JSONValue? {
    switch value.storage {
    case .null, .blob: nil
    case .int64(let number): .number(String(number))
    case .double(let number): .number(number.description)
    case .string(let text): .string(text)
    }
  }
}

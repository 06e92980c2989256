import Findings
import Importers
import JSON
import Store

/// Knows exports again: files that are, to the byte, what they were when they were imported last need not be read.
struct ExportMemory {
  let store: Store
  /// What tells the program that reads from others.
  let build: String
  let sources: [ExportSource]

  private var names: String { sources.map(\.name).joined(separator: "\n") }

  /// Records that the exports were imported again, if they are what they were and nothing else changed since; nil otherwise.
  func recall(_ reader: ExportReader, at now: String) throws -> Auditor.Imported? {
    guard let (number, earlier) = try store.earlierImport(of: names, tool: build),
      let read = (try? JSONDocument(text: earlier.summary)).map({ JSONValue($0.root) }),
      let notes = (try? JSONDocument(text: try store.notes(ofImport: number)))?.root.elements,
      reader.isUnchanged(since: [FileDigest](earlier.files))
    else { return nil }
    let again = try store.recordImport(asIn: number, at: now, of: names)
    var summary = ImportSummary()
    summary.files = read["files"]?.int ?? 0
    summary.recognised = read["recognised"]?.int ?? 0
    summary.passedOver = read["passedOver"]?.int ?? 0
    summary.elements = read["elements"]?.int ?? 0
    summary.accounts = read["accounts"]?.array?.compactMap(\.string) ?? []
    summary.notes = notes.map { ImportNote(Remarks.note(JSONValue($0))) }
    summary.coverage = again.coverage.map(Coverage.init)
    return Auditor.Imported(
      number: again.number, summary: summary, isKnown: true, places: .unknown(sources))
  }

  /// Keeps in mind what was read, if it can be told from anything else.
  func keep(_ imported: Auditor.Imported) throws {
    let summary = imported.summary
    guard let digests = summary.digests else { return }
    let read: JSONValue = [
      "files": JSONValue(summary.files), "recognised": JSONValue(summary.recognised),
      "passedOver": JSONValue(summary.passedOver), "elements": JSONValue(summary.elements),
      "accounts": .array(summary.accounts.map(JSONValue.string)),
    ]
    try store.remember(
      EarlierImport(
        sources: names, tool: build, files: digests.data, summary: read.canonical()),
      of: imported.number)
  }
}

/// Where in its exports the resources with a policy or a definition stand; looked through only if there is something to say
/// of one.
enum ResourcePlaces {
  struct Place: Sendable {
    var arn: String
    var file: String
    var line: Int
  }

  /// In the order of reading.
  case known([Place])
  /// The exports were not read again.
  case unknown([ExportSource])

  /// The last place of a resource; nil if there is none.
  mutating func place(of resource: String) throws -> Place? {
    if case .unknown(let sources) = self {
      var places: [Place] = []
      _ = try ExportReader(sources).read { places += $0.compactMap(Place.init) }
      self = .known(places)
    }
    guard case .known(let places) = self else { return nil }
    return places.last { $0.arn == resource }
  }
}

extension ResourcePlaces.Place {
  /// nil for a reading of something without a policy or a definition.
  init?(_ reading: ResourceReading) {
    switch reading.kind {
    case .role, .policy, .stateMachine: break
    case .organizationPolicy where reading.isDescription: break
    default: return nil
    }
    self.init(arn: reading.arn, file: reading.file, line: reading.line)
  }
}

extension ResourceReading {
  /// Whether it says how a task definition or a policy is, and not only that it is there.
  var isDescription: Bool {
    aspects.contains { $0.name == "definition" || $0.name == "content" }
  }
}

extension ImportNote {
  init(_ note: ReportedNote) {
    self.init(
      severity: note.isError ? .error : .note, file: note.file, line: note.line,
      pointer: note.pointer, text: note.text, hint: note.hint ?? "")
  }
}

extension Coverage {
  init(_ coverage: ScopeCoverage) {
    self.init(
      scope: Scope(
        account: coverage.scope.account, region: coverage.scope.region, kind: coverage.scope.kind),
      complete: coverage.complete, count: coverage.count, why: coverage.why)
  }
}

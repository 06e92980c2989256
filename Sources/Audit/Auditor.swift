public import Checks
public import Findings
public import Importers
import JSON
public import Logging
public import Store
public import World

/// The Audit module is the pipeline: exports → record → world → checks → findings → record → report.
///
/// `Auditor` runs it on a store; `ReportBuilder` makes the report of a recorded run, `CaseRunner` puts a check's cases
/// through the same importers, world and checks.
///
/// The main job: imports what is given, puts the checks to it and records the run.
public struct Auditor {
  /// What an import came to.
  public struct Imported: Sendable {
    public var number: Int64
    public var summary: ImportSummary
    /// Whether the exports were to the byte what they were, and not read again.
    public var isKnown = false
    var places: ResourcePlaces
  }

  /// What an audit came to.
  public struct Outcome: Sendable {
    public var run: RunRecord
    public var report: Report
    /// Whether something could not be read or a check did not do its work.
    public var isIncomplete: Bool
  }

  private let store: Store
  private let library: CheckLibrary
  private let now: String
  private let tool: String
  private let language: String
  private let assumptions: [Assumption]
  private let expectations: [Expectation]
  private let suppressions: SuppressionList
  private let logger: Logger?
  /// Tells this program from every other: what one read and found is not taken over by another.
  private let build: String

  /// Makes an auditor of a store by the checks of a library.
  ///
  /// - Parameters:
  ///   - store: where the record is.
  ///   - library: the checks.
  ///   - now: the time of the run, RFC 3339 UTC.
  ///   - tool: `rolecall 0.1.0`.
  ///   - build: what tells this program from others that call themselves so; nil: nothing.
  ///   - language: of the report, `en` or `ja`.
  ///   - assumptions: values of condition keys that no export tells.
  ///   - expectations: what applications need.
  ///   - suppressions: what somebody accepts.
  ///   - logger: is told at level info what is being done.
  public init(
    _ store: Store, _ library: CheckLibrary, now: String, tool: String, build: String? = nil,
    language: String = "en",
    assuming assumptions: [Assumption] = [], expecting expectations: [Expectation] = [],
    suppressing suppressions: SuppressionList = SuppressionList(), logger: Logger? = nil
  ) {
    self.store = store
    self.library = library
    self.now = now
    self.tool = tool
    self.build = build ?? tool
    self.language = language
    self.assumptions = assumptions
    self.expectations = expectations
    self.suppressions = suppressions
    self.logger = logger
  }

  /// Reads exports into the record, all in one transaction; what is to the byte as it was is not read again.
  ///
  /// - Parameters:
  ///   - sources: the exports.
  ///   - strict: whether one bad file ends it all.
  /// - Returns: what was read.
  /// - Throws: `ImportError`, `StoreError`.
  public func importExports(_ sources: [ExportSource], strict: Bool = false) throws -> Imported {
    let memory = ExportMemory(store: store, build: build, sources: sources)
    let reader = ExportReader(sources, strict: strict, digestKey: store.hashKey)
    if !strict, let imported = try memory.recall(reader, at: now) {
      logger?.info("the exports are as they were")
      return imported
    }
    logger?.info("reading exports")
    let imported = try record(reader)
    try memory.keep(imported)
    return imported
  }

  private func record(_ reader: ExportReader) throws -> Imported {
    try store.recordImport(at: now, tool: tool) { recorder in
      var places: [ResourcePlaces.Place] = []
      var retired: Set<String> = []
      let summary = try reader.read(progress: { logger?.tell("reading exports", $0, of: $1) }) {
        readings in
        for reading in readings {
          if let place = ResourcePlaces.Place(reading) { places.append(place) }
          if reading.kind == .taskDefinition {
            // A revision that was described as retired may still stand in a list that was made before.
            if reading.isDescription {
              if reading.isRetired { retired.insert(reading.arn) }
            } else if retired.contains(reading.arn) {
              continue
            }
          }
          try recorder.record(ResourceState(reading))
        }
      }
      let notes = JSONValue.array(summary.notes.map { Remarks.value(of: ReportedNote($0)) })
      try recorder.finish(
        coverage: summary.coverage.map(ScopeCoverage.init), files: summary.files,
        notes: notes.canonical())
      return Imported(number: recorder.id, summary: summary, places: .known(places))
    }
  }

  /// Puts the checks to the inventory and records the run.
  ///
  /// - Parameters:
  ///   - imported: what was just imported; nil to audit what the record holds.
  ///   - past: the import whose inventory the record holds, if that is one of the past.
  /// - Returns: the run and its report.
  /// - Throws: `StoreError`.
  public func audit(_ imported: Imported?, asOf past: PastImport? = nil) throws -> Outcome {
    guard let latest = try imported?.number ?? store.latestImport() else {
      throw StoreError.noRun("nothing was ever imported into this store")
    }
    let scopes =
      try imported.map { $0.summary.coverage.map(ScopeCoverage.init) }
      ?? store.currentCoverage()
    logger?.info("working out launches and needs")
    let configuration = RunConfiguration.text(assumptions, expectations)
    let standing = try StandingWorld(
      in: store, of: store.hash("\(build)\n\(configuration)\n\(store.inventoryState())"),
      assuming: assumptions, expecting: expectations)
    let world = standing.result
    let open = try store.openFindings()
    let area = try RunArea(
      scopes: scopes.map(\.scope), accounts: imported?.summary.accounts, of: store)
    let judged = "\(standing.identity) \(area.name)"
    let carried =
      standing.isCarriedOver ? try store.carriedRun(about: scopes, in: judged) : nil
    let outcomes = try outcomes(carried, world, open, area)
    let subjects =
      outcomes.flatMap(\.findings).map(\.identity.subject) + open.values.joined().map(\.subject)
    let number = try store.recordRun(
      importNumber: latest, started: now, tool: tool, configuration: configuration,
      remarks: try remarks(imported, world, scopes, past).canonical(),
      scopes: scopes + area.unread(of: subjects),
      outcomes: outcomes,
      unreadable: Set(world.notes.filter(\.isError).map(\.resource)),
      world: judged, carriedFrom: carried?.number)
    guard let run = try store.run(number) else {
      throw StoreError.noRun("run \(number) was not recorded")
    }
    let report = try ReportBuilder(store, language: language).report(of: run)
    return Outcome(
      run: run, report: report,
      isIncomplete: report.notes.contains(where: \.isError)
        || outcomes.contains { $0.result.status == .failed || $0.result.status == .timedOut })
  }

  /// Puts the checks to the world, but for those that said in an earlier run all that they would say.
  private func outcomes(
    _ carried: CarriedRun?, _ world: WorldBuilder.Result, _ open: [String: Set<FindingIdentity>],
    _ area: RunArea
  ) throws -> [CheckOutcome] {
    let isKept = library.checks.map { check in
      carried?.revisions[check.id] == check.revision && !check.usesClock
    }
    let count = isKept.count { !$0 }
    guard count > 0 else { return library.checks.map(\.carriedOver) }
    logger?.info("running \(count) checks on \(world.launches) launches")
    let runner = try CheckRunner(
      store, functions: AccessFunctions(store, assuming: assumptions).all)
    let outcomes = try zip(library.checks, isKept).enumerated().map { place, item in
      let (check, isKept) = item
      if isKept { return check.carriedOver }
      logger?.tell("running checks", place, of: library.checks.count)
      return try runner.run(
        check, wanted: open[check.id] ?? [],
        isInScope: area.isAboutAll ? nil : { area.includes($0) })
    }
    logger?.tell("running checks", library.checks.count, of: library.checks.count)
    return outcomes
  }

  private func remarks(
    _ imported: Imported?, _ world: WorldBuilder.Result, _ scopes: [ScopeCoverage],
    _ past: PastImport?
  ) throws -> Remarks {
    let accounts = Set(scopes.map(\.scope.account))
    var places = imported?.places ?? .known([])
    let found = try world.notes.compactMap { note -> ReportedNote? in
      let account = note.account ?? SubjectName(note.resource).account
      guard accounts.contains(account) else { return nil }
      let place = try places.place(of: note.resource)
      return ReportedNote(
        isError: note.isError, file: place?.file ?? note.resource, line: place?.line,
        pointer: note.pointer, text: "\(note.resource): \(note.text)", hint: note.hint)
    }
    let notes = (imported?.summary.notes ?? []).map(ReportedNote.init)
    let clock = try store.run().flatMap { ReportedNote(of: now, after: $0) }.map { [$0] } ?? []
    return Remarks(
      notes: suppressions.notes + clock + notes + found
        + world.unmetExpectations.map(ReportedNote.init),
      accountsWithoutServiceControl: world.accountsWithoutServiceControl.filter(accounts.contains),
      assumedLatest: world.assumedLatest.filter { accounts.contains($0.account) }
        .map { .init(account: $0.account, region: $0.region) },
      earlier: imported == nil ? [] : Remarks.earlier(world.scopes, beside: scopes.map(\.scope)),
      suppressions: suppressions.suppressions, asOf: past)
  }
}

extension Logger {
  /// Tells how much of something is done.
  fileprivate func tell(_ what: Message, _ done: Int, of all: Int) {
    info(what, metadata: ["done": "\(done)", "of": "\(all)"])
  }
}

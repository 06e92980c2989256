/// What one reading of exports has gathered so far: readings to hand on, notes, coverage.
///
/// Items that do not say whose they are wait until all of their source is read: then the account is that of
/// `sts get-caller-identity` of the same export, or the only one that was seen.
struct ImportRun {
  private enum Item {
    case reading(UnplacedReading)
    case fact(CoverageFact, output: String)
  }

  private struct Waiting {
    var item: Item
    var file: ExportFile
    var place: Place
    var isRegional: Bool
  }

  private(set) var summary: ImportSummary
  /// Readings that were not handed on yet.
  private(set) var batch: [ResourceReading] = []
  private var ledger = CoverageLedger()
  private var accounts: Set<String> = []

  private var waiting: [Waiting] = []
  private var callers: [(account: String, folder: [Substring])] = []
  private var placesOfSource: Set<CoverageLedger.Area> = []
  private var lastArea = CoverageLedger.Area(account: "", region: "")
  /// The ids of organizations by the account that exported them.
  private var organizations: [String: String] = [:]

  private var firstNoteOfSource = 0
  /// How many files of the current source were recognised.
  private(set) var recognisedOfSource = 0
  private var lastRecognised = ""

  /// - Parameter digests: whether the summary is to have digests.
  init(digests: Bool = false) {
    summary = ImportSummary()
    if digests { summary.digests = [] }
  }

  mutating func count(_ files: Int) { summary.files += files }
  mutating func passedOver() { summary.passedOver += 1 }
  /// Takes down what the next file was; nil where that cannot be said.
  mutating func read(_ digest: FileDigest?) {
    if let digest { summary.digests?.append(digest) } else { summary.digests = nil }
  }
  mutating func note(_ note: ImportNote) { summary.notes.append(note) }

  /// Notes that nothing of the current source is an export, unless there is an error that says more.
  ///
  /// - Returns: the note.
  mutating func noteNothingRecognised(in source: String) -> ImportNote? {
    let own = summary.notes[firstNoteOfSource...]
    guard !own.contains(where: { $0.severity == .error }) else { return nil }
    // Of a file that the user named, the note on the file is an error.
    let reason = ImportError.nothingRecognised(paths: [source])
    let note = ImportNote(
      severity: .error, file: source, text: reason.reason, hint: reason.hint ?? "")
    summary.notes.removeAll { $0.file == source }
    summary.notes.append(note)
    return note
  }

  /// Enters what a page gave.
  mutating func enter(_ page: PageReading) {
    if page.command != nil, lastRecognised != page.file.name {
      lastRecognised = page.file.name
      recognisedOfSource += 1
      summary.recognised += 1
    }
    summary.notes += page.notes + page.gaps
    let output = "\(page.file.name)#\(page.output)"
    if let cut = page.cut { ledger.enter(cut, output: output) }
    for account in page.callers {
      accounts.insert(account)
      callers.append((account, page.file.path.split(separator: "/").dropLast()))
    }
    for reading in page.readings { add(reading) }
    guard !page.unplaced.isEmpty || !page.facts.isEmpty else { return }
    let place = page.file.place
    for reading in page.unplaced {
      enter(
        Waiting(
          item: .reading(reading), file: page.file, place: place,
          isRegional: reading.reading.kind.isRegional))
    }
    for fact in page.facts {
      enter(
        Waiting(
          item: .fact(fact, output: output), file: page.file,
          place: Place(
            account: fact.place.account ?? place.account,
            region: fact.place.region ?? place.region),
          isRegional: fact.kind.isRegional))
    }
  }

  private mutating func enter(_ item: Waiting) {
    guard let account = item.place.account, let region = item.isRegional ? item.place.region : "",
      !needsOrganization(item)
    else { return waiting.append(item) }
    settle(item, account: account, region: region)
  }

  private func needsOrganization(_ item: Waiting) -> Bool {
    if case .reading(let reading) = item.item, case .attachment = reading.identity { return true }
    return false
  }

  private mutating func settle(_ item: Waiting, account: String, region: String) {
    enterPlace(account, region)
    switch item.item {
    case .fact(let fact, let output):
      ledger.enter(fact, account: account, region: region, output: output, file: item.file.name)
    case .reading(let unplaced):
      var reading = unplaced.reading
      reading.account = account
      reading.region = reading.kind.isRegional ? region : ""
      switch unplaced.identity {
      case .known: break
      case .rule(let bus, let name):
        reading.arn = ARN.rule(bus: bus, name: name, account: account, region: region)
      case .ofService(let service, let resource):
        reading.arn = ARN.text(service, resource, account: account, region: region)
      case .attachment(let policy):
        guard let organization = organizations[account] else {
          return note(
            ImportNote(
              severity: .error, file: item.file.name, line: reading.line,
              text: "it is not known which organization \(policy) belongs to",
              hint: "export organizations describe-organization as well"))
        }
        reading.arn = "\(organization)/\(policy)"
      }
      add(reading)
    }
  }

  private mutating func add(_ reading: ResourceReading) {
    batch.append(reading)
    summary.elements += 1
    ledger.enter(reading)
    if reading.kind == .organization,
      let id = ARN(reading.arn)?.name.split(separator: "/").first
    {
      organizations[reading.account] = String(id)
    }
    enterPlace(reading.account, reading.region)
  }

  private mutating func enterPlace(_ account: String, _ region: String) {
    guard account != lastArea.account || region != lastArea.region else { return }
    lastArea = CoverageLedger.Area(account: account, region: region)
    guard isAccount(account) else { return }
    accounts.insert(account)
    placesOfSource.insert(lastArea)
  }

  /// Takes the batch.
  mutating func takeBatch() -> [ResourceReading] {
    defer { batch = [] }
    return batch
  }

  /// Settles what waited for the rest of its source.
  mutating func endSource() {
    let waited = waiting
    waiting = []
    // A caller of this source is a place of it even if nothing else was read.
    let accounts = Set(placesOfSource.map(\.account))
    let regions = Set(placesOfSource.map(\.region)).subtracting([""])
    var unplaced: Set<String> = []
    for item in waited {
      if case .fact(let fact, _) = item.item, case .problem = fact.event {
        // Whose it is may stay unknown; then it counts against everything that it may concern.
        for account in item.place.account.map({ [$0] }) ?? accounts.sorted() {
          for region in item.place.region.map({ [$0] })
            ?? (item.isRegional ? regions.sorted() : [""])
          {
            settle(item, account: account, region: region)
          }
        }
        continue
      }
      let account =
        item.place.account ?? caller(of: item.file) ?? (accounts.count == 1 ? accounts.first : nil)
      let region =
        item.isRegional ? item.place.region ?? (regions.count == 1 ? regions.first : nil) : ""
      if let account, let region {
        settle(item, account: account, region: region)
      } else if unplaced.insert(item.file.name).inserted,
        !summary.notes.contains(where: { $0.file == item.file.name && $0.severity == .error })
      {
        note(
          ImportNote(
            severity: .error, file: item.file.name,
            text: "it is not known which \(account == nil ? "account" : "region") this is of",
            hint: "put it below a folder ACCOUNT/REGION, as scripts/export-account does"
              + (account == nil ? ", or export sts get-caller-identity as well" : "")))
      }
    }
    callers = []
    placesOfSource = []
    lastArea = CoverageLedger.Area(account: "", region: "")
    recognisedOfSource = 0
    firstNoteOfSource = summary.notes.count
    lastRecognised = ""
  }

  /// The caller whose export a file belongs to: of those nearest to it in the folders, if they are one account.
  private func caller(of file: ExportFile) -> String? {
    let folder = file.path.split(separator: "/").dropLast()
    let near = callers.map { caller in
      (caller.account, zip(caller.folder, folder).prefix { $0 == $1 }.count)
    }
    guard let nearest = near.map(\.1).max() else { return nil }
    let accounts = Set(near.filter { $0.1 == nearest }.map(\.0))
    return accounts.count == 1 ? accounts.first : nil
  }

  /// Adds what was only listed, and concludes.
  mutating func end() -> ImportSummary {
    for reading in ledger.listedOnly() {
      batch.append(reading)
      summary.elements += 1
    }
    let conclusion = ledger.conclusion()
    summary.notes = Set(summary.notes + conclusion.notes).sorted()
    summary.coverage = conclusion.coverage
    summary.accounts = accounts.sorted()
    return summary
  }
}

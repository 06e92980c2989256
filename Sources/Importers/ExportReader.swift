public import Digest
import JSON
import Parallel

/// The Importers module turns what AWS commands print into readings of resources.
///
/// An *export* is a file, a folder that is searched, or the standard input. Each file is recognised by the members
/// of its top-level object, whatever its name; `ImporterList` names the importers in the order in which they are
/// asked, and each of them lives in a file named after its command. An importer names the fields that it keeps, so
/// that counters, dates and events never reach the record, and `Redaction` sees to it that no secret does. What
/// cannot be read becomes a note with file, line and pointer, and `CoverageLedger` concludes of which kinds the
/// export is complete. Nothing here knows a database, and nothing asks AWS.
///
/// Small files are parsed whole; large ones are cut into pages by `PageSplitter`, so that memory does not grow with
/// them. Files and pages are decoded on all cores and delivered in a fixed order: by source, path and place.
public struct ExportReader: Sendable {
  private let sources: [ExportSource]
  private let isStrict: Bool
  /// How much is read at a time; tests set it to find borders.
  struct Sizes: Sendable {
    /// Files up to this size, in bytes, are parsed whole.
    var whole = 4 << 20
    /// From how many bytes on a page of a larger file is given out.
    var page = 1 << 20
    var window = 1 << 20
    /// How many files are decoded before their readings are delivered.
    var files = 256
    /// How many pages are.
    var pages = 6
  }
  private let sizes: Sizes
  private let decoder: PageDecoder

  /// - Parameters:
  ///   - sources: read in this order.
  ///   - strict: whether the first file that cannot be read ends it all.
  ///   - digestKey: the key under which the summary is to have digests of the files; nil: it needs none.
  public init(_ sources: [ExportSource], strict: Bool = false, digestKey: SipHashKey? = nil) {
    self.init(sources, strict: strict, sizes: Sizes(), digestKey: digestKey)
  }

  init(
    _ sources: [ExportSource], strict: Bool, sizes: Sizes, digestKey: SipHashKey? = nil
  ) {
    self.sources = sources
    isStrict = strict
    self.sizes = sizes
    decoder = PageDecoder(wholeLimit: sizes.whole, digestKey: digestKey)
  }

  /// Reads everything and hands over batches of readings in a fixed order.
  ///
  /// - Parameters:
  ///   - progress: is called now and then with how many files are read, and how many there are.
  ///   - deliver: is called on the caller's thread; what it throws ends the reading.
  /// - Returns: what was read, all in all.
  /// - Throws: `ImportError` if a given path is not there or cannot be read, if nothing given is an export, and, when
  ///   strict, for the first file that cannot be read.
  public func read(
    progress: (Int, Int) -> Void = { _, _ in }, _ deliver: ([ResourceReading]) throws -> Void
  ) throws -> ImportSummary {
    var run = ImportRun(digests: decoder.digestKey != nil)
    let found = try sources.map { try files(of: $0) }
    let all = found.reduce(0) { $0 + $1.0.count }
    var done = 0
    for (source, (files, notes)) in zip(sources, found) {
      for note in notes {
        run.read(nil)
        run.note(note)
        try stopIfStrict(note)
      }
      run.count(files.count)
      for start in stride(from: 0, to: files.count, by: sizes.files) {
        let window = Array(files[start..<min(start + sizes.files, files.count)])
        let readings = window.mapInParallel { decoder.read($0) }
        for (file, reading) in zip(window, readings) {
          try enter(reading, of: file, &run, deliver)
          done += 1
          progress(done, all)
        }
        try hand(&run, to: deliver)
      }
      if run.recognisedOfSource == 0, sources.count > 1,
        let note = run.noteNothingRecognised(in: source.name)
      {
        try stopIfStrict(note)
      }
      run.endSource()
      try hand(&run, to: deliver)
    }
    let summary = run.end()
    if summary.recognised == 0 {
      if let note = summary.notes.first(where: { $0.severity == .error }), sources.count == 1 {
        throw ImportError.bad(note)
      }
      throw ImportError.nothingRecognised(paths: sources.map(\.name))
    }
    try hand(&run, to: deliver)
    return summary
  }

  /// Whether the exports are still those of which these are the digests: the same files, by name and by content.
  ///
  /// What they would give is then the same as well. The largest files are looked at first: they are those that change.
  public func isUnchanged(since digests: [FileDigest]) -> Bool {
    var files: [ExportFile] = []
    for source in sources {
      guard let found = try? self.files(of: source), found.1.isEmpty else { return false }
      files += found.0
    }
    guard files.count == digests.count else { return false }
    let order = files.indices.sorted { (digests[$0].size, $1) > (digests[$1].size, $0) }
    var start = 0
    while start < order.count {
      let part = order[start..<min(start + (start == 0 ? 4 : sizes.files), order.count)]
      let isSame = part.map { (files[$0], digests[$0]) }.mapInParallel {
        decoder.digest(of: $0) == $1
      }
      guard isSame.allSatisfy({ $0 }) else { return false }
      start = part.endIndex
    }
    return true
  }

  private func hand(
    _ run: inout ImportRun, to deliver: ([ResourceReading]) throws -> Void
  ) throws {
    let batch = run.takeBatch()
    if !batch.isEmpty { try deliver(batch) }
  }

  /// The files of a source, in order.
  private func files(
    of source: ExportSource
  ) throws(ImportError) -> ([ExportFile], [ImportNote]) {
    switch source {
    case .texts(let name, let texts):
      let files = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { path, text in
          ExportFile(
            name: name.isEmpty ? path : name + "/" + path, path: path, content: .text(text))
        }
      return (files, [])
    case .path("-"):
      return (
        [ExportFile(name: "-", path: "-", content: .stream, isNamed: true)], []
      )
    case .path(let path):
      do throws(ReadFailure) {
        let kind = try PathKind(path)
        let whole = wholePath(path) ?? path
        if kind == .folder {
          let walk = FolderWalk(of: whole, shown: path)
          return (walk.files, walk.notes)
        }
        // A pipe has a name like /dev/fd/63, and no whole path.
        let file = ExportFile(
          name: path, path: kind == .file ? whole : path,
          content: kind == .file ? .disk : .stream, isNamed: true)
        return ([file], [])
      } catch {
        throw importError(error, path)
      }
    }
  }

  private func importError(_ failure: ReadFailure, _ path: String) -> ImportError {
    if failure.isMissing { return .missing(path: path) }
    if failure.isForbidden { return .forbidden(path: path) }
    return .unreadable(path: path, reason: failure.reason)
  }

  private func enter(
    _ reading: FileReading, of file: ExportFile, _ run: inout ImportRun,
    _ deliver: ([ResourceReading]) throws -> Void
  ) throws {
    if reading.isPassedOver { run.passedOver() }
    switch reading.outcome {
    case .pages(let pages):
      run.read(reading.digest)
      try enter(pages, &run)
    case .large: run.read(try readPages(of: file, &run, deliver))
    case .failed(let failure):
      run.read(nil)
      try fail(failure, file, &run)
    }
  }

  private func fail(
    _ failure: ReadFailure, _ file: ExportFile, _ run: inout ImportRun
  ) throws {
    guard !file.isNamed else { throw importError(failure, file.name) }
    var page = PageReading(file)
    page.notes.append(
      ImportNote(
        severity: .error, file: file.name, text: "the file cannot be read: \(failure.reason)",
        hint: failure.isForbidden
          ? "let the user who runs rolecall read it" : "see to the disk, or copy the export again"))
    page.isUnread(by: ImporterList.importer(forPath: file.path))
    try enter([page], &run)
  }

  private func enter(_ pages: [PageReading], _ run: inout ImportRun) throws {
    for page in pages {
      run.enter(page)
      try page.notes.forEach(stopIfStrict)
    }
  }

  private func stopIfStrict(_ note: ImportNote) throws {
    if isStrict, note.severity == .error { throw ImportError.bad(note) }
  }

  /// Reads a large file page by page, and yields its digest.
  private func readPages(
    of file: ExportFile, _ run: inout ImportRun, _ deliver: ([ResourceReading]) throws -> Void
  ) throws -> FileDigest? {
    let source: ByteSource
    var head: [UInt8] = []
    do {
      source = try decoder.source(of: file)
      if case .stream = file.content, try source.appendAll(upTo: sizes.whole, to: &head) {
        let reading = decoder.read(head, of: file)
        if reading.isPassedOver { run.passedOver() }
        if case .pages(let pages) = reading.outcome { try enter(pages, &run) }
        return nil
      }
    } catch let failure as ReadFailure {
      try fail(failure, file, &run)
      return nil
    }
    var pages = LargeFile(file, source, head: head, sizes: sizes)
    while let window = pages.next(sizes.pages) {
      let readings = window.mapInParallel { $0.read(decoder) }
      for reading in readings {
        if reading.isPassedOver { run.passedOver() }
        if case .pages(let pages) = reading.outcome { try enter(pages, &run) }
        if reading.isDamaged { return nil }
      }
      try hand(&run, to: deliver)
    }
    return source.digest
  }
}

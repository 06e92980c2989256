import JSON

/// A file that is read page by page; the first page that an importer recognises decides who reads them all.
struct LargeFile {
  /// A page and who reads it.
  struct Task: Sendable {
    var file: ExportFile
    var page: TextPage
    var importer: (any Importer)?
    /// Why there is no further page.
    var failure: PageSplitter.Failure?

    func read(_ decoder: PageDecoder) -> FileReading {
      var reading = PageReading(file)
      reading.output = page.output
      var all = FileReading(outcome: .pages([]))
      if let failure {
        // The kinds are those of the importer, or else those that the path tells.
        decoder.damaged(
          failure.reason, line: failure.line, pointer: failure.pointer, by: importer, &reading)
        all.isDamaged = true
      } else if importer == nil, page.bytes.first != UInt8(ascii: "{") {
        return decoder.read(page.bytes, of: file)
      } else {
        do throws(JSONError) {
          let document = try JSONDocument(
            page.bytes, firstLine: page.firstLine, firstElement: page.firstElement)
          let output = ExportPage(root: document.root, file: file, output: page.output)
          all.isPassedOver = decoder.read(output, importer, &reading)
        } catch {
          decoder.damaged(error, by: importer, &reading)
          all.isDamaged = true
        }
      }
      all.outcome = .pages([reading])
      return all
    }
  }

  private let file: ExportFile
  private var splitter: PageSplitter
  private var importer: (any Importer)?
  /// Pages before the first that an importer recognises.
  private var held: [TextPage] = []
  private var output = -1
  private var isAtEnd = false

  /// - Parameters:
  ///   - file: which file it is.
  ///   - source: the bytes of the file.
  ///   - head: what was read of them before.
  ///   - sizes: how much is read at a time.
  init(
    _ file: ExportFile, _ source: ByteSource, head: [UInt8] = [], sizes: ExportReader.Sizes
  ) {
    self.file = file
    splitter = PageSplitter(source, head: head, pageSize: sizes.page, window: sizes.window)
  }

  /// The next pages, about that many; nil at the end.
  mutating func next(_ count: Int) -> [Task]? {
    guard !isAtEnd else { return nil }
    var tasks: [Task] = []
    while tasks.count < count, !isAtEnd {
      do {
        let page = try splitter.next()
        if page?.output != output { tasks += giveUp() }
        guard let page else {
          isAtEnd = true
          break
        }
        output = page.output
        held.append(page)
        if importer == nil { recognise(page) }
        if importer != nil {
          tasks += held.map { Task(file: file, page: $0, importer: importer) }
          held = []
        } else if held.count == 3 {
          tasks += giveUp()
          isAtEnd = true
        }
      } catch {
        isAtEnd = true
        let failure =
          error as? PageSplitter.Failure
          ?? PageSplitter.Failure(
            reason: (error as? ReadFailure)?.reason ?? "\(error)", line: splitter.currentLine,
            pointer: "")
        tasks.append(
          Task(
            file: file, page: TextPage(bytes: [], output: max(output, 0)),
            importer: importer, failure: failure))
      }
    }
    return tasks
  }

  /// Ends an output; of one that nobody recognised the first page remains, to say so.
  private mutating func giveUp() -> [Task] {
    defer {
      held = []
      importer = nil
    }
    return held.prefix(1).map { Task(file: file, page: $0) }
  }

  /// Looks for the importer of an output whose first page this is.
  private mutating func recognise(_ page: TextPage) {
    guard let document = try? JSONDocument(page.bytes), document.root.isObject else { return }
    importer = ImporterList.importer(
      for: ExportPage(root: document.root, file: file, output: page.output))
  }
}

import Digest
import JSON

/// Turns the bytes of a file, or of a page of it, into readings.
struct PageDecoder: Sendable {
  /// Files up to this size, in bytes, are parsed whole.
  var wholeLimit = 4 << 20
  /// The key of digests; nil: none are wanted.
  var digestKey: SipHashKey?

  /// Reads a file of at most `wholeLimit` bytes.
  func read(_ file: ExportFile) -> FileReading {
    // What can be read only once is read by one hand.
    if case .stream = file.content { return FileReading(outcome: .large) }
    let evidence = HostEvidence(file)
    var bytes: [UInt8] = []
    let digest: FileDigest?
    do throws(ReadFailure) {
      let source = try source(of: file)
      guard try mayBeExport(file, evidence, source, &bytes) else {
        return FileReading(outcome: .pages([]), digest: source.digest)
      }
      guard try source.appendAll(upTo: wholeLimit, to: &bytes) else {
        return FileReading(outcome: .large)
      }
      digest = source.digest
    } catch {
      return FileReading(outcome: .failed(error))
    }
    var reading = read(bytes, of: file, evidence)
    reading.digest = digest
    return reading
  }

  func source(of file: ExportFile) throws(ReadFailure) -> ByteSource {
    try ByteSource(file, hasher: digestKey.map(file.hasher))
  }

  private func read(_ bytes: [UInt8], of file: ExportFile, _ evidence: HostEvidence?) -> FileReading
  {
    if file.isErrorsFile {
      var reading = PageReading(file)
      reading.command = "errors.tsv"
      ErrorsFile.read(String(decoding: bytes, as: UTF8.self), of: file, into: &reading)
      return FileReading(outcome: .pages([reading]))
    }
    if let evidence {
      var reading = PageReading(file)
      reading.command = "hosts"
      guard evidence.read(String(decoding: bytes, as: UTF8.self), into: &reading) else {
        return FileReading(outcome: .pages([]), isPassedOver: true)
      }
      return FileReading(outcome: .pages([reading]))
    }
    return read(bytes, of: file)
  }

  /// Reads all outputs in a text: one, a list of them, or several behind each other.
  func read(_ bytes: [UInt8], of file: ExportFile) -> FileReading {
    if let note = Self.encodingFault(bytes, file) {
      var reading = PageReading(file)
      reading.notes.append(note)
      reading.isUnread(by: ImporterList.importer(forPath: file.path))
      return FileReading(outcome: .pages([reading]))
    }
    do throws(JSONError) {
      return outputs(try JSONDocument(bytes).root, of: file)
    } catch {
      guard let several = several(bytes, of: file) else {
        var reading = PageReading(file)
        damaged(error, &reading)
        return FileReading(outcome: .pages([reading]))
      }
      return several
    }
  }

  /// The outputs of a text of several objects behind each other; nil if it is no such text.
  private func several(_ bytes: [UInt8], of file: ExportFile) -> FileReading? {
    var splitter = PageSplitter(
      ByteSource(bytes: []), head: bytes, pageSize: .max, window: 1)
    var outputs = Outputs(file: file)
    do {
      while let page = try splitter.next() {
        guard page.bytes.first == UInt8(ascii: "{") else { return nil }
        let document = try JSONDocument(page.bytes, firstLine: page.firstLine)
        outputs.read(document.root, page.output, by: self)
      }
    } catch {
      // With one object only, the fault of the whole text says more.
      guard !outputs.readings.isEmpty else { return nil }
      outputs.damaged(error, by: self)
    }
    return outputs.readings.count > 1 ? outputs.all : nil
  }

  private func outputs(_ root: JSONNode, of file: ExportFile) -> FileReading {
    var outputs = Outputs(file: file)
    for (i, root) in (root.isArray ? Array(root.elements) : [root]).enumerated() {
      outputs.read(root, i, by: self)
    }
    if root.isArray, outputs.readings.isEmpty { outputs.read(root, 0, by: self) }
    return outputs.all
  }

  /// The outputs in one file, as they are read.
  private struct Outputs {
    let file: ExportFile
    var readings: [PageReading] = []
    private var isPassedOver = false

    init(file: ExportFile) { self.file = file }

    var all: FileReading { FileReading(outcome: .pages(readings), isPassedOver: isPassedOver) }

    mutating func read(_ root: JSONNode, _ output: Int, by decoder: PageDecoder) {
      let page = ExportPage(root: root, file: file, output: output)
      var reading = PageReading(file)
      reading.output = output
      if decoder.read(page, ImporterList.importer(for: page), &reading) { isPassedOver = true }
      // Of many outputs that are no exports one note is enough.
      if reading.command == nil, let last = readings.last, last.command == nil,
        last.notes.map(\.text) == reading.notes.map(\.text)
      {
        return
      }
      readings.append(reading)
    }

    mutating func damaged(_ error: any Error, by decoder: PageDecoder) {
      var reading = PageReading(file)
      reading.output = readings.count
      if let error = error as? JSONError { decoder.damaged(error, &reading) }
      if let error = error as? PageSplitter.Failure {
        decoder.damaged(error.reason, line: error.line, pointer: error.pointer, &reading)
      }
      readings.append(reading)
    }
  }

  /// Reads a page by an importer, if there is one; true if the page is known and passed over.
  func read(
    _ page: ExportPage, _ importer: (any Importer)?, _ reading: inout PageReading
  ) -> Bool {
    guard let importer, page.root.isObject else { return pass(page, &reading) }
    reading.command = importer.command
    reading.cut = page.cut.map {
      reading.note(
        .error, $0, "the output was cut off",
        hint: "export it again without --max-items and --no-paginate, or give the pages that follow"
      )
    }
    // The last page of a long output may hold no more than the token.
    guard
      page.root.members.contains(where: { $0.value.isArray || $0.value.isObject })
        || importer.recognises(page)
    else { return false }
    importer.read(page, into: &reading)
    let faults = reading.notes.count { $0.severity == .error }
    if faults > 0 {
      for kind in importer.kinds {
        reading.problem(
          kind, "\(faults) \(faults == 1 ? "item" : "items") of \(page.file.name) could not be read"
        )
      }
    }
    return false
  }

  /// Passes over what is no export: without a word if it is known or not even named as JSON.
  ///
  /// Where the path names a command that is read, its output is missing.
  private func pass(_ page: ExportPage, _ reading: inout PageReading) -> Bool {
    if page.root.isObject, PassedOverExports.include(page) { return true }
    if PassedOverExports.include(page.file) { return true }
    if let importer = ImporterList.importer(forPath: page.file.path) {
      // What is wrong with the first of a list is most likely wrong with the list.
      reading.notes.append(
        ImportNote(
          severity: .error, file: page.file.name, line: page.output == 0 ? 1 : page.root.line,
          pointer: page.output == 0 ? "" : page.root.pointer,
          text: "not an export of aws \(importer.command)",
          hint: "--query and --output change the shape of an output; export it again without them"))
      reading.isUnread(by: importer)
    } else if page.file.isNamed || page.file.lastName.hasSuffix(".json") {
      reading.notes.append(
        ImportNote(
          severity: .note, file: page.file.name, text: "not an export that rolecall reads",
          hint: page.root.isArray
            ? "--query changes the shape of an output; export without it"
            : "leave it out; docs/exporting.md lists what is read"))
    }
    return false
  }

  /// Notes that a text is not JSON, and what is incomplete for it if its path tells.
  func damaged(
    _ error: JSONError, by importer: (any Importer)? = nil, _ reading: inout PageReading
  ) {
    damaged(error.reason, line: error.line, pointer: error.pointer, by: importer, &reading)
  }

  func damaged(
    _ reason: String, line: Int, pointer: String, by importer: (any Importer)? = nil,
    _ reading: inout PageReading
  ) {
    reading.command = importer?.command
    let hint =
      switch reason {
      case "a value is expected" where pointer.isEmpty:
        "rolecall reads what the AWS CLI prints with --output json"
      case "a string is not UTF-8": "save the file as UTF-8"
      default: Self.depthHint(reason) ?? "the file was cut off or edited; export it again"
      }
    let importer = importer ?? ImporterList.importer(forPath: reading.file.path)
    // A text that neither its name nor its folder calls an export may well be none.
    let isExpected = reading.file.isNamed || reading.file.isNamedJSON || importer != nil
    reading.notes.append(
      ImportNote(
        severity: isExpected ? .error : .note, file: reading.file.name, line: line,
        pointer: pointer, text: "not valid JSON: \(reason)", hint: hint))
    reading.isUnread(by: importer)
  }

  /// What to say of a text that is nested too deep to be read; nil of any other fault.
  static func depthHint(_ reason: String) -> String? {
    reason.hasPrefix("the text is nested")
      ? "the depth is limited to 512 levels, and no AWS export nests that deep" : nil
  }

  /// A note if a text cannot be JSON for its very first bytes.
  static func encodingFault(_ bytes: [UInt8], _ file: ExportFile) -> ImportNote? {
    func note(_ text: String, _ hint: String) -> ImportNote {
      ImportNote(severity: .error, file: file.name, line: 1, text: text, hint: hint)
    }
    if bytes.allSatisfy({ [0x20, 0x0A, 0x0D, 0x09].contains($0) }) {
      return note("the file is empty", "the command that was to write it failed; export it again")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.count > 1 && (bytes[0] == 0 || bytes[1] == 0)
    {
      return note(
        "the file is UTF-16, not UTF-8",
        "PowerShell's > writes UTF-16; use --output json with Out-File -Encoding utf8")
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      return note("the file is compressed", "unpack it with gunzip first")
    }
    return nil
  }

  static func mayBeJSON(_ head: [UInt8]) -> Bool {
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head[3...] : head[...]
    let first = text.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }
}

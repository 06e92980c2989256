/// What became of one file.
struct FileReading: Sendable {
  enum Outcome: Sendable {
    case pages([PageReading])
    /// It is to be read page by page.
    case large
    case failed(ReadFailure)
  }

  var outcome: Outcome
  /// Whether anything in it is known and not read.
  var isPassedOver = false
  /// Whether it is not JSON, so that what follows in the file means nothing.
  var isDamaged = false
  /// nil where no digest is wanted, or none can be made.
  var digest: FileDigest?
}

extension PageDecoder {
  /// Whether a file is to be read: it was named, its name says what it is, or it begins with a bracket.
  func mayBeExport(
    _ file: ExportFile, _ evidence: HostEvidence?, _ source: ByteSource, _ bytes: inout [UInt8]
  ) throws(ReadFailure) -> Bool {
    if file.isNamed || file.isNamedJSON || file.isErrorsFile || evidence != nil { return true }
    return try source.append(64, to: &bytes) && Self.mayBeJSON(bytes)
  }
}

/// A format that the name of a file can ask for.
public protocol FileFormat: RawRepresentable<String>, CaseIterable, Sendable {
  /// Endings of the files that hold the format, without a dot, the usual one first.
  var fileEndings: [String] { get }
}

extension FileFormat {
  /// The format that a file's name asks for; nil if its ending is none of ours.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    let fitting = Self.allCases.flatMap { format in
      format.fileEndings.filter { name.hasSuffix("." + $0) }.map { (format, $0.utf8.count) }
    }
    // The longest counts: what ends in .sarif.json ends in .json, too.
    guard let match = fitting.max(by: { $0.1 < $1.1 }) else { return nil }
    self = match.0
  }
}

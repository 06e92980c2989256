/// A format that the name of a file can ask for.
public protocol FileFormat: RawRepresentable<String>, CaseIterable, Sendable {
  /// Endings of the files that hold the format, without a dot, the usual one first.
  var fileEndings: [String] { get }
}

extension FileFormat {
  /// The format that a file's name asks for; nil if its ending is none of ours.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    let match = Self.allCases.first { $0.fileEndings.contains { name.hasSuffix("." + $0) } }
    guard let match else { return nil }
    self = match
  }
}

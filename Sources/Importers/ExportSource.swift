/// Where exports are read from.
public enum ExportSource: Sendable {
  /// A file, a folder that is searched, or `-` for the standard input.
  case path(String)
  /// Texts in memory, by their paths in an export: an embedded example, a check's case.
  case texts(name: String, files: [String: String])

  /// What a message calls it.
  public var name: String {
    switch self {
    case .path(let path): path
    case .texts(let name, _): name
    }
  }
}

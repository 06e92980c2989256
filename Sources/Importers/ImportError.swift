/// Why nothing, or nothing more, is read.
public enum ImportError: Error, Hashable, CustomStringConvertible {
  /// There is nothing at the given path.
  case missing(path: String)
  /// The given path may not be read.
  case forbidden(path: String)
  /// The given path cannot be read.
  case unreadable(path: String, reason: String)
  /// Nothing that was given is an export that rolecall reads.
  case nothingRecognised(paths: [String])
  /// A file cannot be read, and reading was to be strict, or nothing else was given.
  case bad(ImportNote)

  /// The path, or the paths separated by commas.
  public var path: String {
    switch self {
    case .missing(let path), .forbidden(let path), .unreadable(let path, _): path
    case .nothingRecognised(let paths): paths.joined(separator: ", ")
    case .bad(let note): note.file
    }
  }

  /// Counted from 1.
  public var line: Int? { if case .bad(let note) = self { note.line } else { nil } }
  /// RFC 6901.
  public var pointer: String? { if case .bad(let note) = self { note.pointer } else { nil } }

  public var reason: String {
    switch self {
    case .missing: "there is no such file or folder"
    case .forbidden: "permission denied"
    case .unreadable(_, let reason): reason
    case .nothingRecognised: "nothing here is an export that rolecall reads"
    case .bad(let note): note.text
    }
  }

  public var hint: String? {
    switch self {
    case .missing: "give a file or a folder that scripts/export-account or the AWS CLI wrote"
    case .forbidden: "let the user who runs rolecall read it, or give another path"
    case .unreadable: nil
    case .nothingRecognised:
      "export the account first: scripts/export-account, or an aws command with --output json"
    case .bad(let note): note.hint
    }
  }

  public var description: String {
    var place = path
    if let line { place += ":\(line)" }
    if let pointer, !pointer.isEmpty { place += " at \(pointer)" }
    return "\(place): \(reason)"
  }
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files below a folder, sorted by the bytes of their paths.
///
/// Links are not followed: what they lead to inside the folder is found anyway, and what lies outside does not
/// belong to the export. Hidden files, unfinished ones (`.part`) and the files of a store are left out.
struct FolderWalk {
  private(set) var files: [ExportFile] = []
  private(set) var notes: [ImportNote] = []

  private let root: String
  private let shown: String
  private static let depthLimit = 64

  /// - Parameters:
  ///   - root: the folder's whole path.
  ///   - shown: the folder as the user gave it.
  init(of root: String, shown: String) {
    self.root = root
    self.shown = shown.count > 1 && shown.hasSuffix("/") ? String(shown.dropLast()) : shown
    var pending: [(path: String, entry: Entry, depth: Int)] = []
    func add(_ entries: [Entry], below folder: String, depth: Int) {
      // The last is taken first. A folder stands where its slash puts it.
      pending += entries.sorted { precedes($1.path, $0.path) }
        .map { (folder + $0.name, $0, depth) }
    }
    add(entries(of: ""), below: "", depth: 1)
    while let (path, entry, depth) = pending.popLast() {
      switch entry.kind {
      case .file:
        if Self.isLeftOut(entry.name) { continue }
        files.append(ExportFile(name: name(path), path: root + "/" + path))
      case .folder where depth <= Self.depthLimit:
        add(entries(of: path), below: path + "/", depth: depth + 1)
      case .folder:
        note(
          .error, path,
          "the folder lies more than \(Self.depthLimit) levels deep and was not searched",
          hint: "give it as an export of its own")
      case .link: checkLink(path)
      case .other: break
      }
    }
  }

  private struct Entry {
    let name: String
    let kind: Kind
    /// What the entry is sorted by.
    let path: String

    init(name: String, kind: Kind) {
      self.name = name
      self.kind = kind
      path = kind == .folder ? name + "/" : name
    }
  }

  private enum Kind {
    case file
    case folder
    case link
    /// A pipe, a socket, a device.
    case other
  }

  private mutating func entries(of folder: String) -> [Entry] {
    let path = folder.isEmpty ? root : root + "/" + folder
    guard let stream = opendir(path) else {
      note(
        .error, folder, "the folder cannot be searched: \(String(cString: strerror(errno)))",
        hint: "let the user who runs rolecall read it")
      return []
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      switch Int32(entry.pointee.d_type) {
      case Int32(DT_REG): entries.append(Entry(name: name, kind: .file))
      case Int32(DT_DIR): entries.append(Entry(name: name, kind: .folder))
      case Int32(DT_LNK): entries.append(Entry(name: name, kind: .link))
      case Int32(DT_UNKNOWN): entries.append(Entry(name: name, kind: kind(of: path + "/" + name)))
      default: break
      }
    }
    return entries
  }

  /// The kind of an entry on a file system that does not tell it with the name.
  private func kind(of path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .other }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  private mutating func checkLink(_ path: String) {
    guard let target = wholePath(root + "/" + path) else {
      return note(
        .note, path, "the link leads nowhere and was not followed",
        hint: "remove it, or bring back what it led to")
    }
    guard target != root, !target.hasPrefix(root + "/") else { return }
    note(
      .note, path, "the link leads out of the folder and was not followed",
      hint: "give \(target) as an export of its own if it belongs to this audit")
  }

  private mutating func note(
    _ severity: ImportNote.Severity, _ path: String, _ text: String, hint: String
  ) {
    notes.append(ImportNote(severity: severity, file: name(path), text: text, hint: hint))
  }

  private func name(_ path: String) -> String {
    path.isEmpty ? shown : shown.hasSuffix("/") ? shown + path : shown + "/" + path
  }

  private static func isLeftOut(_ name: String) -> Bool {
    if name.endsWith(".json") { return false }
    return [".part", ".db", ".lock"].contains { name.endsWith($0) } || name.contains(".db-")
  }
}

/// The path without links and dots; nil if there is nothing.
func wholePath(_ path: String) -> String? {
  guard let whole = realpath(path, nil) else { return nil }
  defer { free(whole) }
  return String(cString: whole)
}

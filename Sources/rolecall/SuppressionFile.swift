import Audit
import Findings
import Foundation
import JSON
import Reports

/// The file of suppressions: JSON, made to be kept in version control beside config.json.
struct SuppressionFile {
  var path: String
  /// Whether somebody named it, so that it has to be there.
  var isNamed: Bool

  var exists: Bool { access(path, F_OK) == 0 }

  /// What it holds; nothing where there is none.
  ///
  /// - Throws: `CommandFailure` if it was named and is not there.
  func list() throws -> SuppressionList {
    guard exists else {
      guard isNamed else { return SuppressionList() }
      throw CommandFailure(
        code: .configuration, message: "\(path): \(String(cString: strerror(errno)))",
        hint: "`rolecall suppress add` makes the file; or name another one")
    }
    return SuppressionList(text: TextFile.read(path), file: path)
  }

  /// Adds entries; those that are there stay as they are, also where they are not as they are to be.
  ///
  /// - Throws: `CommandFailure` if it is no file of suppressions, cannot be written, or is being written.
  func append(_ suppressions: [Suppression]) throws {
    if let slash = path.lastIndex(of: "/"), !exists {
      try? FileManager.default.createDirectory(
        atPath: String(path[..<slash]), withIntermediateDirectories: true)
    }
    let lock = path + ".new"
    let descriptor = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST {
        throw CommandFailure(
          code: .busy, message: "\(path): another rolecall is writing it",
          hint: "try again; if none is running, delete \(lock)")
      }
      throw failure("cannot be written", errno)
    }
    close(descriptor)
    defer { unlink(lock) }
    let entries = try self.entries()
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("suppressions") { writer in
        writer.list(entries + suppressions.map { $0.entry.map { ($0.name, .string($0.text)) } }) {
          writer, entry in
          writer.object { writer in
            for (name, value) in entry { writer.member(name, value) }
          }
        }
      }
    }
    writer.newline()
    try Terminal.write(writer.text, toFile: lock)
    guard rename(lock, path) == 0 else { throw failure("cannot be written", errno) }
  }

  /// The entries with their members in order.
  private func entries() throws -> [[(name: String, value: JSONValue)]] {
    guard exists else { return [] }
    guard let text = TextFile.read(path) else { throw failure("cannot be read", errno) }
    guard let root = try? JSONDocument(text: text).root, let list = root["suppressions"],
      list.isArray, root.count == 1, list.elements.allSatisfy(\.isObject)
    else {
      throw CommandFailure(
        code: .configuration, message: "\(path): it is not {\"suppressions\": [ … ]}",
        hint: "mend the file, or name another one with --suppressions")
    }
    return list.elements.map { $0.members.map { ($0.0, JSONValue($0.1)) } }
  }

  private func failure(_ what: String, _ code: Int32) -> CommandFailure {
    CommandFailure(
      code: code == EACCES || code == EPERM || code == EROFS ? .permission : .cannotCreate,
      message: "\(path): it \(what): \(String(cString: strerror(code)))",
      hint: "name another file with --suppressions")
  }
}

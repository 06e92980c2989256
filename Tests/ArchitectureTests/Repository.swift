import Foundation

/// The files of this repository, as they stand around the tests.
enum Repository {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The paths of all files of a repository, from its root: those that git knows and those that it would add.
  ///
  /// Outside of a repository, in an unpacked archive for instance, all files that are there.
  static let files: [String] = {
    let names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    guard let names else {
      print("not a git repository: looking at all files below \(root.path)")
      return walk("").sorted()
    }
    // What was deleted is still known to git until the deletion is committed.
    return Set(names.split(separator: "\0").map(String.init))
      .filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }.sorted()
  }()

  /// The files below a folder whose names end in one of the endings.
  static func files(in folder: String, _ endings: String...) -> [String] {
    files.filter { path in
      path.hasPrefix(folder + "/") && endings.contains { path.hasSuffix($0) }
    }
  }

  /// The text of a file; empty for one that is not UTF-8.
  static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }

  static func lines(_ path: String) -> [Substring] {
    text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The path itself if it is a file, else all files below it.
  private static func walk(_ path: String) -> [String] {
    let url = path.isEmpty ? root : root.appending(path: path)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
      return [path]
    }
    return names.filter { $0 != ".build" && $0 != ".git" }
      .flatMap { walk(path.isEmpty ? $0 : "\(path)/\($0)") }
  }

  /// What git prints; nil if it fails.
  private static func git(_ arguments: String...) -> String? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", root.path] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

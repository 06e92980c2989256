import Foundation

/// The program as it was built, run as a user runs it: a process with arguments, an environment and exit code.
enum Program {
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The binary beside the test bundle or, where the bundle is not told, that of the debug build.
  static let path: String = {
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      var folder = URL(filePath: argument)
      while folder.pathComponents.count > 1 {
        folder.deleteLastPathComponent()
        let candidate = folder.appending(path: "rolecall").path
        if isProgram(candidate) { return candidate }
      }
    }
    return repository.appending(path: ".build/debug/rolecall").path
  }()

  /// The exports in Examples/.
  static let broken = repository.appending(path: "Examples/broken").path
  static let repaired = repository.appending(path: "Examples/repaired").path

  /// What the time is in tests that do not say.
  static let now = "2026-11-21T04:00:00Z"

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}
